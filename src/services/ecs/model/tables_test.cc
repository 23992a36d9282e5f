#include "services/ecs/model/tables.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "base/manual_loop.h"
#include "core/core.h"
#include "store/memory_journal.h"
#include "wire/json_codec.h"
#include "wire/random_value.h"

namespace gantry::ecs {
namespace {

const Scope kTablesScope{"123456789012", "us-east-1"};

/// Random rows come back from their text as the same text.
template <class Row>
void expect_round_trips(const core::Table<Row>& table) {
    Random random(11);
    for (int round = 0; round < 200; ++round) {
        const Row row = wire::random_value<Row>(random);
        const std::string text = wire::encode_json(row);
        const Result<core::AnyRow> read = table.decode(text);
        ASSERT_TRUE(read) << table.name() << ": " << read.error().message << "\n" << text;
        ASSERT_EQ(table.encode(*read), text) << table.name();
    }
}

TEST(Tables, EveryRowComesBackFromItsText) {
    const Tables tables;
    expect_round_trips(tables.clusters);
    expect_round_trips(tables.families);
    expect_round_trips(tables.task_definitions);
    expect_round_trips(tables.container_instances);
    expect_round_trips(tables.tasks);
    expect_round_trips(tables.log_tails);
    expect_round_trips(tables.services);
    expect_round_trips(tables.service_events);
    expect_round_trips(tables.account_settings);
    expect_round_trips(tables.capacity_providers);
    expect_round_trips(tables.client_tokens);
}

TEST(Tables, NamesAreUniqueAndNoneIsForgotten) {
    Tables tables;
    std::set<std::string> names;
    for (const core::TableBase* table : tables.all()) names.insert(table->name());
    EXPECT_EQ(names.size(), tables.all().size());
    EXPECT_EQ(names.size(), 12U);
}

TEST(Tables, ARowThatIsNoJsonIsRefused) {
    const Tables tables;
    EXPECT_FALSE(tables.clusters.decode("{"));
    EXPECT_FALSE(tables.clusters.decode(R"({"status":"SLEEPING"})"));
}

class Indexes : public testing::Test {
  protected:
    Indexes() { EXPECT_TRUE(core_.open()); }

    TaskRow task() const {
        TaskRow row;
        row.account = kTablesScope.account;
        row.region = kTablesScope.region;
        row.cluster = "default";
        row.id = "0123456789abcdef0123456789abcdef";
        row.family = "web";
        row.revision = 3;
        return row;
    }

    void put(const TaskRow& row) {
        core::Transaction tx;
        tx.put(tables_.tasks, row.key(), row);
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }

    std::size_t by_instance() const {
        return tables_.live_tasks_by_instance.keys(in_cluster_key(kTablesScope, "default", "i1"))
            .size();
    }
    std::size_t by_service() const {
        return tables_.live_tasks_by_service.keys(in_cluster_key(kTablesScope, "default", "web"))
            .size();
    }
    std::size_t by_definition() const {
        return tables_.tasks_by_task_definition.keys(task_definition_key(kTablesScope, "web", 3))
            .size();
    }
    std::size_t stopped() const {
        return tables_.stopped_tasks_by_cluster.keys(cluster_key(kTablesScope, "default")).size();
    }

    ManualLoop loop_;
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    core::Core core_{loop_, journal_, tables_.all()};
};

TEST_F(Indexes, AnUnplacedTaskHoldsNothing) {
    put(task());
    EXPECT_EQ(by_instance(), 0U);
    EXPECT_EQ(by_service(), 0U);
    EXPECT_EQ(by_definition(), 1U);
    EXPECT_EQ(stopped(), 0U);
}

TEST_F(Indexes, ATaskCountsForItsInstanceAndServiceUntilItStops) {
    TaskRow row = task();
    row.instance_id = "i1";
    row.service = "web";
    put(row);
    EXPECT_EQ(by_instance(), 1U);
    EXPECT_EQ(by_service(), 1U);

    row.status = TaskStatus::Deprovisioning;
    put(row);
    EXPECT_EQ(by_instance(), 1U) << "resources are held until the end";

    row.status = TaskStatus::Stopped;
    put(row);
    EXPECT_EQ(by_instance(), 0U);
    EXPECT_EQ(by_service(), 0U);
    EXPECT_EQ(by_definition(), 1U) << "a stopped task still shows its definition";
    EXPECT_EQ(stopped(), 1U);
}

TEST(ContainerInstanceRow, FindsAttributesByName) {
    ContainerInstanceRow row;
    row.attributes = {{.name = "rack", .value = "7"}, {.name = "ssd"}};
    EXPECT_EQ(row.attribute("rack"), "7");
    EXPECT_EQ(row.attribute("ssd"), "");
    EXPECT_EQ(row.attribute("gpu"), std::nullopt);
}

}  // namespace
}  // namespace gantry::ecs
