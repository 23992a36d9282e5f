#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

using api::ecs::LogDriver;
using namespace std::string_view_literals;

constexpr std::size_t kMaxGroupLength = 512;

/// What users may say to the awslogs driver; the rest is ours to fill in.
constexpr std::array kAwslogsOptions{
    "awslogs-create-group"sv,
    "awslogs-create-stream"sv,
    "awslogs-datetime-format"sv,
    "awslogs-group"sv,
    "awslogs-multiline-pattern"sv,
    "awslogs-region"sv,
    "awslogs-stream-prefix"sv,
    "max-buffer-size"sv,
    "mode"sv,
};

bool is_group_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxGroupLength && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               ".-_/#"sv.find(c) != std::string_view::npos;
    });
}

Result<void> check_required(const Container& container) {  // TD-070
    std::vector<std::string_view> missing;
    for (const std::string_view option : {"awslogs-region"sv, "awslogs-group"sv}) {
        if (log_option(container, std::string(option)) == nullptr) missing.push_back(option);
    }
    if (missing.empty()) return {};
    return refuse("Log driver awslogs requires options: {}", fmt::join(missing, ", "));
}

Result<void> check_allowed(const Container& container) {  // TD-071
    if (!container.log_configuration->options) return {};
    std::vector<std::string> unknown;
    for (const auto& [option, value] : *container.log_configuration->options) {
        if (!std::ranges::binary_search(kAwslogsOptions, option)) unknown.push_back(option);
    }
    if (unknown.empty()) return {};
    return refuse("Log driver awslogs disallows options: {}", fmt::join(unknown, ", "));
}

Result<void> check_awslogs(const Subject&, const Container& container) {
    if (!uses_log_driver(container, LogDriver::Awslogs)) return {};
    if (auto good = check_required(container); !good) return good;
    if (auto good = check_allowed(container); !good) return good;
    if (!is_group_name(*log_option(container, "awslogs-group"))) {  // TD-072
        return refuse("Log driver awslogs option 'awslogs-group' contains invalid characters.");
    }
    return {};
}

/// The value of an option of a FireLens router; empty where it has none of that name.
std::string_view router_option(const Container& router, const std::string& name) {
    const auto& options = router.firelens_configuration->options;
    if (!options) return {};
    const auto found = options->find(name);
    return found == options->end() ? std::string_view{} : found->second;
}

Result<void> check_router_file(const Subject&, const Container& container) {
    if (!container.firelens_configuration) return {};
    const bool fetched = router_option(container, "config-file-type") == "s3";
    if (!fetched || is_object_arn(router_option(container, "config-file-value"))) return {};
    return refuse("Invalid arn syntax.");
}

/// Who logs through a router needs one, and a router somebody who does.
Result<void> check_routers(const Subject& subject) {
    const bool router = std::ranges::any_of(subject.containers, [](const Container& container) {
        return container.firelens_configuration.has_value();
    });
    const bool routed = std::ranges::any_of(subject.containers, [](const Container& container) {
        return uses_log_driver(container, LogDriver::Awsfirelens);
    });
    if (router && !routed) {
        return refuse(
            "When a firelensConfiguration object is specified, at least one container has to be "
            "configured with the awsfirelens log driver"
        );
    }
    if (routed && !router) {
        return refuse(
            "When awsfirelens log driver is specified in log configuration, a firelens "
            "configuration object must be configured in one of the containers."
        );
    }
    return {};
}

}  // namespace

Result<void> check_logging(const Subject& subject) {
    if (auto good = run_checks(subject, {check_awslogs, check_router_file}); !good) return good;
    return check_routers(subject);
}

}  // namespace gantry::ecs::definition
