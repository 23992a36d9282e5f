#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "services/logs/api/call.h"
#include "services/logs/model/names.h"

namespace gantry::logs {

using GroupPtr = std::shared_ptr<const GroupRow>;
using StreamPtr = std::shared_ptr<const StreamRow>;

/// Errors: InvalidParameterException for names that are none.
Result<void> check_group_name(std::string_view name);
Result<void> check_stream_name(std::string_view name, std::string_view member = "logStreamName");

/// The group of that name. Errors: InvalidParameterException, ResourceNotFoundException.
Result<GroupPtr> find_group(const Call& call, const std::optional<std::string>& name);
/// By its name or ARN. Groups of other accounts and Regions are not there.
Result<GroupPtr> find_group_by_identifier(const Call& call, const std::string& identifier);
/// The one that an operation names either way.
/// Errors: InvalidParameterException also where it is none or both.
Result<GroupPtr> find_group(
    const Call& call,
    const std::optional<std::string>& name,
    const std::optional<std::string>& identifier
);
/// Errors: InvalidParameterException, ResourceNotFoundException.
Result<StreamPtr> find_stream(
    const Call& call, const GroupRow& group, const std::optional<std::string>& name
);

/// Events before this are expired, by the group's retention or by one that it had; 0: none are.
/// Never falls.
std::int64_t expired_before(const GroupRow& group, SysTime now);

}  // namespace gantry::logs
