#include "store/fault_vfs.h"

#include <sqlite3.h>

#include "base/assert.h"

namespace gantry::store {

namespace {

FaultVfs* current = nullptr;
sqlite3_vfs* real_vfs = nullptr;

/// What SQLite allocates for a file of ours; the machine's own file follows it in memory.
struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real;
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (const int code = current->step(SQLITE_IOERR_WRITE); code != SQLITE_OK) {
        real(file)->pMethods->xWrite(real(file), data, size / 2, offset);
        return code;
    }
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
}

int sync(sqlite3_file* file, int flags) {
    if (const int code = current->sync_step(SQLITE_IOERR_FSYNC); code != SQLITE_OK) return code;
    return current->synced(real(file)->pMethods->xSync(real(file), flags));
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = current->step(SQLITE_IOERR_TRUNCATE); code != SQLITE_OK) return code;
    return real(file)->pMethods->xTruncate(real(file), size);
}

int lock(sqlite3_file* file, int level) {
    if (current->refuses_locks() && level == SQLITE_LOCK_EXCLUSIVE) return SQLITE_IOERR_LOCK;
    return real(file)->pMethods->xLock(real(file), level);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    constexpr int kExclusive = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
    if (current->refuses_locks() && (flags & kExclusive) == kExclusive) return SQLITE_IOERR_SHMLOCK;
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

template <auto Method>
struct PassOn;

/// Forwards one method unchanged.
template <class... Args, int (*sqlite3_io_methods::*Method)(sqlite3_file*, Args...)>
struct PassOn<Method> {
    static int call(sqlite3_file* file, Args... args) {
        return (real(file)->pMethods->*Method)(real(file), args...);
    }
};

void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

const sqlite3_io_methods kMethods = [] {
    using Io = sqlite3_io_methods;
    Io methods{};
    methods.iVersion = 2;
    methods.xClose = PassOn<&Io::xClose>::call;
    methods.xRead = PassOn<&Io::xRead>::call;
    methods.xWrite = write;
    methods.xTruncate = truncate;
    methods.xSync = sync;
    methods.xFileSize = PassOn<&Io::xFileSize>::call;
    methods.xLock = lock;
    methods.xUnlock = PassOn<&Io::xUnlock>::call;
    methods.xCheckReservedLock = PassOn<&Io::xCheckReservedLock>::call;
    methods.xFileControl = PassOn<&Io::xFileControl>::call;
    methods.xSectorSize = PassOn<&Io::xSectorSize>::call;
    methods.xDeviceCharacteristics = PassOn<&Io::xDeviceCharacteristics>::call;
    methods.xShmMap = PassOn<&Io::xShmMap>::call;
    methods.xShmLock = shm_lock;
    methods.xShmBarrier = shm_barrier;
    methods.xShmUnmap = PassOn<&Io::xShmUnmap>::call;
    return methods;
}();

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
    auto* const ours = reinterpret_cast<File*>(file);
    ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
    const int code = real_vfs->xOpen(real_vfs, name, ours->real, flags, out_flags);
    ours->base.pMethods = ours->real->pMethods != nullptr ? &kMethods : nullptr;
    return code;
}

sqlite3_vfs fault_vfs{};

}  // namespace

FaultVfs::FaultVfs() {
    GANTRY_ASSERT(current == nullptr);
    current = this;
    real_vfs = sqlite3_vfs_find(nullptr);
    fault_vfs = *real_vfs;  // all but opening files goes to the machine's own
    fault_vfs.zName = "gantry-fault";
    fault_vfs.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
    fault_vfs.xOpen = open_file;
    GANTRY_ASSERT(sqlite3_vfs_register(&fault_vfs, 0) == SQLITE_OK);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&fault_vfs);
    current = nullptr;
}

void FaultVfs::arm(int steps, Fault fault, bool for_good) {
    hit_ = false;
    fault_ = fault;
    for_good_ = for_good;
    left_ = steps;
}

bool FaultVfs::disarm() {
    left_ = -1;
    fail_sync_ = false;
    return hit_;
}

int FaultVfs::step(int io_error) {
    if (left_ < 0) return SQLITE_OK;
    if (left_ > 0) {
        --left_;
        return SQLITE_OK;
    }
    hit_ = true;
    if (!for_good_) left_ = -1;
    return fault_ == Fault::DiskFull ? SQLITE_FULL : io_error;
}

int FaultVfs::sync_step(int io_error) {
    ++syncs_;
    return step(io_error);
}

void FaultVfs::fail_next_sync(bool then_refuse_locks) {
    hit_ = false;
    refuse_locks_after_ = then_refuse_locks;
    fail_sync_ = true;
}

int FaultVfs::synced(int code) {
    if (!fail_sync_.exchange(false)) return code;
    hit_ = true;
    if (refuse_locks_after_) refuse_locks_ = true;
    return SQLITE_IOERR_FSYNC;
}

}  // namespace gantry::store
