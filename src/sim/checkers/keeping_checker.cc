#include "sim/checkers/keeping_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <string>
#include <string_view>

#include "wire/digest.h"

namespace gantry::sim {
namespace {

/// What is not to be found: the text, and its base64 wherever in a group of three bytes it begins.
/// Characters that hold bits of what stands before or behind are left out.
std::array<std::string, 4> forbidden_texts() {
    const std::string text = kHush;
    std::array<std::string, 4> all{text};
    for (std::size_t before = 0; before < 3; ++before) {
        const std::size_t first = (8 * before + 5) / 6;
        const std::size_t count = 8 * (before + text.size()) / 6 - first;
        all[before + 1] = wire::to_base64(std::string(before, 'x') + text).substr(first, count);
    }
    return all;
}

bool holds_forbidden(std::string_view text) {
    static const auto kForbidden = forbidden_texts();
    return std::ranges::any_of(kForbidden, [text](const std::string& forbidden) {
        return ::memmem(text.data(), text.size(), forbidden.data(), forbidden.size()) != nullptr;
    });
}

void check_record(const core::JournalRecord& record, SysTime now, Verdict& verdict) {
    for (const core::RowChange& change : record.changes) {
        if (!change.row || !holds_forbidden(*change.row)) continue;
        verdict.broken(now, "a record of " + change.table + " holds a secret in the clear");
    }
}

}  // namespace

void check_kept(const Keeper& keeper, const ec2::Tables& tables, SysTime now, Verdict& verdict) {
    const std::string prefix = aws::Scope{aws::kDefaultAccount, aws::kDefaultRegion}.prefix();
    for (const std::string& id : keeper.interfaces()) {
        if (tables.interfaces.find(prefix + id)) continue;
        verdict.broken(now, "acknowledged network interface " + id + " is lost");
    }
    for (const std::string& id : keeper.gone_interfaces()) {
        if (!tables.interfaces.find(prefix + id)) continue;
        verdict.broken(now, "deleted network interface " + id + " is back");
    }
    std::map<std::pair<std::string_view, std::string_view>, std::string_view>
        holders;  // by subnet and address
    for (const auto& [key, row] : tables.interfaces.rows()) {
        for (const std::string& address : row->private_ips) {
            const auto [holder, first] = holders.try_emplace({row->subnet_id, address}, key);
            if (first) continue;
            verdict.broken(
                now, fmt::format("{} and {} both have {}", holder->second, key, address)
            );
        }
    }
}

void SecrecyChecker::check_new(const store::MemoryDisk& disk, SysTime now, Verdict& verdict) {
    core::Sequence& seen = seen_[&disk];
    for (auto record = disk.records().rbegin(); record != disk.records().rend(); ++record) {
        if (record->sequence <= seen) break;
        check_record(*record, now, verdict);
    }
    seen = disk.last_sequence();
}

void SecrecyChecker::check_all(const store::MemoryDisk& disk, SysTime now, Verdict& verdict) {
    check_new(disk, now, verdict);
    for (const auto& [table, rows] : disk.rows()) {
        for (const auto& [key, row] : rows) {
            if (!holds_forbidden(row)) continue;
            verdict.broken(now, fmt::format("{} of {} holds a secret in the clear", key, table));
        }
    }
}

}  // namespace gantry::sim
