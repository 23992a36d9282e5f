#include "agent/agent_rows.h"

#include <gtest/gtest.h>

#include "base/log.h"
#include "base/thread_loop.h"
#include "core/core.h"
#include "store/sqlite_journal.h"
#include "store/test_directory.h"
#include "store/test_old_journal.h"

namespace gantry::agent {
namespace {

class OldAgent : public testing::TestWithParam<const char*> {};

TEST_P(OldAgent, StillKnowsItselfAndItsTasks) {
    set_log_sink([](LogLevel, std::string_view) {});
    const store::TestDirectory directory;
    store::restore_journal(GANTRY_SOURCE_DIR "/tests/data", GetParam(), directory.path());
    ThreadLoop loop("core");
    for (int opened = 0; opened < 2; ++opened) {
        const auto journal =
            store::SqliteJournal::open(loop, directory.path(), {.migrations = migrations()});
        ASSERT_TRUE(journal) << journal.error().message;
        const auto records = store::expect_one_story(**journal);
        EXPECT_EQ(records.at(0).changes.at(0).table, "agent.self");
        AgentTables tables;
        loop.run_and_wait([&] {
            core::Core core(loop, **journal, tables.all());
            const auto loaded = core.open();
            ASSERT_TRUE(loaded) << loaded.error().message;
            EXPECT_EQ(tables.agent_row().cluster, "default");
            EXPECT_NE(tables.agent_row().container_instance_arn, "");
            EXPECT_EQ(tables.tasks.size(), 5U);
            EXPECT_EQ(tables.payloads.size(), 5U);
            EXPECT_EQ(tables.live.keys(AgentTables::kLive).size(), 2U);
        });
    }
    set_log_sink(nullptr);
}

INSTANTIATE_TEST_SUITE_P(Migrations, OldAgent, testing::Values("agent-0.1", "agent-format-2"));

}  // namespace
}  // namespace gantry::agent
