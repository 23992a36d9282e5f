#include "services/ecs/model/new_task.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/sabotage.h"
#include "service/tag_rules.h"
#include "services/ecs/model/fargate.h"
#include "services/ecs/model/gpus.h"
#include "services/ecs/model/health_probe.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerDefinition;
using api::ecs::ContainerOverride;
using api::ecs::PropagateTags;
using api::ecs::Tag;

constexpr int kIdDigitsOfEc2 = 17;

std::optional<std::string> text_of(
    const std::optional<std::int32_t>& overridden, const std::optional<std::int32_t>& defined
) {
    if (overridden) return std::to_string(*overridden);
    if (defined) return std::to_string(*defined);
    return std::nullopt;
}

TaskContainer new_container(
    const ContainerDefinition& definition, const ContainerOverride* override, IdSource& ids
) {
    static const ContainerOverride kNone;
    const ContainerOverride& changed = override != nullptr ? *override : kNone;
    TaskContainer container;
    container.id = ids.uuid();
    container.name = definition.name.value_or("");
    container.image = definition.image.value_or("");
    container.essential = definition.essential.value_or(true);
    container.has_health_check = has_probe(definition.health_check);
    container.cpu = std::to_string(changed.cpu.value_or(definition.cpu));
    container.memory = text_of(changed.memory, definition.memory);
    container.memory_reservation =
        text_of(changed.memory_reservation, definition.memory_reservation);
    return container;
}

/// Source: ECS Developer Guide, container image resolution (version consistency).
void pin_image(
    const ContainerDefinition& definition,
    const std::vector<ResolvedImage>& images,
    TaskContainer& container
) {
    if (definition.version_consistency == api::ecs::VersionConsistency::Disabled) return;
    const auto found = std::ranges::find(images, container.name, &ResolvedImage::container);
    if (found != images.end()) container.image_digest = found->digest;
}

/// One entry for each container of the definition, as DescribeTasks shows them.
void echo_every_container(
    const std::vector<TaskContainer>& containers, api::ecs::TaskOverride& overrides
) {
    std::vector<ContainerOverride> all;
    all.reserve(containers.size());
    for (const auto& container : containers) {
        const auto* given = override_of(overrides, container.name);
        all.push_back(given != nullptr ? *given : ContainerOverride{.name = container.name});
    }
    overrides.container_overrides = std::move(all);
    if (!overrides.inference_accelerator_overrides) {
        overrides.inference_accelerator_overrides.emplace();
    }
}

void add_tag(std::vector<Tag>& tags, const Tag& tag) {
    for (const auto& present : tags) {
        if (present.key == tag.key) return;
    }
    tags.push_back(tag);
}

void propagate(std::vector<Tag>& tags, const std::vector<Tag>& propagated) {
    for (const auto& tag : propagated) {
        if (tags.size() < service::kMaxTags) add_tag(tags, tag);
    }
}

/// The request's tags first, then propagated ones while there is room, then ECS's own; the first of
/// a key stays.
std::vector<Tag> tags_of(const NewTask& what) {
    std::vector<Tag> tags = what.tags;
    if (what.propagate_tags == PropagateTags::TaskDefinition) {
        propagate(tags, what.definition.tags);
    } else if (what.propagate_tags == PropagateTags::Service) {
        propagate(tags, what.service_tags);
    }
    if (what.enable_ecs_managed_tags) {
        add_tag(tags, {.key = "aws:ecs:clusterName", .value = what.cluster});
        if (!what.service.empty()) {
            add_tag(tags, {.key = "aws:ecs:serviceName", .value = what.service});
        }
    }
    return tags;
}

std::string group_of(const NewTask& what, std::string_view family) {
    if (!what.group.empty()) return what.group;
    if (!what.service.empty()) return "service:" + what.service;
    return "family:" + std::string(family);
}

void put_on_instance(const ContainerInstanceRow& instance, SysTime now, TaskRow& task) {
    task.instance_id = instance.id;
    if (instance.cluster != task.cluster) task.host_cluster = instance.cluster;
    task.availability_zone = instance.attribute("ecs.availability-zone").value_or("");
    task.cpu_architecture = instance.attribute("ecs.cpu-architecture").value_or("");
    task.connectivity = instance.agent_connected ? api::ecs::Connectivity::Connected
                                                 : api::ecs::Connectivity::Disconnected;
    if (instance.agent_connected) task.connectivity_at = now;
}

}  // namespace

TaskRow new_task(const NewTask& what, IdSource& ids, SysTime now) {
    const api::ecs::TaskDefinition& definition = what.definition.definition;
    TaskRow task;
    task.account = what.definition.account;
    task.region = what.definition.region;
    task.cluster = what.cluster;
    task.id = ids.hex32();
    task.family = definition.family.value_or("");
    task.revision = definition.revision;
    task.overrides = what.overrides;
    if (definition.container_definitions) {
        for (const auto& container : *definition.container_definitions) {
            const auto* override = override_of(what.overrides, container.name.value_or(""));
            task.containers.push_back(new_container(container, override, ids));
            pin_image(container, what.images, task.containers.back());
        }
    }
    echo_every_container(task.containers, task.overrides);
    task.reserved = reservation_of(definition, what.overrides);
    give_gpus(definition, what.gpus, task);
    task.cpu = std::to_string(task.reserved.cpu);
    task.memory = std::to_string(task.reserved.memory_mib);
    task.group = group_of(what, task.family);
    task.started_by = what.started_by;
    task.service = what.service;
    task.deployment_id = what.deployment_id;
    task.launch_type = what.launch_type;
    task.capacity_provider = what.capacity_provider;
    task.platform_version = what.platform_version;
    if (what.launch_type == api::ecs::LaunchType::Fargate) {
        task.ephemeral_gib = ephemeral_gib_of(definition, what.overrides, what.platform_version);
    }
    task.enable_execute_command = what.enable_execute_command;
    task.tags = tags_of(what);
    task.created_at = now;
    put_on_instance(what.instance, now, task);
    task.network = what.network;
    if (task.network) {
        task.network->attachment_id = ids.uuid();
        task.status = TaskStatus::Provisioning;
    }
    task.volume = what.volume;
    if (task.volume) {
        task.volume->attachment_id = ids.uuid();
        task.volume->volume_id =
            "vol-" + (sabotaged(Sabotage::DiskTwice) ? "1" : ids.hex(kIdDigitsOfEc2));
        begin_volume(task);
        task.status = TaskStatus::Provisioning;
    }
    return task;
}

}  // namespace gantry::ecs
