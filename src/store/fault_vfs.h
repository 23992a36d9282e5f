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
    /// @return whether a fault has hit since arm()
    bool disarm();

    [[nodiscard]] int syncs() const { return syncs_; }

    /// For the layer's own functions: the code to fail with, or 0.
    int step(int io_error);
    int sync_step(int io_error);

  private:
    std::atomic<int> left_ = -1;  ///< steps before the fault; -1: none is armed
    std::atomic<bool> for_good_ = false;
    std::atomic<bool> hit_ = false;
    std::atomic<Fault> fault_ = Fault::IoError;
    std::atomic<int> syncs_ = 0;
};

}  // namespace gantry::store
