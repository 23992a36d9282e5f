#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace gantry::ecs {

/// One container of a task, and what is kept of its output.
struct ContainerLog {
    std::string name;
    std::string runtime_id;  ///< empty: not made yet
    /// The last lines it wrote; absent while it runs, and where nothing was kept.
    std::optional<std::vector<std::string>> lines;
};

/// What /_gantry/logs tells of a task. Pure.
struct TaskLogs {
    bool stopped = false;
    std::vector<ContainerLog> containers;

    /// Leaves only the container of that name. Errors: NotFound, with the names there are.
    Result<void> keep_only(const std::string& container);

    /// {"containers":[{"name":…,"lines":[…]}]}, of those whose lines are kept.
    [[nodiscard]] std::string json() const;
    /// For people: the lines, behind their container's name where there are several; and where
    /// else to look for lines that are not here.
    [[nodiscard]] std::string text() const;
};

}  // namespace gantry::ecs
