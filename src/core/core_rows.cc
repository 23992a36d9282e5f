// How rows come from the journal into the tables.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/turn_watch.h"
#include "core/core.h"

namespace gantry::core {

/// Takes in the records after the last that was known to be durable, rather than load all rows.
/// They are those of one batch.
Result<void> Core::catch_up(Sequence newest) {
    std::vector<JournalRecord> records;
    Result<void> read =
        journal_.read(durable_, newest - durable_, [&](const JournalRecord& record) {
            records.push_back(record);
            return true;
        });
    if (!read) return read;
    if (records.size() != newest - durable_) return {};  // trimmed meanwhile: load
    for (const JournalRecord& record : records) {
        for (const RowChange& change : record.changes) {
            const auto table = tables_.find(change.table);
            if (change.row) {
                const auto loaded = load_row(change.table, change.key, *change.row);
                if (!loaded) return loaded;
            } else if (table != tables_.end()) {
                table->second->apply(change.key, nullptr);
            }
        }
        last_time_ = std::max(last_time_, record.time);
    }
    applied_ = durable_ = newest;
    durable_time_ = records.back().time;
    return {};
}

Result<void> Core::load_tables() {
    const TurnPart part("load");
    bool begun = false;  // until then what is there stays
    const auto visit = [&](std::string_view table, std::string_view key, std::string_view row) {
        if (!std::exchange(begun, true)) forget_tables();
        return load_row(table, key, row);
    };
    const Result<JournalEnd> end = journal_.load(visit);
    if (!end) return end.error();
    if (!begun) forget_tables();
    applied_ = durable_ = end->last_sequence;
    durable_time_ = end->last_time;
    last_time_ = std::max(last_time_, end->last_time);
    available_ = true;
    tell_unknown();
    return {};
}

void Core::forget_tables() {
    available_ = false;  // until all is there
    for (const auto& [name, table] : tables_) table->clear();
    unknown_.clear();
}

Result<void> Core::load_row(std::string_view table, std::string_view key, std::string_view row) {
    const auto registered = tables_.find(table);
    if (registered == tables_.end()) {
        unknown_[std::string(table)].insert_or_assign(std::string(key), std::string(row));
        return {};
    }
    Result<AnyRow> decoded = registered->second->decode(row);
    if (!decoded) {
        return internal_error(fmt::format(
            "Row '{}' of table '{}' in the journal cannot be read: {}",
            key,
            table,
            decoded.error().message
        ));
    }
    registered->second->apply(std::string(key), std::move(*decoded));
    return {};
}

void Core::tell_unknown() const {
    for (const auto& [table, rows] : unknown_) {
        log_warn("journal_table_unknown", {{"table", table}, {"rows", rows.size()}});
    }
}

StoredRows Core::export_rows() const {
    StoredRows rows = unknown_;
    for (const auto& [name, table] : tables_) {
        if (table->size() == 0) continue;
        auto& texts = rows[name];
        table->visit_all([&](const std::string& key, const AnyRow& row) {
            texts.emplace_hint(texts.end(), key, table->encode(row));
        });
    }
    return rows;
}

}  // namespace gantry::core
