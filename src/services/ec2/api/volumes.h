#pragma once

#include "api/ec2/delete_volume_request.h"
#include "api/ec2/delete_volume_response.h"
#include "api/ec2/describe_volumes_request.h"
#include "api/ec2/describe_volumes_result.h"
#include "services/ec2/api/call.h"

/// Operations on volumes, which tasks of ECS bring (port.h, note_volume). Source: EC2 API
/// Reference; ECS Developer Guide, "Use Amazon EBS volumes with Amazon ECS".
namespace gantry::ec2 {

/// Errors: InvalidVolume.NotFound for ids, those of filters.
Result<api::ec2::DescribeVolumesResult>
describe_volumes(Call&, const api::ec2::DescribeVolumesRequest&);
/// Of one that has outlived its task. It is deleting until its machine says that the file is gone.
/// Errors: InvalidVolume.NotFound, VolumeInUse, IncorrectState while it is made or deleted.
Result<api::ec2::DeleteVolumeResponse> delete_volume(Call&, const api::ec2::DeleteVolumeRequest&);

}  // namespace gantry::ec2
