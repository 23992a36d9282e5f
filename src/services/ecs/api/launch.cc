#include "services/ecs/api/launch.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/network_checks.h"
#include "services/ecs/api/task_overrides.h"
#include "services/ecs/api/unsupported.h"
#include "services/ecs/api/volume_checks.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_roles.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "wire/utf8.h"

namespace gantry::ecs {
namespace {

using api::ecs::PropagateTags;
using api::ecs::TaskDefinition;

Result<void> check_labels(const LaunchInput& input) {
    // Amazon ECS counts the characters of startedBy and takes any, a blank too.
    if (wire::count_characters(input.started_by.value_or("")) > input.max_started_by) {
        return invalid_parameter(fmt::format("startedBy longer than {}.", input.max_started_by));
    }
    if (input.propagate_tags == PropagateTags::Service) {
        return invalid_parameter(
            "Invalid propagateTags: SERVICE is not valid for tasks that no service starts."
        );
    }
    return check_tags(input.tags);
}

/// Propagated tags count against the limit too.
Result<void> check_tag_count(const TaskDefinitionRow& definition, const LaunchInput& input) {
    Tags tags = input.tags.value_or(Tags{});
    if (input.propagate_tags == PropagateTags::TaskDefinition) {
        tags = merge_tags(std::move(tags), definition.tags);
    }
    if (count_user_tags(tags) <= kMaxTags) return {};
    return invalid_parameter("A resource can have at most 50 tags.");
}

/// What is asked for was checked.
std::optional<TaskVolume> new_volume(const Call& call, const LaunchInput& input) {
    auto volume = volume_asked_for(input.volume_configurations.value_or(VolumeConfigurations{}));
    if (!volume || snapshot_asked_for(*volume).empty()) return volume;
    const auto snapshot = see_snapshot(call.services, call.scope, snapshot_asked_for(*volume));
    if (snapshot) make_from(*volume, *snapshot);
    return volume;
}

}  // namespace

NewTask Launch::on(const ContainerInstanceRow& instance, api::ecs::LaunchType launch_type) const {
    return {
        .cluster = cluster->name,
        .definition = *definition,
        .instance = instance,
        .overrides = overrides,
        .group = group,
        .started_by = started_by,
        .launch_type = launch_type,
        .enable_execute_command = enable_execute_command,
        .network = network,
        .volume = volume,
        .enable_ecs_managed_tags = enable_ecs_managed_tags,
        .propagate_tags = propagate_tags,
        .tags = tags,
    };
}

NewTask Launch::on_fargate(
    const ContainerInstanceRow& machine, std::string platform_version, std::string provider
) const {
    NewTask task = on(machine, api::ecs::LaunchType::Fargate);
    task.platform_version = std::move(platform_version);
    task.capacity_provider = std::move(provider);
    return task;
}

Result<Launch> check_launch(const Call& call, const LaunchInput& input) {
    auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (auto good = check_labels(input); !good) return good.error();
    auto definition = resolve_task_definition(call, input.task_definition.value_or(""));
    if (!definition) return definition.error();
    const TaskDefinition& document = (*definition)->definition;
    if (auto good = check_tag_count(**definition, input); !good) return good.error();
    if (auto good = check_network(call, document, input.network_configuration); !good) {
        return good.error();
    }
    if (auto good = check_volumes(call, document, input.volume_configurations); !good)
        return good.error();
    if (auto good = refuse_unlaunchable(document); !good) return good.error();
    auto overrides = check_overrides(input.overrides, document);
    if (!overrides) return overrides.error();
    if (input.enable_execute_command) {
        const auto good =
            check_exec_role(call.scope, document, *overrides, "task couldn't be started");
        if (!good) return good.error();
    }
    std::string group = input.group.value_or("");
    if (group.empty()) group = "family:" + document.family.value_or("");
    return Launch{
        .cluster = std::move(*cluster),
        .definition = std::move(*definition),
        .overrides = std::move(*overrides),
        .network = network_asked_for(input.network_configuration),
        .volume = new_volume(call, input),
        .group = std::move(group),
        .started_by = input.started_by.value_or(""),
        .propagate_tags = input.propagate_tags.value_or(PropagateTags::None),
        .tags = merge_tags({}, input.tags.value_or(Tags{})),
        .enable_ecs_managed_tags = input.enable_ecs_managed_tags,
        .enable_execute_command = input.enable_execute_command,
    };
}

Result<void> check_exec_role(
    const Scope& scope,
    const TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides,
    std::string_view what
) {
    if (!role_of_task(RoleType::TaskApplication, scope, definition, overrides).empty()) return {};
    return invalid_parameter(fmt::format(
        "The {} because a valid taskRoleArn is not being used. Specify a valid task role in your "
        "task definition and try again.",
        what
    ));
}

Result<void> check_compatibility(
    const TaskDefinition& definition, api::ecs::LaunchType launch_type
) {
    const std::string_view wanted = reflect::to_text(launch_type);
    const bool supported =
        !definition.compatibilities ||
        std::ranges::any_of(*definition.compatibilities, [&](const auto compatibility) {
            return reflect::to_text(compatibility) == wanted;
        });
    if (supported) return {};
    return invalid_parameter(fmt::format("Task definition does not support launch_type {}.", wanted)
    );
}

}  // namespace gantry::ecs
