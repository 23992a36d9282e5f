#include "agent/runner/disk_keeper.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "agent/link/frames.h"
#include "base/manual_loop.h"
#include "drivers/storage/fake/fake_storage.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

/// A machine with the disk "vol-1".
class DiskKeeperTest : public testing::Test {
  protected:
    DiskKeeperTest() {
        driver_->attach({"vol-1", storage::Disk{1, "xfs", {}, {}}}, [](const Result<void>&) {});
        loop_.advance(Seconds{1});
    }
    void order(const wire::StorageOrder& one) {
        keeper_->on_orders(wire::encode_json(wire::StorageOrders{{one}}));
    }
    std::vector<wire::StorageReport> reports() const {
        std::vector<wire::StorageReport> all;
        for (const std::string& text : sent_) {
            const auto frame = decode_frame(text);
            EXPECT_EQ(frame->type, wire::kStorageReport);
            all.push_back(*wire::decode_json<wire::StorageReport>(frame->message));
        }
        return all;
    }

    ManualLoop loop_;
    storage::FakeStorageMachine machine_;
    std::unique_ptr<storage::FakeStorage> driver_ =
        std::make_unique<storage::FakeStorage>(loop_, machine_);
    std::vector<std::string> sent_;
    std::unique_ptr<DiskKeeper> keeper_ = std::make_unique<DiskKeeper>(
        driver_.get(), [this](std::string frame) { sent_.push_back(std::move(frame)); }
    );
    const wire::StorageOrder make_{"make-snapshot", "a/r/snap-1", "snap-1", "vol-1"};
};

TEST_F(DiskKeeperTest, WhatIsDoneIsReported) {
    order(make_);
    order(make_);
    EXPECT_THAT(sent_, IsEmpty());
    loop_.advance(Seconds{1});
    EXPECT_THAT(machine_.snapshots(), Contains(Pair("snap-1", "vol-1")));
    ASSERT_THAT(reports(), SizeIs(1)) << "one that is being done is not begun anew";
    EXPECT_EQ(reports()[0], (wire::StorageReport{"make-snapshot", "a/r/snap-1", "store-1", ""}));
    order(make_);
    loop_.advance(Seconds{1});
    EXPECT_THAT(reports(), SizeIs(2)) << "the report may have been lost";
}

TEST_F(DiskKeeperTest, WhatCannotBeDoneIsReportedToo) {
    machine_.fail_snapshot(1);
    order(make_);
    loop_.advance(Seconds{1});
    EXPECT_EQ(reports().back().failure, "no space left on device");
    order({"make-snapshot", "a/r/snap-2", "snap-2", "vol-2"});
    loop_.advance(Seconds{1});
    EXPECT_EQ(reports().back().failure, "there is no such disk");
}

TEST_F(DiskKeeperTest, FilesAreRemoved) {
    order(make_);
    loop_.advance(Seconds{1});
    order({"remove-snapshot", "a/r/snap-1", "snap-1", "vol-1"});
    order({"remove-volume", "a/r/vol-1", "vol-1", "vol-1"});
    loop_.advance(Seconds{1});
    EXPECT_THAT(machine_.snapshots(), IsEmpty());
    EXPECT_EQ(reports().back().failure, "the disk is in use");
    driver_->detach("vol-1", storage::Removal::Keep, false, [](const Result<void>&) {});
    loop_.advance(Seconds{1});
    EXPECT_THAT(machine_.kept(), SizeIs(1));
    order({"remove-volume", "a/r/vol-1", "vol-1", "vol-1"});
    loop_.advance(Seconds{1});
    EXPECT_THAT(machine_.kept(), IsEmpty());
}

TEST_F(DiskKeeperTest, WhatIsNotKnownIsPassedOver) {
    keeper_->on_orders("{");
    order({"dance", "a/r/snap-1", "snap-1", "vol-1"});
    loop_.advance(Seconds{1});
    EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(DiskKeeperTest, OneThatIsGoneReportsNothing) {
    order(make_);
    keeper_.reset();
    loop_.advance(Seconds{1});
    EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(DiskKeeperTest, AMachineWithoutDisksSaysSo) {
    DiskKeeper keeper(nullptr, [this](std::string frame) { sent_.push_back(std::move(frame)); });
    keeper.on_orders(wire::encode_json(wire::StorageOrders{{make_}}));
    EXPECT_EQ(reports().back().failure, "this machine has no disks");
}

}  // namespace
}  // namespace gantry::agent
