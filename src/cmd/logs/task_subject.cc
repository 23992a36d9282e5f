#include "cmd/logs/task_subject.h"

#include "aws/arn.h"

namespace gantry::cmd {
namespace {

constexpr std::size_t kTaskId = 32;

/// "task/<cluster>/<id>" → cluster; empty for the short form "task/<id>".
std::string cluster_in(const std::string& path) {
    const auto first = path.find('/');
    const auto last = path.rfind('/');
    return first == last ? std::string() : path.substr(first + 1, last - first - 1);
}

bool is_task_id(const std::string& text) {
    return text.size() == kTaskId &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Result<TaskSubject> read_task_subject(const std::string& text, const std::string& cluster) {
    TaskSubject subject;
    if (!aws::looks_like_arn(text)) {
        subject.cluster = cluster;
        (is_task_id(text) ? subject.task : subject.service) = text;
        return subject;
    }
    const auto arn = aws::Arn::parse(text);
    if (!arn) return arn.error();
    subject.region = arn->region;
    subject.cluster = cluster_in(arn->resource);
    if (arn->resource.starts_with("task/")) {
        subject.task = text;
    } else if (arn->resource.starts_with("service/")) {
        subject.service = arn->resource.substr(arn->resource.rfind('/') + 1);
    } else {
        return invalid_argument("a service or a task is wanted, but it was '" + text + "'");
    }
    return subject;
}

Error no_such_subject(const TaskSubject& subject) {
    const std::string where = subject.cluster.empty() ? std::string("the default cluster")
                                                      : "cluster '" + subject.cluster + "'";
    return not_found(
        "there is no service '" + subject.service + "' in " + where + ", and no task has such an id"
    );
}

}  // namespace gantry::cmd
