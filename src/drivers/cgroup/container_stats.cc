#include "drivers/cgroup/container_stats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace gantry::cgroup {

namespace {

constexpr std::uint64_t kMicrosecondNs = 1'000;
constexpr const char* kIoBytes = "io_service_bytes_recursive";

/// Reads files of one reading; the first error stays, and what follows it is not read.
class Files {
  public:
    Files(const KernelFiles& files, const ContainerCgroup& cgroup)
        : files_(files), cgroup_(cgroup) {}

    enum class Absent : std::uint8_t { Fails, IsEmpty };

    /// A file of the cgroup; empty where the whole controller is not there.
    template <class T>
    T read(
        std::string_view controller,
        std::string_view file,
        Result<T> (*parse)(std::string_view),
        Absent absent = Absent::Fails
    ) {
        const std::string directory = cgroup_.directory(controller);
        if (directory.empty() || !outcome_) return T{};
        return take(files_.read(fmt::format("{}/{}", directory, file)), parse, absent);
    }
    template <class T>
    T read_of_machine(const std::string& path, Result<T> (*parse)(std::string_view)) {
        if (!outcome_) return T{};
        return take(files_.read(path), parse, Absent::Fails);
    }
    /// A counter of time that must be there, in nanoseconds.
    std::uint64_t time_at(const Counters& counters, std::string_view name, std::uint64_t unit_ns) {
        const auto found = counters.find(name);
        const bool known = found != counters.end() &&
                           found->second <= std::numeric_limits<std::uint64_t>::max() / unit_ns;
        if (known) return found->second * unit_ns;
        if (outcome_) outcome_ = unavailable(fmt::format("the kernel gives no {}", name));
        return 0;
    }

    [[nodiscard]] const Result<void>& outcome() const { return outcome_; }

  private:
    template <class T>
    T take(const Result<std::string>& text, Result<T> (*parse)(std::string_view), Absent absent) {
        if (!text) {
            const bool is_absent = text.error().kind == ErrorKind::NotFound;
            if (!is_absent || absent == Absent::Fails) outcome_ = text.error();
            return T{};
        }
        Result<T> value = parse(*text);
        if (value) return *std::move(value);
        outcome_ = value.error();
        return T{};
    }

    const KernelFiles& files_;
    const ContainerCgroup& cgroup_;
    Result<void> outcome_;
};

constexpr Files::Absent kIfThere = Files::Absent::IsEmpty;

std::uint64_t counter(const Counters& counters, std::string_view name) {
    const auto found = counters.find(name);
    return found == counters.end() ? 0 : found->second;
}

std::uint64_t no_limit_as_zero(std::uint64_t limit) {
    return limit == std::numeric_limits<std::uint64_t>::max() ? 0 : limit;
}

// ---- Version 1 -------------------------------------------------------------------------------

/// Schedulers that counted for themselves did so under these names; else what was throttled, or
/// might have been, is counted.
void read_blkio(Files& files, Reading& reading) {
    constexpr std::array<const char*, 7> kOthers = {
        "io_serviced_recursive",
        "io_queued_recursive",
        "io_service_time_recursive",
        "io_wait_time_recursive",
        "io_merged_recursive",
        "time_recursive",
        "sectors_recursive",
    };
    const auto entries = [&](std::string_view name) {
        const std::string file = fmt::format("blkio.{}", name);
        return files.read("blkio", file, parse_blkio, kIfThere);
    };
    reading.io[kIoBytes] = entries(kIoBytes);
    if (!reading.io[kIoBytes].empty()) {
        for (const char* name : kOthers) reading.io[name] = entries(name);
        return;
    }
    reading.io[kIoBytes] = entries("throttle.io_service_bytes");
    reading.io["io_serviced_recursive"] = entries("throttle.io_serviced");
}

void read_v1(Files& files, Reading& reading) {
    CpuReading& cpu = reading.cpu;
    cpu.total_ns = files.read("cpuacct", "cpuacct.usage", parse_number);
    cpu.per_cpu_ns = files.read("cpuacct", "cpuacct.usage_percpu", parse_numbers);
    const Counters modes = files.read("cpuacct", "cpuacct.stat", parse_counters);
    cpu.user_ns = files.time_at(modes, "user", kTickNs);
    cpu.kernel_ns = files.time_at(modes, "system", kTickNs);
    const Counters throttling = files.read("cpu", "cpu.stat", parse_counters, kIfThere);
    cpu.periods = counter(throttling, "nr_periods");
    cpu.throttled_periods = counter(throttling, "nr_throttled");
    cpu.throttled_ns = counter(throttling, "throttled_time");

    MemoryReading& memory = reading.memory;
    memory.usage = files.read("memory", "memory.usage_in_bytes", parse_number);
    memory.max_usage = files.read("memory", "memory.max_usage_in_bytes", parse_number);
    memory.failures = files.read("memory", "memory.failcnt", parse_number);
    memory.limit = files.read("memory", "memory.limit_in_bytes", parse_number);
    memory.counters = files.read("memory", "memory.stat", parse_counters);

    reading.processes = files.read("pids", "pids.current", parse_number, kIfThere);
    reading.processes_limit =
        no_limit_as_zero(files.read("pids", "pids.max", parse_number, kIfThere));
    read_blkio(files, reading);
}

// ---- Version 2 -------------------------------------------------------------------------------

void read_v2(Files& files, Reading& reading) {
    CpuReading& cpu = reading.cpu;
    const Counters times = files.read("", "cpu.stat", parse_counters);
    cpu.total_ns = files.time_at(times, "usage_usec", kMicrosecondNs);
    cpu.user_ns = files.time_at(times, "user_usec", kMicrosecondNs);
    cpu.kernel_ns = files.time_at(times, "system_usec", kMicrosecondNs);
    cpu.periods = counter(times, "nr_periods");
    cpu.throttled_periods = counter(times, "nr_throttled");
    cpu.throttled_ns = counter(times, "throttled_usec") * kMicrosecondNs;

    MemoryReading& memory = reading.memory;
    memory.usage = files.read("", "memory.current", parse_number);
    memory.limit = files.read("", "memory.max", parse_number);
    memory.counters = files.read("", "memory.stat", parse_counters);
    memory.failures = counter(files.read("", "memory.events", parse_counters, kIfThere), "oom");

    reading.processes = files.read("", "pids.current", parse_number, kIfThere);
    reading.processes_limit = files.read("", "pids.max", parse_number, kIfThere);
    reading.io[kIoBytes] = files.read("", "io.stat", parse_io, kIfThere);
}

}  // namespace

Result<Reading> StatsReader::read(const ContainerProcess& process) {
    // First what hangs on the number of the process, then the proof that it was the container's.
    auto interfaces = read_interfaces(process);
    if (!interfaces) return interfaces.error();
    const auto cgroup = find(process);
    if (!cgroup) return cgroup.error();
    Reading reading;
    reading.version = cgroup->version;
    reading.interfaces = *std::move(interfaces);
    Files files(*files_, *cgroup);
    if (cgroup->version == 2) {
        read_v2(files, reading);
    } else {
        read_v1(files, reading);
    }
    reading.cpu.machine = files.read_of_machine("/proc/stat", parse_machine_cpu);
    if (!files.outcome()) return files.outcome().error();
    const auto machine = machine_memory();
    if (!machine) return machine.error();
    reading.memory.limit = std::min(reading.memory.limit, *machine);
    return reading;
}

Result<ContainerCgroup> StatsReader::find(const ContainerProcess& process) {
    const auto membership = files_->read(fmt::format("/proc/{}/cgroup", process.pid));
    if (!membership) return membership.error();
    auto cgroup = find_cgroup(*membership, hierarchies_, process.container_id);
    if (cgroup || cgroup.error().kind == ErrorKind::NotFound) return cgroup;
    // Mounts are many on a machine with many containers, and those of cgroups stay as they are.
    const auto mounts = files_->read("/proc/self/mountinfo");
    if (!mounts) return mounts.error();
    hierarchies_ = parse_hierarchies(*mounts);
    return find_cgroup(*membership, hierarchies_, process.container_id);
}

Result<Interfaces> StatsReader::read_interfaces(const ContainerProcess& process) const {
    using Network = ContainerProcess::Network;
    if (process.network == Network::Machine) return Interfaces{};
    const std::string of_process = fmt::format("/proc/{}", process.pid);
    if (process.network == Network::Joined) {
        const auto joined = files_->link(of_process + "/ns/net");
        if (!joined) return joined.error();
        for (const char* machine : {"/proc/1/ns/net", "/proc/self/ns/net"}) {
            const auto its = files_->link(machine);
            if (its && *its == *joined) return Interfaces{};
        }
    }
    const auto text = files_->read(of_process + "/net/dev");
    if (!text) return text.error();
    auto interfaces = parse_interfaces(*text);
    // Others are the loopback, the kernel's own tunnels, and what a container made for itself.
    if (interfaces) {
        std::erase_if(*interfaces, [](const auto& one) { return !one.first.starts_with("eth"); });
    }
    return interfaces;
}

Result<std::uint64_t> StatsReader::machine_memory() {
    if (machine_memory_ > 0) return machine_memory_;
    const auto text = files_->read("/proc/meminfo");
    if (!text) return text.error();
    const auto memory = parse_machine_memory(*text);
    if (memory) machine_memory_ = *memory;
    return memory;
}

}  // namespace gantry::cgroup
