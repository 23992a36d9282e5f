#include "sim/image_disk.h"

#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "core/core.h"
#include "sim/checkers/image_checker.h"
#include "sim/node_loop.h"
#include "store/memory_journal.h"

namespace gantry::sim {
namespace {

class ImageDiskTest : public testing::Test {
  protected:
    void put(const std::string& digest) {
        store_->put_manifest("r", digest, "", "", [this](const Result<void>& done) {
            ++(done ? done_ : failed_);
        });
    }
    void start_again() {
        store_.reset();
        process_ = std::make_unique<NodeLoop>(world_, clock_);
        store_ = disk_.open(*process_);
    }

    ManualLoop world_;
    WallClock clock_;
    ImageDisk disk_{Random{3}};
    std::unique_ptr<NodeLoop> process_ = std::make_unique<NodeLoop>(world_, clock_);
    std::unique_ptr<ecr::ImageStore> store_ = disk_.open(*process_);
    int done_ = 0;
    int failed_ = 0;
};

TEST_F(ImageDiskTest, WhatIsDoneOutlivesTheProcessAndWhatIsUnderWayDoesNot) {
    put("a");
    world_.advance(Seconds{1});
    put("b");
    start_again();
    world_.advance(Seconds{1});
    EXPECT_EQ(disk_.manifests(), std::set<std::string>{"r:a"});
    EXPECT_EQ(done_, 1) << "nobody is left to hear of the other";
    store_->delete_manifest("r", "a", [](const Result<void>&) {});
    world_.advance(Seconds{1});
    EXPECT_TRUE(disk_.manifests().empty());
}

TEST_F(ImageDiskTest, WhatFailsMayBeDone) {
    disk_.set_failing(1.0);
    for (int i = 0; i < 20; ++i) put(std::to_string(i));
    world_.advance(Seconds{1});
    EXPECT_EQ(failed_, 20);
    EXPECT_TRUE(!disk_.manifests().empty() && disk_.manifests().size() < 20);
}

TEST(ImageChecker, ImagesHaveManifestsAndTagsHaveImages) {
    ManualLoop loop;
    store::MemoryJournal journal{loop, std::make_shared<store::MemoryDisk>()};
    ecr::Tables tables;
    core::Core core{loop, journal, tables.all()};
    ASSERT_TRUE(core.open());
    core::Transaction tx;
    tx.put(tables.images, "1/r/web:sha256:a", {.digest = "sha256:a"});
    tx.put(tables.tags, "1/r/web:v1", {"sha256:a"});
    tx.put(tables.tags, "1/r/web:v2", {"sha256:b"});
    core.commit(std::move(tx), "test");
    loop.run_until_idle();
    Verdict verdict;
    check_images(tables, {"1/r/web:sha256:a"}, loop.now(), verdict);
    EXPECT_EQ(verdict.violations().size(), 1U) << "a tag of no image";
    check_images(tables, {}, loop.now(), verdict);
    EXPECT_EQ(verdict.violations().size(), 3U);
}

}  // namespace
}  // namespace gantry::sim
