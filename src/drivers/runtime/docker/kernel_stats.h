#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/loop.h"
#include "drivers/cgroup/container_stats.h"
#include "drivers/runtime/docker/loop_link.h"
#include "drivers/runtime/docker/stats_document.h"

namespace gantry {
class ThreadLoop;
}

namespace gantry::runtime {

/// Containers' statistics from the kernel's files, which are read on a thread of their own: some
/// make their reader wait while the kernel sums up.
///
/// Part of DockerRuntime, on its loop: called there, answers there. What is under way when it is
/// destroyed is not answered.
class KernelStats {
  public:
    /// A container as the daemon says it is.
    struct Subject {
        cgroup::ContainerProcess process;
        std::string name;
    };
    /// Asks the daemon of a container. Errors: as the daemon's; any where it does not run.
    using Find = std::function<void(const std::string& id, std::function<void(Result<Subject>)>)>;

    /// @param patience how long a reading may take
    KernelStats(
        Loop& loop,
        std::shared_ptr<LoopLink> link,
        std::shared_ptr<const cgroup::KernelFiles> files,
        Duration patience,
        Find find
    );
    ~KernelStats();
    KernelStats(const KernelStats&) = delete;
    KernelStats& operator=(const KernelStats&) = delete;

    template <class T>
    using Done = std::function<void(Result<T>)>;

    /// Errors: any, where the kernel's files do not tell; the daemon is to be asked. So it is for a
    /// minute before it is tried again.
    void usage(const std::string& id, Done<ContainerUsage> done);
    /// With the newest reading that is a second old as the one before it; if there is none it takes
    /// a second to have one. Errors: the same.
    void document(const std::string& id, Done<std::string> json);

  private:
    struct Known {
        std::optional<Subject> subject;
        std::optional<MonoTime> not_before;  ///< it could not be read: when to try again
        MonoTime used_at;
        std::optional<CpuBefore> newer;
        std::optional<CpuBefore> older;
    };
    struct Found {
        cgroup::Reading reading;
        Subject subject;
    };

    void read(const std::string& id, Done<Found> done);
    void find_and_read(const std::string& id, Done<Found> done);
    void read_files(const std::string& id, const Subject& subject, Done<Found> done);
    /// One that nobody waits for any more is dropped.
    void on_read(std::uint64_t number, Result<cgroup::Reading> reading);
    Known& know(const std::string& id);
    [[nodiscard]] std::optional<CpuBefore> before(const std::string& id, std::int64_t time_ns)
        const;
    void keep(Known& known, const cgroup::Reading& reading);
    void refuse(const std::string& id, const Error& why);

    Loop& loop_;
    std::shared_ptr<LoopLink> link_;
    Duration patience_;
    Find find_;
    std::shared_ptr<cgroup::StatsReader> reader_;  ///< of the worker
    std::map<std::string, Known> known_;           ///< by the id asked for
    struct UnderWay {
        Done<cgroup::Reading> done;
        TimerId timer;  ///< until when it is waited for
    };
    std::map<std::uint64_t, UnderWay> under_way_;
    std::uint64_t next_reading_ = 1;
    std::set<TimerId> timers_;
    bool told_ = false;
    std::unique_ptr<ThreadLoop> worker_;  ///< from the first reading on
};

}  // namespace gantry::runtime
