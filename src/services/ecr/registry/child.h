#pragma once

#include <sys/types.h>

#include <string>
#include <utility>

#include "base/result.h"

namespace gantry::ecr {

/// A file descriptor that is closed.
class Fd {
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Fd();
    [[nodiscard]] int get() const { return fd_; }

  private:
    int fd_ = -1;
};

/// A program that runs in a directory, with what it says on a pipe. It dies with the thread that
/// started it (PR_SET_PDEATHSIG): also when that is killed with -9.
class Child {
  public:
    /// Its surroundings are empty but for PATH, its files are its own (umask 077), and its process
    /// group is its own: a terminal's Ctrl-C is ours alone.
    /// @param directory an open directory
    /// Errors: Unavailable with the system's words.
    static Result<Child> start(
        const std::string& program,
        const std::string& command,
        const std::string& argument,
        int directory
    );
    Child(Child&&) noexcept = default;
    Child& operator=(Child&&) = delete;
    /// Kills it where it still runs.
    ~Child();

    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Readable once it has ended.
    [[nodiscard]] int ended() const { return pidfd_.get(); }
    /// What it writes; does not block.
    [[nodiscard]] int output() const { return output_.get(); }

    void signal(int number) const;
    /// Waits for its end. @return as waitpid's
    int wait();

  private:
    Child(pid_t pid, Fd pidfd, Fd output)
        : pid_(pid), pidfd_(std::move(pidfd)), output_(std::move(output)) {}

    pid_t pid_;
    Fd pidfd_;
    Fd output_;
    bool waited_ = false;
};

}  // namespace gantry::ecr
