#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Files that a container is given with what parameters and secrets hold, kept current while it
/// runs. Beyond ECS, so they stand in docker labels, which every definition may have:
///
///     gantry.files./run/secrets/db = <ARN or parameter's name>[;mode=0440][;owner=1000:1000]
///     gantry.files.on-change       = SIGHUP, or exec <program> <argument> …
///
/// The part behind "gantry.files." is the file's path in the container. The value names what is
/// read as a secret's `valueFrom` does. The folder of a file is mounted, with these files in it and
/// nothing else. Pure.
namespace gantry::ecs {

/// What an instance has that can do this; definitions with such files require it.
inline constexpr std::string_view kSecretFilesAttribute = "gantry.secret-files";
inline constexpr std::size_t kMaxSecretFiles = 20;  ///< of a container

struct SecretFile {
    std::string path;
    std::string value_from;
    std::string mode = "0400";
    std::string owner = "0:0";  ///< user and group, as numbers

    friend bool operator==(const SecretFile&, const SecretFile&) = default;
};

/// What is done in the container when a file has changed; one of them, or nothing.
struct OnChange {
    std::string signal;                ///< "SIGHUP"
    std::vector<std::string> command;  ///< its words; there is no shell

    [[nodiscard]] bool empty() const { return signal.empty() && command.empty(); }
    friend bool operator==(const OnChange&, const OnChange&) = default;
};

struct SecretFiles {
    std::vector<SecretFile> files;  ///< in order of path
    OnChange on_change;
};

/// Reads a container's docker labels; others than these are left alone.
/// Errors: InvalidArgument, saying which label is wrong, and how it has to be.
Result<SecretFiles> read_secret_files(const std::map<std::string, std::string>& labels);

}  // namespace gantry::ecs
