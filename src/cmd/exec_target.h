#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/api_client.h"
#include "cmd/exec/session_client.h"
#include "cmd/logs/task_subject.h"

namespace gantry::cmd {

/// In which container something is to be done.
struct ExecTarget {
    std::string text;  ///< a service's or a task's name, id or ARN
    std::string container;
    std::string cluster = "default";  ///< where `text` is no ARN
    std::string region;
};

void add_target_options(CLI::App& command, ExecTarget& target);

/// Opens sessions in one task, which it has chosen once: of a service's tasks the first that runs.
class ExecOpener {
  public:
    /// Errors: those of the API; NotFound when nothing of it runs.
    static Result<ExecOpener> find(const PageAccess& access, const ExecTarget& target);

    [[nodiscard]] const std::string& task() const { return subject_.task; }
    /// Begins a session. Errors: those of the API.
    Result<std::unique_ptr<SessionClient>> open(
        const std::vector<std::string>& command,
        const ecs::exec::ClientWishes& wishes,
        SessionClient::Events events
    );

  private:
    ExecOpener(ApiClient api, net::Endpoint endpoint) : api_(std::move(api)), endpoint_(endpoint) {}

    ApiClient api_;
    net::Endpoint endpoint_;
    std::unique_ptr<net::HttpClient> http_;
    TaskSubject subject_;  ///< with its task
    std::string container_;
};

/// Words as ExecuteCommand splits them again.
std::string quote_words(const std::vector<std::string>& words);

}  // namespace gantry::cmd
