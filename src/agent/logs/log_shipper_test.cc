#include "agent/logs/log_shipper_fixture.h"

namespace gantry::agent {
namespace {

using LogShipperTest = test::LogShipperTest;

TEST_F(LogShipperTest, ALineIsThereAtOnce) {
    make_shipper();
    run_container();
    EXPECT_TRUE(soon([&] { return logs.has_stream; })) << "before anything is written";
    loop.advance(Seconds{10});
    const SysTime written = loop.now();
    write("hello");
    ASSERT_TRUE(soon([&] { return !logs.events.empty(); }));
    EXPECT_EQ(logs.events[0], "hello");
    EXPECT_LE(loop.now() - written, Duration{10});
    EXPECT_EQ(logs.keys.back(), "ASIAROLE");
}

TEST_F(LogShipperTest, ManyLinesGoTogetherAndInOrder) {
    make_shipper();
    run_container();
    for (int i = 0; i < 100; ++i) {
        write_numbers(i * 500, (i + 1) * 500);
        loop.advance(Duration{1});
    }
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_numbers(50'000);
    EXPECT_LE(logs.calls["PutLogEvents"], 60);
}

TEST_F(LogShipperTest, WhatWasWrittenBeforeTheEndIsShippedAfterIt) {
    make_shipper();
    run_container();
    write_numbers(0, 3);
    machine.kill(id, 1);
    shipper->stopped(true);
    ASSERT_TRUE(all_shipped());
    expect_numbers(3);
}

TEST_F(LogShipperTest, AnotherLifeGoesOnFromTheMark) {
    make_shipper();
    run_container();
    write_numbers(0, 1'000);
    ASSERT_TRUE(soon([&] { return logs.events.size() == 1'000 && logs.under_way == 0; }));
    const LogMark mark = shipper->mark();
    shipper.reset();
    write_numbers(1'000, 1'500);
    make_shipper(mark);
    shipper->started();
    write_numbers(1'500, 1'600);
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_numbers(1'600);
}

TEST_F(LogShipperTest, WhatWasOnItsWayWhenTheAgentDiedIsSentAgain) {
    make_shipper();
    run_container();
    write_numbers(0, 1);
    ASSERT_TRUE(soon([&] { return logs.events.size() == 1; }));  // and not yet answered
    const LogMark mark = shipper->mark();
    shipper.reset();
    loop.advance(Seconds{1});
    logs.under_way = 0;
    make_shipper(mark);
    shipper->started();
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_EQ(logs.events, (std::vector<std::string>{"line 0", "line 0"}));
}

TEST_F(LogShipperTest, NothingIsLostWhileTheControlPlaneIsAway) {
    make_shipper();
    run_container();
    write_numbers(0, 10);
    ASSERT_TRUE(soon([&] { return logs.events.size() == 10; }));
    logs.failure = unavailable("connection refused");
    const std::string large(1'000, 'x');
    for (int i = 0; i < 20'000; ++i) {
        write(large);
        if (i % 100 == 0) loop.advance(Duration{100});
    }
    loop.advance(minutes{5});
    EXPECT_EQ(logs.events.size(), 10U);
    EXPECT_LE(logs.calls["PutLogEvents"], 30) << "it is asked less and less often";
    logs.failure.reset();
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_EQ(logs.events.size(), 20'010U);
}

TEST_F(LogShipperTest, EmptyLinesDoNotFillTheMemory) {
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write("first");
    for (int i = 0; i < 300'000; ++i) {
        write("");
        if (i % 1'000 == 0) loop.advance(Duration{10});
    }
    EXPECT_LE(shipper->waiting_pieces(), 70'000U);
    write("last");
    logs.failure.reset();
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_EQ(logs.events, (std::vector<std::string>{"first", "last"}));
}

TEST_F(LogShipperTest, ACallIsNotLargerThanIsTaken) {
    make_shipper();
    run_container();
    const std::string nuls(250'000, '\0');
    for (int i = 0; i < 12; ++i) write(nuls);
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_EQ(logs.events.size(), 12U);
    EXPECT_LE(logs.largest_body, 4U << 20U);
}

TEST_F(LogShipperTest, TheControlPlaneIsTriedOnceItIsBack) {
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write("hello");
    loop.advance(minutes{5});
    logs.failure.reset();
    shipper->try_now();
    EXPECT_TRUE(soon([&] { return logs.events.size() == 1; }, Duration{50}));
}

TEST_F(LogShipperTest, NothingIsLostWhileTheDaemonIsAway) {
    make_shipper();
    run_container();
    for (int i = 0; i < 10; ++i) {
        write_numbers(i * 10, (i + 1) * 10);
        loop.advance(Duration{i});
        machine.daemon().set_state(runtime::FakeDaemon::State::Away);
        loop.advance(Seconds{3});
        machine.daemon().set_state(runtime::FakeDaemon::State::Up);
        loop.advance(Seconds{i});
    }
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_numbers(100);
}

TEST_F(LogShipperTest, ARestartInPlaceIsFollowed) {
    make_shipper();
    run_container();
    write_numbers(0, 5);
    machine.kill(id, 1);
    loop.advance(Seconds{20});
    run_container();
    write_numbers(5, 10);
    EXPECT_TRUE(soon([&] { return logs.events.size() == 10; }, Duration{500}));
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_numbers(10);
}

TEST_F(LogShipperTest, AMissingGroupFailsTheStartInDockersWords) {
    logs.has_group = false;
    make_shipper();
    std::optional<Result<void>> may;
    shipper->prepare([&](Result<void> how) { may = std::move(how); });
    EXPECT_FALSE(may);
    ASSERT_TRUE(soon([&] { return may.has_value(); }));
    EXPECT_EQ(
        may->error().message,
        "failed to initialize logging driver: failed to create Cloudwatch log stream: "
        "ResourceNotFoundException: The specified log group does not exist."
    );
}

TEST_F(LogShipperTest, AnUnreachableControlPlaneDoesNotFailTheStart) {
    logs.failure = unavailable("connection refused");
    make_shipper();
    std::optional<Result<void>> may;
    shipper->prepare([&](Result<void> how) { may = std::move(how); });
    ASSERT_TRUE(soon([&] { return may.has_value(); }));
    EXPECT_TRUE(*may);
}

TEST_F(LogShipperTest, AGroupIsMadeWhereThatIsAskedFor) {
    logs.has_group = false;
    options.create_group = true;
    make_shipper();
    std::optional<Result<void>> may;
    shipper->prepare([&](Result<void> how) { may = std::move(how); });
    ASSERT_TRUE(soon([&] { return may.has_value(); }));
    EXPECT_TRUE(*may);
    EXPECT_TRUE(logs.has_group && logs.has_stream);
}

TEST_F(LogShipperTest, AGroupThatComesLateGetsEverything) {
    logs.has_group = false;
    make_shipper();
    run_container();
    write_numbers(0, 100);
    loop.advance(minutes{2});
    EXPECT_TRUE(logs.events.empty());
    logs.has_group = true;
    ASSERT_TRUE(soon([&] { return logs.events.size() == 100; }, Seconds{40}));
    logs.has_stream = false;  // deleted by somebody
    write_numbers(100, 101);
    ASSERT_TRUE(soon([&] { return logs.events.size() == 101; }));
    expect_numbers(101);
}

TEST_F(LogShipperTest, CredentialsThatAreNotThereAreWaitedFor) {
    credentials_known = false;
    make_shipper();
    run_container();
    write("hello");
    loop.advance(Seconds{10});
    EXPECT_TRUE(logs.calls.empty());
    credentials_known = true;
    EXPECT_TRUE(soon([&] { return logs.events.size() == 1; }, Seconds{3}));
}

TEST_F(LogShipperTest, ALineOfTenMegabytesIsShippedWhole) {
    make_shipper();
    run_container();
    constexpr std::size_t kPieces = 640;
    const std::string piece(16U << 10U, 'x');
    for (std::size_t i = 1; i <= kPieces; ++i) machine.write_log(id, piece, i == kPieces);
    write("next");
    end_container();
    ASSERT_TRUE(all_shipped());
    std::size_t bytes = 0;
    for (const std::string& event : logs.events) bytes += event.size();
    EXPECT_EQ(bytes, kPieces * piece.size() + 4);
    EXPECT_EQ(logs.events.back(), "next");
}

TEST_F(LogShipperTest, LinesThatBelongTogetherAreHeldForAWhile) {
    options.event_start = *wire::Pattern::compile(R"(^\d)");
    make_shipper();
    run_container();
    write("1 one");
    write("  more");
    loop.advance(Seconds{4});
    EXPECT_TRUE(logs.events.empty());
    ASSERT_TRUE(soon([&] { return logs.events.size() == 1; }, Seconds{2}));
    EXPECT_EQ(logs.events[0], "1 one\n  more\n");
    write("2 two");
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_EQ(logs.events.back(), "2 two\n");
}

TEST_F(LogShipperTest, EmptyLinesAreNoEvents) {
    make_shipper();
    run_container();
    for (int i = 0; i < 10'000; ++i) write("");
    write("end");
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_EQ(logs.events, std::vector<std::string>{"end"});
}

TEST_F(LogShipperTest, TheStreamOfOneThatWroteNothingIsMadeLate) {
    make_shipper();
    logs.failure = unavailable("connection refused");
    run_container();
    loop.advance(Seconds{1});
    end_container();
    loop.advance(minutes{10});
    EXPECT_FALSE(shipper->done());
    logs.failure.reset();
    ASSERT_TRUE(all_shipped());
    EXPECT_TRUE(logs.has_stream);
    EXPECT_EQ(logs.calls["PutLogEvents"], 0);
}

TEST_F(LogShipperTest, TheStreamOfOneThatWasNeverSeenRunningIsMade) {
    make_shipper();
    ASSERT_TRUE(machine.start(id));
    end_container();
    ASSERT_TRUE(all_shipped());
    EXPECT_TRUE(logs.has_stream);
}

TEST_F(LogShipperTest, WhatNeverRanHasNoStream) {
    make_shipper();
    shipper->stopped(false);
    ASSERT_TRUE(all_shipped());
    EXPECT_TRUE(logs.calls.empty());
}

TEST_F(LogShipperTest, NobodyWaitsForTheGroupOfOneThatWroteNothing) {
    logs.has_group = false;
    make_shipper();
    run_container();
    loop.advance(Seconds{10});
    EXPECT_FALSE(shipper->done());
    end_container();
    EXPECT_TRUE(all_shipped());
}

TEST_F(LogShipperTest, AContainerThatIsGoneIsDone) {
    make_shipper();
    run_container();
    loop.advance(Seconds{1});
    ASSERT_TRUE(machine.remove(id));
    EXPECT_TRUE(all_shipped());
}

}  // namespace
}  // namespace gantry::agent
