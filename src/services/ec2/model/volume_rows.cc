#include "services/ec2/model/volume_rows.h"

namespace gantry::ec2 {

using reflect::field;

const reflect::TypeInfo& VolumeRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<VolumeRow>(
        "Volume",
        {
            field<&VolumeRow::id>("id"),
            field<&VolumeRow::owner>("owner"),
            field<&VolumeRow::host>("host"),
            field<&VolumeRow::state>("state"),
            field<&VolumeRow::attachment>("attachment"),
            field<&VolumeRow::instance_id>("instanceId"),
            field<&VolumeRow::task_arn>("taskArn"),
            field<&VolumeRow::fargate>("fargate"),
            field<&VolumeRow::delete_on_termination>("deleteOnTermination"),
            field<&VolumeRow::zone>("zone"),
            field<&VolumeRow::type>("type"),
            field<&VolumeRow::size_gib>("sizeGib"),
            field<&VolumeRow::iops>("iops"),
            field<&VolumeRow::throughput>("throughput"),
            field<&VolumeRow::initialization_rate>("initializationRate"),
            field<&VolumeRow::encrypted>("encrypted"),
            field<&VolumeRow::kms_key_id>("kmsKeyId"),
            field<&VolumeRow::snapshot_id>("snapshotId"),
            field<&VolumeRow::file_system>("fileSystem"),
            field<&VolumeRow::created>("created"),
            field<&VolumeRow::attached_at>("attachedAt"),
            field<&VolumeRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& SnapshotRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SnapshotRow>(
        "Snapshot",
        {
            field<&SnapshotRow::id>("id"),
            field<&SnapshotRow::volume_id>("volumeId"),
            field<&SnapshotRow::host>("host"),
            field<&SnapshotRow::store>("store"),
            field<&SnapshotRow::state>("state"),
            field<&SnapshotRow::failure>("failure"),
            field<&SnapshotRow::deleted>("deleted"),
            field<&SnapshotRow::size_gib>("sizeGib"),
            field<&SnapshotRow::file_system>("fileSystem"),
            field<&SnapshotRow::encrypted>("encrypted"),
            field<&SnapshotRow::kms_key_id>("kmsKeyId"),
            field<&SnapshotRow::description>("description"),
            field<&SnapshotRow::started>("started"),
            field<&SnapshotRow::ended>("ended"),
            field<&SnapshotRow::tags>("tags"),
        }
    );
    return info;
}

}  // namespace gantry::ec2
