#include "drivers/network/command.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string_view>
#include <system_error>

#include "base/write_all.h"
#include "drivers/network/descriptor.h"

// NOLINTNEXTLINE(readability-redundant-declaration)
extern "C" char** environ;

namespace gantry::network {
namespace {

constexpr std::size_t kMaxOutput = 256U << 10U;
/// Routes of large VPCs are listed as JSON.
constexpr std::size_t kMaxFedOutput = 64U << 20U;

std::string words_of(int error) {
    return std::generic_category().message(error);
}

/// Where the child's output goes and what signals it may get: none are blocked, as ours are.
class SpawnSetup {
  public:
    /// @param input -1: nothing
    explicit SpawnSetup(int output, int input = -1) {
        posix_spawn_file_actions_init(&files_);
        if (input < 0) {
            posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        } else {
            posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
        }
        posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files_, output, STDERR_FILENO);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnSetup() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&attributes_);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;

    /// @return 0, or the system's error
    int spawn(pid_t& child, const std::string& program, char* const* arguments) {
        return posix_spawnp(&child, program.c_str(), &files_, &attributes_, arguments, environ);
    }

  private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

/// Looks on PATH, then where administrators' programs are. @return 0, or the system's error
int spawn_program(SpawnSetup& setup, pid_t& child, const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int error = ENOENT;
    for (const char* folder : {"", "/usr/sbin/", "/sbin/"}) {
        if (error != ENOENT) break;
        error = setup.spawn(child, folder + words.front(), arguments.data());
    }
    return error;
}

Error cannot_run(const std::string& program, int error) {
    const std::string text = program + ": " + words_of(error);
    return Error{error == ENOENT ? ErrorKind::NotFound : ErrorKind::Unavailable, {}, text, {}};
}

std::string read_all(int from) {
    std::string text;
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        if (text.size() < kMaxOutput) text.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// @return false when the other side has not closed it in time
bool read_until(int from, Duration limit, std::string& text) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::array<char, 4096> buffer{};
    for (;;) {
        const auto left = std::chrono::ceil<Duration>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd ready{from, POLLIN, 0};
        const int count = ::poll(&ready, 1, static_cast<int>(left.count()));
        if (count < 0 && errno != EINTR) return true;
        if (count <= 0) continue;
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return true;
        if (text.size() < kMaxFedOutput) text.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

/// What a tool says, short enough for a message.
std::string in_one_line(std::string text) {
    constexpr std::size_t kMost = 500;
    if (text.size() > kMost) text.resize(kMost);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

Result<CommandOutput> run_command(const std::vector<std::string>& words) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return unavailable(words_of(errno));
    pid_t child = 0;
    int error = 0;
    {
        SpawnSetup setup(pipe[1]);
        error = spawn_program(setup, child, words);
    }
    ::close(pipe[1]);
    if (error != 0) {
        ::close(pipe[0]);
        return cannot_run(words.front(), error);
    }
    CommandOutput output;
    output.text = read_all(pipe[0]);
    ::close(pipe[0]);
    output.exit_code = wait_for(child);
    return output;
}

Result<std::string> run_with_input(
    const std::vector<std::string>& words, const std::string& input, Duration limit
) {
    const Descriptor file(::memfd_create("gantry-input", MFD_CLOEXEC));
    if (!file || write_all(file.get(), input) != 0 || ::lseek(file.get(), 0, SEEK_SET) != 0)
        return unavailable(words_of(errno));
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return unavailable(words_of(errno));
    const Descriptor output(pipe[0]);
    pid_t child = 0;
    int error = 0;
    {
        const Descriptor to_child(pipe[1]);
        SpawnSetup setup(to_child.get(), file.get());
        error = spawn_program(setup, child, words);
    }
    if (error != 0) return cannot_run(words.front(), error);
    std::string text;
    const bool ended = read_until(output.get(), limit, text);
    if (!ended) ::kill(child, SIGKILL);
    const int code = wait_for(child);
    if (!ended) return unavailable(words.front() + " takes too long");
    if (code == 0) return text;
    return unavailable(words.front() + ": " + in_one_line(text));
}

}  // namespace gantry::network
