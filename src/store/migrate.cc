#include "store/migrate.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"
#include "store/history_index.h"
#include "store/journal_point.h"
#include "store/record_scan.h"
#include "store/row_scan.h"
#include "store/row_writer.h"

namespace gantry::store {

namespace {

/// Writes one of the two tables of rows anew. @param all becomes that of the new rows
Result<void> rewrite(
    sqlite::Connection& database, std::string_view table, Migrations steps, Checksum& all
) {
    Result<void> done = database.execute(make_rows_table("fresh_rows"));
    if (!done) return done;
    {
        Result<RowScan> scan = RowScan::begin(database, table, all);
        if (!scan) return scan.error();
        Result<RowWriter> fresh = RowWriter::prepare(database, "fresh_rows");
        if (!fresh) return fresh.error();
        all = 0;
        for (;;) {
            const Result<bool> found = scan->next();
            if (!found) return found.error();
            if (!*found) break;
            core::RowChange row{
                .table = std::string(scan->table()),
                .key = std::string(scan->key()),
                .row = std::string(scan->row())
            };
            done = take_steps(steps, row);
            if (done) done = fresh->add(row.table, row.key, *row.row, all);
            if (!done) return done;
        }
    }
    return database.execute(
        fmt::format("DROP TABLE {0}; ALTER TABLE fresh_rows RENAME TO {0};", table)
    );
}

Result<void> write_points(
    sqlite::Connection& database,
    const JournalPoint& head,
    const JournalPoint& base,
    Migrations steps
) {
    Result<sqlite::Statement> write = prepare_write_point(database);
    if (!write) return write.error();
    Result<void> done = write_point(*write, kHead, head);
    if (done) done = write_point(*write, kBase, base);
    for (const core::Migration& step : steps) {
        if (done)
            done = write_point(*write, point_before(step.format), {.sequence = head.sequence});
    }
    return done;
}

/// Damage among records whose loss was accepted.
Result<void> forgive(const RecordScan& scan, const Error& why) {
    if (why.kind != ErrorKind::Internal || scan.sequence() > scan.unchecked()) return why;
    log_warn("journal_history_incomplete", {{"record", scan.sequence()}, {"why", why.message}});
    return {};
}

}  // namespace

std::string point_before(int format) {
    return fmt::format("before {}", format);
}

Migrations steps_after(Migrations all, int format) {
    std::size_t taken = 0;
    while (taken < all.size() && all[taken].format <= format) ++taken;
    return all.subspan(taken);
}

Result<void> take_steps(Migrations steps, core::RowChange& change) {
    for (const core::Migration& step : steps) {
        const std::string table = change.table;
        const std::string key = change.key;
        const bool row = change.row.has_value();
        const Result<void> done = step.change(change);
        if (done && change.row.has_value() == row) continue;
        return internal_error(fmt::format(
            "Row '{}' of table '{}' cannot be brought to format {}: {}",
            key,
            table,
            step.format,
            done ? "it would be gone or made up." : done.error().message
        ));
    }
    return {};
}

Result<void> migrate_rows(sqlite::Connection& database, Migrations steps) {
    if (steps.empty()) return {};
    Result<JournalPoint> head = read_point(database, kHead);
    if (!head) return head.error();
    Result<JournalPoint> base = read_point(database, kBase);
    if (!base) return base.error();
    Result<void> done = rewrite(database, "rows", steps, head->rows);
    if (done) done = rewrite(database, "base_rows", steps, base->rows);
    if (done) done = write_points(database, *head, *base, steps);
    return done;
}

Result<void> keep_notes_of_older(sqlite::Connection& database, Migrations migrations) {
    Result<sqlite::Statement> write = prepare_write_point(database);
    if (!write) return write.error();
    for (const core::Migration& step : migrations) {
        const std::string name = point_before(step.format);
        const Result<JournalPoint> point = read_point_unchecked(database, name);
        if (!point) return point.error();
        const Result<void> done = write_point(*write, name, *point);
        if (!done) return done;
    }
    return {};
}

Result<void> index_history(sqlite::Connection& database, Migrations migrations) {
    if (auto emptied = database.execute("DELETE FROM touched"); !emptied) return emptied;
    Result<HistoryIndex> index = HistoryIndex::prepare(database);
    if (!index) return index.error();
    Result<RecordScan> scan = RecordScan::prepare(database, migrations);
    if (!scan) return scan.error();
    if (const Result<void> begun = scan->begin(0); !begun) return begun;
    for (;;) {
        const Result<bool> found = scan->next();
        if (!found) return forgive(*scan, found.error());
        if (!*found) return {};
        const Result<core::JournalRecord> record = scan->record();
        Result<void> added;
        if (record) {
            added = index->add(record->sequence, record->changes);
        } else {
            added = forgive(*scan, record.error());
        }
        if (!added) return added;
    }
}

}  // namespace gantry::store
