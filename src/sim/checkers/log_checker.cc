#include "sim/checkers/log_checker.h"

#include <fmt/format.h>

#include "aws/scope.h"

namespace gantry::sim {

void LogChecker::on_start(const Streams& held, const logs::Tables& tables, MonoTime now) {
    started_ = now;
    left_behind_ = held;
    const std::string scope = aws::Scope{aws::kDefaultAccount, aws::kDefaultRegion}.prefix();
    for (auto& [group, streams] : left_behind_) {
        for (const auto& [key, row] : tables.streams.with_prefix(scope + group + "/")) {
            streams.erase(row->id);
        }
    }
}

void LogChecker::check(const Streams& held, MonoTime mono, SysTime now) {
    if (mono - started_ < kTime) return;
    for (const auto& [group, streams] : left_behind_) {
        const auto found = held.find(group);
        if (found == held.end()) continue;
        for (const std::string& stream : streams) {
            if (!found->second.contains(stream)) continue;
            verdict_.broken(
                now, fmt::format("events of log stream {} of {} outlive it", stream, group)
            );
        }
    }
    left_behind_.clear();
}

}  // namespace gantry::sim
