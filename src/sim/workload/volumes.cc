#include <fmt/format.h>

#include "api/ec2/describe_snapshots_result.h"
#include "api/ec2/describe_volumes_result.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

constexpr double kOnFileSystem = 0.12;
constexpr double kWithDisk = 0.15;
constexpr double kKept = 0.3;
constexpr double kRestored = 0.4;
constexpr double kDeleted = 0.3;

DefinedVolumes on_file_system(int number, const char* root) {
    return {
        fmt::format(
            R"({{"name":"share","efsVolumeConfiguration":{{"fileSystemId":"fs-{:08}","rootDirectory":"{}"}}}})",
            number,
            root
        ),
        R"({"sourceVolume":"share","containerPath":"/share"})",
    };
}

/// How much, or of which snapshot.
std::string source_json(Client& client) {
    const auto& snapshots = client.memory().snapshots;
    if (!snapshots.empty() && client.random().chance(kRestored)) {
        return fmt::format(R"("snapshotId":"{}")", client.one_of(snapshots));
    }
    return fmt::format(R"("sizeInGiB":{})", 1 + client.random().below(20));
}

/// @param more  members of the managed volume
std::string disk_json(Client& client, const char* more) {
    return fmt::format(
        R"(,"volumeConfigurations":[{{"name":"data","managedEBSVolume":{{"roleArn":"arn:aws:iam::000000000000:role/disks",{}{}}}}}])",
        source_json(client),
        more
    );
}

void use_volume(Client& client, const api::ec2::Volume& volume) {
    const bool left = volume.state == api::ec2::VolumeState::Available;
    client.call_other(
        "ec2",
        left && client.random().chance(kDeleted) ? "DeleteVolume" : "CreateSnapshot",
        fmt::format(R"({{"VolumeId":"{}"}})", volume.volume_id.value_or("")),
        [](const std::string&) {}
    );
}

void look_at_volumes(Client& client) {
    client.call_other(
        "ec2",
        "DescribeVolumes",
        R"({"Filters":[{"Name":"status","Values":["in-use","available"]}]})",
        [&client](const std::string& answer) {
            const auto seen = wire::decode_json<api::ec2::DescribeVolumesResult>(answer);
            if (!seen || !seen->volumes || seen->volumes->empty()) return;
            client.then([&client, volume = client.one_of(*seen->volumes)] {
                use_volume(client, volume);
            });
        }
    );
}

void look_at_snapshots(Client& client) {
    client.call_other(
        "ec2",
        "DescribeSnapshots",
        R"({"Filters":[{"Name":"status","Values":["completed"]}]})",
        [&client](const std::string& answer) {
            const auto seen = wire::decode_json<api::ec2::DescribeSnapshotsResult>(answer);
            if (!seen || !seen->snapshots) return;
            auto& known = client.memory().snapshots;
            known.clear();
            for (const auto& one : *seen->snapshots) known.push_back(*one.snapshot_id);
        }
    );
}

void delete_snapshot(Client& client) {
    client.call_other(
        "ec2",
        "DeleteSnapshot",
        fmt::format(R"({{"SnapshotId":"{}"}})", client.one_of(client.memory().snapshots)),
        [](const std::string&) {}
    );
}

DefinedVolumes listed(DefinedVolumes one, const DefinedVolumes& other) {
    const bool both = !one.volumes.empty() && !other.volumes.empty();
    one.volumes += (both ? "," : "") + other.volumes;
    one.mounts += (both ? "," : "") + other.mounts;
    one.disk = one.disk || other.disk;
    return one;
}

DefinedVolumes as_members(DefinedVolumes list) {
    if (list.volumes.empty()) return list;
    list.volumes = R"(,"volumes":[)" + list.volumes + "]";
    list.mounts = R"(,"mountPoints":[)" + list.mounts + "]";
    return list;
}

}  // namespace

DefinedVolumes file_system() {
    return as_members(on_file_system(1, "/calm"));
}

DefinedVolumes some_volumes(Client& client) {
    DefinedVolumes list;
    if (client.random().chance(kOnFileSystem)) {
        constexpr const char* kRoots[] = {"/", "/a", "/a/b"};
        list = on_file_system(
            static_cast<int>(client.random().below(2)),
            kRoots[client.random().below(std::size(kRoots))]
        );
    }
    if (client.random().chance(kWithDisk)) {
        list = listed(
            list,
            {R"({"name":"data","configuredAtLaunch":true})",
             R"({"sourceVolume":"data","containerPath":"/data"})",
             true}
        );
    }
    return as_members(list);
}

std::string disk_for_task(Client& client, const std::string& definition) {
    if (!client.memory().with_disk.contains(definition)) return {};
    const bool kept = client.random().chance(kKept);
    return disk_json(client, kept ? R"(,"terminationPolicy":{"deleteOnTermination":false})" : "");
}

void keep_snapshots(Client& client) {
    const bool known = !client.memory().snapshots.empty();
    switch (client.random().below(4)) {
        case 0: return look_at_snapshots(client);
        case 1: return known ? delete_snapshot(client) : look_at_snapshots(client);
        default: return look_at_volumes(client);
    }
}

std::string disk_for_service(Client& client, const std::string& definition) {
    if (!client.memory().with_disk.contains(definition)) return {};
    return disk_json(client, "");
}

}  // namespace gantry::sim
