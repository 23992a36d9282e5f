#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/ec2/snapshot_state.h"
#include "api/ec2/volume_attachment_state.h"
#include "api/ec2/volume_state.h"
#include "base/reflect.h"
#include "base/time.h"
#include "services/ec2/model/rows.h"

/// What EC2 keeps of disks. Each is a file of one machine, which makes, keeps and removes it; a
/// state is what that machine has told. Keys are `account/region/<id>`.
namespace gantry::ec2 {

/// A volume that was made for a task. There are no others.
struct VolumeRow {
    std::string id;
    std::string owner;  ///< the key of its task; stays when the task is gone
    std::string host;   ///< the key of the container instance whose machine has it
    api::ec2::VolumeState state = api::ec2::VolumeState::Creating;
    /// In use only.
    api::ec2::VolumeAttachmentState attachment = api::ec2::VolumeAttachmentState::Attached;
    std::string instance_id;  ///< "i-…" of the machine that it is mounted on
    std::string task_arn;
    bool fargate = false;  ///< that machine is nobody's to see
    bool delete_on_termination = true;
    std::string zone;
    std::string type;  ///< "gp3"
    std::int32_t size_gib = 0;
    std::optional<std::int32_t> iops;
    std::optional<std::int32_t> throughput;  ///< MiB/s
    std::optional<std::int32_t> initialization_rate;
    bool encrypted = false;
    std::string kms_key_id;
    std::string snapshot_id;  ///< it was made from; empty: from nothing
    std::string file_system;  ///< "xfs"
    SysTime created{};
    std::optional<SysTime> attached_at;
    Tags tags;

    friend bool operator==(const VolumeRow&, const VolumeRow&) = default;
    static const reflect::TypeInfo& type_info();
};

struct SnapshotRow {
    std::string id;
    std::string volume_id;
    std::string host;   ///< the key of the container instance that makes it
    std::string store;  ///< where it is (StorageAbilities::snapshots); empty: nowhere yet
    api::ec2::SnapshotState state = api::ec2::SnapshotState::Pending;
    std::string failure;  ///< why its state is error
    /// Nobody sees it any more; its row stays until its file is gone.
    bool deleted = false;
    std::int32_t size_gib = 0;  ///< of the volume
    std::string file_system;
    bool encrypted = false;
    std::string kms_key_id;
    std::string description;
    SysTime started{};
    std::optional<SysTime> ended;  ///< completed, or failed
    Tags tags;

    friend bool operator==(const SnapshotRow&, const SnapshotRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ec2
