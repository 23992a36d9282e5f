#include "services/ecs/pages/row_counts.h"

#include <gmock/gmock.h>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;

class RowCountsTest : public ApiTest {
  protected:
    RowCountsTest() {
        counts_.recount();
        core_.subscribe({.on_change = [this](const core::Change& change) {
            counts_.on_change(change);
        }});
    }
    [[nodiscard]] std::string text(const RowCounts& counts) const {
        service::MetricsText page;
        counts.write(page, loop_.now());
        return page.text();
    }
    /// What is kept up equals what is counted anew.
    [[nodiscard]] std::string told() const {
        RowCounts anew(tables_);
        anew.recount();
        EXPECT_EQ(text(counts_), text(anew));
        return text(counts_);
    }
    void put_task(const std::string& id, TaskStatus status, const std::string& service) {
        TaskRow row{.account = scope_.account, .region = scope_.region, .cluster = "c", .id = id};
        row.status = status;
        row.service = service;
        put(tables_.tasks, row.key(), row);
    }

    RowCounts counts_{tables_};
};

TEST_F(RowCountsTest, TasksAreCountedByStatusAsTheyChange) {
    put_task("1", TaskStatus::Pending, "web");
    put_task("2", TaskStatus::Running, "");
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_service_tasks{state=\"pending\"} 1\n"));
    put_task("1", TaskStatus::Running, "web");
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_tasks{status=\"RUNNING\"} 2\n"));
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_service_tasks{state=\"running\"} 1\n"));
    put_task("1", TaskStatus::Stopped, "web");
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_service_tasks{state=\"running\"} 0\n"));
    core::Transaction erase;
    erase.erase(tables_.tasks, in_cluster_key(scope_, "c", "1"));
    commit(std::move(erase));
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_tasks{status=\"STOPPED\"} 0\n"));
}

TEST_F(RowCountsTest, ServicesAreCountedWithWhatTheyWantAndWaitFor) {
    ServiceRow row{
        .account = scope_.account, .region = scope_.region, .cluster = "c", .name = "web"
    };
    row.desired_count = 3;
    row.last_placement_failure = "no room";
    row.deployments.emplace_back().throttle.next_start_at = loop_.now() + Seconds{10};
    put(tables_.services, row.key(), row);
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_service_tasks{state=\"desired\"} 3\n"));
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_services_without_place 1\n"));
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_services_throttled 1\n"));
    loop_.advance(Seconds{11});
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_services_throttled 0\n"));
    row.status = ServiceStatus::Inactive;
    row.deployments.clear();
    row.last_placement_failure.clear();
    put(tables_.services, row.key(), row);
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_service_tasks{state=\"desired\"} 0\n"));
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_services{status=\"INACTIVE\"} 1\n"));
}

TEST_F(RowCountsTest, InstancesAreCountedByStatusAndConnection) {
    ContainerInstanceRow row{
        .account = scope_.account, .region = scope_.region, .cluster = "c", .id = "i"
    };
    row.agent_connected = true;
    put(tables_.container_instances, row.key(), row);
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_container_instances_connected 1\n"));
    row.agent_connected = false;
    row.status = InstanceStatus::Draining;
    put(tables_.container_instances, row.key(), row);
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_container_instances_connected 0\n"));
    EXPECT_THAT(told(), HasSubstr("gantry_ecs_container_instances{status=\"DRAINING\"} 1\n"));
}

}  // namespace
}  // namespace gantry::ecs
