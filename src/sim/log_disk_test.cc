#include "sim/log_disk.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gantry::sim {
namespace {

using Messages = std::vector<std::string>;

class LogDiskTest : public testing::Test {
  protected:
    void put(const std::string& stream, const std::string& text) {
        engine_->append({"g", stream, 1, {{1, text}, {2, text}}}, [this](const Result<void>& done) {
            ++(done ? acknowledged_ : refused_);
        });
    }
    /// The process ends, and another one starts.
    void start_again() {
        engine_.reset();
        disk_.crash();
        engine_ = disk_.open(loop_);
    }
    Messages read(const std::string& stream) {
        Messages messages;
        logs::Scan scan{.group = "g", .streams = {stream}, .to_ms = 1'000};
        scan.visit = [&messages](const logs::EventView& event) {
            messages.emplace_back(event.message);
            return true;
        };
        bool read = false;
        engine_->scan(scan, [&read](const Result<logs::ScanEnd>& end) { read = end.has_value(); });
        loop_.advance(Seconds{1});
        EXPECT_TRUE(read);
        return messages;
    }

    ManualLoop loop_;
    LogDisk disk_{loop_, Random{7}};
    std::unique_ptr<logs::Engine> engine_ = disk_.open(loop_);
    int acknowledged_ = 0;
    int refused_ = 0;
};

TEST_F(LogDiskTest, WhatWasAcknowledgedOutlivesTheProcess) {
    put("a", "1");
    EXPECT_EQ(acknowledged_, 0);
    loop_.advance(Seconds{1});
    EXPECT_EQ(acknowledged_, 1);
    start_again();
    EXPECT_EQ(read("a"), (Messages{"1", "1"}));
}

TEST_F(LogDiskTest, ACrashLeavesTheFirstOfWhatWaits) {
    bool none = false;
    bool some = false;
    bool all = false;
    for (int i = 0; i < 50; ++i) {
        const std::string stream = std::to_string(i);
        for (const char* text : {"1", "2", "3"}) put(stream, text);
        start_again();
        const Messages left = read(stream);
        const Messages whole = {"1", "2", "3", "1", "2", "3"};
        ASSERT_EQ(left.size() % 2, 0U) << "a batch is whole";
        for (const std::string& text : left) ASSERT_LE(std::stoul(text), left.size() / 2);
        none |= left.empty();
        all |= left == whole;
        some |= !left.empty() && left != whole;
    }
    EXPECT_TRUE(none && some && all);
    EXPECT_EQ(acknowledged_, 0) << "nobody is left to hear of it";
}

TEST_F(LogDiskTest, AnIllDiskSaysSo) {
    disk_.set_failing(1.0);
    for (int i = 0; i < 20; ++i) put("a", "1");
    loop_.advance(Seconds{1});
    EXPECT_EQ(refused_, 20);
    std::optional<ErrorKind> kind;
    engine_->scan({}, [&kind](const Result<logs::ScanEnd>& end) { kind = end.error().kind; });
    loop_.advance(Seconds{1});
    EXPECT_EQ(kind, ErrorKind::Unavailable);
    disk_.set_failing(0.0);
    const std::size_t taken = read("a").size();
    EXPECT_TRUE(taken > 0 && taken < 40) << taken;
}

TEST_F(LogDiskTest, WhatNobodyKnowsGoesAtAStart) {
    put("a", "1");
    put("b", "1");
    loop_.advance(Seconds{1});
    start_again();
    engine_->keep_only({{"g", {"b"}}});
    put("b", "2");
    loop_.advance(Seconds{1});
    EXPECT_EQ(read("a"), Messages{});
    EXPECT_EQ(read("b"), (Messages{"1", "2", "1", "2"}));
    EXPECT_EQ(disk_.streams().at("g"), std::set<std::string>{"b"});
}

}  // namespace
}  // namespace gantry::sim
