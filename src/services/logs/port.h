#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "aws/scope.h"
#include "base/result.h"
#include "core/core.h"
#include "service/registry.h"

/// What other services may ask of CloudWatch Logs.
namespace gantry::logs {

/// Where a service writes down what it did.
struct Place {
    aws::Scope scope;
    std::string group;
    std::string stream;
};

struct Line {
    std::int64_t time_ms = 0;
    std::string text;
};

/// Appends lines, in order of time, to a stream, which is made if it is not there; its group has to
/// be. On the core's loop. `done` once the lines are durable, on any thread.
/// Errors: NotFound, ResourceNotFoundException, where there is no such group; those of the engine.
void append_lines(
    const service::Registry& services,
    core::Core& core,
    IdSource& ids,
    const Place& place,
    std::vector<Line> lines,
    std::function<void(Result<void>)> done
);

}  // namespace gantry::logs
