#pragma once

#include <string>
#include <vector>

/// The GPUs of this machine, as NVIDIA's kernel driver shows them in files; nothing is run.
/// Source: NVIDIA driver README, "The /proc interface".
namespace gantry::gpu {

inline constexpr const char* kNvidiaDirectory = "/proc/driver/nvidia";

struct Inventory {
    std::vector<std::string> ids;  ///< "GPU-…" (UUIDs), in the order of their PCI addresses
    std::string driver_version;    ///< "550.54.14"; empty: unknown
    int nameless = 0;              ///< GPUs whose UUID the driver does not know yet
};

/// Nothing at all where there is no such driver.
/// @param directory kNvidiaDirectory
Inventory find_nvidia(const std::string& directory);

}  // namespace gantry::gpu
