#include "drivers/cgroup/kernel_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "drivers/cgroup/kernel_lines.h"

namespace gantry::cgroup {

namespace {

constexpr std::size_t kShown = 60;

Error not_understood(const char* what, std::string_view line) {
    return unavailable(fmt::format("{} cannot be understood: '{}'", what, line.substr(0, kShown)));
}

std::optional<std::uint64_t> to_number(std::string_view word) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || error != std::errc{} || end != word.data() + word.size()) return {};
    return number;
}

/// "8:0" into an entry.
bool set_device(IoEntry& entry, std::string_view word) {
    const auto colon = word.find(':');
    if (colon == std::string_view::npos) return false;
    const auto major = to_number(word.substr(0, colon));
    const auto minor = to_number(word.substr(colon + 1));
    if (!major || !minor) return false;
    entry.major = *major;
    entry.minor = *minor;
    return true;
}

}  // namespace

Result<std::uint64_t> parse_number(std::string_view text) {
    const auto words = split_words(text);
    if (words.size() == 1 && words[0] == "max") return std::numeric_limits<std::uint64_t>::max();
    const auto number = words.size() == 1 ? to_number(words[0]) : std::nullopt;
    if (!number) return not_understood("a number", text);
    return *number;
}

Result<std::vector<std::uint64_t>> parse_numbers(std::string_view text) {
    std::vector<std::uint64_t> numbers;
    for (const std::string_view word : split_words(text)) {
        const auto number = to_number(word);
        if (!number) return not_understood("a list of numbers", text);
        numbers.push_back(*number);
    }
    return numbers;
}

Result<Counters> parse_counters(std::string_view text) {
    Counters counters;
    for (const std::string_view line : split_lines(text)) {
        const auto words = split_words(line);
        const auto number = words.size() == 2 ? to_number(words[1]) : std::nullopt;
        if (!number) return not_understood("a counter", line);
        counters.insert_or_assign(std::string(words[0]), *number);
    }
    return counters;
}

Result<std::vector<IoEntry>> parse_blkio(std::string_view text) {
    std::vector<IoEntry> entries;
    for (const std::string_view line : split_lines(text)) {
        const auto words = split_words(line);
        if (words.size() == 2 && words[0] == "Total") continue;
        IoEntry entry;
        const bool whole = words.size() == 2 || words.size() == 3;
        const auto value = whole ? to_number(words.back()) : std::nullopt;
        if (!value || !set_device(entry, words[0])) return not_understood("a device's use", line);
        if (words.size() == 3) entry.op = words[1];
        entry.value = *value;
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<std::vector<IoEntry>> parse_io(std::string_view text) {
    std::vector<IoEntry> entries;
    for (const std::string_view line : split_lines(text)) {
        const auto words = split_words(line);
        IoEntry read{.op = "read"};
        if (words.empty() || !set_device(read, words[0])) {
            return not_understood("a device's use", line);
        }
        IoEntry write{.major = read.major, .minor = read.minor, .op = "write"};
        if (words.size() == 1) continue;  // some kernels name devices that nothing was asked of
        for (const std::string_view word : words) {
            for (const auto& [name, entry] :
                 {std::pair{"rbytes=", &read}, std::pair{"wbytes=", &write}}) {
                if (!word.starts_with(name)) continue;
                const auto value = to_number(word.substr(std::string_view(name).size()));
                if (!value) return not_understood("a device's use", line);
                entry->value = *value;
            }
        }
        entries.push_back(std::move(read));
        entries.push_back(std::move(write));
    }
    return entries;
}

Result<Interfaces> parse_interfaces(std::string_view text) {
    constexpr std::size_t kColumns = 16;
    constexpr std::size_t kSent = 8;
    Interfaces interfaces;
    for (const std::string_view line : split_lines(text)) {
        if (line.find('|') != std::string_view::npos) continue;  // the two lines of headings
        // Long numbers follow the colon at once.
        const auto colon = line.rfind(':');
        if (colon == std::string_view::npos) return not_understood("an interface", line);
        const auto name = split_words(line.substr(0, colon));
        const auto columns = parse_numbers(line.substr(colon + 1));
        if (name.size() != 1 || !columns || columns->size() < kColumns) {
            return not_understood("an interface", line);
        }
        const auto& column = *columns;
        interfaces[std::string(name[0])] = InterfaceCounters{
            .rx_bytes = column[0],
            .rx_packets = column[1],
            .rx_errors = column[2],
            .rx_dropped = column[3],
            .tx_bytes = column[kSent],
            .tx_packets = column[kSent + 1],
            .tx_errors = column[kSent + 2],
            .tx_dropped = column[kSent + 3],
        };
    }
    return interfaces;
}

Result<MachineCpu> parse_machine_cpu(std::string_view text) {
    constexpr std::size_t kStates = 7;  // user nice system idle iowait irq softirq, as Docker does
    constexpr std::uint64_t kMostTicks =
        std::numeric_limits<std::uint64_t>::max() / kTickNs / kStates;
    MachineCpu cpu;
    bool found = false;
    for (const std::string_view line : split_lines(text)) {
        if (!line.starts_with("cpu")) break;
        if (!line.starts_with("cpu ")) {
            ++cpu.online;
            continue;
        }
        const auto ticks = parse_numbers(line.substr(4));
        if (!ticks || ticks->size() < kStates) return not_understood("the processors' time", line);
        for (std::size_t i = 0; i < kStates; ++i) {
            if ((*ticks)[i] > kMostTicks) return not_understood("the processors' time", line);
            cpu.total_ns += (*ticks)[i] * kTickNs;
        }
        found = true;
    }
    if (!found || cpu.online == 0) return not_understood("the processors' time", text);
    return cpu;
}

Result<std::uint64_t> parse_machine_memory(std::string_view text) {
    for (const std::string_view line : split_lines(text)) {
        const auto words = split_words(line);
        if (words.empty() || words[0] != "MemTotal:") continue;
        const auto kib = words.size() == 3 ? to_number(words[1]) : std::nullopt;
        if (!kib || *kib > (std::numeric_limits<std::uint64_t>::max() >> 10U)) {
            return not_understood("the machine's memory", line);
        }
        return *kib << 10U;
    }
    return not_understood("the machine's memory", text);
}

}  // namespace gantry::cgroup
