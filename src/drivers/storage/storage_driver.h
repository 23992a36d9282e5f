#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

/// What tasks have mounted from their machine: disks that are made for them, and directories of
/// file systems that outlive them.
namespace gantry::storage {

/// A file system of its own, of a fixed size.
struct Disk {
    std::int64_t size_bytes = 0;
    std::string file_system;               ///< "xfs", "ext4", "ext3"
    std::vector<std::string> directories;  ///< made in it, each a single step: "scratch"
    /// Begins as a copy of this snapshot, which has the same file system and is not larger; empty:
    /// with nothing in it.
    std::string snapshot;

    friend bool operator==(const Disk&, const Disk&) = default;
};

/// A directory of a file system that is there already.
struct Directory {
    std::string root;        ///< of the file system, from the root of the machine
    bool make_root = false;  ///< made when it is missing
    /// "/a/b": steps in it, which lead nowhere else, whatever links are on the way. Empty: the root
    /// itself, which needs no mount.
    std::string below;

    friend bool operator==(const Directory&, const Directory&) = default;
};

/// Ids of directories begin with it, and no others: what has to do with one waits for its file
/// system, which may be another machine's.
inline constexpr std::string_view kDirectoryId = "efs-";

/// Something that is mounted below StorageDriver::place(), under its id.
struct Mount {
    std::string id;  ///< letters, digits, '-', '_'; nobody else's on this machine. See kDirectoryId
    std::variant<Disk, Directory> what;

    friend bool operator==(const Mount&, const Mount&) = default;
};

enum class Removal : std::uint8_t {
    Delete,  ///< a disk's content is gone
    Keep,    ///< a disk's content stays, in a file that the driver names in its log
};

/// What the machine can do, found out once.
struct StorageAbilities {
    bool mounts = false;                    ///< disks, and directories below a root
    std::string why_not;                    ///< for people: what is missing and how to come by it
    std::vector<std::string> file_systems;  ///< that disks can have
    /// Names the place where its snapshots are, which other machines may share; empty: it makes
    /// none. Letters, digits and '-'.
    std::string snapshots;
};

/// Mounts what tasks ask for: on a Linux machine, or a fake.
///
/// Every operation answers exactly once, on the loop that the driver was made with, never within
/// the call. All are repeatable: what is there already is success, and so is removing what is not.
/// What was mounted outlives the process; the next finds it under its id. While a file system does
/// not answer, nothing is waiting for it but what has to do with directories.
class StorageDriver {
  public:
    virtual ~StorageDriver() = default;

    template <class T>
    using Done = std::function<void(Result<T>)>;

    [[nodiscard]] virtual const StorageAbilities& abilities() const = 0;

    /// From the root of the machine: a mount's content is at "<place>/<id>".
    [[nodiscard]] virtual const std::string& place() const = 0;

    /// Errors: NotFound for a directory that is not there, InvalidArgument for one that leads out
    /// of its root and for a file system that this machine does not make, Unavailable with the
    /// system's words.
    virtual void attach(const Mount& mount, Done<void> done) = 0;

    /// @param force also while something still has it open, which may then go on with it
    /// Errors: Unavailable while something has it open, or with the system's words.
    virtual void detach(const std::string& id, Removal removal, bool force, Done<void> done) = 0;

    /// Copies a disk, in use or kept, as it is at one moment: whoever writes to it waits meanwhile.
    /// What it answered for is on the machine's own disk, and stays as it is.
    /// Errors: NotFound for a disk that is not there, InvalidArgument, Unavailable with the
    /// system's words.
    virtual void make_snapshot(
        const std::string& disk_id, const std::string& snapshot_id, Done<void> done
    ) = 0;
    virtual void remove_snapshot(const std::string& id, Done<void> done) = 0;
    /// What Removal::Keep kept. Errors: Unavailable for a disk in use, or with the system's words.
    virtual void remove_kept(const std::string& id, Done<void> done) = 0;
};

}  // namespace gantry::storage
