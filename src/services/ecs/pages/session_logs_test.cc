#include "services/ecs/pages/session_logs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"

namespace gantry::ecs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SessionLogsTest : public testing::Test {
  protected:
    struct Write {
        std::vector<std::string> lines;
        std::function<void(Result<void>)> done;
    };

    void add(const std::string& text, bool last = false) { logs_.add(session_, text, last); }
    void answer(const Result<void>& how) {
        std::exchange(writes_.back().done, nullptr)(how);
        loop_.run_until_idle();
    }

    ManualLoop loop_;
    exec::Session session_{.id = "s", .caller = "ann", .log = {"0", "here", "group"}};
    std::vector<Write> writes_;
    SessionLogs logs_{
        loop_,
        [this](const logs::Place& place, std::vector<logs::Line> lines, auto done) {
            EXPECT_EQ(place.stream, "s");
            writes_.push_back({{}, std::move(done)});
            for (const auto& line : lines) writes_.back().lines.push_back(line.text);
        }
    };
};

TEST_F(SessionLogsTest, LinesWaitForTheWriteBeforeThem) {
    add("one\r\ntw");
    EXPECT_THAT(writes_, IsEmpty());
    loop_.advance(SessionLogs::kFlushEvery);
    ASSERT_THAT(writes_, SizeIs(1));
    EXPECT_THAT(writes_[0].lines, ElementsAre("Session s of ann runs:", "one"));
    add("o\n");
    loop_.advance(SessionLogs::kFlushEvery);
    EXPECT_THAT(writes_, SizeIs(1)) << "the one before is under way";
    answer({});
    ASSERT_THAT(writes_, SizeIs(2)) << "though nothing more comes";
    EXPECT_THAT(writes_[1].lines, ElementsAre("two"));
    add("last", true);
    answer({});
    ASSERT_THAT(writes_, SizeIs(3));
    EXPECT_THAT(writes_[2].lines, ElementsAre("last"));
}

TEST_F(SessionLogsTest, WithoutTheGroupItIsAskedForOnce) {
    add("one\n");
    loop_.advance(SessionLogs::kFlushEvery);
    answer(Error{ErrorKind::NotFound, "ResourceNotFoundException", "no such group", {}});
    add("two\n");
    loop_.advance(SessionLogs::kFlushEvery);
    add("three\n", true);
    EXPECT_THAT(writes_, SizeIs(1));
}

TEST_F(SessionLogsTest, AFailureDropsItsOwnLinesOnly) {
    add("one\n");
    loop_.advance(SessionLogs::kFlushEvery);
    answer(unavailable("the disk is full"));
    add("two\n", true);
    ASSERT_THAT(writes_, SizeIs(2));
    EXPECT_THAT(writes_[1].lines, ElementsAre("two"));
}

TEST_F(SessionLogsTest, WhatWaitsIsBounded) {
    add("begin\n");
    loop_.advance(SessionLogs::kFlushEvery);
    const std::string line = std::string(1000, 'x') + "\n";
    for (std::size_t i = 0; i < 2 * SessionLogs::kMostHeld / 1000; ++i) add(line);
    answer({});
    ASSERT_THAT(writes_, SizeIs(2));
    EXPECT_LE(writes_[1].lines.size(), SessionLogs::kMostHeld / 1000 + 2);
    EXPECT_THAT(writes_[1].lines.back(), HasSubstr("lines came too fast to be kept"));
}

}  // namespace
}  // namespace gantry::ecs
