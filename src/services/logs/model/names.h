#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/scope.h"

/// Names and ARNs of groups and streams. Source: CloudWatch Logs API Reference, LogGroup,
/// CreateLogGroup, CreateLogStream; Service Authorization Reference, "Amazon CloudWatch Logs".
namespace gantry::logs {

/// 1 to 512 letters, digits and . - _ / #
bool is_group_name(std::string_view name);
/// Not empty, and without : and *. That it has 512 characters at most is the model's to say.
bool is_stream_name(std::string_view name);

/// "arn:aws:logs:us-east-1:123456789012:log-group:<name>"; LogGroup::arn has ":*" behind it.
std::string group_arn(const aws::Scope& scope, std::string_view name);
std::string stream_arn(const aws::Scope& scope, std::string_view group, std::string_view stream);

struct GroupName {
    aws::Scope scope;
    std::string name;
    std::string stream;  ///< where an ARN names one
};

/// A group as callers name it: by its name, or by an ARN, with or without ":*" behind it, or that
/// of a stream. Nothing for ARNs of anything else.
std::optional<GroupName> parse_group(const aws::Scope& scope, std::string_view identifier);

inline std::string group_key(const aws::Scope& scope, std::string_view name) {
    return scope.prefix().append(name);
}
/// What belongs to a group by its id: streams, filters. All of them without a name.
inline std::string member_key(
    const aws::Scope& scope, std::string_view group_id, std::string_view name = {}
) {
    return scope.prefix().append(group_id).append("/").append(name);
}

}  // namespace gantry::logs
