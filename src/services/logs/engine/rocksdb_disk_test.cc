// The store of log events on a disk that is full.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "base/random.h"
#include "services/logs/engine/engine_test_support.h"
#include "services/logs/engine/rocksdb_engine.h"
#include "store/test_disk.h"

namespace gantry::logs {
namespace {

constexpr int kSmallKib = 8 << 10;
constexpr int kRoomyKib = 128 << 10;

class RocksdbFullDiskTest : public testing::Test {
  protected:
    void SetUp() override {
        if (!disk_.mounted()) GTEST_SKIP() << "not allowed to mount a tmpfs";
    }

    void open() {
        engine_.reset();
        engine_ = std::make_unique<RocksdbEngine>(RocksdbOptions{directory_.path() + "/logs", 0});
    }
    Result<void> put_one() {
        std::string message = std::to_string(taken_.size()) + " ";
        while (message.size() < 50'000) message += std::to_string(random_.below(1U << 30U));
        auto done = Waiting(*engine_, nullptr)
                        .append("a", {{static_cast<std::int64_t>(taken_.size()), message}});
        if (done) taken_.push_back(std::move(message));
        return done;
    }
    void fill() {
        while (put_one()) ASSERT_LT(taken_.size(), 1'000U);
    }
    /// Takes the last page of the disk.
    void fill_the_rest() const {
        std::ofstream rest(directory_.path() + "/rest");
        const std::string page(4'096, 'x');
        do {
            rest << page << std::flush;
        } while (rest);
    }
    /// RocksDB looks for space every five seconds; an agent asks after 32 s at the latest.
    [[nodiscard]] bool goes_on() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!put_one()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return true;
    }
    /// What was taken is there. What was refused may be, once: nobody was told that it is not.
    void expect_what_was_taken() {
        const auto there = Waiting(*engine_, nullptr).read({}).first;
        std::size_t next = 0;
        for (const std::string& message : there) {
            if (next < taken_.size() && message == taken_[next]) ++next;
        }
        EXPECT_EQ(next, taken_.size());
    }

    TestDirectory directory_;
    store::SmallDisk disk_{directory_.path(), kSmallKib};
    std::unique_ptr<RocksdbEngine> engine_;
    std::vector<std::string> taken_;
    Random random_{1};
};

TEST_F(RocksdbFullDiskTest, GoesOnOnceThereIsSpaceAgain) {
    open();
    fill();
    const auto refused = put_one();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), engine_unavailable()) << "whoever puts tries again";
    expect_what_was_taken();
    ASSERT_TRUE(disk_.resize(kRoomyKib));
    ASSERT_TRUE(goes_on());
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(put_one()) << "more than a write buffer holds";
    expect_what_was_taken();
    open();
    expect_what_was_taken();
}

TEST_F(RocksdbFullDiskTest, AStartOnAFullDiskLosesNothing) {
    open();
    fill();
    engine_.reset();
    fill_the_rest();
    open();
    EXPECT_FALSE(put_one());
    ASSERT_TRUE(disk_.resize(kRoomyKib));
    ASSERT_TRUE(goes_on());
    expect_what_was_taken();
}

}  // namespace
}  // namespace gantry::logs
