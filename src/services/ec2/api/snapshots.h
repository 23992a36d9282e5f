#pragma once

#include "api/ec2/create_snapshot_request.h"
#include "api/ec2/delete_snapshot_request.h"
#include "api/ec2/delete_snapshot_response.h"
#include "api/ec2/describe_snapshots_request.h"
#include "api/ec2/describe_snapshots_result.h"
#include "api/ec2/snapshot.h"
#include "services/ec2/api/call.h"

/// Operations on snapshots. A machine makes them: what it is to do and what it has told is in
/// port.h. Source: EC2 API Reference; EBS User Guide, "Amazon EBS snapshots".
namespace gantry::ec2 {

/// AWS's default quotas.
inline constexpr std::size_t kMostSnapshots = 100'000;  ///< of a Region
inline constexpr std::size_t kMostPending = 5;          ///< of a volume

/// It is pending until the volume's machine has made it. Errors: InvalidVolume.NotFound,
/// IncorrectState for a volume that is being made or deleted, ConcurrentSnapshotLimitExceeded,
/// SnapshotLimitExceeded, those of tags.
Result<api::ec2::Snapshot> create_snapshot(Call&, const api::ec2::CreateSnapshotRequest&);
/// The caller's own; there are no others. Errors: InvalidSnapshot.NotFound for ids, those of
/// filters.
Result<api::ec2::DescribeSnapshotsResult>
describe_snapshots(Call&, const api::ec2::DescribeSnapshotsRequest&);
/// Nobody sees it any more; its file goes as soon as a machine that has it can. A pending one is
/// given up. Errors: InvalidSnapshot.NotFound, InvalidSnapshot.InUse while a volume is being made
/// from it.
Result<api::ec2::DeleteSnapshotResponse>
delete_snapshot(Call&, const api::ec2::DeleteSnapshotRequest&);

}  // namespace gantry::ec2
