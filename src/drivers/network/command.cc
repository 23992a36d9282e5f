#include "drivers/network/command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

// NOLINTNEXTLINE(readability-redundant-declaration)
extern "C" char** environ;

namespace gantry::network {
namespace {

constexpr std::size_t kMaxOutput = 256U << 10U;

std::string words_of(int error) {
    return std::generic_category().message(error);
}

/// Where the child's output goes and what signals it may get: none are blocked, as ours are.
class SpawnSetup {
  public:
    explicit SpawnSetup(int output) {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
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

}  // namespace

Result<CommandOutput> run_command(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return unavailable(words_of(errno));
    pid_t child = 0;
    int error = ENOENT;
    {
        SpawnSetup setup(pipe[1]);
        for (const char* folder : {"", "/usr/sbin/", "/sbin/"}) {
            if (error != ENOENT) break;
            error = setup.spawn(child, folder + words.front(), arguments.data());
        }
    }
    ::close(pipe[1]);
    if (error != 0) {
        ::close(pipe[0]);
        const std::string text = words.front() + ": " + words_of(error);
        return Error{error == ENOENT ? ErrorKind::NotFound : ErrorKind::Unavailable, {}, text, {}};
    }
    CommandOutput output;
    output.text = read_all(pipe[0]);
    ::close(pipe[0]);
    output.exit_code = wait_for(child);
    return output;
}

}  // namespace gantry::network
