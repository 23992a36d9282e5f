#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace gantry::cgroup {

/// How the container runtime of this machine arranges its cgroups.
struct Layout {
    int version = 1;       ///< of the kernel's interface: 1 or 2
    bool systemd = false;  ///< systemd makes them for the runtime, which else makes them itself
};

/// What the containers of one group may use together; 0: no limit.
struct Limits {
    std::int64_t memory_bytes = 0;
    std::int64_t cpu_quota_us = 0;  ///< of each cpu_period_us
    std::int64_t cpu_period_us = 100'000;
};

/// Makes the cgroups that containers of one task share, on this machine, where a container runtime
/// finds them as its `CgroupParent`: it puts a child there for each container, and never sets a
/// limit on the parent itself.
///
/// Without systemd a group is a directory `ecs/<name>` in the hierarchies of memory and CPU. With
/// systemd it is a slice, `ecstasks-<name>.slice`, whose limits stand in a unit file below /run: it
/// is read when the runtime asks systemd for the first container in it, and the slice goes when the
/// last one has ended. The names are those that Amazon's agent uses.
///
/// Calls only touch the kernel's and systemd's files in memory, so that they may be made on a loop.
/// Everything may be repeated; a crash in between leaves nothing that a repeat does not mend.
/// Source: the kernel's cgroup-v1 and cgroup-v2 documentation, systemd.resource-control(5),
/// Docker's `--cgroup-parent`.
class CgroupTree {
  public:
    struct Paths {
        std::string hierarchies = "/sys/fs/cgroup";
        std::string units = "/run/systemd/system";
    };
    CgroupTree() = default;
    explicit CgroupTree(Paths paths) : paths_(std::move(paths)) {}

    /// Makes the group, or gives an existing one these limits.
    /// @param name letters, digits and dashes
    /// @return what containers name as their parent
    /// Errors: Denied, Unavailable; the message says what could not be written.
    [[nodiscard]] Result<std::string> make(
        const Layout& layout, const std::string& name, const Limits& limits
    ) const;

    /// Removes the group; one that does not exist is no error.
    /// Errors: Conflict while a container is in it.
    [[nodiscard]] Result<void> remove(const Layout& layout, const std::string& name) const;

  private:
    Result<void> make_v1(const std::string& name, const Limits& limits) const;
    Result<void> make_v2(const std::string& name, const Limits& limits) const;
    Result<void> make_unit(const Layout& layout, const std::string& name, const Limits& limits)
        const;

    Paths paths_;
};

}  // namespace gantry::cgroup
