#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/manual_loop.h"
#include "base/random.h"
#include "services/logs/engine/memory_engine.h"

namespace gantry::sim {

/// The disk that a simulated machine keeps log events on: it outlives the processes that write to
/// it. What is written waits for its turn, is taken whole or not at all, in order, and is answered
/// once it is taken. A process that dies leaves the first so many of its waiting writes behind, as
/// a log of changes that was cut somewhere does. On the world's thread only; the world outlives it.
class LogDisk {
  public:
    LogDisk(ManualLoop& world, Random random) : world_(world), random_(random), store_(world) {}

    /// For a process that starts; no other has it then. Reads work on the process's loop.
    std::unique_ptr<logs::Engine> open(Loop& process);
    /// The process is gone, and its engine with it.
    void crash();

    /// A write or read takes this long at most.
    void set_latency(Duration most) { latency_ = most; }
    /// Chance that a write or a read fails; of those writes, half were taken all the same. Removals
    /// fail oftener: nobody waits for them, and a start has to find what they left.
    void set_failing(double chance) { failing_ = chance; }
    static constexpr Duration kLatency{6};

    /// Which streams there is something of, by group.
    [[nodiscard]] std::map<std::string, std::set<std::string>> streams() const {
        return store_.streams();
    }

  private:
    class OpenDisk;
    using Done = std::function<void(Result<void>)>;
    /// A write that waits.
    struct Write {
        std::function<void(Done done)> take;
        Done done;
        bool may_fail = true;
        bool removes = false;
    };

    void write(Write write);
    void take_first();
    [[nodiscard]] Duration some_latency() { return Duration{random_.between(1, latency_.count())}; }
    [[nodiscard]] bool fails() { return random_.chance(failing_); }
    [[nodiscard]] bool fails(const Write& write);

    ManualLoop& world_;
    Random random_;
    logs::MemoryEngine store_;
    Duration latency_{kLatency};
    double failing_ = 0.0;
    std::deque<Write> waiting_;
    MonoTime last_due_{};
    std::uint64_t process_ = 0;  ///< which one; timers of those before it do nothing
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::sim
