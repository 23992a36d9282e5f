#include "drivers/runtime/docker/stats_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "base/time.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

/// What Docker tells of memory.stat, by the version of cgroups; what the kernel does not have is
/// zero.
constexpr std::array<std::string_view, 15> kMemoryV1 = {
    "active_anon",
    "active_file",
    "cache",
    "dirty",
    "inactive_anon",
    "inactive_file",
    "mapped_file",
    "pgfault",
    "pgmajfault",
    "pgpgin",
    "pgpgout",
    "rss",
    "rss_huge",
    "unevictable",
    "writeback",
};
constexpr std::array<std::string_view, 2> kMemoryLimitsV1 = {
    "hierarchical_memory_limit", "hierarchical_memsw_limit"
};
constexpr std::array<std::string_view, 31> kMemoryV2 = {
    "active_anon",
    "active_file",
    "anon",
    "anon_thp",
    "file",
    "file_dirty",
    "file_mapped",
    "file_writeback",
    "inactive_anon",
    "inactive_file",
    "kernel_stack",
    "pgactivate",
    "pgdeactivate",
    "pgfault",
    "pglazyfree",
    "pglazyfreed",
    "pgmajfault",
    "pgrefill",
    "pgscan",
    "pgsteal",
    "shmem",
    "slab",
    "slab_reclaimable",
    "slab_unreclaimable",
    "sock",
    "thp_collapse_alloc",
    "thp_fault_alloc",
    "unevictable",
    "workingset_activate",
    "workingset_nodereclaim",
    "workingset_refault",
};

/// Docker's names for the kernel's files.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kIo = {{
    {"io_service_bytes_recursive", "io_service_bytes_recursive"},
    {"io_serviced_recursive", "io_serviced_recursive"},
    {"io_queue_recursive", "io_queued_recursive"},
    {"io_service_time_recursive", "io_service_time_recursive"},
    {"io_wait_time_recursive", "io_wait_time_recursive"},
    {"io_merged_recursive", "io_merged_recursive"},
    {"io_time_recursive", "time_recursive"},
    {"sectors_recursive", "sectors_recursive"},
}};

/// Members of an object; commas where they belong.
class Members {
  public:
    explicit Members(std::string& out) : out_(out) { out_ += '{'; }

    void raw(std::string_view name, std::string_view json) {
        next(name);
        out_ += json;
    }
    void text(std::string_view name, std::string_view text) {
        next(name);
        wire::append_json_string(out_, text);
    }
    void number(std::string_view name, std::uint64_t number) {
        raw(name, fmt::format("{}", number));
    }
    void number_unless_zero(std::string_view name, std::uint64_t value) {
        if (value != 0) number(name, value);
    }
    void end() { out_ += '}'; }

  private:
    void next(std::string_view name) {
        if (!std::exchange(first_, false)) out_ += ',';
        wire::append_json_string(out_, name);
        out_ += ':';
    }

    std::string& out_;
    bool first_ = true;
};

/// An object with the members that `fill` adds.
template <class Fill>
std::string object(Fill fill) {
    std::string out;
    Members members(out);
    fill(members);
    members.end();
    return out;
}

std::string format_time(std::int64_t time_ns) {
    constexpr std::int64_t kNsInMs = 1'000'000;
    if (time_ns <= 0) return "0001-01-01T00:00:00Z";  // Docker's "never"
    std::string text = format_iso8601(from_epoch_ms(time_ns / kNsInMs));
    text.insert(text.size() - 1, fmt::format("{:06}", time_ns % kNsInMs));  // before the Z
    return text;
}

std::string describe_cpu(const cgroup::CpuReading& cpu) {
    const std::string usage = object([&](Members& members) {
        members.number("total_usage", cpu.total_ns);
        if (!cpu.per_cpu_ns.empty()) {
            members.raw("percpu_usage", fmt::format("[{}]", fmt::join(cpu.per_cpu_ns, ",")));
        }
        members.number("usage_in_kernelmode", cpu.kernel_ns);
        members.number("usage_in_usermode", cpu.user_ns);
    });
    const std::string throttling = object([&](Members& members) {
        members.number("periods", cpu.periods);
        members.number("throttled_periods", cpu.throttled_periods);
        members.number("throttled_time", cpu.throttled_ns);
    });
    return object([&](Members& members) {
        members.raw("cpu_usage", usage);
        members.number_unless_zero("system_cpu_usage", cpu.machine.total_ns);
        members.number_unless_zero("online_cpus", cpu.machine.online);
        members.raw("throttling_data", throttling);
    });
}

std::uint64_t counter_of(const cgroup::Counters& counters, std::string_view name) {
    const auto found = counters.find(name);
    return found == counters.end() ? 0 : found->second;
}

std::string describe_memory(const cgroup::Reading& reading) {
    const cgroup::MemoryReading& memory = reading.memory;
    const std::string counters = object([&](Members& members) {
        const auto add = [&](std::string_view name) {
            members.number(name, counter_of(memory.counters, name));
        };
        if (reading.version == 2) return std::ranges::for_each(kMemoryV2, add), void();
        std::ranges::for_each(kMemoryV1, add);
        std::ranges::for_each(kMemoryLimitsV1, add);
        for (const std::string_view name : kMemoryV1) add(fmt::format("total_{}", name));
    });
    return object([&](Members& members) {
        members.number_unless_zero("usage", memory.usage);
        members.number_unless_zero("max_usage", memory.max_usage);
        members.raw("stats", counters);
        members.number_unless_zero("failcnt", memory.failures);
        members.number_unless_zero("limit", memory.limit);
    });
}

std::string describe_io(const cgroup::Reading& reading) {
    return object([&](Members& members) {
        for (const auto& [name, file] : kIo) {
            const auto found = reading.io.find(std::string(file));
            const bool none = found == reading.io.end() || found->second.empty();
            if (none) {
                members.raw(name, reading.version == 2 ? "null" : "[]");
                continue;
            }
            std::string list;
            for (const cgroup::IoEntry& entry : found->second) {
                if (!list.empty()) list += ',';
                list += object([&](Members& its) {
                    its.number("major", entry.major);
                    its.number("minor", entry.minor);
                    its.text("op", entry.op);
                    its.number("value", entry.value);
                });
            }
            members.raw(name, "[" + list + "]");
        }
    });
}

std::string describe_interface(const cgroup::InterfaceCounters& counters) {
    return object([&](Members& members) {
        members.number("rx_bytes", counters.rx_bytes);
        members.number("rx_packets", counters.rx_packets);
        members.number("rx_errors", counters.rx_errors);
        members.number("rx_dropped", counters.rx_dropped);
        members.number("tx_bytes", counters.tx_bytes);
        members.number("tx_packets", counters.tx_packets);
        members.number("tx_errors", counters.tx_errors);
        members.number("tx_dropped", counters.tx_dropped);
    });
}

std::string describe_networks(const cgroup::Interfaces& interfaces) {
    return object([&](Members& members) {
        for (const auto& [name, counters] : interfaces) {
            members.raw(name, describe_interface(counters));
        }
    });
}

std::int64_t to_signed(std::uint64_t number) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    return number > static_cast<std::uint64_t>(kMost) ? kMost : static_cast<std::int64_t>(number);
}

/// Sums stay below the greatest number.
void add_to(std::int64_t& sum, std::uint64_t number) {
    const std::int64_t room = std::numeric_limits<std::int64_t>::max() - sum;
    sum += std::min(room, to_signed(number));
}

std::optional<NetworkUsage> network_usage(const cgroup::Interfaces& interfaces) {
    if (interfaces.empty()) return std::nullopt;
    NetworkUsage usage;
    for (const auto& [name, counters] : interfaces) {
        add_to(usage.rx_bytes, counters.rx_bytes);
        add_to(usage.rx_packets, counters.rx_packets);
        add_to(usage.rx_errors, counters.rx_errors);
        add_to(usage.rx_dropped, counters.rx_dropped);
        add_to(usage.tx_bytes, counters.tx_bytes);
        add_to(usage.tx_packets, counters.tx_packets);
        add_to(usage.tx_errors, counters.tx_errors);
        add_to(usage.tx_dropped, counters.tx_dropped);
    }
    return usage;
}

/// A kernel with the first version that names no device counts none, or nothing was used: which of
/// the two it does not tell.
std::optional<StorageUsage> storage_usage(const cgroup::Reading& reading) {
    const auto entries = reading.io.find("io_service_bytes_recursive");
    const bool none = entries == reading.io.end() || entries->second.empty();
    if (none && reading.version == 1) return std::nullopt;
    StorageUsage usage;
    if (none) return usage;
    for (const cgroup::IoEntry& entry : entries->second) {
        if (entry.op == "Read" || entry.op == "read") add_to(usage.read_bytes, entry.value);
        if (entry.op == "Write" || entry.op == "write") add_to(usage.written_bytes, entry.value);
    }
    return usage;
}

}  // namespace

std::string format_stats(
    const cgroup::Reading& reading,
    const std::optional<CpuBefore>& before,
    const std::string& name,
    const std::string& id
) {
    return object([&](Members& members) {
        members.text("read", format_time(reading.time_ns));
        members.text("preread", format_time(before ? before->time_ns : 0));
        members.raw("pids_stats", object([&](Members& its) {
                        its.number_unless_zero("current", reading.processes);
                        its.number_unless_zero("limit", reading.processes_limit);
                    }));
        members.raw("blkio_stats", describe_io(reading));
        members.number("num_procs", 0);  // of Windows
        members.raw("storage_stats", "{}");
        members.raw("cpu_stats", describe_cpu(reading.cpu));
        members.raw("precpu_stats", describe_cpu(before ? before->cpu : cgroup::CpuReading{}));
        members.raw("memory_stats", describe_memory(reading));
        members.text("name", "/" + name);
        members.text("id", id);
        if (!reading.interfaces.empty()) {
            members.raw("networks", describe_networks(reading.interfaces));
        }
    });
}

ContainerUsage to_usage(const cgroup::Reading& reading) {
    ContainerUsage usage;
    usage.cpu_total_ns = to_signed(reading.cpu.total_ns);
    const char* cache = reading.version == 2 ? "inactive_file" : "cache";
    const std::uint64_t cached = counter_of(reading.memory.counters, cache);
    usage.memory_bytes = to_signed(reading.memory.usage - std::min(reading.memory.usage, cached));
    usage.memory_limit_bytes = to_signed(reading.memory.limit);
    usage.network = network_usage(reading.interfaces);
    usage.storage = storage_usage(reading);
    return usage;
}

}  // namespace gantry::runtime
