#include "services/ec2/api/volumes.h"

#include <fmt/format.h>

#include "api/ec2/volume.h"
#include "api/ec2/volume_attachment.h"
#include "services/ec2/api/describe.h"
#include "services/ec2/api/list.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

using api::ec2::VolumeState;

/// What ECS mounts a task's volume from, on machines of EC2. Those of Gantry have no such device:
/// the name is there for who asks for it.
constexpr const char* kDevice = "/dev/xvdba";
constexpr const char* kFargate = "fargate.amazonaws.com";

constexpr FilterName kVolumeFilters[] = {
    {"attachment.attach-time", "Attachments[].AttachTime"},
    {"attachment.delete-on-termination", "Attachments[].DeleteOnTermination"},
    {"attachment.device", "Attachments[].Device"},
    {"attachment.instance-id", "Attachments[].InstanceId"},
    {"attachment.status", "Attachments[].State"},
    {"availability-zone", "AvailabilityZone"},
    {"availability-zone-id", "AvailabilityZoneId"},
    {"create-time", "CreateTime"},
    {"encrypted", "Encrypted"},
    {"size", "Size"},
    {"snapshot-id", "SnapshotId"},
    {"status", "State"},
    {"volume-id", "VolumeId"},
    {"volume-type", "VolumeType"},
};

/// One on a machine for FARGATE tells of the task instead of the machine.
api::ec2::VolumeAttachment show_attachment(const VolumeRow& row) {
    api::ec2::VolumeAttachment shown{
        .delete_on_termination = row.delete_on_termination,
        .volume_id = row.id,
        .state = row.attachment,
        .attach_time = row.attached_at,
    };
    if (row.fargate) {
        shown.associated_resource = row.task_arn;
        shown.instance_owning_service = kFargate;
    } else {
        shown.instance_id = row.instance_id;
        shown.device = kDevice;
    }
    return shown;
}

api::ec2::Volume show_volume(const Call& call, const VolumeRow& row) {
    api::ec2::Volume shown{
        .iops = row.iops,
        .tags = row.tags,
        .volume_type = reflect::from_text<api::ec2::VolumeType>(row.type),
        .multi_attach_enabled = false,
        .throughput = row.throughput,
        .volume_initialization_rate = row.initialization_rate,
        .volume_id = row.id,
        .size = row.size_gib,
        .snapshot_id = row.snapshot_id,
        .availability_zone = unless_empty(row.zone),
        .state = row.state,
        .create_time = row.created,
        .encrypted = row.encrypted,
        .kms_key_id = unless_empty(row.kms_key_id),
    };
    if (const auto zone = find_zone(call.scope.region, row.zone)) {
        shown.availability_zone_id = zone->id;
    }
    shown.attachments.emplace();
    if (row.state == VolumeState::InUse) shown.attachments->push_back(show_attachment(row));
    return shown;
}

}  // namespace

Result<api::ec2::DescribeVolumesResult> describe_volumes(
    Call& call, const api::ec2::DescribeVolumesRequest& input
) {
    auto page = list_rows<VolumeNoun>(
        call,
        "DescribeVolumes",
        input,
        input.volume_ids,
        input.filters,
        kVolumeFilters,
        [&](const VolumeRow& row) { return show_volume(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeVolumesResult{
        .next_token = std::move(page->next_token), .volumes = std::move(page->items)
    };
}

Result<api::ec2::DeleteVolumeResponse> delete_volume(
    Call& call, const api::ec2::DeleteVolumeRequest& input
) {
    const auto volume = find<VolumeNoun>(call, input.volume_id);
    if (!volume) return volume.error();
    VolumeRow row = **volume;
    if (row.state == VolumeState::InUse) {
        return refused(
            "VolumeInUse",
            fmt::format(
                "Volume {} is currently attached to {}",
                row.id,
                row.fargate ? row.task_arn : row.instance_id
            )
        );
    }
    if (row.state != VolumeState::Available) {
        return refused(
            "IncorrectState",
            fmt::format("The volume '{}' is '{}'.", row.id, reflect::to_text(row.state))
        );
    }
    row.state = VolumeState::Deleting;
    put<VolumeNoun>(call, std::move(row));
    return api::ec2::DeleteVolumeResponse{};
}

}  // namespace gantry::ec2
