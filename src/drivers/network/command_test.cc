#include "drivers/network/command.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace gantry::network {
namespace {

constexpr Duration kLong = Seconds{60};

TEST(CommandTest, SaysWhatTheProgramSaidAndHowItEnded) {
    const auto output = run_command({"sh", "-c", "echo out; echo err >&2; exit 3"});
    ASSERT_TRUE(output) << output.error().message;
    EXPECT_EQ(output->text, "out\nerr\n");
    EXPECT_EQ(output->exit_code, 3);
    EXPECT_EQ(*run_with_input({"cat"}, "put in\n", kLong), "put in\n");
}

TEST(CommandTest, TellsAProgramThatIsNotThereFromOneThatFails) {
    const auto missing = run_with_input({"gantry-no-such-program"}, {}, kLong);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(missing.error().message, "gantry-no-such-program: No such file or directory");
    const auto failing = run_with_input({"sh", "-c", "echo why; exit 1"}, {}, kLong);
    ASSERT_FALSE(failing);
    EXPECT_EQ(failing.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(failing.error().message, "sh: why");
}

TEST(CommandTest, WhatTakesTooLongIsKilled) {
    const auto late = run_with_input({"sleep", "600"}, {}, Duration{50});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().message, "sleep takes too long");
}

/// The pid that a program writes there when it runs.
pid_t wait_for_pid(const std::filesystem::path& file) {
    for (int i = 0; i < 2000; ++i) {
        pid_t pid = 0;
        if (std::ifstream(file) >> pid) return pid;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return 0;
}

// What a process that was killed had begun is not done after what the next one does.
TEST(CommandTest, IsKilledWithTheProcessThatWaits) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    const auto file =
        std::filesystem::temp_directory_path() / ("gantry-command-" + std::to_string(::getpid()));
    const pid_t waiting = ::fork();
    if (waiting == 0) {
        (void)run_with_input(
            {"sh", "-c", "echo $$ >$0; exec sleep 600", file.string()}, {}, Seconds{600}
        );
        ::_exit(0);
    }
    const pid_t program = wait_for_pid(file);
    ASSERT_GT(program, 0);
    ::kill(waiting, SIGKILL);
    ::waitpid(waiting, nullptr, 0);
    int status = 0;
    ASSERT_EQ(::waitpid(program, &status, 0), program);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace gantry::network
