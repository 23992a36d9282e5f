#include "drivers/network/command.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
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

namespace gantry::network {
namespace {

constexpr std::size_t kMaxOutput = 256U << 10U;
/// Routes of large VPCs are listed as JSON.
constexpr std::size_t kMaxFedOutput = 64U << 20U;

std::string words_of(int error) {
    return std::generic_category().message(error);
}

/// What a child is made of; read between vfork and exec, where nothing may be allocated.
struct Plan {
    int input;
    int output;
    pid_t parent = ::getpid();
};

/// @return why it has not become the program
int become(const Plan& plan, const char* program, char* const* arguments) {
    // Killed with who waits for it: what was ordered before a start is not done after what is
    // ordered since.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) return ECANCELED;  // it was too late
    if (::dup2(plan.input, STDIN_FILENO) < 0 || ::dup2(plan.output, STDOUT_FILENO) < 0 ||
        ::dup2(plan.output, STDERR_FILENO) < 0) {
        return errno;
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execvp(program, arguments);
    return errno;
}

/// No signal is handled by a child that is no program of its own yet.
class SignalsBlocked {
  public:
    SignalsBlocked() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

  private:
    sigset_t before_{};
};

/// @return 0, or the system's error
int spawn(const Plan& plan, pid_t& child, const char* program, char* const* arguments) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return errno;
    const Descriptor told(pipe[0]);
    int error = 0;
    {
        const Descriptor tells(pipe[1]);
        const SignalsBlocked blocked;
        child = ::vfork();  // NOLINT: posix_spawn cannot have the child killed with its parent
        if (child == 0) {
            const int why = become(plan, program, arguments);
            (void)!::write(pipe[1], &why, sizeof why);
            ::_exit(127);
        }
        if (child < 0) return errno;
    }
    ssize_t got = -1;
    while ((got = ::read(told.get(), &error, sizeof error)) < 0 && errno == EINTR) {
    }
    if (got <= 0) return 0;
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return error;
}

/// Looks on PATH, then where administrators' programs are. @return 0, or the system's error
int spawn_program(const Plan& plan, pid_t& child, const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int error = ENOENT;
    for (const char* folder : {"", "/usr/sbin/", "/sbin/"}) {
        if (error != ENOENT) break;
        error = spawn(plan, child, (folder + words.front()).c_str(), arguments.data());
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
    const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    std::array<int, 2> pipe{};
    if (!nothing || ::pipe2(pipe.data(), O_CLOEXEC) != 0) return unavailable(words_of(errno));
    const Descriptor from_child(pipe[0]);
    pid_t child = 0;
    int error = 0;
    {
        const Descriptor to_child(pipe[1]);
        error = spawn_program({nothing.get(), to_child.get()}, child, words);
    }
    if (error != 0) return cannot_run(words.front(), error);
    CommandOutput output;
    output.text = read_all(from_child.get());
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
        error = spawn_program({file.get(), to_child.get()}, child, words);
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
