#include "services/ecs/reconcile/task_definition_gc.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/manual_loop.h"
#include "core/controller.h"
#include "store/memory_journal.h"

namespace gantry::ecs {
namespace {

using api::ecs::TaskDefinitionStatus;

const Scope kOwner{"123456789012", "us-east-1"};
const std::string kKey = task_definition_key(kOwner, "web", 3);

class TaskDefinitionGcTest : public testing::Test {
  protected:
    TaskDefinitionGcTest() {
        EXPECT_TRUE(core_.open());
        runner_.start();
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }

    void put_definition(TaskDefinitionStatus status) {
        TaskDefinitionRow row{.account = kOwner.account, .region = kOwner.region};
        row.definition.family = "web";
        row.definition.revision = 3;
        row.definition.status = status;
        put(tables_.task_definitions, kKey, row);
    }

    void put_task(TaskStatus status) {
        TaskRow row{.account = kOwner.account, .region = kOwner.region, .cluster = "default"};
        row.id = "t1";
        row.family = "web";
        row.revision = 3;
        row.status = status;
        put(tables_.tasks, row.key(), row);
    }

    void put_service(
        ServiceStatus status,
        std::int64_t revision,
        std::optional<std::int64_t> roll_back_to = std::nullopt
    ) {
        ServiceRow row{.account = kOwner.account, .region = kOwner.region, .cluster = "default"};
        row.name = "web";
        row.status = status;
        row.deployments = {{.id = "ecs-svc/1", .family = "web", .revision = revision}};
        if (roll_back_to) {
            row.last_completed = {.id = "ecs-svc/0", .family = "web", .revision = *roll_back_to};
        }
        put(tables_.services, row.key(), row);
    }

    bool exists() const { return tables_.task_definitions.find(kKey) != nullptr; }

    ManualLoop loop_;
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    core::Core core_{loop_, journal_, tables_.all()};
    TaskDefinitionGc gc_{tables_};
    core::ControllerRunner runner_{core_, {&gc_}};
};

TEST_F(TaskDefinitionGcTest, AnUnusedRevisionGoesAtOnce) {
    put_definition(TaskDefinitionStatus::Active);
    put_definition(TaskDefinitionStatus::Inactive);
    EXPECT_TRUE(exists());
    put_definition(TaskDefinitionStatus::DeleteInProgress);
    EXPECT_FALSE(exists());
}

TEST_F(TaskDefinitionGcTest, ATaskKeepsItUntilItHasStopped) {
    put_task(TaskStatus::Running);
    put_definition(TaskDefinitionStatus::DeleteInProgress);
    EXPECT_TRUE(exists());
    put_task(TaskStatus::Stopping);
    EXPECT_TRUE(exists());
    put_task(TaskStatus::Stopped);
    EXPECT_FALSE(exists());
}

TEST_F(TaskDefinitionGcTest, ADeploymentKeepsIt) {
    put_service(ServiceStatus::Active, 3);
    put_definition(TaskDefinitionStatus::DeleteInProgress);
    EXPECT_TRUE(exists());
    put_service(ServiceStatus::Draining, 3);
    EXPECT_TRUE(exists());
    put_service(ServiceStatus::Active, 4);
    EXPECT_FALSE(exists());
}

TEST_F(TaskDefinitionGcTest, WhatAServiceWouldRollBackToStays) {
    put_service(ServiceStatus::Active, 4, 3);
    put_definition(TaskDefinitionStatus::DeleteInProgress);
    EXPECT_TRUE(exists());
    put_service(ServiceStatus::Active, 4, 4);
    EXPECT_FALSE(exists());
}

TEST_F(TaskDefinitionGcTest, ADeletedServiceDoesNotKeepIt) {
    put_service(ServiceStatus::Active, 3);
    put_definition(TaskDefinitionStatus::DeleteInProgress);
    put_service(ServiceStatus::Inactive, 3);
    EXPECT_FALSE(exists());
}

TEST_F(TaskDefinitionGcTest, FinishesAfterARestartWhatWasBegunBefore) {
    runner_.stop();
    put_definition(TaskDefinitionStatus::DeleteInProgress);
    EXPECT_TRUE(exists());
    runner_.start();
    loop_.run_until_idle();
    EXPECT_FALSE(exists());
}

}  // namespace
}  // namespace gantry::ecs
