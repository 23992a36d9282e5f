#include "agent/logs/log_shipper.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "api/logs/create_log_group_request.h"
#include "api/logs/create_log_stream_request.h"
#include "api/logs/put_log_events_request.h"
#include "base/log.h"
#include "base/manual_loop.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/fake/fake_runtime.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr Duration kWire{2};  ///< one way
const std::string kGroup = "/ecs/web";
const std::string kStream = "web/app/0123";

Error refusal(ErrorKind kind, const char* code, const char* message) {
    return {kind, code, message, {}};
}

Error no_group() {
    return refusal(
        ErrorKind::InvalidArgument,
        "ResourceNotFoundException",
        "The specified log group does not exist."
    );
}

/// CloudWatch Logs, as far as it matters here.
class FakeLogs final : public ControlLink {
  public:
    explicit FakeLogs(ManualLoop& loop) : loop_(loop) {}

    void call(std::string_view, std::string, std::function<void(Result<std::string>)>) override {}
    std::shared_ptr<ControlStream> open_stream(
        StreamKind, const std::string&, const Query&, StreamCallbacks
    ) override {
        return nullptr;
    }

    void call_service(const ServiceCall& call, std::function<void(Result<std::string>)> done)
        override {
        EXPECT_EQ(call.service, "logs");
        ++under_way;
        EXPECT_EQ(under_way, 1) << "one call at a time";
        loop_.call_after(kWire, [this, call, done = std::move(done)] {
            ++calls[call.operation];
            largest_body = std::max(largest_body, call.body.size());
            keys.push_back(call.credentials.access_key_id.value_or(""));
            const Result<std::string> answer = this->answer(call);
            loop_.call_after(kWire, [this, answer, done] {
                --under_way;
                done(answer);
            });
        });
    }

    Result<std::string> answer(const ServiceCall& call) {
        if (failure) return *failure;
        if (call.operation == "CreateLogGroup") {
            has_group = true;
            return std::string("{}");
        }
        if (!has_group) return no_group();
        if (call.operation == "CreateLogStream") {
            const auto request = wire::decode_json<api::logs::CreateLogStreamRequest>(call.body);
            EXPECT_EQ(request->log_stream_name, kStream);
            if (has_stream) {
                return refusal(
                    ErrorKind::InvalidArgument, "ResourceAlreadyExistsException", "exists"
                );
            }
            has_stream = true;
            return std::string("{}");
        }
        if (!has_stream) return no_group();
        return put(*wire::decode_json<api::logs::PutLogEventsRequest>(call.body));
    }

    std::string put(const api::logs::PutLogEventsRequest& request) {
        EXPECT_EQ(request.log_group_name, kGroup);
        std::size_t bytes = 0;
        std::int64_t time = 0;
        for (const auto& event : *request.log_events) {
            EXPECT_GE(*event.timestamp, time);
            time = *event.timestamp;
            bytes += event.message->size() + kEventOverhead;
            events.push_back(*event.message);
        }
        EXPECT_LE(bytes, kMaxBatchBytes);
        EXPECT_LE(request.log_events->size(), kMaxBatchEvents);
        EXPECT_FALSE(request.log_events->empty());
        return "{}";
    }

    std::vector<std::string> events;
    std::vector<std::string> keys;
    std::map<std::string, int> calls;
    std::size_t largest_body = 0;
    std::optional<Error> failure;
    bool has_group = true;
    bool has_stream = false;
    int under_way = 0;

  private:
    ManualLoop& loop_;
};

class LogShipperTest : public testing::Test {
  protected:
    LogShipperTest() : machine(loop, Random(1), {.every_image_present = true}) {
        set_log_level(LogLevel::Error);
        runtime = std::make_unique<runtime::FakeRuntime>(loop, machine);
        api::docker::ContainerCreateRequest request;
        request.image = "app";
        id = *machine.create("app", runtime::make_fake_spec(request));
        options.group = kGroup;
        options.stream = kStream;
        credentials.access_key_id = "ASIAROLE";
    }
    ~LogShipperTest() override {
        shipper.reset();
        loop.run_until_idle();
    }

    void make_shipper(LogMark mark = {}) {
        shipper = std::make_unique<LogShipper>(
            loop,
            random,
            *runtime,
            logs,
            LogShipper::Setup{
                .container_id = id,
                .tty = false,
                .mark = mark,
                .options = options,
                .owner = "app",
                .credentials =
                    [this] {
                        return credentials_known ? std::optional(credentials) : std::nullopt;
                    },
                .on_progress = [] {},
            }
        );
    }
    void run_container() {
        ASSERT_TRUE(machine.start(id));
        shipper->started();
    }
    void end_container() {
        machine.kill(id, 0);
        shipper->stopped();
    }
    void write(const std::string& line) { machine.write_log(id, line); }
    void write_numbers(int from, int to) {
        for (int i = from; i < to; ++i) write(fmt::format("line {}", i));
    }
    void expect_numbers(int count) {
        ASSERT_EQ(logs.events.size(), static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            ASSERT_EQ(logs.events[static_cast<std::size_t>(i)], fmt::format("line {}", i));
        }
    }
    bool soon(const std::function<bool()>& reached, Duration limit = Seconds{60}) {
        return loop.run_until(reached, limit);
    }
    bool all_shipped() {
        return soon([this] { return shipper->done(); });
    }

    ManualLoop loop;
    Random random{7};
    runtime::FakeMachine machine;
    std::unique_ptr<runtime::FakeRuntime> runtime;
    FakeLogs logs{loop};
    std::string id;
    AwslogsOptions options;
    api::acs::IAMRoleCredentials credentials;
    bool credentials_known = true;
    std::unique_ptr<LogShipper> shipper;
};

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
    shipper->stopped();
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

TEST_F(LogShipperTest, AContainerThatIsGoneIsDone) {
    make_shipper();
    run_container();
    loop.advance(Seconds{1});
    ASSERT_TRUE(machine.remove(id));
    EXPECT_TRUE(all_shipped());
}

}  // namespace
}  // namespace gantry::agent
