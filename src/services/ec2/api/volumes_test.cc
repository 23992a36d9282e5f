// Volumes and snapshots as callers see them. What machines do is a report in the test's words.
#include <gmock/gmock.h>

#include "services/ec2/api/test_support.h"
#include "services/ec2/port.h"

namespace gantry::ec2 {
namespace {

using api::ec2::VolumeState;

const std::string kTask = "123456789012/us-east-1/default/t";
const std::string kHost = "123456789012/us-east-1/default/m";

class VolumesTest : public Ec2Test {
  protected:
    void commit(core::Transaction tx) {
        if (!tx.empty()) world_.commit(std::move(tx));
    }
    VolumeRow volume(VolumeState state = VolumeState::InUse) {
        return {
            .id = "vol-1",
            .owner = kTask,
            .host = kHost,
            .state = state,
            .instance_id = "i-1",
            .task_arn = "arn:aws:ecs:us-east-1:123456789012:task/default/t",
            .zone = "us-east-1a",
            .type = "gp3",
            .size_gib = 2,
            .iops = 3000,
            .file_system = "ext4",
            .tags = {{.key = "AmazonECSManaged", .value = "true"}},
        };
    }
    void note(std::optional<VolumeRow> seen) {
        core::Transaction tx;
        note_volume(
            {world_.registry(), scope_, world_.ids, tx}, kTask, std::move(seen), world_.loop.now()
        );
        commit(std::move(tx));
    }
    std::vector<DiskOrder> orders(const std::string& store = "store-1") {
        return disk_orders(world_.registry(), kHost, store);
    }
    void report(const DiskOrder& order, const std::string& failure = {}) {
        core::Transaction tx;
        const DiskDone done{order.what, order.key, "store-1", failure};
        take_disk_report(world_.registry(), kHost, "store-1", done, world_.loop.now(), tx);
        commit(std::move(tx));
    }
    std::string list(std::string_view operation, const std::string& filters = "") {
        const std::string body = filters.empty() ? "{}" : R"({"Filters":[)" + filters + "]}";
        const auto answer =
            world_.run_json({scope_, principal_, "", {}}, "ec2", std::string(operation), body);
        return answer ? *answer : outcome(answer);
    }
    std::string snapshot_volume() {
        return made("CreateSnapshot", R"({"VolumeId":"vol-1","Description":"d"})", "SnapshotId");
    }
};

TEST_F(VolumesTest, AVolumeIsShownWithItsAttachment) {
    note(volume(VolumeState::Creating));
    EXPECT_THAT(list("DescribeVolumes"), testing::HasSubstr(R"("State":"creating")"));
    EXPECT_THAT(list("DescribeVolumes"), testing::HasSubstr(R"("Attachments":[])"));
    note(volume());
    const std::string shown = list("DescribeVolumes");
    for (const char* part :
         {R"("State":"in-use")",
          R"("InstanceId":"i-1")",
          R"("Device":"/dev/xvdba")",
          R"("State":"attached")",
          R"("Size":2)",
          R"("VolumeType":"gp3")",
          R"("Iops":3000)",
          R"("Key":"AmazonECSManaged")",
          R"("AvailabilityZone":"us-east-1a")"}) {
        EXPECT_THAT(shown, testing::HasSubstr(part));
    }
    note(std::nullopt);
    EXPECT_EQ(list("DescribeVolumes"), R"({"Volumes":[]})");
}

TEST_F(VolumesTest, OneForFargateTellsOfItsTask) {
    VolumeRow row = volume();
    row.fargate = true;
    note(row);
    EXPECT_THAT(
        list("DescribeVolumes"),
        testing::AllOf(
            testing::HasSubstr(R"("AssociatedResource":"arn:aws:ecs:)"),
            testing::Not(testing::HasSubstr("InstanceId"))
        )
    );
}

TEST_F(VolumesTest, VolumesAreFilteredAndTagged) {
    note(volume());
    const std::string fits[] = {
        R"({"Name":"attachment.instance-id","Values":["i-1"]})",
        R"({"Name":"attachment.status","Values":["attached"]})",
        R"({"Name":"status","Values":["in-use"]})",
        R"({"Name":"tag:AmazonECSManaged","Values":["true"]})",
        R"({"Name":"tag-key","Values":["AmazonECS*"]})",
        R"({"Name":"volume-type","Values":["gp3"]})",
        R"({"Name":"availability-zone","Values":["us-east-1a"]})",
        R"({"Name":"volume-id","Values":["vol-1"]})",
    };
    for (const std::string& filter : fits) {
        EXPECT_THAT(list("DescribeVolumes", filter), testing::HasSubstr("vol-1")) << filter;
    }
    EXPECT_EQ(
        list("DescribeVolumes", R"({"Name":"snapshot-id","Values":["snap-1"]})"),
        R"({"Volumes":[]})"
    );
    EXPECT_EQ(
        say("CreateTags", R"({"Resources":["vol-1"],"Tags":[{"Key":"mine","Value":"x"}]})"), "ok"
    );
    note(volume());
    EXPECT_THAT(list("DescribeVolumes"), testing::HasSubstr("mine"));
    EXPECT_EQ(
        say("DescribeVolumes", R"({"VolumeIds":["vol-2"]})"),
        "InvalidVolume.NotFound: The volume 'vol-2' does not exist."
    );
}

TEST_F(VolumesTest, ASnapshotIsPendingUntilItsMachineHasMadeIt) {
    note(volume());
    const std::string id = snapshot_volume();
    EXPECT_THAT(list("DescribeSnapshots"), testing::HasSubstr(R"("State":"pending")"));
    EXPECT_THAT(list("DescribeSnapshots"), testing::HasSubstr(R"("Progress":"0%")"));
    const auto wanted = orders();
    ASSERT_EQ(wanted.size(), 1U);
    EXPECT_EQ(wanted[0].id, id);
    EXPECT_EQ(wanted[0].volume_id, "vol-1");
    EXPECT_TRUE(orders("").empty()) << "of a machine that makes none";
    report(wanted[0]);
    EXPECT_THAT(list("DescribeSnapshots"), testing::HasSubstr(R"("State":"completed")"));
    EXPECT_THAT(list("DescribeSnapshots"), testing::HasSubstr(R"("Progress":"100%")"));
    EXPECT_TRUE(orders().empty());
    EXPECT_EQ(find_snapshot(world_.registry(), scope_, id)->store, "store-1");
    report(wanted[0], "too late");
    EXPECT_THAT(list("DescribeSnapshots"), testing::HasSubstr(R"("State":"completed")"));
}

TEST_F(VolumesTest, ASnapshotThatCannotBeMadeIsAnError) {
    note(volume());
    const std::string id = snapshot_volume();
    report(orders()[0], "No space left on device");
    const std::string shown = list("DescribeSnapshots");
    EXPECT_THAT(shown, testing::HasSubstr(R"("State":"error")"));
    EXPECT_THAT(shown, testing::HasSubstr("No space left on device"));
    EXPECT_EQ(say("DeleteSnapshot", one("SnapshotId", id)), "ok");
    EXPECT_EQ(list("DescribeSnapshots"), R"({"Snapshots":[]})");
    EXPECT_TRUE(tables_.snapshots.rows().empty());
}

TEST_F(VolumesTest, ADeletedSnapshotIsUnseenAndItsFileIsRemoved) {
    note(volume());
    const std::string id = snapshot_volume();
    report(orders()[0]);
    EXPECT_EQ(say("DeleteSnapshot", one("SnapshotId", id)), "ok");
    EXPECT_EQ(
        say("DeleteSnapshot", one("SnapshotId", id)),
        "InvalidSnapshot.NotFound: The snapshot '" + id + "' does not exist."
    );
    EXPECT_EQ(list("DescribeSnapshots"), R"({"Snapshots":[]})");
    EXPECT_FALSE(find_snapshot(world_.registry(), scope_, id));
    const auto wanted = orders();
    ASSERT_EQ(wanted.size(), 1U);
    EXPECT_EQ(wanted[0].what, DiskOrder::What::RemoveSnapshot);
    report(wanted[0], "busy");
    EXPECT_EQ(orders(), wanted);
    report(wanted[0]);
    EXPECT_TRUE(tables_.snapshots.rows().empty());
}

TEST_F(VolumesTest, APendingSnapshotCanBeGivenUp) {
    note(volume());
    const std::string id = snapshot_volume();
    const auto make = orders()[0];
    EXPECT_EQ(say("DeleteSnapshot", one("SnapshotId", id)), "ok");
    report(make);
    const auto wanted = orders();
    ASSERT_EQ(wanted.size(), 1U);
    EXPECT_EQ(wanted[0].what, DiskOrder::What::RemoveSnapshot);
    report(wanted[0]);
    EXPECT_TRUE(tables_.snapshots.rows().empty());
}

TEST_F(VolumesTest, ASnapshotThatAVolumeIsBeingMadeFromIsInUse) {
    note(volume());
    const std::string id = snapshot_volume();
    report(orders()[0]);
    VolumeRow other = volume(VolumeState::Creating);
    other.snapshot_id = id;
    note(other);
    EXPECT_EQ(
        say("DeleteSnapshot", one("SnapshotId", id)),
        "InvalidSnapshot.InUse: The snapshot " + id + " is currently in use by vol-1"
    );
    other.state = VolumeState::InUse;
    note(other);
    EXPECT_EQ(say("DeleteSnapshot", one("SnapshotId", id)), "ok");
}

TEST_F(VolumesTest, WhatCannotBeSnapshotIsRefused) {
    EXPECT_EQ(
        say("CreateSnapshot", one("VolumeId", "vol-1")),
        "InvalidVolume.NotFound: The volume 'vol-1' does not exist."
    );
    note(volume(VolumeState::Creating));
    EXPECT_EQ(
        say("CreateSnapshot", one("VolumeId", "vol-1")),
        "IncorrectState: The volume 'vol-1' is 'creating'."
    );
    note(volume());
    for (std::size_t i = 0; i < 5; ++i) snapshot_volume();
    EXPECT_EQ(
        say("CreateSnapshot", one("VolumeId", "vol-1")),
        "ConcurrentSnapshotLimitExceeded: Maximum allowed in-progress snapshots for a single "
        "volume exceeded."
    );
}

TEST_F(VolumesTest, SnapshotsAreTheCallersOwn) {
    note(volume());
    const std::string id = snapshot_volume();
    const auto owned_by = [this](const std::string& who) {
        const auto answer = world_.run_json(
            {scope_, principal_, "", {}},
            "ec2",
            "DescribeSnapshots",
            R"({"OwnerIds":[")" + who + "\"]}"
        );
        return answer ? *answer : outcome(answer);
    };
    EXPECT_THAT(owned_by("self"), testing::HasSubstr(id));
    EXPECT_THAT(owned_by("123456789012"), testing::HasSubstr(id));
    EXPECT_EQ(owned_by("amazon"), R"({"Snapshots":[]})");
    EXPECT_THAT(
        list("DescribeSnapshots", R"({"Name":"volume-id","Values":["vol-1"]})"),
        testing::HasSubstr(id)
    );
    EXPECT_EQ(
        list("DescribeSnapshots", R"({"Name":"status","Values":["completed"]})"),
        R"({"Snapshots":[]})"
    );
}

TEST_F(VolumesTest, WhatOutlivesItsTaskIsThereUntilItIsDeleted) {
    note(volume());
    EXPECT_EQ(
        say("DeleteVolume", one("VolumeId", "vol-1")),
        "VolumeInUse: Volume vol-1 is currently attached to i-1"
    );
    note(volume(VolumeState::Available));
    note(std::nullopt);
    EXPECT_THAT(list("DescribeVolumes"), testing::HasSubstr(R"("State":"available")"));
    EXPECT_EQ(say("DeleteVolume", one("VolumeId", "vol-1")), "ok");
    EXPECT_THAT(list("DescribeVolumes"), testing::HasSubstr(R"("State":"deleting")"));
    EXPECT_EQ(
        say("DeleteVolume", one("VolumeId", "vol-1")),
        "IncorrectState: The volume 'vol-1' is 'deleting'."
    );
    const auto wanted = orders("");
    ASSERT_EQ(wanted.size(), 1U);
    EXPECT_EQ(wanted[0].what, DiskOrder::What::RemoveVolume);
    report(wanted[0]);
    EXPECT_EQ(list("DescribeVolumes"), R"({"Volumes":[]})");
}

TEST_F(VolumesTest, WhatAMachineThatIsGoneWasToDoIsGivenUp) {
    note(volume());
    const std::string id = snapshot_volume();
    EXPECT_THAT(hosts_with_orders(world_.registry()), testing::ElementsAre(kHost));
    core::Transaction tx;
    give_up_orders(world_.registry(), kHost, "It is gone.", world_.loop.now(), tx);
    commit(std::move(tx));
    EXPECT_THAT(
        list("DescribeSnapshots"),
        testing::AllOf(testing::HasSubstr(R"("State":"error")"), testing::HasSubstr("It is gone."))
    );
    EXPECT_TRUE(hosts_with_orders(world_.registry()).empty());
}

TEST_F(VolumesTest, AnotherMachinesReportMeansNothing) {
    note(volume());
    snapshot_volume();
    core::Transaction tx;
    const DiskDone done{DiskOrder::What::MakeSnapshot, orders()[0].key, "store-2", ""};
    take_disk_report(world_.registry(), "other", "store-2", done, world_.loop.now(), tx);
    EXPECT_TRUE(tx.empty());
}

}  // namespace
}  // namespace gantry::ec2
