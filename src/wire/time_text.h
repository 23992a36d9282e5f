#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/time.h"

/// Times in the formats of Smithy's timestampFormat. Source: Smithy, "Serialization of timestamps";
/// RFC 9110, section 5.6.7.
namespace gantry::wire {

/// @param format not ByProtocol. A fraction is written where there is one, of milliseconds; HTTP's
///        dates have none.
void append_time(std::string& out, reflect::TimeFormat format, SysTime time);

/// Fractions are kept to the millisecond, HTTP's dates are IMF-fixdate.
/// @return false when `text` is not of the format, or lies beyond the year 9999
bool parse_time(reflect::TimeFormat format, std::string_view text, SysTime& to);

/// @return false for what is no number, or past the year 9999: that is more likely milliseconds by
///         mistake than a time
bool from_epoch_seconds(double seconds, SysTime& to);

/// "a date-time (2018-01-09T18:43:01Z)", for messages.
std::string_view describe_time(reflect::TimeFormat format);

}  // namespace gantry::wire
