#pragma once

#include "services/ec2/model/volume_rows.h"

/// What becomes of volumes. Pure.
namespace gantry::ec2 {

/// Whether it is there without its task: nobody but DeleteVolume ends it.
bool outlives_task(const VolumeRow& volume);

/// What is shown of a volume next.
/// @param before null: it is new
/// @param seen   as its task has it now; its tags, and when it was made and attached, count only
///               where that is not known yet
VolumeRow next_volume(const VolumeRow* before, VolumeRow seen, SysTime now);

}  // namespace gantry::ec2
