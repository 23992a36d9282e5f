#include "services/ecs/model/task_volume.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::ecs {
namespace {

using api::ecs::Attachment;

constexpr std::string_view kVolumeType = "AmazonElasticBlockStorage";
constexpr std::string_view kFailedVolume = "FAILED";

Attachment* attachment_of_volume(TaskRow& task) {
    if (!task.volume) return nullptr;
    const auto found =
        std::ranges::find(task.attachments, task.volume->attachment_id, &Attachment::id);
    return found == task.attachments.end() ? nullptr : &*found;
}

void write_volume_details(const TaskVolume& volume, Attachment& attachment) {
    auto& details = attachment.details.emplace();
    details.push_back({.name = "roleArn", .value = volume.asked.role_arn.value_or("")});
    details.push_back({.name = "volumeName", .value = volume.name});
    details.push_back(
        {.name = "deleteOnTermination", .value = is_deleted_with_task(volume) ? "true" : "false"}
    );
    if (volume.made) details.push_back({.name = "volumeId", .value = volume.volume_id});
}

}  // namespace

const api::ecs::Volume* volume_at_launch(const api::ecs::TaskDefinition& definition) {
    if (!definition.volumes) return nullptr;
    const auto found = std::ranges::find_if(*definition.volumes, [](const auto& volume) {
        return volume.configured_at_launch.value_or(false);
    });
    return found == definition.volumes->end() ? nullptr : &*found;
}

std::vector<api::ecs::TaskVolumeConfiguration> of_each_task(
    const std::vector<api::ecs::ServiceVolumeConfiguration>& configurations
) {
    std::vector<api::ecs::TaskVolumeConfiguration> result;
    for (const auto& each : configurations) {
        auto& one = result.emplace_back();
        one.name = each.name;
        if (!each.managed_ebs_volume) continue;
        const auto& from = *each.managed_ebs_volume;
        one.managed_ebs_volume = api::ecs::TaskManagedEBSVolumeConfiguration{
            .encrypted = from.encrypted,
            .kms_key_id = from.kms_key_id,
            .volume_type = from.volume_type,
            .size_in_gib = from.size_in_gib,
            .snapshot_id = from.snapshot_id,
            .volume_initialization_rate = from.volume_initialization_rate,
            .iops = from.iops,
            .throughput = from.throughput,
            .tag_specifications = from.tag_specifications,
            .role_arn = from.role_arn,
            .filesystem_type = from.filesystem_type,
        };
    }
    return result;
}

std::optional<TaskVolume> volume_asked_for(
    const std::vector<api::ecs::TaskVolumeConfiguration>& configurations
) {
    for (const auto& one : configurations) {
        if (!one.managed_ebs_volume) continue;
        TaskVolume volume{
            .name = one.name.value_or(""),
            .attachment_id = {},
            .volume_id = {},
            .snapshot_store = {},
            .asked = *one.managed_ebs_volume,
        };
        if (!volume.asked.volume_type) volume.asked.volume_type = "gp3";
        if (!volume.asked.filesystem_type) {
            volume.asked.filesystem_type = api::ecs::TaskFilesystemType::Xfs;
        }
        return volume;
    }
    return std::nullopt;
}

std::string snapshot_asked_for(const TaskVolume& volume) {
    return volume.asked.snapshot_id.value_or("");
}

void make_from(TaskVolume& volume, const SnapshotSeen& snapshot) {
    volume.snapshot_store = snapshot.store;
    if (!volume.asked.size_in_gib) volume.asked.size_in_gib = snapshot.size_gib;
}

std::string volume_fault(std::string_view volume, const Error& why) {
    return fmt::format(
        "ECS managed EBS volume configuration was invalid for volume '{}'. Encountered '{}' error "
        "from AmazonEC2: \"{}\"",
        volume,
        why.code,
        why.message
    );
}

bool is_deleted_with_task(const TaskVolume& volume) {
    const auto& policy = volume.asked.termination_policy;
    return !policy || policy->delete_on_termination.value_or(true);
}

void begin_volume(TaskRow& task) {
    Attachment attachment{
        .id = task.volume->attachment_id,
        .type = std::string(kVolumeType),
        .status = std::string(text_of(AttachmentStatus::Precreated)),
    };
    write_volume_details(*task.volume, attachment);
    task.attachments.push_back(std::move(attachment));
}

bool move_volume(TaskRow& task, AttachmentStatus status) {
    Attachment* attachment = attachment_of_volume(task);
    if (attachment == nullptr || task.volume->ended) return false;
    if (status == AttachmentStatus::Attached) task.volume->made = true;
    const auto now = read_attachment_status(attachment->status.value_or(""));
    if (now && *now >= status) return false;
    attachment->status = std::string(text_of(status));
    write_volume_details(*task.volume, *attachment);
    end_provisioning(task);
    return true;
}

void end_volume(TaskRow& task, std::string_view reason) {
    Attachment* attachment = attachment_of_volume(task);
    if (attachment == nullptr || task.volume->ended) return;
    if (reason.find(task.volume->volume_id) != std::string_view::npos) {
        write_volume_details(*task.volume, *attachment);
        attachment->status = std::string(kFailedVolume);
        attachment->details->push_back({.name = "statusReason", .value = std::string(reason)});
    } else {
        const bool kept = task.volume->made && !is_deleted_with_task(*task.volume);
        move_volume(task, kept ? AttachmentStatus::Detached : AttachmentStatus::Deleted);
    }
    task.volume->ended = true;
}

}  // namespace gantry::ecs
