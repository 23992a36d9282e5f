#include <fmt/format.h>

#include "sim/workload/acts.h"

namespace gantry::sim {

namespace {

constexpr double kOnFileSystem = 0.12;
constexpr double kWithDisk = 0.15;
constexpr double kKept = 0.3;

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

/// @param more  members of the managed volume
std::string disk_json(Client& client, const char* more) {
    return fmt::format(
        R"(,"volumeConfigurations":[{{"name":"data","managedEBSVolume":{{"roleArn":"arn:aws:iam::000000000000:role/disks","sizeInGiB":{}{}}}}}])",
        1 + client.random().below(20),
        more
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

std::string disk_for_service(Client& client, const std::string& definition) {
    if (!client.memory().with_disk.contains(definition)) return {};
    return disk_json(client, "");
}

}  // namespace gantry::sim
