#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/logs/log_shipper.h"
#include "api/logs/create_log_group_request.h"
#include "api/logs/create_log_stream_request.h"
#include "api/logs/put_log_events_request.h"
#include "base/log.h"
#include "base/manual_loop.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/fake/fake_runtime.h"
#include "wire/json_codec.h"

/// A container on a fake machine, its shipper, and a log service that does as it is told.
namespace gantry::agent::test {

inline constexpr Duration kWire{2};  ///< one way
inline const std::string kGroup = "/ecs/web";
inline const std::string kStream = "web/app/0123";

inline Error refusal(ErrorKind kind, const char* code, const char* message) {
    return {kind, code, message, {}};
}

inline Error no_group() {
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
        shipper->stopped(true);
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

}  // namespace gantry::agent::test
