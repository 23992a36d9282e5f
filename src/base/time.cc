#include "base/time.h"

#include <fmt/format.h>

#include <string_view>

namespace gantry {

namespace {

struct CivilTime {
    int year, month, day, hour, minute, second, millisecond;
};

CivilTime civil(SysTime t) {
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{t - day};
    return CivilTime{
        static_cast<int>(date.year()),
        static_cast<int>(static_cast<unsigned>(date.month())),
        static_cast<int>(static_cast<unsigned>(date.day())),
        static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()),
    };
}

/// Reads exactly `count` digits at `at` and moves past them; -1 when there are none.
int take_digits(std::string_view text, std::size_t& at, std::size_t count) {
    if (at + count > text.size()) return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const char c = text[at + i];
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    at += count;
    return value;
}

bool take_char(std::string_view text, std::size_t& at, char wanted) {
    if (at >= text.size() || text[at] != wanted) return false;
    ++at;
    return true;
}

bool compose(int year, int month, int day, int hour, int minute, int second, SysTime& out) {
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}
    };
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return false;
    out = std::chrono::sys_days{date} + hours{hour} + minutes{minute} + Seconds{second};
    return true;
}

/// Fraction digits after the point, as milliseconds; moves past all of them.
int take_fraction(std::string_view text, std::size_t& at) {
    int value = 0;
    int scale = 100;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        value += (text[at] - '0') * scale;
        scale /= 10;
        ++at;
    }
    return value;
}

}  // namespace

std::string format_iso8601(SysTime t) {
    const CivilTime c = civil(t);
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        c.year,
        c.month,
        c.day,
        c.hour,
        c.minute,
        c.second,
        c.millisecond
    );
}

bool parse_iso8601(std::string_view text, SysTime& out) {
    std::size_t at = 0;
    const int year = take_digits(text, at, 4);
    if (year < 0 || !take_char(text, at, '-')) return false;
    const int month = take_digits(text, at, 2);
    if (month < 0 || !take_char(text, at, '-')) return false;
    const int day = take_digits(text, at, 2);
    if (day < 0 || !(take_char(text, at, 'T') || take_char(text, at, ' '))) return false;
    const int hour = take_digits(text, at, 2);
    if (hour < 0 || !take_char(text, at, ':')) return false;
    const int minute = take_digits(text, at, 2);
    if (minute < 0 || !take_char(text, at, ':')) return false;
    const int second = take_digits(text, at, 2);
    if (second < 0) return false;
    const int fraction = take_char(text, at, '.') ? take_fraction(text, at) : 0;

    minutes offset{0};
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
        const int sign = text[at] == '-' ? -1 : 1;
        ++at;
        const int offset_hours = take_digits(text, at, 2);
        if (offset_hours < 0 || !take_char(text, at, ':')) return false;
        const int offset_minutes = take_digits(text, at, 2);
        if (offset_minutes < 0) return false;
        offset = sign * (hours{offset_hours} + minutes{offset_minutes});
    } else if (!take_char(text, at, 'Z')) {
        return false;
    }
    SysTime composed;
    if (at != text.size() || !compose(year, month, day, hour, minute, second, composed))
        return false;
    out = composed + Duration{fraction} - offset;
    return true;
}

std::string format_amz_date(SysTime t) {
    const CivilTime c = civil(t);
    return fmt::format(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second
    );
}

bool parse_amz_date(std::string_view text, SysTime& out) {
    std::size_t at = 0;
    const int year = take_digits(text, at, 4);
    const int month = year < 0 ? -1 : take_digits(text, at, 2);
    const int day = month < 0 ? -1 : take_digits(text, at, 2);
    if (day < 0 || !take_char(text, at, 'T')) return false;
    const int hour = take_digits(text, at, 2);
    const int minute = hour < 0 ? -1 : take_digits(text, at, 2);
    const int second = minute < 0 ? -1 : take_digits(text, at, 2);
    if (second < 0 || !take_char(text, at, 'Z') || at != text.size()) return false;
    return compose(year, month, day, hour, minute, second, out);
}

}  // namespace gantry
