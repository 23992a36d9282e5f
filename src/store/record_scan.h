#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/journal.h"
#include "store/journal_point.h"
#include "store/migrate.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Walks through the stored records, oldest first, and checks each: that none is missing, and that
/// its checksum follows from its content and the record before. One transaction of the caller's
/// spans begin() to end().
class RecordScan {
  public:
    /// @param migrations show records of older formats as they would be today; outlive the scan
    static Result<RecordScan> prepare(sqlite::Connection& database, Migrations migrations);

    /// The next record will be the one after `after`, or the oldest if that is later.
    Result<void> begin(core::Sequence after);
    /// As begin, again in the same transaction.
    Result<void> seek(core::Sequence after);
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

    /// The trim point, as begin() found it.
    [[nodiscard]] core::Sequence base() const { return base_.sequence; }
    /// Records up to here are taken as they are.
    [[nodiscard]] core::Sequence unchecked() const { return unchecked_; }

    /// The whole record. Errors: Internal for changes that make no sense.
    [[nodiscard]] Result<core::JournalRecord> record() const;

  private:
    RecordScan(sqlite::Connection& database, Migrations migrations)
        : database_(&database), migrations_(migrations) {}
    Result<void> read_formats();
    Result<void> check();
    [[nodiscard]] Migrations steps() const;

    sqlite::Connection* database_;
    sqlite::Statement query_;
    sqlite::Statement chain_at_;
    Migrations migrations_;
    std::vector<core::Sequence> older_;  ///< for each migration: records up to here are older
    core::Sequence unchecked_ = 0;
    JournalPoint head_;
    JournalPoint base_;
    core::Sequence sequence_ = 0;
    Checksum chain_ = kNoChain;
};

}  // namespace gantry::store
