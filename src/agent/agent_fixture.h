#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "agent/test_world.h"
#include "base/log.h"

namespace gantry::agent::test {

/// What the control plane says to a call that it will never accept.
inline Error refusal(const char* code) {
    return Error{ErrorKind::InvalidArgument, code, "no", {}};
}

/// What is warned of while this is there. One at a time.
class WarningsKept {
  public:
    WarningsKept() {
        kept.clear();
        set_log_level(LogLevel::Warn);
        set_log_sink([](LogLevel, std::string_view line) { kept.append(line).append("\n"); });
    }
    ~WarningsKept() {
        set_log_sink(nullptr);
        set_log_level(LogLevel::Error);
    }
    WarningsKept(const WarningsKept&) = delete;
    WarningsKept& operator=(const WarningsKept&) = delete;

    [[nodiscard]] const std::string& text() const { return kept; }
    /// How often these words are in it.
    [[nodiscard]] int count(std::string_view words) const {
        int times = 0;
        for (std::size_t at = kept.find(words); at != std::string::npos;
             at = kept.find(words, at + 1)) {
            ++times;
        }
        return times;
    }

  private:
    static inline std::string kept;  // a sink captures nothing
};

/// An agent with a control plane and a machine that a test plays with, on virtual time.
class AgentTest : public testing::Test {
  protected:
    std::string arn(int number) {
        return "arn:aws:ecs:us-east-1:000000000000:task/default/" + std::to_string(number);
    }
    void run_and_expect(const api::acs::Task& task) {
        world.control.run_task(task);
        world.expect_soon([&] { return world.control.status_of(*task.arn) == "RUNNING"; });
    }
    void expect_stopped(const std::string& task = kTaskArn, Duration limit = Seconds{60}) {
        world.expect_soon(
            [&] { return world.control.status_of(task) == "STOPPED"; }, limit, "stopped"
        );
    }
    void wait(Duration time) { world.loop.advance(time); }

    World world;
    FakeControl& control = world.control;
    runtime::FakeMachine& machine = world.machine;
};

}  // namespace gantry::agent::test
