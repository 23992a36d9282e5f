#include <algorithm>
#include <charconv>

#include "services/ecs/api/definition/validate.h"
#include "services/ecs/model/gpus.h"

namespace gantry::ecs::definition {
namespace {

/// What a number may be.
struct Bounds {
    std::int32_t min;
    std::int32_t max;
};

Result<void> check_health_number(
    const Container& container,
    std::string_view member,
    const std::optional<std::int32_t>& value,
    Bounds bounds
) {
    if (!value || (*value >= bounds.min && *value <= bounds.max)) return {};
    return refuse(
        "Invalid 'healthCheck' setting for container '{}'. '{}' must be between {} and {}.",
        text_of(container.name),
        member,
        bounds.min,
        bounds.max
    );
}

/// Whatever it begins with is taken, see has_probe in the model.
Result<void> check_health_command(const Container& container) {  // TD-079
    if (!each(container.health_check->command).empty()) return {};
    return refuse(
        "Invalid 'healthCheck' setting for container '{}'. 'command' must not be empty.",
        text_of(container.name)
    );
}

Result<void> check_health(const Subject&, const Container& container) {  // TD-078
    if (!container.health_check) return {};
    const auto& check = *container.health_check;
    const auto in = [&container](std::string_view member, const auto& value, Bounds bounds) {
        return check_health_number(container, member, value, bounds);
    };
    if (auto good = check_health_command(container); !good) return good;
    if (auto good = in("interval", check.interval, {5, 300}); !good) return good;
    if (auto good = in("timeout", check.timeout, {2, 60}); !good) return good;
    if (auto good = in("retries", check.retries, {1, 10}); !good) return good;
    return in("startPeriod", check.start_period, {0, 300});
}

Result<void> check_ulimits(const Subject&, const Container& container) {  // TD-073
    constexpr std::int32_t kUnlimited = -1;
    for (const auto& limit : each(container.ulimits)) {
        const bool exceeds =
            limit.hard_limit != kUnlimited &&
            (limit.soft_limit == kUnlimited || limit.soft_limit > limit.hard_limit);
        if (exceeds) {
            return refuse(
                "Soft limit exceeds hard limit for ulimit {}", reflect::to_text(*limit.name)
            );
        }
    }
    return {};
}

Result<void> check_restart(const Subject&, const Container& container) {  // TD-074
    if (!container.restart_policy) return {};
    const auto& policy = *container.restart_policy;
    const std::int32_t period = policy.restart_attempt_period.value_or(300);
    if (period < 60 || period > 1800) {
        return refuse(
            "Invalid restart policy: the 'restartAttemptPeriod' setting for container '{}' must be "
            "between 60 and 1800 seconds.",
            text_of(container.name)
        );
    }
    return {};
}

bool is_positive_number(std::string_view text) {
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number > 0;
}

/// A GPU requirement has either a number, or ALL, or a way to share; Neuron devices are given all
/// together. Nothing is started from what shares, nor from Neuron devices (unsupported_members.cc).
Result<void> check_resource(
    const Container& container, const api::ecs::ResourceRequirement& asked
) {
    using enum api::ecs::ResourceType;
    const std::string_view value = text_of(asked.value);
    const std::string_view name = text_of(container.name);
    if (asked.type == InferenceAccelerator) {
        return refuse("Unsupported resource requirement type 'InferenceAccelerator'");
    }
    if (asked.type == NeuronDevice && value != "ALL") {
        return refuse(
            "Invalid 'resourceRequirements' setting for container '{}'. The value of NeuronDevice "
            "must be ALL.",
            name
        );
    }
    if (asked.sharing_strategy && (asked.type != Gpu || asked.value)) {
        return refuse(
            "Invalid 'resourceRequirements' setting for container '{}'. A sharingStrategy is for "
            "type GPU, and takes the place of the value.",
            name
        );
    }
    if (!asked.sharing_strategy && value != "ALL" && !is_positive_number(value)) {
        return refuse(
            "Invalid 'resourceRequirements' setting for container '{}'. The number of GPUs "
            "must be a positive number.",
            name
        );
    }
    return {};
}

Result<void> check_resources(const Subject&, const Container& container) {
    for (const auto& requirement : each(container.resource_requirements)) {
        if (auto checked = check_resource(container, requirement); !checked) return checked;
    }
    return {};
}

bool asks_for_all_gpus(const Container& container) {
    return std::ranges::any_of(each(container.resource_requirements), [](const auto& asked) {
        return asked.type == api::ecs::ResourceType::Gpu && asked.value == "ALL";
    });
}

Result<void> check_all_gpus(const Subject& subject) {
    if (std::ranges::count_if(subject.containers, asks_for_all_gpus) < 2) return {};
    return refuse("Only one container of a task can ask for ALL GPUs.");
}

bool asks_for_gpus(const Container& container) {
    return std::ranges::any_of(each(container.resource_requirements), [](const auto& asked) {
        return asked.type == api::ecs::ResourceType::Gpu;
    });
}

Result<void> check_borrowed_gpus(const Subject& subject, const Container& container) {
    const std::string* whose = gpus_of_whom(container);
    if (whose == nullptr) return {};
    const Container* owner = subject.find_container(*whose);
    if (owner != nullptr && asks_for_gpus(*owner) && !asks_for_gpus(container)) return {};
    return refuse(
        "Invalid docker label '{}' of container '{}'. It names another container, which asks for "
        "GPUs; its own asks for none.",
        kGpusOfLabel,
        text_of(container.name)
    );
}

Result<void> check_timeouts(const Subject&, const Container& container) {
    const bool negative =
        container.start_timeout.value_or(0) < 0 || container.stop_timeout.value_or(0) < 0;
    if (!negative) return {};
    return refuse(
        "Invalid setting for container '{}'. Timeouts must not be negative.",
        text_of(container.name)
    );
}

Result<void> check_tmpfs(const Subject&, const Container& container) {
    if (!container.linux_parameters) return {};
    for (const auto& tmpfs : each(container.linux_parameters->tmpfs)) {
        if (text_of(tmpfs.container_path).starts_with('/') && tmpfs.size >= 1) continue;
        return refuse(
            "Invalid 'tmpfs' setting for container '{}'. It needs an absolute 'containerPath' and "
            "a positive 'size'.",
            text_of(container.name)
        );
    }
    return {};
}

}  // namespace

Result<void> check_processes(const Subject& subject) {
    const auto good = run_checks(
        subject,
        {check_health,
         check_ulimits,
         check_restart,
         check_resources,
         check_borrowed_gpus,
         check_timeouts,
         check_tmpfs}
    );
    return good ? run_checks(subject, {check_all_gpus}) : good;
}

}  // namespace gantry::ecs::definition
