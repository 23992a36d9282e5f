#include <algorithm>
#include <array>

#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

using namespace std::string_view_literals;

constexpr std::array kCapabilities{
    "ALL"sv,
    "AUDIT_CONTROL"sv,
    "AUDIT_WRITE"sv,
    "BLOCK_SUSPEND"sv,
    "CHOWN"sv,
    "DAC_OVERRIDE"sv,
    "DAC_READ_SEARCH"sv,
    "FOWNER"sv,
    "FSETID"sv,
    "IPC_LOCK"sv,
    "IPC_OWNER"sv,
    "KILL"sv,
    "LEASE"sv,
    "LINUX_IMMUTABLE"sv,
    "MAC_ADMIN"sv,
    "MAC_OVERRIDE"sv,
    "MKNOD"sv,
    "NET_ADMIN"sv,
    "NET_BIND_SERVICE"sv,
    "NET_BROADCAST"sv,
    "NET_RAW"sv,
    "SETFCAP"sv,
    "SETGID"sv,
    "SETPCAP"sv,
    "SETUID"sv,
    "SYSLOG"sv,
    "SYS_ADMIN"sv,
    "SYS_BOOT"sv,
    "SYS_CHROOT"sv,
    "SYS_MODULE"sv,
    "SYS_NICE"sv,
    "SYS_PACCT"sv,
    "SYS_PTRACE"sv,
    "SYS_RAWIO"sv,
    "SYS_RESOURCE"sv,
    "SYS_TIME"sv,
    "SYS_TTY_CONFIG"sv,
    "WAKE_ALARM"sv,
};
static_assert(std::ranges::is_sorted(kCapabilities));

constexpr std::array kMountOptions{
    "async"sv,         "atime"sv,   "bind"sv,       "defaults"sv,  "dev"sv,         "diratime"sv,
    "dirsync"sv,       "exec"sv,    "gid"sv,        "mand"sv,      "mode"sv,        "mpol"sv,
    "noatime"sv,       "nodev"sv,   "nodiratime"sv, "noexec"sv,    "nomand"sv,      "norelatime"sv,
    "nostrictatime"sv, "nosuid"sv,  "nr_blocks"sv,  "nr_inodes"sv, "private"sv,     "rbind"sv,
    "relatime"sv,      "remount"sv, "ro"sv,         "rprivate"sv,  "rshared"sv,     "rslave"sv,
    "runbindable"sv,   "rw"sv,      "shared"sv,     "slave"sv,     "strictatime"sv, "suid"sv,
    "sync"sv,          "uid"sv,     "unbindable"sv,
};
static_assert(std::ranges::is_sorted(kMountOptions));

constexpr std::array kIpcControls{
    "kernel.msgmax"sv,
    "kernel.msgmnb"sv,
    "kernel.msgmni"sv,
    "kernel.sem"sv,
    "kernel.shm_rmid_forced"sv,
    "kernel.shmall"sv,
    "kernel.shmmax"sv,
    "kernel.shmmni"sv,
};
static_assert(std::ranges::is_sorted(kIpcControls));

Result<void> check_capabilities(const Subject&, const Container& container) {
    if (!container.linux_parameters || !container.linux_parameters->capabilities) return {};
    const auto& capabilities = *container.linux_parameters->capabilities;
    for (const auto* names : {&each(capabilities.add), &each(capabilities.drop)}) {
        for (const std::string& name : *names) {
            if (!std::ranges::binary_search(kCapabilities, name)) {
                return refuse("{} is not a valid Linux capability.", name);
            }
        }
    }
    return {};
}

/// The options of one mount may carry values: "mode=755".
bool is_mount_option(const std::string& option) {
    return std::ranges::binary_search(kMountOptions, option.substr(0, option.find('=')));
}

Result<void> check_tmpfs(const Subject&, const Container& container) {
    if (!container.linux_parameters) return {};
    for (const auto& tmpfs : each(container.linux_parameters->tmpfs)) {
        if (!text_of(tmpfs.container_path).starts_with('/') || tmpfs.size < 1) {
            return refuse(
                "Invalid 'tmpfs' setting for container '{}'. It needs an absolute 'containerPath' "
                "and a positive 'size'.",
                text_of(container.name)
            );
        }
        for (const std::string& option : each(tmpfs.mount_options)) {
            if (is_mount_option(option)) continue;
            return refuse(
                "Invalid 'tmpfs' setting for container '{}'. Unknown mount option '{}'.",
                text_of(container.name),
                option
            );
        }
    }
    return {};
}

Result<void> check_numbers(const Subject&, const Container& container) {
    if (!container.linux_parameters) return {};
    const auto& linux = *container.linux_parameters;
    const std::int32_t swappiness = linux.swappiness.value_or(0);
    if (swappiness < 0 || swappiness > 100) {
        return refuse(
            "Invalid 'swappiness' setting for container '{}'. It must be between 0 and 100.",
            text_of(container.name)
        );
    }
    if (linux.max_swap.value_or(0) < 0 || linux.shared_memory_size.value_or(0) < 0) {
        return refuse(
            "Invalid 'linuxParameters' setting for container '{}'. Sizes must not be negative.",
            text_of(container.name)
        );
    }
    return {};
}

Result<void> check_system_controls(const Subject& subject, const Container& container) {
    for (const auto& control : each(container.system_controls)) {
        const std::string& name = text_of(control.namespace_);
        const bool network = name.starts_with("net.");
        const bool ipc =
            name.starts_with("fs.mqueue.") || std::ranges::binary_search(kIpcControls, name);
        const bool shared = (network && subject.mode == NetworkMode::Host) ||
                            (ipc && subject.input.ipc_mode == api::ecs::IpcMode::Host);
        if (shared) {
            return refuse(
                "System control '{}' of container '{}' would change the host, whose namespace the "
                "task uses.",
                name,
                text_of(container.name)
            );
        }
        if (!network && !ipc) {
            return refuse(
                "Invalid 'systemControls' setting for container '{}'. Unsupported namespace '{}'.",
                text_of(container.name),
                name
            );
        }
    }
    return {};
}

Result<void> check_security_options(const Subject&, const Container& container) {
    for (const std::string& option : each(container.docker_security_options)) {
        const bool known = option.starts_with("no-new-privileges") ||
                           option.starts_with("apparmor:") || option.starts_with("label:") ||
                           option.starts_with("credentialspec:");
        if (!known) {
            return refuse(
                "Invalid 'dockerSecurityOptions' setting for container '{}': {}",
                text_of(container.name),
                option
            );
        }
    }
    if (each(container.credential_specs).size() > 1) {
        return refuse(
            "Invalid 'credentialSpecs' setting for container '{}'. Only one is supported.",
            text_of(container.name)
        );
    }
    return {};
}

}  // namespace

Result<void> check_kernel(const Subject& subject) {
    return run_checks(
        subject,
        {check_capabilities,
         check_tmpfs,
         check_numbers,
         check_system_controls,
         check_security_options}
    );
}

}  // namespace gantry::ecs::definition
