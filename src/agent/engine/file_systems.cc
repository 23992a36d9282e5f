#include "agent/engine/file_systems.h"

#include <algorithm>
#include <string_view>

#include "api/acs/efs_transit_encryption.h"

namespace gantry::agent {
namespace {

constexpr const char* kNfsOptions =
    "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport";

bool is_file_system_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
}

/// "/a/b", without steps upwards; commas would begin another of NFS's options.
bool is_plain_path(const std::string& path) {
    return path.starts_with('/') && (path + '/').find("/../") == std::string::npos &&
           path.find_first_of(",\n") == std::string::npos;
}

/// "/a/b/" → "/a/b"; "/" → "".
std::string without_last_slash(std::string path) {
    while (path.ends_with('/')) path.pop_back();
    return path;
}

FileSystemPlace over_nfs(const std::string& place, const std::string& below) {
    const std::size_t colon = place.find(":/");
    const std::string exported = without_last_slash(place.substr(colon + 1)) + below;
    FileSystemPlace found;
    found.nfs_opts = {
        {"type", "nfs"},
        {"o", "addr=" + place.substr(0, colon) + "," + kNfsOptions},
        {"device", ":" + (exported.empty() ? "/" : exported)},
    };
    return found;
}

Error nowhere(const std::string& name) {
    return cannot_mount(
        "Failed to resolve \"" + name +
        "\" - check that your file system ID is correct, and that the agent of this machine was "
        "told where it is: --file-system " +
        name + "=DIRECTORY or =SERVER:/EXPORT"
    );
}

}  // namespace

Error cannot_mount(const std::string& why) {
    return Error{
        ErrorKind::InvalidArgument,
        "ResourceInitializationError",
        "failed to invoke EFS utils commands to set up EFS volumes: stderr: " + why,
        {},
    };
}

Result<FileSystemPlace> place_of(
    const StorageSetup& setup, const api::acs::EFSVolumeConfiguration& volume
) {
    const std::string id = volume.file_system_id.value_or("");
    const std::string root =
        volume.root_directory && !volume.root_directory->empty() ? *volume.root_directory : "/";
    std::string point;
    if (volume.authorization_config) {
        point = volume.authorization_config->access_point_id.value_or("");
    }
    const bool good_point = point.empty() || is_file_system_id(point);
    if (!is_file_system_id(id) || !good_point || !is_plain_path(root)) {
        return cannot_mount("'" + id + "' with root '" + root + "' is no file system");
    }
    const std::string below = without_last_slash(root);
    const std::string name = point.empty() ? id : id + "/" + point;
    const auto named = setup.file_systems.find(name);
    if (named == setup.file_systems.end()) {
        // Where somebody said where a file system is, its access points are in it, and not here.
        const bool elsewhere = setup.file_systems.contains(id);
        if (setup.file_system_directory.empty() || elsewhere) return nowhere(name);
        const std::string folder = point.empty() ? id : id + "." + point;
        return FileSystemPlace{
            .directory = {setup.file_system_directory + "/" + folder, true, below}
        };
    }
    const std::string& place = named->second;
    if (place.starts_with('/')) return FileSystemPlace{.directory = {place, false, below}};
    if (volume.transit_encryption == api::acs::EFSTransitEncryption::Enabled) {
        return cannot_mount(
            "transitEncryption is ENABLED, and this agent mounts " + place +
            " over NFS without it; mount it on the machine, encrypted, and name the directory: "
            "--file-system " +
            name + "=DIRECTORY"
        );
    }
    return over_nfs(place, below);
}

}  // namespace gantry::agent
