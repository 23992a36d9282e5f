#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/ecs/task.h"
#include "cmd/api_client.h"

namespace gantry::cmd {

/// A container's log stream.
struct LogSource {
    std::string region;
    std::string group;
    std::string stream;
    std::string label;  ///< "<first 8 of the task id>/<container>"
};

/// A container that does not write to CloudWatch Logs.
struct OtherLog {
    std::string label;
    std::string driver;      ///< "json-file"; empty: the runtime's own choice
    std::string runtime_id;  ///< empty: it was not made yet
    std::string task;        ///< ARN
    std::string container;
    bool stopped = false;  ///< its last lines may be kept
};

struct LogSources {
    std::vector<LogSource> sources;
    std::vector<OtherLog> others;
    std::vector<std::string> tasks;  ///< ARNs
};

/// What `gantry logs` was asked for.
struct LogSubject {
    std::string text;       ///< a service's or a task's name, id or ARN
    std::string cluster;    ///< where `text` is no ARN
    std::string container;  ///< empty: all
};

/// Finds the containers of a task, or of all tasks that a service has, those that stopped lately as
/// well. Errors: the API's; NotFound when there is neither such a service nor such a task.
class LogFinder {
  public:
    explicit LogFinder(ApiClient& api) : api_(api) {}

    Result<LogSources> find(const LogSubject& subject);

  private:
    struct Log {
        std::string driver;
        std::map<std::string, std::string> options;
    };
    using Definition = std::map<std::string, Log>;  ///< by container

    Result<std::vector<std::string>> tasks_of(const LogSubject& subject, std::string& cluster);
    Result<void> list(
        const std::string& cluster, const std::string& service, std::vector<std::string>& tasks
    );
    Result<void> add_task(const api::ecs::Task& task, const std::string& only, LogSources& found);
    Result<const Definition*> definition(const std::string& arn);

    ApiClient& api_;
    std::map<std::string, Definition> definitions_;  ///< by ARN; they do not change
};

}  // namespace gantry::cmd
