#include "drivers/cgroup/cgroup_tree.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace gantry::cgroup {

namespace {

constexpr std::string_view kParent = "ecs";

Error failed(const std::string& what, const std::string& path) {
    const int why = errno;
    const ErrorKind kind = why == EACCES || why == EPERM || why == EROFS ? ErrorKind::Denied
                           : why == EBUSY || why == ENOTEMPTY            ? ErrorKind::Conflict
                                                                         : ErrorKind::Unavailable;
    return Error{
        kind, {}, fmt::format("{} {}: {}", what, path, std::generic_category().message(why)), {}
    };
}

Result<void> make_directory(const std::string& path) {
    if (mkdir(path.c_str(), 0755) == 0 || errno == EEXIST) return {};
    return failed("cannot make", path);
}

Result<void> write_file(const std::string& path, const std::string& text) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return failed("cannot open", path);
    // One write: a setting is taken, or refused, as a whole.
    const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    Result<void> result = written ? Result<void>{} : failed("cannot write " + text + " to", path);
    close(file);
    return result;
}

Result<void> remove_directory(const std::string& path) {
    if (rmdir(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return {};
    return failed("cannot remove", path);
}

std::string slice_of(const std::string& name) {
    return "ecstasks-" + name + ".slice";
}

/// The unit file of a slice. It is stopped with the last container, as nothing else needs it.
std::string unit_text(const Layout& layout, const Limits& limits) {
    std::string text =
        "[Unit]\nDescription=What the containers of an ECS task share\nStopWhenUnneeded=yes\n"
        "\n[Slice]\n";
    if (limits.memory_bytes > 0) {
        const char* setting = layout.version == 2 ? "MemoryMax" : "MemoryLimit";
        text += fmt::format("MemoryAccounting=yes\n{}={}\n", setting, limits.memory_bytes);
    }
    if (limits.cpu_quota_us > 0) {
        // In hundredths of a per cent of one CPU, as fine as systemd reads it.
        const std::int64_t share = limits.cpu_quota_us * 10'000 / limits.cpu_period_us;
        text += fmt::format(
            "CPUAccounting=yes\nCPUQuota={}.{:02}%\nCPUQuotaPeriodSec={}us\n",
            share / 100,
            share % 100,
            limits.cpu_period_us
        );
    }
    return text;
}

}  // namespace

Result<std::string> CgroupTree::make(
    const Layout& layout, const std::string& name, const Limits& limits
) const {
    const Result<void> made = layout.systemd        ? make_unit(layout, name, limits)
                              : layout.version == 2 ? make_v2(name, limits)
                                                    : make_v1(name, limits);
    if (!made) return made.error();
    return layout.systemd ? slice_of(name) : fmt::format("/{}/{}", kParent, name);
}

Result<void> CgroupTree::make_v1(const std::string& name, const Limits& limits) const {
    struct Setting {
        const char* hierarchy;
        const char* file;
        std::int64_t value;
    };
    const std::array<Setting, 3> settings = {{
        {"memory", "memory.limit_in_bytes", limits.memory_bytes},
        {"cpu", "cpu.cfs_period_us", limits.cpu_quota_us > 0 ? limits.cpu_period_us : 0},
        {"cpu", "cpu.cfs_quota_us", limits.cpu_quota_us},
    }};
    for (const Setting& setting : settings) {
        if (setting.value <= 0) continue;
        const std::string parent =
            fmt::format("{}/{}/{}", paths_.hierarchies, setting.hierarchy, kParent);
        const std::string group = fmt::format("{}/{}", parent, name);
        if (auto made = make_directory(parent); !made) return made.error();
        if (auto made = make_directory(group); !made) return made.error();
        if (std::string_view(setting.hierarchy) == "memory") {
            // What children use counts here only if this says so; newer kernels always do, and it
            // cannot be changed once there are children. Hence no error.
            (void)write_file(group + "/memory.use_hierarchy", "1");
        }
        const std::string file = group + "/" + setting.file;
        if (auto set = write_file(file, std::to_string(setting.value)); !set) return set.error();
    }
    return {};
}

Result<void> CgroupTree::make_v2(const std::string& name, const Limits& limits) const {
    const std::string parent = fmt::format("{}/{}", paths_.hierarchies, kParent);
    const std::string group = parent + "/" + name;
    const std::string controllers = "+cpu +memory";
    const auto pass_on = [&](const std::string& directory) {
        return write_file(directory + "/cgroup.subtree_control", controllers);
    };
    if (auto done = pass_on(paths_.hierarchies); !done) return done.error();
    if (auto made = make_directory(parent); !made) return made.error();
    if (auto done = pass_on(parent); !done) return done.error();
    if (auto made = make_directory(group); !made) return made.error();
    if (limits.memory_bytes > 0) {
        auto set = write_file(group + "/memory.max", std::to_string(limits.memory_bytes));
        if (!set) return set.error();
    }
    if (limits.cpu_quota_us > 0) {
        const auto text = fmt::format("{} {}", limits.cpu_quota_us, limits.cpu_period_us);
        if (auto set = write_file(group + "/cpu.max", text); !set) return set.error();
    }
    return pass_on(group);
}

Result<void> CgroupTree::make_unit(
    const Layout& layout, const std::string& name, const Limits& limits
) const {
    const std::string path = paths_.units + "/" + slice_of(name);
    const std::string unfinished = path + ".new";
    if (auto written = write_file(unfinished, unit_text(layout, limits)); !written) {
        return written.error();
    }
    if (std::rename(unfinished.c_str(), path.c_str()) != 0) return failed("cannot make", path);
    return {};
}

Result<void> CgroupTree::remove(const Layout& layout, const std::string& name) const {
    if (layout.systemd) {
        const std::string path = paths_.units + "/" + slice_of(name);
        if (unlink(path.c_str()) == 0 || errno == ENOENT) return {};
        return failed("cannot remove", path);
    }
    if (layout.version == 2) {
        return remove_directory(fmt::format("{}/{}/{}", paths_.hierarchies, kParent, name));
    }
    // The runtime makes the parent in every hierarchy that it uses, not only where the limits are.
    Result<void> result;
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::directory_iterator(paths_.hierarchies, unreadable)) {
        auto removed =
            remove_directory(fmt::format("{}/{}/{}", entry.path().string(), kParent, name));
        if (!removed && result) result = removed;
    }
    return result;
}

}  // namespace gantry::cgroup
