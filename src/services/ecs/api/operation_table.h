#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

/// An operation that Gantry implements: decodes the JSON input, runs the handler, encodes the
/// output.
struct Operation {
    std::string_view name;
    Result<std::string> (*run)(Call& call, std::string_view body);
};

/// Null when there is no handler of that name.
const Operation* find_operation(std::string_view name);

/// Sorted by name.
std::span<const Operation> implemented_operations();

/// Runs an operation by its name on the wire.
/// Errors: UnknownOperationException for names that ECS does not know; UnsupportedFeatureException
/// for operations of ECS without a handler and for members that Gantry refuses (unsupported.h);
/// SerializationException for bodies that are not the
/// input shape; ClientException (task definition operations) or InvalidParameterException (all
/// others) for unknown enum values and broken bounds; and those of the handler.
Result<std::string> run_operation(std::string_view name, Call& call, std::string_view body);

/// docs/coverage.md: every operation of the ECS API, whether Gantry implements it, and the members
/// that it takes without acting on them. Written from this table and from unsupported_members(), so
/// it says what the code does.
std::string coverage_markdown();

}  // namespace gantry::ecs
