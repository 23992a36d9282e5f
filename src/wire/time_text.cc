#include "wire/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

namespace gantry::wire {
namespace {

using reflect::TimeFormat;

constexpr double kMaxEpochSeconds = 253402300799.999;
constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view kMonths[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

void append_digits(std::string& out, std::uint64_t number) {
    std::array<char, 20> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

void append_epoch(std::string& out, SysTime time) {
    const std::int64_t ms = epoch_ms(time);
    const std::uint64_t magnitude =
        ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
    if (ms < 0) out += '-';
    append_digits(out, magnitude / 1000);
    const auto fraction = static_cast<unsigned>(magnitude % 1000);
    if (fraction == 0) return;
    const std::array<char, 4> digits{
        '.',
        static_cast<char>('0' + fraction / 100),
        static_cast<char>('0' + fraction / 10 % 10),
        static_cast<char>('0' + fraction % 10),
    };
    out.append(digits.data(), fraction % 100 == 0 ? 2 : fraction % 10 == 0 ? 3 : 4);
}

std::string date_time(SysTime time) {
    std::string text = format_iso8601(time);
    constexpr std::string_view kNoFraction = ".000Z";
    if (text.ends_with(kNoFraction)) {
        text.resize(text.size() - kNoFraction.size());
        text += 'Z';
    }
    return text;
}

std::string http_date(SysTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<Seconds>(time - day)};
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        kDays[std::chrono::weekday{day}.c_encoding()],
        static_cast<unsigned>(date.day()),
        kMonths[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count()
    );
}

/// "Tue, 09 Jan 2018 18:43:01 GMT", put into the order of a date-time; the day's name is not
/// looked at.
bool parse_http_date(std::string_view text, SysTime& to) {
    constexpr std::size_t kLength = 29;
    constexpr std::string_view kEnd = " GMT";
    if (text.size() < kLength || !text.ends_with(kEnd)) return false;
    if (text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ') {
        return false;
    }
    const auto* month = std::ranges::find(kMonths, text.substr(8, 3));
    if (month == std::end(kMonths)) return false;
    return parse_iso8601(
        fmt::format(
            "{}-{:02}-{}T{}Z",
            text.substr(12, 4),
            month - std::begin(kMonths) + 1,
            text.substr(5, 2),
            text.substr(17, text.size() - 17 - kEnd.size())
        ),
        to
    );
}

bool parse_epoch(std::string_view text, SysTime& to) {
    double seconds = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, seconds);
    return error == std::errc{} && stopped == end && from_epoch_seconds(seconds, to);
}

}  // namespace

void append_time(std::string& out, TimeFormat format, SysTime time) {
    switch (format) {
        case TimeFormat::ByProtocol:
        case TimeFormat::EpochSeconds: append_epoch(out, time); return;
        case TimeFormat::DateTime: out += date_time(time); return;
        case TimeFormat::HttpDate: out += http_date(time); return;
    }
}

bool parse_time(TimeFormat format, std::string_view text, SysTime& to) {
    switch (format) {
        case TimeFormat::ByProtocol:
        case TimeFormat::EpochSeconds: return parse_epoch(text, to);
        case TimeFormat::DateTime: return parse_iso8601(text, to);
        case TimeFormat::HttpDate: return parse_http_date(text, to);
    }
    return false;
}

bool from_epoch_seconds(double seconds, SysTime& to) {
    if (!(std::abs(seconds) <= kMaxEpochSeconds)) return false;
    to = from_epoch_ms(std::llround(seconds * 1000));
    return true;
}

std::string_view describe_time(TimeFormat format) {
    switch (format) {
        case TimeFormat::ByProtocol:
        case TimeFormat::EpochSeconds: return "a time in seconds since the epoch";
        case TimeFormat::DateTime: return "a date-time as 2018-01-09T18:43:01Z";
        case TimeFormat::HttpDate: return "a date as Tue, 09 Jan 2018 18:43:01 GMT";
    }
    return {};
}

}  // namespace gantry::wire
