#include "drivers/storage/storage_worker.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>

#include "base/log.h"
#include "base/time.h"
#include "drivers/network/descriptor.h"
#include "drivers/storage/storage_files.h"

namespace gantry::storage {
namespace {

using network::Descriptor;

constexpr mode_t kOpen = 0755;  ///< as the root of a new file system
constexpr Duration kMakeLimit = minutes{3};
constexpr Duration kMountLimit = Seconds{30};
constexpr std::array<std::string_view, 3> kFileSystems = {"ext4", "xfs", "ext3"};
constexpr const char* kKept = "kept";

std::string system_words() {
    return std::generic_category().message(errno);
}

bool is_name(const std::string& id) {
    return is_word(id) && id != kKept;
}

std::vector<std::string> making_words(const std::string& file_system, const std::string& file) {
    if (file_system == "xfs") return {"mkfs.xfs", "-q", "-f", file};
    return {"mkfs." + file_system, "-q", "-F", "-m", "0", file};
}

bool may_administrate() {
    constexpr unsigned kSysAdmin = 21;  // CAP_SYS_ADMIN
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word != "CapEff:") continue;
        status >> word;
        return ((std::stoull(word, nullptr, 16) >> kSysAdmin) & 1U) != 0;
    }
    return false;
}

bool is_program(const std::string& name) {
    return std::ranges::any_of(
        std::array{"/usr/sbin/", "/sbin/", "/usr/bin/", "/usr/local/sbin/"},
        [&](const char* folder) { return ::access((folder + name).c_str(), X_OK) == 0; }
    );
}

}  // namespace

StorageAbilities find_abilities() {
    StorageAbilities able;
    if (!may_administrate()) {
        able.why_not = "it takes root (CAP_SYS_ADMIN) to mount a disk";
        return able;
    }
    if (::access("/dev/loop-control", R_OK | W_OK) != 0) {
        able.why_not = "this machine has no loop devices (/dev/loop-control)";
        return able;
    }
    for (const std::string_view name : kFileSystems) {
        if (is_program("mkfs." + std::string(name))) able.file_systems.emplace_back(name);
    }
    able.mounts = !able.file_systems.empty();
    if (!able.mounts) {
        able.why_not = "no program that makes file systems (packages e2fsprogs, xfsprogs)";
    }
    return able;
}

Result<void> StorageWorker::attach(const Mount& mount) const {
    if (const auto* disk = std::get_if<Disk>(&mount.what)) return attach_disk(mount.id, *disk);
    return attach_directory(mount.id, std::get<Directory>(mount.what));
}

Result<void> StorageWorker::make_mount_point(const std::string& id) const {
    if (!is_name(id)) return invalid_argument("'" + id + "' is no name of a mount");
    if (auto made = make_path(place_, kPrivate); !made) return made;
    return make_directory(at(id), kOpen);
}

Result<void> StorageWorker::make_image(const std::string& id, const Disk& disk) const {
    const std::string image = at(id) + ".img";
    if (exists(image)) return {};
    const std::string fresh = at(id) + ".new";
    if (std::ranges::find(kFileSystems, disk.file_system) == kFileSystems.end()) {
        return invalid_argument("there are no disks with file system '" + disk.file_system + "'");
    }
    auto made = disk.snapshot.empty() ? make_empty(fresh, disk) : restore(fresh, disk);
    if (!made) {
        ::unlink(fresh.c_str());
        return made;
    }
    if (::rename(fresh.c_str(), image.c_str()) != 0) return system_failure(image);
    return {};
}

Result<void> StorageWorker::make_empty(const std::string& fresh, const Disk& disk) const {
    if (!is_program("mkfs." + disk.file_system)) {
        return invalid_argument(
            "this machine has no mkfs." + disk.file_system + " (package " +
            (disk.file_system == "xfs" ? "xfsprogs" : "e2fsprogs") + ")"
        );
    }
    ::unlink(fresh.c_str());
    {
        const Descriptor file(
            ::open(fresh.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600)
        );
        if (!file) return system_failure(fresh);
        if (::ftruncate(file.get(), disk.size_bytes) != 0) return system_failure(fresh);
    }
    return run_tool(making_words(disk.file_system, fresh), kMakeLimit);
}

/// A disk of a snapshot has the same identifier as the one that it was made of, which XFS would
/// not have beside it.
Result<void> StorageWorker::attach_disk(const std::string& id, const Disk& disk) const {
    if (auto made = make_mount_point(id); !made) return made;
    if (is_mount(at(id))) {
        thaw(at(id));  // a process may have ended while it made a snapshot
    } else {
        if (auto made = make_image(id, disk); !made) return made;
        const std::string options = disk.file_system == "xfs" ? "loop,nouuid" : "loop";
        const std::vector<std::string> words = {
            "mount", "-t", disk.file_system, "-o", options, at(id) + ".img", at(id)
        };
        if (auto mounted = run_tool(words, kMountLimit); !mounted) return mounted;
    }
    if (!disk.snapshot.empty() && disk.file_system == "xfs") {
        if (auto grown = grow_mounted(at(id)); !grown) return grown;
    }
    for (const std::string& name : disk.directories) {
        if (!is_word(name)) return invalid_argument("'" + name + "' is no name of a directory");
        if (auto made = make_directory(at(id) + "/" + name, kOpen); !made) return made;
    }
    return {};
}

/// What is mounted is what was opened, so that no link that somebody makes meanwhile leads
/// elsewhere. What is mounted already is good, whatever has become of its root: a task runs on it.
Result<void> StorageWorker::attach_directory(const std::string& id, const Directory& from) const {
    if (!from.below.empty() && is_name(id) && is_mount(at(id))) return {};
    if (from.make_root) {
        if (auto made = make_path(from.root, kOpen); !made) return made;
    }
    const Descriptor root(::open(from.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root) return not_found(from.root + ": " + system_words());
    if (from.below.empty()) return {};
    if (auto made = make_mount_point(id); !made) return made;
    open_how how{};
    how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const std::string steps = from.below.substr(from.below.find_first_not_of('/'));
    const Descriptor inner(
        static_cast<int>(::syscall(SYS_openat2, root.get(), steps.c_str(), &how, sizeof how))
    );
    if (!inner) {
        const bool leads_out = errno == EXDEV;
        const std::string words = from.root + from.below + ": " + system_words();
        ::rmdir(at(id).c_str());
        if (leads_out) return invalid_argument(from.below + " leads out of the file system");
        return not_found(words);
    }
    const std::string opened = "/proc/self/fd/" + std::to_string(inner.get());
    if (::mount(opened.c_str(), at(id).c_str(), nullptr, MS_BIND, nullptr) != 0) {
        return system_failure("mounting " + from.root + from.below);
    }
    return {};
}

std::string StorageWorker::kept(const std::string& id) const {
    return place_ + "/" + kKept + "/" + id + ".img";
}

Result<void> StorageWorker::remove_kept(const std::string& id) const {
    if (!is_name(id)) return invalid_argument("'" + id + "' is no name of a disk");
    if (is_mount(at(id)) || exists(at(id) + ".img")) return unavailable("the disk is in use");
    return remove_file(kept(id));
}

Result<void> StorageWorker::detach(const std::string& id, Removal removal, bool force) const {
    if (!is_name(id)) return invalid_argument("'" + id + "' is no name of a mount");
    const std::string path = at(id);
    if (exists(path + ".img") && is_mount(path)) thaw(path);
    while (is_mount(path)) {
        if (::umount2(path.c_str(), UMOUNT_NOFOLLOW | (force ? MNT_DETACH : 0)) != 0) {
            return system_failure("unmounting " + path);
        }
    }
    if (::rmdir(path.c_str()) != 0 && errno != ENOENT) return system_failure(path);
    const std::string image = path + ".img";
    if (removal == Removal::Keep && exists(image)) {
        const std::string there = kept(id);
        if (auto made = make_directory(place_ + "/" + kKept, kPrivate); !made) return made;
        if (::rename(image.c_str(), there.c_str()) != 0) return system_failure(there);
        log_info("disk_kept", {{"id", id}, {"file", there}});
    }
    if (auto gone = remove_file(image); !gone) return gone;
    return remove_file(path + ".new");
}

Result<std::vector<std::string>> StorageWorker::list() const {
    DIR* folder = ::opendir(place_.c_str());
    if (folder == nullptr) {
        if (errno == ENOENT) return std::vector<std::string>{};
        return system_failure(place_);
    }
    std::set<std::string> ids;
    while (const dirent* entry = ::readdir(folder)) {
        std::string name = entry->d_name;
        name = name.substr(0, name.find('.'));
        if (is_name(name)) ids.insert(std::move(name));
    }
    ::closedir(folder);
    return std::vector<std::string>(ids.begin(), ids.end());
}

}  // namespace gantry::storage
