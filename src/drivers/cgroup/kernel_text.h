#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Reads the texts of the kernel's files. Pure. What is not as the kernel writes it is an error,
/// Unavailable, and never taken for a number; counters beyond 64 bits are such.
/// Source: the kernel's cgroup-v1 and cgroup-v2 documentation, proc(5).
namespace gantry::cgroup {

/// Of a tick in /proc/stat and cpuacct.stat: hundredths of a second, on all that we build for.
inline constexpr std::uint64_t kTickNs = 10'000'000;

using Counters = std::map<std::string, std::uint64_t, std::less<>>;

/// One number on a line; "max" is the greatest that there is.
Result<std::uint64_t> parse_number(std::string_view text);
/// Numbers with blanks between them: cpuacct.usage_percpu.
Result<std::vector<std::uint64_t>> parse_numbers(std::string_view text);
/// Lines of a name and a number: memory.stat, cpu.stat, memory.events, cpuacct.stat.
Result<Counters> parse_counters(std::string_view text);

/// What went to or came from one block device.
struct IoEntry {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::string op;  ///< as the file has it: "Read", "read", "Total"; empty where it has none
    std::uint64_t value = 0;

    friend bool operator==(const IoEntry&, const IoEntry&) = default;
};
/// blkio.*: "8:0 Read 4096" or "8:0 17"; the last line, "Total 4096", is left out.
Result<std::vector<IoEntry>> parse_blkio(std::string_view text);
/// io.stat, "8:0 rbytes=4096 wbytes=0 …": an entry "read" and an entry "write" for each device.
Result<std::vector<IoEntry>> parse_io(std::string_view text);

struct InterfaceCounters {
    std::uint64_t rx_bytes = 0;
    std::uint64_t rx_packets = 0;
    std::uint64_t rx_errors = 0;
    std::uint64_t rx_dropped = 0;
    std::uint64_t tx_bytes = 0;
    std::uint64_t tx_packets = 0;
    std::uint64_t tx_errors = 0;
    std::uint64_t tx_dropped = 0;

    friend bool operator==(const InterfaceCounters&, const InterfaceCounters&) = default;
};
using Interfaces = std::map<std::string, InterfaceCounters>;
/// /proc/<pid>/net/dev, by name.
Result<Interfaces> parse_interfaces(std::string_view text);

/// What the processors of a machine have done since it was started.
struct MachineCpu {
    std::uint64_t total_ns = 0;  ///< of all of them together, idle time included
    std::uint32_t online = 0;

    friend bool operator==(const MachineCpu&, const MachineCpu&) = default;
};
/// /proc/stat
Result<MachineCpu> parse_machine_cpu(std::string_view text);
/// The machine's memory in bytes: /proc/meminfo
Result<std::uint64_t> parse_machine_memory(std::string_view text);

}  // namespace gantry::cgroup
