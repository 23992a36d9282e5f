#pragma once

#include <optional>
#include <string>

#include "api/docker/log_config.h"
#include "base/result.h"
#include "wire/pattern.h"

namespace gantry::agent {

inline constexpr const char* kAwslogs = "awslogs";

/// What the log driver awslogs was told, as Docker's driver of that name reads it.
/// Source: Docker, "Amazon CloudWatch Logs logging driver"; ECS API Reference, LogConfiguration.
struct AwslogsOptions {
    std::string group;
    std::string stream;  ///< empty: the container's id at the runtime
    std::string region;  ///< empty: the agent's
    bool create_group = false;
    bool create_stream = true;
    /// mode=blocking: a stream that cannot be made fails the container's start.
    bool blocking = false;
    std::optional<wire::Pattern> event_start;  ///< lines up to the next match are one event
};

/// Nothing for another driver. Errors: InvalidArgument in the words of Docker's driver.
Result<std::optional<AwslogsOptions>> read_awslogs_options(const api::docker::LogConfig& config);

/// awslogs-datetime-format as a regular expression: what strftime would write, and all else as the
/// regular expression that it is. Source: Docker, "awslogs-datetime-format".
std::string datetime_pattern(std::string_view format);

}  // namespace gantry::agent
