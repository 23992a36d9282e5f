#include "services/iam/policy/values.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

/// All of `text` as a number, or nothing.
template <class Number>
std::optional<Number> read_all(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Takes the digits at the front of `text`; nothing when there are none or too many.
std::optional<int> take_digits(std::string_view& text, std::size_t most) {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    if (count == 0 || count > most) return std::nullopt;
    const auto value = read_all<int>(text.substr(0, count));
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

/// YYYY, YYYY-MM or YYYY-MM-DD.
std::optional<std::chrono::sys_days> take_day(std::string_view& text) {
    namespace chr = std::chrono;
    const auto year = take_digits(text, 4);
    if (!year) return std::nullopt;
    int month = 1;
    int day = 1;
    if (take(text, '-')) {
        const auto digits = take_digits(text, 2);
        if (!digits) return std::nullopt;
        month = *digits;
        if (take(text, '-')) {
            const auto more = take_digits(text, 2);
            if (!more) return std::nullopt;
            day = *more;
        }
    }
    const chr::year_month_day date(
        chr::year(*year),
        chr::month(static_cast<unsigned>(month)),
        chr::day(static_cast<unsigned>(day))
    );
    if (!date.ok()) return std::nullopt;
    return chr::sys_days(date);
}

/// ".593194": cut to milliseconds.
std::optional<int> take_fraction(std::string_view& text) {
    std::size_t count = 0;
    int ms = 0;
    int unit = 100;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') {
        ms += (text[count] - '0') * unit;
        unit /= 10;
        ++count;
    }
    if (count == 0 || count > 9) return std::nullopt;
    text.remove_prefix(count);
    return ms;
}

/// hh, hh:mm, hh:mm:ss or hh:mm:ss.fff, as milliseconds.
std::optional<std::int64_t> take_time(std::string_view& text) {
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 23) return std::nullopt;
    std::int64_t ms = *hours * 3'600'000LL;
    if (!take(text, ':')) return ms;
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    ms += *minutes * 60'000LL;
    if (!take(text, ':')) return ms;
    const auto seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    ms += *seconds * 1000LL;
    if (!take(text, '.')) return ms;
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    return ms + *fraction;
}

/// Z, +hh, +hhmm or +hh:mm to the end, as milliseconds; nothing at all is Z.
std::optional<std::int64_t> read_offset(std::string_view text) {
    if (text.empty() || text == "Z" || text == "z") return 0;
    const bool minus = text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto hours = read_all<unsigned>(text.substr(0, 2));
    if (!hours || *hours > 23 || text.size() < 2) return std::nullopt;
    text.remove_prefix(2);
    take(text, ':');
    unsigned minutes = 0;
    if (!text.empty()) {
        const auto digits = read_all<unsigned>(text);
        if (!digits || text.size() != 2 || *digits > 59) return std::nullopt;
        minutes = *digits;
    }
    const std::int64_t ms = *hours * 3'600'000LL + minutes * 60'000LL;
    return minus ? -ms : ms;
}

/// Seconds since the epoch; no further than a count of milliseconds goes.
std::optional<std::int64_t> read_epoch(std::string_view text) {
    const auto seconds = read_all<std::int64_t>(text);
    constexpr std::int64_t kMost = INT64_MAX / 1000;
    if (!seconds) return std::nullopt;
    return std::clamp(*seconds, -kMost, kMost) * 1000;
}

}  // namespace

std::optional<double> read_number(std::string_view text) {
    take(text, '+');
    if (text.empty() || text.find_first_not_of("0123456789.-+eE") != std::string_view::npos) {
        return std::nullopt;
    }
    return read_all<double>(text);
}

std::optional<std::int64_t> read_date(std::string_view text) {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const bool is_epoch = digits.find_first_not_of("0123456789") == std::string_view::npos;
    // Four digits are a year, as in "2026".
    if (is_epoch && text.size() != 4) return read_epoch(text);
    const auto day = take_day(text);
    if (!day) return std::nullopt;
    std::int64_t ms = std::chrono::milliseconds(day->time_since_epoch()).count();
    if (text.empty()) return ms;
    if (!take(text, 'T') && !take(text, 't')) return std::nullopt;
    if (text.empty()) return ms;
    const auto time = take_time(text);
    if (!time) return std::nullopt;
    const auto offset = read_offset(text);
    if (!offset) return std::nullopt;
    return ms + *time - *offset;
}

std::optional<bool> read_truth(std::string_view text) {
    const std::string lower = lower_case(text);
    if (lower == "true") return true;
    if (lower == "false") return false;
    return std::nullopt;
}

std::optional<IpRange> IpRange::read(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string address(text.substr(0, slash));
    IpRange range;
    range.is_v6 = address.find(':') != std::string::npos;
    const int family = range.is_v6 ? AF_INET6 : AF_INET;
    if (inet_pton(family, address.c_str(), range.bytes.data()) != 1) return std::nullopt;
    if (address.find('\0') != std::string::npos) return std::nullopt;
    const int most = range.is_v6 ? 128 : 32;
    range.bits = most;
    if (slash == std::string_view::npos) return range;
    const auto bits = read_all<int>(text.substr(slash + 1));
    if (!bits || *bits < 0 || *bits > most) return std::nullopt;
    range.bits = *bits;
    return range;
}

bool IpRange::contains(const IpRange& other) const {
    if (is_v6 != other.is_v6 || other.bits < bits) return false;
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(
            bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole), other.bytes.begin()
        )) {
        return false;
    }
    const int rest = bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
    return (bytes[whole] & mask) == (other.bytes[whole] & mask);
}

}  // namespace gantry::iam::policy
