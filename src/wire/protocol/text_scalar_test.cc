#include "wire/protocol/text_scalar.h"

#include <gtest/gtest.h>

#include "wire/time_text.h"

namespace gantry::wire {
namespace {

using reflect::TimeFormat;

std::string written(TimeFormat format, std::int64_t ms) {
    std::string out;
    append_time(out, format, from_epoch_ms(ms));
    return out;
}

TEST(TimeText, IsWrittenInEachFormat) {
    EXPECT_EQ(written(TimeFormat::EpochSeconds, 1515523381120), "1515523381.12");
    EXPECT_EQ(written(TimeFormat::EpochSeconds, -1), "-0.001");
    EXPECT_EQ(written(TimeFormat::DateTime, 1515523381000), "2018-01-09T18:43:01Z");
    EXPECT_EQ(written(TimeFormat::DateTime, 1515523381120), "2018-01-09T18:43:01.120Z");
    EXPECT_EQ(written(TimeFormat::HttpDate, 1515523381999), "Tue, 09 Jan 2018 18:43:01 GMT");
    EXPECT_EQ(written(TimeFormat::HttpDate, -1000), "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST(TimeText, IsReadInEachFormat) {
    const auto read = [](TimeFormat format, std::string_view text) {
        SysTime time{};
        return parse_time(format, text, time) ? epoch_ms(time) : -1;
    };
    EXPECT_EQ(read(TimeFormat::EpochSeconds, "1515523381.123"), 1515523381123);
    EXPECT_EQ(read(TimeFormat::EpochSeconds, "1e3"), 1000000);
    EXPECT_EQ(read(TimeFormat::DateTime, "2018-01-09T19:43:01.5+01:00"), 1515523381500);
    EXPECT_EQ(read(TimeFormat::HttpDate, "Tue, 09 Jan 2018 18:43:01 GMT"), 1515523381000);
    EXPECT_EQ(read(TimeFormat::HttpDate, "Tue, 09 Jan 2018 18:43:01.123 GMT"), 1515523381123);
    for (const std::string_view bad :
         {"",
          "now",
          "nan",
          "inf",
          "1515523381123",
          "Tue, 09 Jun 2018",
          "Tue, 09 Foo 2018 18:43:01 GMT",
          "Tue, 31 Feb 2018 18:43:01 GMT",
          "2018-01-09",
          "Tue. 09 Jan 2018 18:43:01 GMT"}) {
        for (const TimeFormat format :
             {TimeFormat::EpochSeconds, TimeFormat::DateTime, TimeFormat::HttpDate}) {
            EXPECT_EQ(read(format, bad), -1) << bad;
        }
    }
}

}  // namespace
}  // namespace gantry::wire
