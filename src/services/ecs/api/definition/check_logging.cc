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
    const bool both = log_option(container, "awslogs-datetime-format") != nullptr &&
                      log_option(container, "awslogs-multiline-pattern") != nullptr;
    if (both) {
        return refuse(
            "Log driver awslogs does not take both options: awslogs-datetime-format, "
            "awslogs-multiline-pattern"
        );
    }
    return {};
}

Result<void> check_mode(const Subject&, const Container& container) {
    const std::string* mode = log_option(container, "mode");
    if (mode == nullptr || *mode == "blocking" || *mode == "non-blocking") return {};
    return refuse(
        "Log driver option 'mode' must be 'blocking' or 'non-blocking', not '{}'.", *mode
    );
}

Result<void> check_one_router(const Subject& subject) {
    const auto routers = std::ranges::count_if(subject.containers, [](const Container& container) {
        return container.firelens_configuration.has_value();
    });
    if (routers > 1) return refuse("A task definition can have only one FireLens container.");
    const bool routed = std::ranges::any_of(subject.containers, [](const Container& container) {
        return uses_log_driver(container, LogDriver::Awsfirelens);
    });
    if (routed && routers == 0) {
        return refuse(
            "Log driver awsfirelens requires a container with a firelensConfiguration in the task "
            "definition."
        );
    }
    return {};
}

}  // namespace

Result<void> check_logging(const Subject& subject) {
    if (auto good = run_checks(subject, {check_awslogs, check_mode}); !good) return good;
    return run_checks(subject, {check_one_router});
}

}  // namespace gantry::ecs::definition
