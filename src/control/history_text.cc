#include "control/history_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>

#include "wire/json_codec.h"

namespace gantry::control {
namespace {

constexpr std::size_t kMaxShown = 80;  ///< bytes of a value

/// Every change makes a new one; it says nothing.
constexpr std::string_view kVersion = "version";

/// Rows hold times as seconds since 1970; their members' names end alike.
bool is_time(std::string_view name) {
    return name.ends_with("At") || name.ends_with("Since") || name.ends_with("Until");
}

std::string shown(const std::map<std::string, reflect::RawJson>& members, const std::string& name) {
    const auto found = members.find(name);
    if (found == members.end()) return "none";
    const std::string& text = found->second.text;
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!is_time(name) || error != std::errc{} || end != text.data() + text.size()) return text;
    return format_iso8601(from_epoch_ms(std::llround(seconds * 1000)));
}

}  // namespace

void HistoryText::add(const core::JournalRecord& record) {
    text_ += format_iso8601(record.time) + "  " + record.cause + "\n";
    for (const core::RowChange& change : record.changes) {
        if (change.table != table_ || change.key != key_) continue;
        if (!change.row) {
            text_ += "    removed\n";
            before_.clear();
            exists_ = false;
            continue;
        }
        auto after = wire::decode_json<Members>(*change.row);
        if (!after) {
            text_ += "    a row that cannot be read: " + after.error().message + "\n";
            continue;
        }
        if (exists_) tell(*after);
        before_ = std::move(*after);
        exists_ = true;
    }
}

void HistoryText::tell(const Members& after) {
    std::set<std::string> names;
    for (const auto& [name, value] : before_) names.insert(name);
    for (const auto& [name, value] : after) names.insert(name);
    for (const std::string& name : names) {
        const std::string was = shown(before_, name);
        const std::string is = shown(after, name);
        if (was == is || name == kVersion) continue;
        text_ += "    " + name;
        const bool long_ones = was.size() + is.size() > kMaxShown;
        text_ += long_ones ? " changed\n" : fmt::format(": {} → {}\n", was, is);
    }
}

}  // namespace gantry::control
