#include "control/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace gantry::control {
namespace {

double in_seconds(const timeval& time) {
    constexpr double kMicro = 1e-6;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * kMicro;
}

std::optional<std::uint64_t> resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t all_pages = 0;
    std::uint64_t resident_pages = 0;
    if (!(statm >> all_pages >> resident_pages)) return std::nullopt;
    return resident_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::optional<std::uint64_t> open_fds() {
    std::error_code failed;
    const std::filesystem::directory_iterator all("/proc/self/fd", failed);
    if (failed) return std::nullopt;
    return static_cast<std::uint64_t>(std::distance(begin(all), end(all))) -
           1;  // the iterator's own
}

}  // namespace

ProcessStats read_process_stats() {
    ProcessStats stats;
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        stats.cpu_seconds = in_seconds(usage.ru_utime) + in_seconds(usage.ru_stime);
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) stats.max_fds = limit.rlim_cur;
    stats.resident_bytes = resident_bytes();
    stats.open_fds = open_fds();
    return stats;
}

void write_process_stats(service::MetricsText& page, const ProcessStats& stats) {
    page.counter(
        "process_cpu_seconds_total", "User and system CPU time, in seconds.", stats.cpu_seconds
    );
    if (stats.resident_bytes) {
        page.gauge(
            "process_resident_memory_bytes",
            "Resident memory, in bytes.",
            static_cast<double>(*stats.resident_bytes)
        );
    }
    if (stats.open_fds) {
        page.gauge(
            "process_open_fds", "Open file descriptors.", static_cast<double>(*stats.open_fds)
        );
    }
    page.gauge("process_max_fds", "How many may be open.", static_cast<double>(stats.max_fds));
}

}  // namespace gantry::control
