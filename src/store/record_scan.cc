#include "store/record_scan.h"

#include <fmt/format.h>

#include <utility>

#include "store/change_text.h"

namespace gantry::store {

namespace {

Error damaged(core::Sequence sequence) {
    return internal_error(fmt::format("The journal is damaged at record {}.", sequence));
}

Error missing(core::Sequence first, core::Sequence last) {
    return internal_error(
        first == last
            ? fmt::format("The journal is damaged: record {} is missing.", first)
            : fmt::format("The journal is damaged: records {} to {} are missing.", first, last)
    );
}

}  // namespace

Result<RecordScan> RecordScan::prepare(sqlite::Connection& database, Migrations migrations) {
    RecordScan scan(database, migrations);
    Result<sqlite::Statement> query = database.prepare(
        "SELECT sequence, time_ms, cause, changes, checksum FROM journal WHERE sequence > ? "
        "ORDER BY sequence"
    );
    if (!query) return query.error();
    scan.query_ = std::move(*query);
    Result<sqlite::Statement> chain_at =
        database.prepare("SELECT checksum FROM journal WHERE sequence = ?");
    if (!chain_at) return chain_at.error();
    scan.chain_at_ = std::move(*chain_at);
    return scan;
}

Result<void> RecordScan::begin(core::Sequence after) {
    const Result<JournalPoint> head = read_point(*database_, kHead);
    if (!head) return head.error();
    const Result<JournalPoint> base = read_point(*database_, kBase);
    if (!base) return base.error();
    const Result<JournalPoint> unchecked = read_point(*database_, kUnchecked);
    if (!unchecked) return unchecked.error();
    head_ = *head;
    base_ = *base;
    unchecked_ = unchecked->sequence;
    if (const Result<void> read = read_formats(); !read) return read;
    return seek(after);
}

Result<void> RecordScan::read_formats() {
    older_.clear();
    for (const core::Migration& step : migrations_) {
        const Result<JournalPoint> before = read_point(*database_, point_before(step.format));
        if (!before) return before.error();
        older_.push_back(before->sequence);
    }
    return {};
}

Result<void> RecordScan::seek(core::Sequence after) {
    query_.reset();
    sequence_ = after;
    chain_ = kNoChain;
    if (after <= base_.sequence) {
        sequence_ = base_.sequence;
        chain_ = base_.chain;
    } else if (after > unchecked_ && after < head_.sequence) {
        const Result<bool> found = chain_at_.bind(1, static_cast<std::int64_t>(after)).step();
        if (!found) return found.error();
        if (!*found) return missing(after, after);
        chain_ = chain_at_.number(0);
        chain_at_.reset();
    }
    query_.bind(1, static_cast<std::int64_t>(sequence_));
    return {};
}

Result<bool> RecordScan::next() {
    const Result<bool> row = query_.step();
    if (!row) return row.error();
    if (!*row) {
        if (sequence_ < head_.sequence) return missing(sequence_ + 1, head_.sequence);
        return false;
    }
    const auto found = static_cast<core::Sequence>(query_.number(0));
    if (found > head_.sequence) return damaged(found);
    // What was accepted as lost may be in the middle.
    if (found != sequence_ + 1 && found > unchecked_) return missing(sequence_ + 1, found - 1);
    sequence_ = found;
    if (const Result<void> good = check(); !good) return good.error();
    return true;
}

Result<void> RecordScan::check() {
    chain_ = sequence_ <= unchecked_
                 ? kNoChain
                 : checksum_of_record(chain_, sequence_, time_ms(), cause(), changes());
    if (sequence_ > unchecked_ && (!query_.is_number(4) || query_.number(4) != chain_)) {
        return damaged(sequence_);
    }
    if (sequence_ == head_.sequence && (chain_ != head_.chain || time_ms() != head_.time_ms)) {
        return damaged(sequence_);
    }
    return {};
}

Result<core::JournalRecord> RecordScan::record() const {
    core::JournalRecord record;
    record.sequence = sequence_;
    record.time = from_epoch_ms(time_ms());
    record.cause = cause();
    auto changes_read = parse_changes(changes());
    if (!changes_read) {
        return internal_error(fmt::format(
            "Journal record {} cannot be read: {}", sequence_, changes_read.error().message
        ));
    }
    record.changes = std::move(*changes_read);
    const Migrations older = steps();
    for (core::RowChange& change : record.changes) {
        const Result<void> shown = take_steps(older, change);
        if (!shown) return shown.error();
    }
    return record;
}

/// Those that were taken since the record was written.
Migrations RecordScan::steps() const {
    std::size_t known = 0;
    while (known < older_.size() && older_[known] < sequence_) ++known;
    return migrations_.subspan(known);
}

}  // namespace gantry::store
