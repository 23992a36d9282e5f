#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "agent/resources/fetch_plan.h"
#include "agent/runner/operation.h"

namespace gantry::agent {

/// Keeps the files that containers have of secrets (resources/mounted_files.h) as the secrets are:
/// asks for them again and again while a container runs, writes what is new, and then tells the
/// container as its definition says, with a signal or a command. Takes them away when the task has
/// stopped. The first files are written by who makes the container.
///
/// While a secret cannot be read its file stays as it was. Whoever dies between the file and the
/// signal does not send it: the file is the truth. Lives on the agent's loop.
class SecretFileKeeper {
  public:
    explicit SecretFileKeeper(OperationTools tools);
    ~SecretFileKeeper();
    SecretFileKeeper(const SecretFileKeeper&) = delete;
    SecretFileKeeper& operator=(const SecretFileKeeper&) = delete;

    /// Takes away what is of tasks that nobody knows any more.
    void start();
    void look_at(const std::string& task);
    void drop(const std::string& task);

  private:
    /// The calls of one round, one after the other.
    struct Round {
        std::uint64_t number = 0;
        std::vector<Fetch> fetches;
        std::size_t done = 0;
        Fetched fetched;
    };
    struct Job {
        TimerId timer = 0;
        Round round;
        bool failing = false;  ///< the log was told
    };
    /// A command under way in a container.
    struct Command {
        std::uint64_t number = 0;
        std::shared_ptr<runtime::ContainerStream> stream;
        TimerId limit = 0;
    };

    void schedule(const std::string& task);
    void begin(const std::string& task);
    void ask(const std::string& task);
    void on_answer(const std::string& task, std::uint64_t round, const Result<std::string>& answer);
    void finish(const std::string& task);
    void fail(const std::string& task, const std::string& why);
    /// @return whether the container is still to be told; with an error it has been.
    [[nodiscard]] Result<bool> write(
        const std::string& task, const api::acs::Container& container, const Fetched& fetched
    );
    void tell(const std::string& task, const api::acs::Container& container);
    void run(
        const std::string& task, const std::string& runtime_id, std::vector<std::string> command
    );
    void end_command(const std::string& runtime_id);
    [[nodiscard]] bool is_made(const std::string& task, const std::string& container) const;
    void close(const std::string& task);

    OperationTools tools_;
    std::map<std::string, Job> jobs_;          ///< by task
    std::map<std::string, Command> commands_;  ///< by the runtime's id of the container
    std::uint64_t next_round_ = 1;
    std::uint64_t next_command_ = 1;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
