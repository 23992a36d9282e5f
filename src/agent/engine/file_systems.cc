#include "agent/engine/file_systems.h"

#include <algorithm>
#include <string_view>

#include "api/acs/efs_transit_encryption.h"

namespace gantry::agent {
namespace {

constexpr const char* kNfsOptions =
    "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport";

Error cannot_mount(const std::string& why) {
    return Error{
        ErrorKind::InvalidArgument,
        "ResourceInitializationError",
        "failed to invoke EFS utils commands to set up EFS volumes: " + why,
        {},
    };
}

bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
}

/// "/a/b", without steps upwards.
bool is_plain_path(std::string_view path) {
    return path.starts_with('/') && (std::string(path) + '/').find("/../") == std::string::npos;
}

/// "/" adds nothing.
std::string joined(const std::string& base, const std::string& path) {
    return path == "/" ? base : base + path;
}

FileSystemMount over_nfs(const std::string& place, std::size_t colon, const std::string& root) {
    const std::string exported = place.substr(colon + 1);
    FileSystemMount mount;
    mount.nfs_opts = {
        {"type", "nfs"},
        {"o", "addr=" + place.substr(0, colon) + "," + kNfsOptions},
        {"device", ":" + joined(exported == "/" && root != "/" ? "" : exported, root)},
    };
    return mount;
}

}  // namespace

Result<FileSystemMount> mount_of(
    const FileSystems& systems, const api::acs::EFSVolumeConfiguration& volume
) {
    const std::string id = volume.file_system_id.value_or("");
    const std::string root =
        volume.root_directory && !volume.root_directory->empty() ? *volume.root_directory : "/";
    std::string point;
    if (volume.authorization_config) {
        point = volume.authorization_config->access_point_id.value_or("");
    }
    if (!is_id(id) || (!point.empty() && !is_id(point)) || !is_plain_path(root)) {
        return cannot_mount("stderr: '" + id + "' with root '" + root + "' is no file system");
    }
    const std::string name = point.empty() ? id : id + "/" + point;
    const auto found = systems.places.find(name);
    if (found == systems.places.end()) {
        if (systems.directory.empty()) {
            return cannot_mount(
                "stderr: Failed to resolve \"" + name + "\" - check that your file system ID is " +
                "correct, and that the agent was told where it is: --file-system " + name + "=…"
            );
        }
        const std::string inner = point.empty() ? "" : "/access-points/" + point;
        return FileSystemMount{.path = joined(systems.directory + "/" + id + inner, root)};
    }
    const std::string& place = found->second;
    if (place.starts_with('/')) return FileSystemMount{.path = joined(place, root)};
    if (volume.transit_encryption == api::acs::EFSTransitEncryption::Enabled) {
        return cannot_mount(
            "stderr: transitEncryption is ENABLED, and this agent mounts " + place +
            " over NFS without it; mount it on the machine and name the directory instead"
        );
    }
    return over_nfs(place, place.find(':'), root);
}

}  // namespace gantry::agent
