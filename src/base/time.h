#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace gantry {

using Duration = std::chrono::milliseconds;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using Seconds = std::chrono::seconds;

/// Wall time, milliseconds since the epoch (UTC): what AWS shows and what the journal stores.
using SysTime = std::chrono::sys_time<Duration>;

/// Monotonic time, for measuring and for deadlines; comparable only within one process.
struct MonoTime {
    std::chrono::nanoseconds since_start{0};
    friend auto operator<=>(const MonoTime&, const MonoTime&) = default;
    friend MonoTime operator+(MonoTime t, std::chrono::nanoseconds d) {
        return {t.since_start + d};
    }
    friend std::chrono::nanoseconds operator-(MonoTime a, MonoTime b) {
        return a.since_start - b.since_start;
    }
};

inline std::int64_t epoch_ms(SysTime t) {
    return t.time_since_epoch().count();
}
inline SysTime from_epoch_ms(std::int64_t ms) {
    return SysTime{Duration{ms}};
}

/// "2026-03-01T12:34:56.789Z".
std::string format_iso8601(SysTime t);

/// Accepts "2026-03-01T12:34:56Z", with optional fraction (kept to ms) and "+hh:mm" offset.
/// @return false when the text is not such a time; `out` is then untouched.
bool parse_iso8601(std::string_view text, SysTime& out);

/// "20260301T123456Z", the form of X-Amz-Date.
std::string format_amz_date(SysTime t);
bool parse_amz_date(std::string_view text, SysTime& out);

}  // namespace gantry
