#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/ecs/task.h"
#include "cmd/aws_calls.h"
#include "cmd/logs/task_subject.h"

namespace gantry::cmd {

/// A container's log stream.
struct LogSource {
    std::string region;  ///< empty: the client's own
    std::string group;
    std::string stream;
    std::string label;     ///< "<first 8 of the task id>/<container>"
    bool stopped = false;  ///< a stream that is not there by now is made late, if at all
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
    std::vector<std::string> tasks;    ///< ARNs
    std::set<std::string> containers;  ///< names of all the tasks' containers, wanted or not
    /// Definitions that cannot be described, by ARN, and why: their tasks are left out.
    std::map<std::string, std::string> undescribed;
    std::string region;      ///< the subject's; empty: the client's own
    bool one_task = false;   ///< a task was asked for, no service
    bool has_ended = false;  ///< and it has stopped
};

/// What `gantry logs` was asked for.
struct LogSubject {
    std::string text;       ///< a service's or a task's name, id or ARN
    std::string cluster;    ///< where `text` is no ARN
    std::string container;  ///< empty: all
};

/// Finds the containers of a task, or of all tasks that a service has, those that stopped lately as
/// well; in the Region that an ARN names. Errors: the API's; NotFound when there is neither such a
/// service nor such a task; InvalidArgument for an ARN of something else.
class LogFinder {
  public:
    explicit LogFinder(AwsCalls& api) : api_(api) {}

    Result<LogSources> find(const LogSubject& subject);

  private:
    struct Log {
        std::string driver;
        std::map<std::string, std::string> options;
    };
    /// The log configurations of its containers, by name.
    struct Definition {
        std::map<std::string, Log> logs;
        std::string why_not;  ///< it cannot be described; empty where it can
    };
    Result<std::vector<std::string>> tasks_of(const TaskSubject& target);
    Result<void> describe(
        const TaskSubject& target,
        const std::vector<std::string>& tasks,
        const std::string& only,
        LogSources& found
    );
    Result<void> add_task(const api::ecs::Task& task, const std::string& only, LogSources& found);
    Result<const Definition*> definition(const std::string& arn, const std::string& region);

    AwsCalls& api_;
    std::map<std::string, Definition> definitions_;  ///< by ARN; they do not change
};

/// Whether the same call may be answered later: nobody is there, too many calls, a fault.
bool may_pass(const Error& why);

}  // namespace gantry::cmd
