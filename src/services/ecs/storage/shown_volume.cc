#include "services/ecs/storage/shown_volume.h"

#include <algorithm>
#include <string_view>

#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {
namespace {

using api::ec2::VolumeAttachmentState;
using api::ec2::VolumeState;

constexpr std::string_view kCreatedTag = "AmazonECSCreated";
constexpr std::string_view kManagedTag = "AmazonECSManaged";

/// Of GiB and IOPS: what EC2 gives where nothing else is asked for.
constexpr std::int32_t kIopsOfGp3 = 3000;
constexpr std::int32_t kThroughputOfGp3 = 125;

std::optional<AttachmentStatus> status_of_volume(const TaskRow& task) {
    for (const auto& attachment : task.attachments) {
        if (attachment.id != task.volume->attachment_id) continue;
        return read_attachment_status(attachment.status.value_or(""));
    }
    return std::nullopt;
}

/// As its task says; nothing: it is gone.
std::optional<VolumeState> state_of_volume(const TaskRow& task) {
    const TaskVolume& volume = *task.volume;
    if (!volume.ended) return volume.made ? VolumeState::InUse : VolumeState::Creating;
    if (status_of_volume(task) == AttachmentStatus::Detached) return VolumeState::Available;
    return std::nullopt;
}

void set_tag(ec2::Tags& tags, const std::string& key, const std::string& value) {
    const auto found = std::ranges::find(tags, key, &api::ec2::Tag::key);
    if (found != tags.end()) {
        found->value = value;
    } else {
        tags.push_back({.key = key, .value = value});
    }
}

void add_tags(ec2::Tags& tags, const std::vector<api::ecs::Tag>& more) {
    for (const auto& tag : more) set_tag(tags, tag.key.value_or(""), tag.value.value_or(""));
}

void set_asked(const TaskVolume& volume, ec2::VolumeRow& row) {
    const auto& asked = volume.asked;
    row.type = asked.volume_type.value_or("gp3");
    const bool gp3 = row.type == "gp3";
    row.size_gib = asked.size_in_gib.value_or(0);
    row.iops = asked.iops;
    row.throughput = asked.throughput;
    if (gp3 && !row.iops) row.iops = kIopsOfGp3;
    if (gp3 && !row.throughput) row.throughput = kThroughputOfGp3;
    row.initialization_rate = asked.volume_initialization_rate;
    row.encrypted = asked.encrypted.value_or(false);
    row.kms_key_id = asked.kms_key_id.value_or("");
    row.snapshot_id = asked.snapshot_id.value_or("");
    const auto kind = asked.filesystem_type.value_or(api::ecs::TaskFilesystemType::Xfs);
    row.file_system = reflect::to_text(kind);
}

}  // namespace

std::optional<ec2::VolumeRow> shown_volume(
    const TaskRow& task, const ContainerInstanceRow* machine, ec2::Tags tags
) {
    if (!task.volume || task.instance_id.empty()) return std::nullopt;
    const auto state = state_of_volume(task);
    if (!state) return std::nullopt;
    ec2::VolumeRow row{
        .id = task.volume->volume_id,
        .owner = task.key(),
        .host = task.instance_key(),
        .state = *state,
        .task_arn = task.arn(),
        .fargate = task.launch_type == api::ecs::LaunchType::Fargate,
        .delete_on_termination = is_deleted_with_task(*task.volume),
        .zone = task.availability_zone,
        .created = task.created_at,
        .tags = std::move(tags),
    };
    set_asked(*task.volume, row);
    if (machine != nullptr && !row.fargate) row.instance_id = machine->ec2_instance_id;
    const bool leaves = status_of_volume(task) == AttachmentStatus::Detaching;
    if (leaves) row.attachment = VolumeAttachmentState::Detaching;
    return row;
}

ec2::Tags tags_of_volume(
    const TaskRow& task,
    const std::vector<api::ecs::Tag>& definition,
    const std::vector<api::ecs::Tag>& service
) {
    using Propagates = api::ecs::PropagateTags;
    ec2::Tags tags;
    const auto specifications = task.volume->asked.tag_specifications;
    if (specifications) {
        for (const auto& one : *specifications) {
            if (one.propagate_tags == Propagates::TaskDefinition) add_tags(tags, definition);
            if (one.propagate_tags == Propagates::Service) add_tags(tags, service);
            if (one.tags) add_tags(tags, *one.tags);
        }
    }
    set_tag(tags, std::string(kCreatedTag), task.arn());
    set_tag(tags, std::string(kManagedTag), "true");
    return tags;
}

}  // namespace gantry::ecs
