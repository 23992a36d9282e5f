#include "services/logs/model/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"

namespace gantry::logs {
namespace {

constexpr std::size_t kMaxName = 512;

bool is_of_group(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    return letter || digit || c == '.' || c == '-' || c == '_' || c == '/' || c == '#';
}

}  // namespace

bool is_group_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxName && std::ranges::all_of(name, is_of_group);
}

bool is_stream_name(std::string_view name) {
    return !name.empty() && name.find_first_of(":*") == std::string_view::npos;
}

std::string group_arn(const aws::Scope& scope, std::string_view name) {
    return fmt::format(
        "arn:{}:logs:{}:{}:log-group:{}",
        aws::partition_of(scope.region),
        scope.region,
        scope.account,
        name
    );
}

std::string stream_arn(const aws::Scope& scope, std::string_view group, std::string_view stream) {
    return group_arn(scope, group).append(":log-stream:").append(stream);
}

std::optional<GroupName> parse_group(const aws::Scope& scope, std::string_view identifier) {
    if (!aws::looks_like_arn(identifier)) return GroupName{scope, std::string(identifier), {}};
    const auto arn = aws::Arn::parse(identifier);
    constexpr std::string_view kType = "log-group:";
    if (!arn || arn->service != "logs" || !arn->resource.starts_with(kType)) return std::nullopt;
    const std::string rest = arn->resource.substr(kType.size());
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    GroupName name{{arn->account, arn->region}, rest.substr(0, colon), {}};
    const std::string_view behind = std::string_view(rest).substr(colon);
    constexpr std::string_view kStream = ":log-stream:";
    if (behind.starts_with(kStream)) {
        name.stream = behind.substr(kStream.size());
    } else if (!behind.empty() && behind != ":*") {
        return std::nullopt;
    }
    return name;
}

}  // namespace gantry::logs
