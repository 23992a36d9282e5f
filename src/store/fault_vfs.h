#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace gantry::store {

/// The machine's files, seen by SQLite through a layer that breaks on demand: for tests.
///
/// Writes, syncs and truncations count as steps. A fault hits a chosen step; a write that fails has
/// done half of its work. One object in a process at a time, no database open when it goes.
class FaultVfs {
  public:
    enum class Fault : std::uint8_t { IoError, DiskFull };

    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    [[nodiscard]] static std::string name() { return "gantry-fault"; }

    /// Lets `steps` steps pass and fails the one after them; with `for_good`, all that follow too.
    void arm(int steps, Fault fault, bool for_good = false);
    /// @return whether a fault has hit since arm() or fail_next_sync()
    bool disarm();

    /// The next sync does its work and then says that it failed; locks may be refused from then on.
    void fail_next_sync(bool then_refuse_locks = false);

    /// Refuses the locks that writers need, and those of who closes or mends a file: a connection
    /// then leaves its write-ahead log behind, as when its process dies.
    void refuse_locks(bool refuse) { refuse_locks_ = refuse; }
    [[nodiscard]] bool refuses_locks() const { return refuse_locks_; }

    [[nodiscard]] int syncs() const { return syncs_; }

    /// For the layer's own functions: the code to fail with, or 0.
    int step(int io_error);
    int sync_step(int io_error);
    int synced(int code);

  private:
    std::atomic<int> left_ = -1;  ///< steps before the fault; -1: none is armed
    std::atomic<bool> for_good_ = false;
    std::atomic<bool> hit_ = false;
    std::atomic<Fault> fault_ = Fault::IoError;
    std::atomic<int> syncs_ = 0;
    std::atomic<bool> fail_sync_ = false;
    std::atomic<bool> refuse_locks_ = false;
    std::atomic<bool> refuse_locks_after_ = false;
};

}  // namespace gantry::store
