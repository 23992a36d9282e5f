#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

/// docker-registry's directory: how it is laid out for it, and what a crash may leave in there.
namespace gantry::ecr {

/// Within the directory; docker-registry runs in it, so that no path is too long for a socket.
inline constexpr const char* kSocketName = "registry.sock";
inline constexpr const char* kConfigName = "config.yml";
/// Is there while docker-registry runs, and when it did not end in order.
inline constexpr const char* kRunningName = "running";

/// Its configuration file. @param secret what its uploads' states are signed with: letters and
/// digits
std::string registry_config(std::string_view secret);

/// Makes the directory (0700) and writes the configuration (0600), whole or not at all.
/// Errors: Unavailable with path and the system's words.
Result<void> prepare_storage(const std::filesystem::path& directory, std::string_view secret);

struct Repaired {
    int links = 0;  ///< removed
    int blobs = 0;  ///< removed
};

/// docker-registry writes links and manifests in place. When it is killed they may be cut short,
/// and it would take them for whole for ever: such are removed here, and pushed again by who needs
/// them. Uploads that nobody will end are removed, too. Layers come by renaming and are whole.
/// Call while it does not run.
/// Errors: Unavailable for the first thing that cannot be read or removed.
Result<Repaired> repair_storage(const std::filesystem::path& directory);

}  // namespace gantry::ecr
