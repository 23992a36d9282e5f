#include "sim/checkers/file_checker.h"

#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "core/core.h"
#include "store/memory_journal.h"

namespace gantry::sim {
namespace {

TEST(FileChecker, WhatRowsNameIsThereAndAtAStartNothingElse) {
    ManualLoop loop;
    store::MemoryJournal journal{loop, std::make_shared<store::MemoryDisk>()};
    s3::Tables tables;
    core::Core core{loop, journal, tables.all()};
    ASSERT_TRUE(core.open());
    core::Transaction tx;
    tx.put(tables.objects, "1", {.files = {{"a", 0, 1}, {"b", 0, 1}}});
    tx.put(tables.parts, "2", {.files = {{"b", 0, 1}, {"c", 0, 1}}});
    core.commit(std::move(tx), "test");
    loop.run_until_idle();
    const auto judge = [&](const std::set<std::string>& files, bool just_started) {
        Verdict verdict;
        check_files(tables, files, just_started, loop.now(), verdict);
        return verdict.violations().size();
    };
    EXPECT_EQ(judge({"a", "b", "c"}, true), 0U);
    EXPECT_EQ(judge({"a", "b", "c", "d"}, false), 0U);
    EXPECT_EQ(judge({"a", "b", "c", "d"}, true), 1U);
    EXPECT_EQ(judge({"a", "c"}, false), 1U);
    EXPECT_EQ(judge({}, false), 3U);
}

}  // namespace
}  // namespace gantry::sim
