#pragma once

#include <gtest/gtest.h>

#include "agent/test_world.h"

namespace gantry::agent::test {

/// What the control plane says to a call that it will never accept.
inline Error refusal(const char* code) {
    return Error{ErrorKind::InvalidArgument, code, "no", {}};
}

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
