#include "services/ec2/rules/volume_rules.h"

#include <utility>

namespace gantry::ec2 {

using api::ec2::VolumeState;

bool outlives_task(const VolumeRow& volume) {
    return volume.state == VolumeState::Available || volume.state == VolumeState::Deleting;
}

VolumeRow next_volume(const VolumeRow* before, VolumeRow seen, SysTime now) {
    if (before != nullptr) {
        if (outlives_task(*before)) return *before;
        seen.tags = before->tags;
        seen.created = before->created;
        seen.attached_at = before->attached_at;
    }
    if (seen.state == VolumeState::InUse && !seen.attached_at) seen.attached_at = now;
    return seen;
}

}  // namespace gantry::ec2
