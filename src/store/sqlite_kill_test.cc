#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <thread>

#include "base/log.h"
#include "base/random.h"
#include "core/core.h"
#include "core/test_rows.h"
#include "store/sqlite_journal.h"
#include "store/test_directory.h"

namespace gantry::store {
namespace {

constexpr const char* kDirectory = "GANTRY_KILL_TEST_DIRECTORY";
constexpr int kPipe = 3;
constexpr int kWriters = 8;

/// Commits rows "0", "1", 2 … after those that are there, and writes a number to the pipe once its
/// row is durable. Until it is killed.
class Victim {
  public:
    explicit Victim(const char* directory) : journal_(*SqliteJournal::open(loop_, directory)) {
        loop_.run_and_wait([this] {
            GANTRY_ASSERT(core_.open());
            next_ = static_cast<int>(table_.size());
            for (int i = 0; i < kWriters; ++i) commit_next();
        });
    }

  private:
    void commit_next() {
        const int number = next_++;
        core::Transaction t;
        t.put(table_, std::to_string(number), {number});
        core_.commit(std::move(t), std::to_string(number), [this, number](const auto& how) {
            GANTRY_ASSERT(how);
            GANTRY_ASSERT(::write(kPipe, &number, sizeof number) == sizeof number);
            commit_next();
        });
    }

    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
    core::NumberTable table_{"number", core::kNumberCodec};
    core::Core core_{loop_, *journal_, {&table_}};
    int next_ = 0;
};

/// What the test below does in the process that it starts to kill.
void be_victim(const char* directory) {
    const Victim victim(directory);
    std::this_thread::sleep_for(minutes{1});
}

/// A new process rather than a fork: what threads this one has had is then of no matter. It runs
/// the test below too, and is told by the variable that it is the victim.
pid_t start_victim(const std::string& directory, int pipe) {
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    ::setenv(kDirectory, directory.c_str(), 1);
    ::dup2(pipe, kPipe);
    ::execl(
        "/proc/self/exe",
        "victim",
        "--gtest_filter=SqliteKillTest.NothingAcknowledgedIsLost",
        "--gtest_brief=1",
        nullptr
    );
    ::_exit(127);
}

/// @return whether a number came
bool read_number(int pipe, std::set<int>& numbers) {
    int number = 0;
    if (::read(pipe, &number, sizeof number) != sizeof number) return false;
    numbers.insert(number);
    return true;
}

/// Lets a victim work, kills it at some moment, and notes what it acknowledged.
void run_and_kill(const std::string& directory, Duration life, std::set<int>& acknowledged) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const pid_t victim = start_victim(directory, pipe[1]);
    ::close(pipe[1]);
    ASSERT_TRUE(read_number(pipe[0], acknowledged)) << "it never began";
    const auto end = std::chrono::steady_clock::now() + life;
    while (std::chrono::steady_clock::now() < end && read_number(pipe[0], acknowledged)) {
    }
    ::kill(victim, SIGKILL);
    while (read_number(pipe[0], acknowledged)) {  // acknowledged before it died
    }
    ::close(pipe[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(victim, &status, 0), victim);
    EXPECT_TRUE(WIFSIGNALED(status));
}

TEST(SqliteKillTest, NothingAcknowledgedIsLost) {
    if (const char* const directory = ::getenv(kDirectory)) return be_victim(directory);
    const TestDirectory directory;
    Random random(20);
    std::set<int> acknowledged;
    for (int round = 0; round < 20; ++round) {
        SCOPED_TRACE(round);
        run_and_kill(directory.path(), Duration{random.between(1, 60)}, acknowledged);
        if (HasFatalFailure()) return;

        ThreadLoop loop("core");
        const auto journal = SqliteJournal::open(loop, directory.path());
        ASSERT_TRUE(journal) << journal.error().message;
        const auto state = load_all(**journal);
        ASSERT_TRUE(state) << state.error().message;
        for (const int number : acknowledged) {
            ASSERT_TRUE(state->rows.at("number").contains(std::to_string(number))) << number;
        }
        EXPECT_EQ((*journal)->state_at(state->last_time)->rows, state->rows);
    }
    EXPECT_GE(acknowledged.size(), 20U);
}

}  // namespace
}  // namespace gantry::store
