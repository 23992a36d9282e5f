// Crashes of the agent at every step of the life of a task with an address of its own.

#include <gtest/gtest.h>

#include "agent/engine/names.h"
#include "agent/test_world.h"

namespace gantry::agent {
namespace {

using test::make_container;
using test::make_task;

/// How the disk comes out of a crash.
enum class NetworkCrashDisk { Lives, LosesUnsynced, KeepsUnsynced };

class CrashNetworkTest : public testing::TestWithParam<NetworkCrashDisk> {
  protected:
    /// A world that says when the end of a task is told while its address is in use.
    struct Watched {
        Watched() {
            world.start_connected();
            auto task = make_task({make_container("app"), make_container("side", false)});
            test::give_interface(task);
            world.control.on_told = [this](const auto& report) {
                if (report.status != "STOPPED") return;
                EXPECT_TRUE(world.network.attached().empty());
                ended = true;
            };
            world.control.add_interface(task);
            world.control.run_task(task);
        }
        void crash(NetworkCrashDisk disk) {
            world.kill_agent();
            if (disk != NetworkCrashDisk::Lives) {
                world.disk->crash(disk == NetworkCrashDisk::KeepsUnsynced);
            }
            world.loop.advance(Seconds{5});
            world.start_agent();
        }
        test::World world;
        bool ended = false;
    };
};

INSTANTIATE_TEST_SUITE_P(
    All,
    CrashNetworkTest,
    testing::Values(
        NetworkCrashDisk::Lives, NetworkCrashDisk::LosesUnsynced, NetworkCrashDisk::KeepsUnsynced
    )
);

TEST_P(CrashNetworkTest, AtAnyStepOfAStartComesUpOnceWithItsAddress) {
    for (int steps = 0;; ++steps) {
        SCOPED_TRACE(steps);
        Watched watched;
        test::World& world = watched.world;
        for (int i = 0; i < steps; ++i) world.loop.step();
        const bool done = world.control.status_of() == "RUNNING";
        watched.crash(GetParam());
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
        world.loop.advance(Seconds{30});
        ASSERT_TRUE(world.runs("app"));
        ASSERT_TRUE(world.runs("side"));
        ASSERT_EQ(world.machine.containers().size(), 3u);
        ASSERT_EQ(world.machine.counters().started, 3u);
        ASSERT_EQ(world.network.attached().at("eni-1").pid, world.pause()->status.pid);
        ASSERT_EQ(world.control.statuses_of().find("ATTACHED"), 0u);
        if (done) break;
    }
}

TEST_P(CrashNetworkTest, AtAnyStepOfAStopTheAddressIsFreeBeforeTheEndIsTold) {
    for (int steps = 0;; ++steps) {
        SCOPED_TRACE(steps);
        Watched watched;
        test::World& world = watched.world;
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
        world.control.stop_task();
        for (int i = 0; i < steps; ++i) world.loop.step();
        const bool done = watched.ended;
        watched.crash(GetParam());
        world.expect_soon([&] { return watched.ended; });
        world.loop.advance(hours{4});
        ASSERT_TRUE(world.network.attached().empty());
        ASSERT_EQ(world.machine.containers().size(), 0u);
        ASSERT_EQ(world.process->agent.status().tasks, 0u);
        if (done) break;
    }
}

TEST_P(CrashNetworkTest, AStopAtAnyStepOfAStartLeavesNothing) {
    for (int steps = 0;; ++steps) {
        SCOPED_TRACE(steps);
        Watched watched;
        test::World& world = watched.world;
        for (int i = 0; i < steps; ++i) world.loop.step();
        const bool done = world.control.status_of() == "RUNNING";
        world.control.stop_task();
        for (int i = 0; i < 8; ++i) world.loop.step();
        watched.crash(GetParam());
        world.expect_soon([&] { return watched.ended; });
        world.loop.advance(minutes{1});
        ASSERT_TRUE(world.network.attached().empty());
        ASSERT_TRUE(world.machine.running().empty());
        if (done) break;
    }
}

}  // namespace
}  // namespace gantry::agent
