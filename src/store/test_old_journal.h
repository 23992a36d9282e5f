#pragma once

#include <gtest/gtest.h>
#include <stdio.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/assert.h"
#include "core/journal.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Makes a journal that an earlier version wrote, and its mark: see tests/data/README.md.
/// @param data the folder
inline void restore_journal(
    const std::filesystem::path& data,
    const std::string& name,
    const std::filesystem::path& directory
) {
    const std::string command = "gzip -dc '" + (data / (name + ".sql.gz")).string() + "'";
    FILE* const pipe = ::popen(command.c_str(), "r");
    GANTRY_ASSERT(pipe != nullptr);
    std::string sql;
    std::array<char, 4096> part{};
    for (std::size_t size = 0; (size = ::fread(part.data(), 1, part.size(), pipe)) > 0;) {
        sql.append(part.data(), size);
    }
    GANTRY_ASSERT(::pclose(pipe) == 0);
    const std::filesystem::path file = directory / "journal.db";
    std::ofstream(file).flush();
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    GANTRY_ASSERT(sqlite::Connection::open(file.string())->execute(sql));
    const std::filesystem::path mark = data / (name + ".mark");
    if (std::filesystem::exists(mark)) {
        std::filesystem::copy_file(mark, directory / "journal.mark");
    }
}

/// Sees to it that state, records, past states and histories of a journal tell the same.
/// @return the records
inline std::vector<core::JournalRecord> expect_one_story(core::Journal& journal) {
    std::vector<core::JournalRecord> records;
    const auto note = [&](const core::JournalRecord& record) {
        records.push_back(record);
        return true;
    };
    const auto read = journal.read(0, 1'000'000, note);
    EXPECT_TRUE(read) << read.error().message;
    core::StoredRows rows;
    if (!records.empty() && records.front().sequence == 1) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            for (const core::RowChange& change : records[i].changes) apply_to(rows, change);
            if (i + 1 < records.size() && records[i + 1].time == records[i].time) continue;
            const auto then = journal.state_at(records[i].time);
            EXPECT_TRUE(then) << then.error().message;
            if (then) EXPECT_EQ(then->rows, rows) << records[i].sequence;
        }
    }
    const auto state = load_all(journal);
    EXPECT_TRUE(state) << state.error().message;
    if (!state) return records;
    EXPECT_EQ(journal.state_at(state->last_time)->rows, state->rows);
    for (const auto& [table, of_table] : state->rows) {
        for (const auto& [key, row] : of_table) {
            std::vector<core::Sequence> slow;
            std::vector<core::Sequence> fast;
            const auto all = journal.core::Journal::history(table, key, [&](const auto& record) {
                slow.push_back(record.sequence);
                return true;
            });
            EXPECT_TRUE(all);
            const auto own = journal.history(table, key, [&](const auto& record) {
                fast.push_back(record.sequence);
                return true;
            });
            EXPECT_TRUE(own) << own.error().message;
            EXPECT_EQ(fast, slow) << table << " " << key;
        }
    }
    return records;
}

}  // namespace gantry::store
