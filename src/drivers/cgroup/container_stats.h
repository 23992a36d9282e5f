#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/cgroup/container_cgroup.h"
#include "drivers/cgroup/kernel_files.h"
#include "drivers/cgroup/kernel_text.h"

namespace gantry::cgroup {

/// A container as its runtime knows it.
struct ContainerProcess {
    std::string container_id;  ///< whole
    std::int64_t pid = 0;      ///< of its first process, as this machine counts
    enum class Network : std::uint8_t {
        Own,
        Machine,  ///< the machine's interfaces, which are not told of
        Joined,   ///< that of another container, or of none: see whose
    };
    Network network = Network::Own;
};

struct CpuReading {
    std::uint64_t total_ns = 0;
    std::uint64_t kernel_ns = 0;
    std::uint64_t user_ns = 0;
    std::vector<std::uint64_t> per_cpu_ns;  ///< version 1 only
    std::uint64_t periods = 0;              ///< of its quota, while it had something to do
    std::uint64_t throttled_periods = 0;
    std::uint64_t throttled_ns = 0;
    MachineCpu machine;
};

struct MemoryReading {
    std::uint64_t usage = 0;      ///< bytes, with the page cache
    std::uint64_t max_usage = 0;  ///< version 1 only
    std::uint64_t failures = 0;   ///< times that the limit was hit
    std::uint64_t limit = 0;      ///< the machine's memory, where it has none below that
    Counters counters;            ///< memory.stat, whole
};

/// One reading of all that the kernel counts of a container.
struct Reading {
    int version = 1;           ///< of the cgroups: some counters are of one alone
    std::int64_t time_ns = 0;  ///< since 1970; whoever asked says it
    std::uint64_t processes = 0;
    /// No limit is 0 in version 1, the largest number in version 2, as Docker has it.
    std::uint64_t processes_limit = 0;
    CpuReading cpu;
    MemoryReading memory;
    /// Version 1: by file, without "blkio." and what came before CFQ's names ("throttle.");
    /// version 2: "io_service_bytes_recursive" alone.
    std::map<std::string, std::vector<IoEntry>> io;
    Interfaces interfaces;  ///< those that a runtime gives: eth0, eth1
};

/// Reads containers' statistics from the kernel. One thread.
///
/// The process says in which cgroup it is, and the cgroup's name is the container's id: a number
/// that another process has meanwhile, here or on the daemon's machine, is noticed.
class StatsReader {
  public:
    explicit StatsReader(std::shared_ptr<const KernelFiles> files) : files_(std::move(files)) {}

    /// Errors: those of KernelFiles and find_cgroup; Unavailable where a file is not as the kernel
    /// writes it. Nothing is guessed: pids, blkio and throttling alone may be absent, and are zero.
    [[nodiscard]] Result<Reading> read(const ContainerProcess& process);

  private:
    [[nodiscard]] Result<ContainerCgroup> find(const ContainerProcess& process);
    [[nodiscard]] Result<Interfaces> read_interfaces(const ContainerProcess& process) const;
    [[nodiscard]] Result<std::uint64_t> machine_memory();

    std::shared_ptr<const KernelFiles> files_;
    std::vector<Hierarchy> hierarchies_;  ///< as last read
    std::uint64_t machine_memory_ = 0;    ///< 0: not read yet
};

}  // namespace gantry::cgroup
