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

}  // namespace gantry::cmd
