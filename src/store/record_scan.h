#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "core/journal.h"
#include "store/journal_point.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Walks through the stored records, oldest first, and checks each: that none is missing, and that
/// its checksum follows from its content and the record before. One transaction of the caller's
/// spans begin() to end().
class RecordScan {
  public:
    static Result<RecordScan> prepare(sqlite::Connection& database);

    /// The next record will be the one after `after`, or the oldest if that is later.
    Result<void> begin(core::Sequence after);
    /// Moves to the next record. @return false: there are no more
    /// Errors: Internal, naming the record that is damaged or missing.
    Result<bool> next();
    /// Lets the database go; begin() may follow.
    void end() { query_.reset(); }

    /// Of the record moved to; the texts are valid until the next move.
    [[nodiscard]] core::Sequence sequence() const { return sequence_; }
    [[nodiscard]] std::int64_t time_ms() const { return query_.number(1); }
    [[nodiscard]] std::string_view cause() const { return query_.text(2); }
    [[nodiscard]] std::string_view changes() const { return query_.text(3); }
    [[nodiscard]] Checksum chain() const { return chain_; }

    /// The whole record. Errors: Internal for changes that make no sense.
    [[nodiscard]] Result<core::JournalRecord> record() const;

  private:
    explicit RecordScan(sqlite::Connection& database) : database_(&database) {}
    Result<void> check();

    sqlite::Connection* database_;
    sqlite::Statement query_;
    sqlite::Statement chain_at_;
    core::Sequence unchecked_ = 0;
    JournalPoint head_;
    core::Sequence sequence_ = 0;
    Checksum chain_ = kNoChain;
};

}  // namespace gantry::store
