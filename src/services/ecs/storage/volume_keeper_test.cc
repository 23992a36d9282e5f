#include "services/ecs/storage/volume_keeper.h"

#include <gmock/gmock.h>

#include <set>

#include "services/ec2/port.h"
#include "services/ecs/api/task_test_support.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/storage/machine_disks.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A machine whose snapshots are in "store-1", and a definition with a volume. The keeper runs when
/// it is told to, over every key.
class VolumeKeeperTest : public TaskApiTest {
  protected:
    VolumeKeeperTest() {
        TaskDefinitionRow row = web();
        row.definition.volumes = {{{.name = "data", .configured_at_launch = true}}};
        put_definition(row);
        put_machine('1', "store-1");
    }
    void put_machine(char digit, const std::string& store) {
        ContainerInstanceRow able = instance(digit);
        able.attributes.push_back({.name = std::string(kTaskDisksAttribute)});
        if (!store.empty()) {
            able.attributes.push_back({.name = std::string(kSnapshotStoreAttribute), .value = store}
            );
        }
        put_instance(able);
    }
    auto run_with(const std::string& managed) {
        return run(
            &run_task,
            R"({"taskDefinition":"web","volumeConfigurations":[{"name":"data",)"
            R"("managedEBSVolume":{"roleArn":"arn:aws:iam::123456789012:role/ebs",)" +
                managed + "}}]}"
        );
    }
    void keep() {
        std::set<std::string> keys;
        keeper_.all_keys([&](std::string key) { keys.insert(std::move(key)); });
        for (const std::string& key : keys) {
            auto plan = keeper_.plan(key, loop_.now());
            if (!plan.changes.empty()) world_.commit(std::move(plan.changes));
            EXPECT_TRUE(keeper_.plan(key, loop_.now()).changes.empty()) << "a second plan";
        }
    }
    std::string ec2(std::string_view operation, std::string_view body = "{}") {
        const auto answer = world_.run_json(
            {scope_, principal_, "", {}}, "ec2", std::string(operation), std::string(body)
        );
        return answer ? *answer : outcome(answer);
    }
    void report(const TaskRow& row, const std::string& members) {
        const std::string body = R"({"task":")" + row.arn() + "\"," + members + "}";
        EXPECT_EQ(outcome(run(&submit_task_state_change, body)), "ok");
    }
    void report_attached(const TaskRow& row) {
        report(
            row,
            R"("attachments":[{"attachmentArn":")" +
                attachment_arn(scope_, row.volume->attachment_id) + R"(","status":"ATTACHED"}])"
        );
        keep();
    }
    /// What the machine's orders are, done.
    void obey(const std::string& failure = {}) {
        const std::string machine = in_cluster_key(scope_, "default", std::string(32, '1'));
        for (const auto& order : disks_.orders_of(machine).orders) {
            const wire::StorageReport told{order.what, order.key, "store-1", failure};
            auto tx = disks_.take_report(machine, told, loop_.now());
            if (!tx.empty()) world_.commit(std::move(tx));
        }
    }
    /// A task with a volume of 5 GiB, and a snapshot of that: its id.
    std::string snapshot() {
        const auto row = only_task(run_with(R"("sizeInGiB":5)"));
        report_attached(*row);
        const std::string answer =
            ec2("CreateSnapshot", R"({"VolumeId":")" + row->volume->volume_id + "\"}");
        const std::size_t at = answer.find("snap-");
        EXPECT_NE(at, std::string::npos) << answer;
        report(*row, R"("status":"STOPPED")");
        keep();
        return answer.substr(at, answer.find('"', at) - at);
    }

    VolumeKeeper keeper_{tables_, world_.registry(), world_.ids};
    MachineDisks disks_{tables_, world_.registry()};
};

TEST_F(VolumeKeeperTest, EC2ShowsAVolumeAsItsTaskHasIt) {
    const auto row = only_task(run_with(R"("sizeInGiB":5)"));
    keep();
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(row->volume->volume_id));
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(R"("State":"creating")"));
    report_attached(*row);
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(R"("State":"in-use")"));
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(R"("InstanceId":"i-0123456789abcdef0")"));
    report(*row, R"("status":"STOPPED")");
    keep();
    EXPECT_EQ(ec2("DescribeVolumes"), R"({"Volumes":[]})");
}

TEST_F(VolumeKeeperTest, OneThatIsKeptOutlivesItsTask) {
    const auto row =
        only_task(run_with(R"("sizeInGiB":5,"terminationPolicy":{"deleteOnTermination":false})"));
    report_attached(*row);
    report(*row, R"("status":"STOPPED")");
    keep();
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(R"("State":"available")"));
    core::Transaction tx;
    tx.erase(tables_.tasks, row->key());
    world_.commit(std::move(tx));
    keep();
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(R"("State":"available")"));
    ec2("DeleteVolume", R"({"VolumeId":")" + row->volume->volume_id + "\"}");
    obey();
    EXPECT_EQ(ec2("DescribeVolumes"), R"({"Volumes":[]})");
}

TEST_F(VolumeKeeperTest, ATaskOfASnapshotGoesWhereThatIs) {
    const std::string id = snapshot();
    const std::string managed = R"("snapshotId":")" + id + "\"";
    EXPECT_THAT(outcome(run_with(managed)), HasSubstr("Snapshot is in invalid state - pending"));
    obey();
    EXPECT_THAT(
        outcome(run_with(managed + R"(,"sizeInGiB":4)")),
        HasSubstr("Volume of size 4GB is smaller than snapshot '" + id + "', expect size >= 5GB")
    );
    put_machine('2', "store-2");
    put_machine('3', "");
    const auto row = only_task(run_with(managed));
    EXPECT_EQ(row->instance_id, std::string(32, '1'));
    EXPECT_EQ(row->volume->asked.size_in_gib, 5);
    keep();
    EXPECT_THAT(ec2("DescribeVolumes"), HasSubstr(R"("SnapshotId":")" + id));
    EXPECT_THAT(
        ec2("DeleteSnapshot", R"({"SnapshotId":")" + id + "\"}"), HasSubstr("InvalidSnapshot.InUse")
    );
}

TEST_F(VolumeKeeperTest, WhereNoMachineHasTheSnapshotNothingIsPlaced) {
    const std::string id = snapshot();
    obey();
    put_machine('1', "store-2");
    const auto output = run_with(R"("snapshotId":")" + id + "\"");
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_TRUE(output->tasks->empty());
    EXPECT_EQ(output->failures->front().reason, "ATTRIBUTE");
}

TEST_F(VolumeKeeperTest, ASnapshotOfAMachineThatIsGoneIsAnError) {
    snapshot();
    ContainerInstanceRow gone = instance();
    gone.status = InstanceStatus::Inactive;
    put_instance(gone);
    keep();
    EXPECT_THAT(ec2("DescribeSnapshots"), HasSubstr(R"("State":"error")"));
    EXPECT_THAT(ec2("DescribeSnapshots"), HasSubstr("was deregistered"));
}

TEST_F(VolumeKeeperTest, ASnapshotOfAMachineThatMakesNoneIsAnError) {
    snapshot();
    put_machine('1', "");
    keep();
    EXPECT_THAT(ec2("DescribeSnapshots"), HasSubstr("makes no snapshots"));
}

TEST_F(VolumeKeeperTest, MachinesAreNamedThatHaveSomethingToDo) {
    std::set<std::string> named;
    core_.subscribe(
        {[&](const core::Change& change) {
             disks_.on_change(change, [&](const std::string& key) { named.insert(key); });
         },
         [] {}}
    );
    put_machine('2', "store-1");
    put_machine('3', "store-3");
    const std::string id = snapshot();
    const std::string machine = in_cluster_key(scope_, "default", std::string(32, '1'));
    EXPECT_THAT(std::exchange(named, {}), testing::ElementsAre(machine));
    obey();
    named.clear();
    ec2("DeleteSnapshot", R"({"SnapshotId":")" + id + "\"}");
    EXPECT_EQ(named.size(), 2U) << "all that share the place";
    EXPECT_FALSE(named.contains(in_cluster_key(scope_, "default", std::string(32, '3'))));
}

TEST_F(VolumeKeeperTest, AReportFromAnotherStoreMeansNothing) {
    const std::string id = snapshot();
    const std::string machine = in_cluster_key(scope_, "default", std::string(32, '1'));
    const auto order = disks_.orders_of(machine).orders.front();
    EXPECT_TRUE(
        disks_.take_report(machine, {order.what, order.key, "store-2", ""}, loop_.now()).empty()
    );
    EXPECT_TRUE(
        disks_.take_report(machine, {"dance", order.key, "store-1", ""}, loop_.now()).empty()
    );
    EXPECT_THAT(ec2("DescribeSnapshots"), Not(HasSubstr("completed")));
}

}  // namespace
}  // namespace gantry::ecs
