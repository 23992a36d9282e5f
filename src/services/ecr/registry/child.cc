#include "services/ecr/registry/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace gantry::ecr {
namespace {

constexpr int kCannotStart = 127;

Error failed(const char* what) {
    return unavailable(fmt::format("{}: {}", what, std::strerror(errno)));
}

/// glibc's has no C linkage in some releases.
int open_pidfd(pid_t pid) {
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

/// What the child is made of; read between fork and exec, where nothing may be allocated.
struct Plan {
    const char* program;
    std::array<char*, 4> arguments;
    std::array<char*, 2> surroundings;
    int directory;
    int output;
    int nothing;  ///< /dev/null
    pid_t parent;
};

[[noreturn]] void become(const Plan& plan) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) ::_exit(kCannotStart);  // it was too late
    ::setpgid(0, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::umask(S_IRWXG | S_IRWXO);
    const bool good = ::fchdir(plan.directory) == 0 && ::dup2(plan.nothing, STDIN_FILENO) >= 0 &&
                      ::dup2(plan.output, STDOUT_FILENO) >= 0 &&
                      ::dup2(plan.output, STDERR_FILENO) >= 0;
    if (good) ::execve(plan.program, plan.arguments.data(), plan.surroundings.data());
    ::_exit(kCannotStart);
}

}  // namespace

Fd::~Fd() {
    if (fd_ >= 0) ::close(fd_);
}

Result<Child> Child::start(
    const std::string& program,
    const std::string& command,
    const std::string& argument,
    int directory
) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failed("a pipe");
    Fd reading(ends[0]);
    const Fd writing(ends[1]);
    ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
    const Fd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    std::string name = program;
    std::string first = command;
    std::string second = argument;
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    const Plan plan{
        .program = program.c_str(),
        .arguments = {name.data(), first.data(), second.data(), nullptr},
        .surroundings = {path.data(), nullptr},
        .directory = directory,
        .output = writing.get(),
        .nothing = nothing.get(),
        .parent = ::getpid(),
    };
    const pid_t pid = ::fork();
    if (pid == 0) become(plan);
    if (pid < 0) return failed("fork");
    Child child(pid, Fd(open_pidfd(pid)), std::move(reading));
    if (child.ended() < 0) return failed("pidfd_open");
    return child;
}

Child::~Child() {
    if (output_.get() < 0 || waited_) return;
    signal(SIGKILL);
    wait();
}

void Child::signal(int number) const {
    if (!waited_) ::kill(pid_, number);
}

int Child::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    waited_ = true;
    return status;
}

}  // namespace gantry::ecr
