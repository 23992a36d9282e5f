#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Where the cgroup of a container is. Pure.
namespace gantry::cgroup {

/// A hierarchy of cgroups as this process sees it.
struct Hierarchy {
    int version = 1;
    std::vector<std::string> controllers;  ///< of version 1: "cpu", "cpuacct"
    std::string root;                      ///< what of the hierarchy is seen; "/": all
    std::string place;                     ///< where it is mounted

    friend bool operator==(const Hierarchy&, const Hierarchy&) = default;
};

/// Those of /proc/self/mountinfo. What is no such mount, or is not understood, is left out.
std::vector<Hierarchy> parse_hierarchies(std::string_view mountinfo);

/// The directories with a container's files.
struct ContainerCgroup {
    int version = 1;
    /// Of version 1 by controller, those that there are; of version 2 the one for all, by "".
    std::map<std::string, std::string, std::less<>> directories;

    /// Empty where there is none.
    [[nodiscard]] std::string directory(std::string_view controller) const;
    friend bool operator==(const ContainerCgroup&, const ContainerCgroup&) = default;
};

/// @param membership /proc/<pid>/cgroup of the container's first process
/// @param id the container's, as long as the runtime has it: its cgroup has the name "<id>"
/// (Docker's cgroupfs driver) or "docker-<id>.scope" (systemd's). A process deeper down, as systemd
/// puts itself in a container, is the container's too.
/// Errors: NotFound where the process is another container's or none's, as after its number was
/// given anew or on another machine; Unavailable where the hierarchy cannot be seen from here.
/// Source: cgroups(7), proc_pid_mountinfo(5).
Result<ContainerCgroup> find_cgroup(
    std::string_view membership, const std::vector<Hierarchy>& hierarchies, std::string_view id
);

}  // namespace gantry::cgroup
