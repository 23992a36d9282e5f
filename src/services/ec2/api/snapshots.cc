#include "services/ec2/api/snapshots.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/api/describe.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"

namespace gantry::ec2 {
namespace {

using api::ec2::SnapshotState;
using api::ec2::VolumeState;

constexpr FilterName kSnapshotFilters[] = {
    {"description", "Description"},
    {"encrypted", "Encrypted"},
    {"owner-alias", "OwnerAlias"},
    {"owner-id", "OwnerId"},
    {"progress", "Progress"},
    {"snapshot-id", "SnapshotId"},
    {"start-time", "StartTime"},
    {"status", "State"},
    {"storage-tier", "StorageTier"},
    {"volume-id", "VolumeId"},
    {"volume-size", "VolumeSize"},
};

api::ec2::Snapshot show_snapshot(const Call& call, const SnapshotRow& row) {
    return {
        .tags = row.tags,
        .storage_tier = api::ec2::StorageTier::Standard,
        .completion_time =
            row.state == SnapshotState::Completed ? row.ended : std::optional<SysTime>(),
        .snapshot_id = row.id,
        .volume_id = row.volume_id,
        .state = row.state,
        .state_message = unless_empty(row.failure),
        .start_time = row.started,
        .progress = row.state == SnapshotState::Completed ? "100%" : "0%",
        .owner_id = call.scope.account,
        .description = row.description,
        .volume_size = row.size_gib,
        .encrypted = row.encrypted,
        .kms_key_id = unless_empty(row.kms_key_id),
    };
}

/// Whether a list of who owns, or may restore, lets the caller's own be seen; empty: any.
bool names_self(const Call& call, const std::optional<std::vector<std::string>>& whose) {
    if (!whose || whose->empty()) return true;
    return std::ranges::any_of(*whose, [&](const std::string& one) {
        return one == "self" || one == call.scope.account;
    });
}

std::size_t count_pending(const Call& call, const VolumeRow& volume) {
    const auto& keys = call.tables.pending_snapshots_by_host.keys(volume.host);
    return static_cast<std::size_t>(std::ranges::count_if(keys, [&](const std::string& key) {
        return call.tables.snapshots.find(key)->volume_id == volume.id;
    }));
}

Result<void> check_room(const Call& call, const VolumeRow& volume) {
    if (count_pending(call, volume) >= kMostPending) {
        return over_quota(
            "ConcurrentSnapshotLimitExceeded",
            "Maximum allowed in-progress snapshots for a single volume exceeded."
        );
    }
    if (count_rows<SnapshotNoun>(call) >= kMostSnapshots) {
        return over_quota(
            "SnapshotLimitExceeded", "The maximum number of snapshots has been reached."
        );
    }
    return {};
}

/// The volume that is being made from it; empty: none is.
std::string volume_in_the_making(const Call& call, const std::string& snapshot) {
    for (const auto& [key, row] : call.tables.volumes.with_prefix(call.scope.prefix())) {
        if (row->snapshot_id == snapshot && row->state == VolumeState::Creating) return row->id;
    }
    return "";
}

}  // namespace

Result<api::ec2::Snapshot> create_snapshot(
    Call& call, const api::ec2::CreateSnapshotRequest& input
) {
    const auto volume = find<VolumeNoun>(call, input.volume_id);
    if (!volume) return volume.error();
    auto tags = read_tags(input.tag_specifications, kinds::kSnapshot);
    if (!tags) return tags.error();
    const VolumeState state = (*volume)->state;
    if (state != VolumeState::InUse && state != VolumeState::Available) {
        return refused(
            "IncorrectState",
            fmt::format("The volume '{}' is '{}'.", (*volume)->id, reflect::to_text(state))
        );
    }
    if (const auto room = check_room(call, **volume); !room) return room.error();
    SnapshotRow row{
        .id = draw_id(call.ids, kinds::kSnapshot.prefix),
        .volume_id = (*volume)->id,
        .host = (*volume)->host,
        .size_gib = (*volume)->size_gib,
        .file_system = (*volume)->file_system,
        .encrypted = (*volume)->encrypted,
        .kms_key_id = (*volume)->kms_key_id,
        .description = input.description.value_or(""),
        .started = call.now,
        .tags = *std::move(tags),
    };
    auto shown = show_snapshot(call, row);
    put<SnapshotNoun>(call, std::move(row));
    return shown;
}

Result<api::ec2::DescribeSnapshotsResult> describe_snapshots(
    Call& call, const api::ec2::DescribeSnapshotsRequest& input
) {
    const bool own = names_self(call, input.owner_ids);
    if (!own || !names_self(call, input.restorable_by_user_ids)) {
        return api::ec2::DescribeSnapshotsResult{.snapshots = std::vector<api::ec2::Snapshot>{}};
    }
    auto page = list_rows<SnapshotNoun>(
        call,
        "DescribeSnapshots",
        input,
        input.snapshot_ids,
        input.filters,
        kSnapshotFilters,
        [&](const SnapshotRow& row) { return show_snapshot(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeSnapshotsResult{
        .next_token = std::move(page->next_token), .snapshots = std::move(page->items)
    };
}

Result<api::ec2::DeleteSnapshotResponse> delete_snapshot(
    Call& call, const api::ec2::DeleteSnapshotRequest& input
) {
    const auto snapshot = find<SnapshotNoun>(call, input.snapshot_id);
    if (!snapshot) return snapshot.error();
    SnapshotRow row = **snapshot;
    if (const std::string user = volume_in_the_making(call, row.id); !user.empty()) {
        return refused(
            "InvalidSnapshot.InUse",
            fmt::format("The snapshot {} is currently in use by {}", row.id, user)
        );
    }
    if (row.state == SnapshotState::Error) {
        erase<SnapshotNoun>(call, row.id);
        return api::ec2::DeleteSnapshotResponse{};
    }
    row.deleted = true;
    put<SnapshotNoun>(call, std::move(row));
    return api::ec2::DeleteSnapshotResponse{};
}

}  // namespace gantry::ec2
