// What the storage worker does with snapshots of disks.
#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "base/random.h"
#include "drivers/network/descriptor.h"
#include "drivers/storage/storage_files.h"
#include "drivers/storage/storage_worker.h"

namespace gantry::storage {
namespace {

/// How long a task may be kept from writing.
constexpr Duration kStillLimit = minutes{10};
constexpr Duration kCopyLimit = hours{2};

bool fits(const std::string& image, const std::string& file_system) {
    const std::string kind = kind_of_image(image);
    return !kind.empty() && file_system.starts_with(kind);
}

}  // namespace

std::string StorageWorker::snapshot(const std::string& id) const {
    return snapshots_ + "/" + id + ".img";
}

Result<std::string> StorageWorker::name_of_snapshots() const {
    if (auto made = make_path(snapshots_, kPrivate); !made) return made.error();
    const std::string file = snapshots_ + "/store";
    if (!exists(file)) {
        // Whoever is first names it: machines may share the place.
        IdSource ids(Random::from_system());
        const std::string name = ids.uuid();
        const std::string fresh = file + "." + name + ".new";
        {
            const network::Descriptor out(
                ::open(fresh.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)
            );
            const auto size = static_cast<ssize_t>(name.size());
            if (!out || ::write(out.get(), name.data(), name.size()) != size ||
                ::fsync(out.get()) != 0) {
                return system_failure(fresh);
            }
        }
        const bool linked = ::link(fresh.c_str(), file.c_str()) == 0 || errno == EEXIST;
        const Error why = system_failure(file);
        ::unlink(fresh.c_str());
        if (!linked) return why;
    }
    std::string name;
    std::ifstream in(file);
    std::getline(in, name);
    constexpr std::size_t kLongest = 64;
    if (!is_word(name) || name.size() > kLongest) {
        return unavailable(file + " is no name of a place; remove it to have another drawn");
    }
    return name;
}

Result<void> StorageWorker::make_snapshot(const std::string& disk_id, const std::string& id) const {
    if (snapshots_.empty()) return invalid_argument("this machine makes no snapshots");
    if (!is_word(disk_id) || !is_word(id)) {
        return invalid_argument("'" + disk_id + "' or '" + id + "' is no name");
    }
    if (exists(snapshot(id))) return {};
    const std::string in_use = at(disk_id) + ".img";
    const std::string from = exists(in_use) ? in_use : kept(disk_id);
    if (!exists(from)) return not_found("the volume is not on this machine any more");
    if (auto made = make_path(snapshots_, kPrivate); !made) return made;
    const std::string fresh = snapshots_ + "/" + id + ".new";
    {
        std::optional<Stillness> still;
        if (is_mount(at(disk_id))) {
            thaw(at(disk_id));  // of a process that ended meanwhile
            auto held = Stillness::of(at(disk_id));
            if (!held) return held.error();
            still.emplace(std::move(*held));
        }
        if (auto copied = copy_file(from, fresh, still ? kStillLimit : kCopyLimit); !copied) {
            return copied;
        }
    }
    return move_file(fresh, snapshot(id));
}

Result<void> StorageWorker::remove_snapshot(const std::string& id) const {
    if (!is_word(id)) return invalid_argument("'" + id + "' is no name of a snapshot");
    if (auto gone = remove_file(snapshots_ + "/" + id + ".new"); !gone) return gone;
    return remove_file(snapshot(id));
}

Result<void> StorageWorker::restore(const std::string& fresh, const Disk& disk) const {
    if (snapshots_.empty() || !is_word(disk.snapshot)) {
        return invalid_argument("there are no snapshots here");
    }
    const std::string from = snapshot(disk.snapshot);
    if (!exists(from)) return not_found("snapshot " + disk.snapshot + " is not on this machine");
    if (!fits(from, disk.file_system)) {
        return invalid_argument(
            "the file system of snapshot " + disk.snapshot + " is not " + disk.file_system
        );
    }
    if (auto copied = copy_file(from, fresh, kCopyLimit); !copied) return copied;
    const network::Descriptor file(::open(fresh.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!file) return system_failure(fresh);
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (size > disk.size_bytes) {
        return invalid_argument("snapshot " + disk.snapshot + " is larger than the volume");
    }
    if (::ftruncate(file.get(), disk.size_bytes) != 0) return system_failure(fresh);
    // XFS grows while it is mounted, and only then.
    return disk.file_system == "xfs" ? Result<void>{} : grow_image(fresh);
}

void StorageWorker::thaw_all() const {
    const auto ids = list();
    if (!ids) return;
    for (const std::string& id : *ids) {
        if (exists(at(id) + ".img") && is_mount(at(id))) thaw(at(id));
    }
}

}  // namespace gantry::storage
