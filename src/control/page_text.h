#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/journal.h"
#include "net/http.h"
#include "net/piece_pump.h"

/// Long pages, a piece at a time: a piece below kPagePieceBytes is the last one, and what follows
/// it is empty. One thread.
namespace gantry::control {

inline constexpr std::size_t kPagePieceBytes = 64U << 10U;

/// Appends a record as JSON.
/// @param table, key  of the only row whose changes are shown; an empty table: all are
void append_record(
    std::string& out,
    const core::JournalRecord& record,
    std::string_view table = {},
    std::string_view key = {}
);

/// `{"sequence":N,"tables":{"<table>":{"<key>":<row>,…},…}}`, row by row; rows are forgotten as
/// they are written.
class StateText {
  public:
    explicit StateText(core::LoadedState state) : state_(std::move(state)) {}
    std::string next();

  private:
    void append_row(std::string& out);

    core::LoadedState state_;
    bool begun_ = false;
    bool in_table_ = false;
    bool done_ = false;
};

/// `{"records":[…],"next":N}`: the records after `since`, read a piece at a time.
class RecordsText {
  public:
    /// @param journal outlives it
    RecordsText(core::Journal& journal, core::Sequence since, std::size_t limit)
        : journal_(journal), last_(since), left_(limit) {}
    /// Errors: the journal's.
    Result<std::string> next();

  private:
    core::Journal& journal_;
    core::Sequence last_;
    std::size_t left_;
    bool begun_ = false;
    bool any_ = false;
    bool done_ = false;
};

/// Answers with a page: whole where the first piece is all, else as the client takes it.
/// Errors: that of the first piece.
Result<net::HttpResponse> page_in_pieces(Loop& loop, net::NextPiece next);

}  // namespace gantry::control
