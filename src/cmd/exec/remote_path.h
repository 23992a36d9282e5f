#pragma once

#include <optional>
#include <string>

namespace gantry::cmd {

/// A path in a container of a task: "web:/etc/hosts".
struct RemotePath {
    std::string target;  ///< a service's or a task's name, id or ARN
    std::string path;    ///< from the root, or from where the container works

    friend bool operator==(const RemotePath&, const RemotePath&) = default;
};

/// Nothing for a path of this machine: one without a colon, or that begins with '/' or '.'. Names
/// have no colons, so the first one ends them; an ARN ends before ":/", or else at its last colon.
std::optional<RemotePath> read_remote_path(const std::string& text);

/// Where a path of a container leads, as what is to be copied: an entry of a folder.
struct RemoteEntry {
    std::string folder;  ///< "." for where the container works
    std::string name;    ///< "." for the folder itself

    friend bool operator==(const RemoteEntry&, const RemoteEntry&) = default;
};

/// Nothing for a path that does not tell the entry's name: "..", "a/../..", "/", "". What came
/// under the name ".." would be put beside its place here, not into it.
std::optional<RemoteEntry> entry_of(const std::string& path);

}  // namespace gantry::cmd
