#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

constexpr std::int64_t kMinCpu = 128;
constexpr std::int64_t kMaxCpu = 196608;

Error bad_task_size(std::string_view member) {
    return refuse(
        "Invalid '{}' setting for task. For more information, see the Troubleshooting section of "
        "the Amazon ECS Developer Guide.",
        member
    );
}

Result<void> check_task_size(const Subject& subject) {  // TD-024
    // Fargate looks into its own table of sizes.
    const bool any_size = subject.asks_for(api::ecs::Compatibility::Fargate);
    const std::int64_t cpu = subject.cpu.value_or(0);
    if (subject.input.cpu && !any_size && (cpu < kMinCpu || cpu > kMaxCpu)) {
        return bad_task_size("cpu");
    }
    if (subject.input.memory && !any_size && subject.memory_mib.value_or(0) < 1) {
        return bad_task_size("memory");
    }
    return {};
}

Result<void> check_positive(const Subject&, const Container& container) {  // TD-025
    const std::string& name = text_of(container.name);
    if (container.cpu < 0) {
        return refuse("Invalid setting for container '{}'. 'cpu' must not be negative.", name);
    }
    if (container.memory.value_or(1) < 1) {
        return refuse("Invalid setting for container '{}'. 'memory' must be positive.", name);
    }
    if (container.memory_reservation.value_or(1) < 1) {
        return refuse(
            "Invalid setting for container '{}'. 'memoryReservation' must be positive.", name
        );
    }
    return {};
}

Result<void> check_memory(const Subject& subject, const Container& container) {
    const std::string& name = text_of(container.name);
    const auto& memory = container.memory;
    const auto& reservation = container.memory_reservation;
    // Fargate asks for the task's memory instead, in its own words.
    const bool needs_own =
        !subject.input.memory && !subject.asks_for(api::ecs::Compatibility::Fargate);
    if (needs_own && !memory && !reservation) {  // TD-020
        return refuse(
            "Invalid setting for container '{}'. At least one of 'memory' or 'memoryReservation' "
            "must be specified.",
            name
        );
    }
    if (memory && reservation && *memory < *reservation) {  // TD-021
        return refuse(
            "Invalid setting for container '{}'. 'memory' must be greater than or equal to "
            "'memoryReservation'.",
            name
        );
    }
    return {};
}

Result<void> check_sums(const Subject& subject) {  // TD-022, TD-023
    std::int64_t cpu = 0;
    std::int64_t reserved = 0;
    for (const Container& container : subject.containers) {
        cpu += container.cpu;
        reserved += container.memory_reservation.value_or(0);
        const bool too_big =
            subject.memory_mib &&
            (container.memory.value_or(0) > *subject.memory_mib || reserved > *subject.memory_mib);
        if (too_big) {
            return refuse(
                "The 'memory' setting for container '{}' is greater than for the task",
                text_of(container.name)
            );
        }
    }
    if (subject.cpu && cpu > *subject.cpu) {
        return refuse(
            "The sum of all container 'cpu' values cannot be greater than the value of the task "
            "'cpu'."
        );
    }
    return {};
}

}  // namespace

Result<void> check_sizes(const Subject& subject) {
    if (auto good = check_task_size(subject); !good) return good;
    if (auto good = run_checks(subject, {check_positive, check_memory}); !good) return good;
    return check_sums(subject);
}

}  // namespace gantry::ecs::definition
