#include "cmd/logs/log_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "cmd/logs/log_test_support.h"

namespace gantry::cmd {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class LogReaderTest : public testing::Test {
  protected:
    LogReaderTest() { aws_.define("d:1", "[" + FakeAws::awslogs("app") + "]"); }

    std::int64_t now() const { return epoch_ms(loop_.now()); }
    static std::string stream(char digit) { return "p/app/" + FakeAws::id_of(digit); }

    /// Reads until `turns` pauses were made; before each `each(turn)` is called.
    Result<void> read(
        LogWishes wishes, int turns = 0, const std::function<void(int)>& each = [](int) {}
    ) {
        LogPrinter printer(false, [this](std::string_view bytes) { out_ += bytes; });
        int turn = 0;
        LogReader reader(
            {.api = aws_,
             .clock = loop_,
             .printer = printer,
             .page = [this](const std::string& target) { return page(target); },
             .say = [this](const std::string& what) { said_.push_back(what); },
             .flush = [] {},
             .pause =
                 [&](Duration pause) {
                     loop_.advance(pause);
                     each(turn);
                     return turn++ < turns;
                 }},
            std::move(wishes)
        );
        return reader.run();
    }
    LogWishes wishes(bool follow = false) const {
        return {
            .subject = {"web", "c", ""},
            .region = "eu-north-1",
            .since = minutes{10},
            .follow = follow,
            .wanted = {}
        };
    }
    Result<std::string> page(const std::string& target) {
        pages_.push_back(target);
        if (no_page_) return *no_page_;
        return "last words\n";
    }

    ManualLoop loop_;
    FakeAws aws_;
    std::string out_;
    std::vector<std::string> said_;
    std::vector<std::string> pages_;
    std::optional<Error> no_page_;
};

TEST_F(LogReaderTest, LinesOfAllStreamsComeInOrderOfTimePageByPage) {
    aws_.start('1', "d:1", {"app"});
    aws_.define(
        "d:2",
        R"([{"name":"db","logConfiguration":{"logDriver":"awslogs","options":)"
        R"({"awslogs-group":"h","awslogs-stream-prefix":"p"}}}])"
    );
    aws_.start('2', "d:2", {"db"});
    std::string expected;
    for (int i = 0; i < 20; ++i) {
        const bool first = i % 3 == 0;
        aws_.put(
            first ? stream('1') : "p/db/" + FakeAws::id_of('2'),
            now() - 1000 + i,
            std::to_string(i) + "\n"
        );
        expected += (first ? "11111111/app | " : "22222222/db | ") + std::to_string(i) + "\n";
    }
    ASSERT_TRUE(read(wishes()));
    EXPECT_EQ(out_, expected);
    EXPECT_THAT(said_, IsEmpty());
    EXPECT_THAT(aws_.regions["FilterLogEvents"], ElementsAre("", "eu-west-1"));
}

TEST_F(LogReaderTest, NothingOlderIsReadAndNoTimeIsNegative) {
    aws_.start('1', "d:1", {"app"});
    aws_.put(stream('1'), 5, "first of all");
    ASSERT_TRUE(read(wishes()));
    EXPECT_EQ(out_, "");
    auto all = wishes();
    all.since = *read_span("30000d");
    ASSERT_TRUE(read(all));
    EXPECT_EQ(out_, "11111111/app | first of all\n");
}

TEST_F(LogReaderTest, FollowingWithGrepDoesNotReadAllAgain) {
    aws_.start('1', "d:1", {"app"});
    for (int i = 0; i < 300; ++i) aws_.put(stream('1'), now() - 500'000 + i * 1000, "dull");
    auto grep = wishes(true);
    grep.wanted = *wire::Pattern::compile("ERROR");
    int before = 0;
    ASSERT_TRUE(read(grep, 20, [&](int turn) {
        if (turn == 0) before = aws_.calls["FilterLogEvents"];
        if (turn == 10) aws_.put(stream('1'), now(), "ERROR here");
    }));
    EXPECT_EQ(before, 100);  // pages of three
    EXPECT_LE(aws_.calls["FilterLogEvents"] - before, 40);
    EXPECT_EQ(out_, "11111111/app | ERROR here\n");
}

TEST_F(LogReaderTest, AMissingStreamHidesNoOtherAndCostsLittle) {
    for (const char digit : {'1', '2', '3', '4', '5', '6', '7', '8'}) {
        aws_.start(digit, "d:1", {"app"});
        if (digit != '5') aws_.put(stream(digit), now() - 1, "of " + std::string(1, digit));
    }
    aws_.page_size = 100;
    int first = 0;
    ASSERT_TRUE(read(wishes(true), 19, [&](int turn) {
        if (turn == 0) first = aws_.calls["FilterLogEvents"];
        if (turn != 8) return;
        EXPECT_EQ(aws_.calls["FilterLogEvents"] - first, 8);  // one a turn
        aws_.put(stream('5'), now() - 5, "at last");
    }));
    EXPECT_LE(first, 12);
    EXPECT_LE(aws_.calls["FilterLogEvents"] - first, 20 * 2 + 10);
    EXPECT_THAT(out_, HasSubstr("44444444/app | of 4\n"));
    EXPECT_THAT(out_, HasSubstr("55555555/app | at last\n"));
    EXPECT_EQ(std::ranges::count(out_, '\n'), 8);
}

TEST_F(LogReaderTest, TasksThatAreStartedLaterAreFollowedToo) {
    ASSERT_TRUE(read(wishes(true), 30, [&](int turn) {
        if (turn != 5) return;
        aws_.start('1', "d:1", {"app"});
        aws_.put(stream('1'), now(), "hello");
    }));
    EXPECT_EQ(out_, "11111111/app | hello\n");
    EXPECT_THAT(said_, ElementsAre(HasSubstr("has no tasks")));
}

TEST_F(LogReaderTest, WhatMayPassIsSaidOnceAndFollowingGoesOn) {
    aws_.start('1', "d:1", {"app"});
    aws_.streams.insert(stream('1'));
    ASSERT_TRUE(read(wishes(true), 20, [&](int turn) {
        if (turn == 3) aws_.fail_with = unavailable("no answer from http://x");
        if (turn == 8) aws_.fail_with.reset();
        if (turn == 7) aws_.put(stream('1'), now(), "meanwhile");
    }));
    EXPECT_EQ(out_, "11111111/app | meanwhile\n");
    EXPECT_THAT(said_, ElementsAre(HasSubstr("no answer"), "it answers again"));
    aws_.fail_with = unavailable("no answer from http://x");
    EXPECT_FALSE(read(wishes(true), 20));  // at once: the address may be wrong
    aws_.fail_with.reset();
    const auto denied = read(wishes(true), 20, [&](int) {
        aws_.fail_with = Error{ErrorKind::Denied, "AccessDeniedException", "no", {}};
    });
    EXPECT_EQ(denied.error().code, "AccessDeniedException");
}

TEST_F(LogReaderTest, AWallClockThatJumpsStopsNothing) {
    aws_.start('1', "d:1", {"app"});
    aws_.put(stream('1'), now(), "before");
    ASSERT_TRUE(read(wishes(true), 40, [&](int turn) {
        if (turn == 3) loop_.set_wall(loop_.now() - hours{5});
        if (turn == 5) aws_.start('2', "d:1", {"app"});
        if (turn == 5) aws_.put(stream('2'), now() + 5 * 3'600'000, "after");
    }));
    EXPECT_EQ(out_, "11111111/app | before\n22222222/app | after\n");
}

TEST_F(LogReaderTest, AContainerThatIsNotThereIsNamed) {
    aws_.start('1', "d:1", {"app"});
    auto typo = wishes();
    typo.subject.container = "typo";
    const auto refused = read(typo);
    EXPECT_EQ(refused.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(refused.error().message, "no container of 'web' is called 'typo'; there are: app");
}

TEST_F(LogReaderTest, LeftOutTasksAreSaidOnce) {
    aws_.start('1', "d:gone", {"app"});
    ASSERT_TRUE(read(wishes(true), 30));
    EXPECT_THAT(said_, ElementsAre(HasSubstr("left out: the tasks of d:gone")));
}

TEST_F(LogReaderTest, OtherLogsAreExplainedOnceAName) {
    aws_.define("d:1", R"([{"name":"app"}])");
    aws_.start('1', "d:1", {"app"});
    aws_.start('2', "d:1", {"app"});
    aws_.define("d:2", R"([{"name":"side"}])");
    ASSERT_TRUE(read(wishes(true), 40, [&](int turn) {
        if (turn == 12) aws_.start('3', "d:2", {"side"});
        if (turn == 12) aws_.stop('2');
    }));
    EXPECT_THAT(said_, ElementsAre(HasSubstr("'app' write"), HasSubstr("'side' write")));
    EXPECT_THAT(said_.at(0), HasSubstr(R"("awslogs-region": "eu-north-1")"));
    EXPECT_THAT(pages_, SizeIs(1));
    EXPECT_EQ(out_, "22222222/app | last words\n");
}

TEST_F(LogReaderTest, WhoMayNotSeeLastLinesReadsTheOthers) {
    aws_.define("d:2", R"([{"name":"side"}])");
    aws_.start('1', "d:1", {"app"});
    aws_.put(stream('1'), now() - 1, "hello");
    aws_.start('2', "d:2", {"side"});
    aws_.stop('2');
    no_page_ =
        Error{ErrorKind::Denied, "AccessDeniedException", "not authorized: gantry:GetLogs", {}};
    ASSERT_TRUE(read(wishes()));
    EXPECT_EQ(out_, "11111111/app | hello\n");
    EXPECT_THAT(
        said_,
        ElementsAre(HasSubstr("'side' write"), "22222222/side: not authorized: gantry:GetLogs")
    );
}

TEST_F(LogReaderTest, FollowingATaskEndsOnceItHasStoppedAndAllWasRead) {
    aws_.start('1', "d:1", {"app"});
    aws_.streams.insert(stream('1'));
    auto task = wishes(true);
    task.subject.text = FakeAws::arn_of('1');
    int turns = 0;
    ASSERT_TRUE(read(task, 200, [&](int turn) {
        turns = turn;
        if (turn == 3) aws_.stop('1');
        if (turn == 14) aws_.put(stream('1'), now(), "goodbye");
        if (turn == 20) aws_.tasks.clear();  // forgotten
    }));
    EXPECT_LT(turns, 50);
    EXPECT_EQ(out_, "11111111/app | goodbye\n");
    EXPECT_EQ(said_.back(), "the task has stopped; nothing more comes");
}

TEST(ReadSpanTest, TakesANumberAndAUnit) {
    EXPECT_EQ(read_span("90s"), Duration{90'000});
    EXPECT_EQ(read_span("2h"), Duration{7'200'000});
    EXPECT_EQ(read_span("1d"), Duration{86'400'000});
    for (const char* text : {"", "10", "m", "-1m", "10 m", "10mm", "10000000s", "1w"}) {
        EXPECT_EQ(read_span(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace gantry::cmd
