#include "base/time.h"

#include <gtest/gtest.h>

namespace gantry {
namespace {

TEST(Time, Iso8601GoesThereAndBack) {
    const SysTime t = from_epoch_ms(1'733'131'385'123);
    EXPECT_EQ(format_iso8601(t), "2024-12-02T09:23:05.123Z");
    SysTime back;
    ASSERT_TRUE(parse_iso8601("2024-12-02T09:23:05.123Z", back));
    EXPECT_EQ(back, t);
    ASSERT_TRUE(parse_iso8601("2024-12-02T10:23:05.123456789+01:00", back));
    EXPECT_EQ(back, t);
    EXPECT_FALSE(parse_iso8601("2024-13-02T09:23:05Z", back));
    EXPECT_FALSE(parse_iso8601("yesterday", back));
}

TEST(Time, AmzDateGoesThereAndBack) {
    SysTime t;
    ASSERT_TRUE(parse_amz_date("20150830T123600Z", t));
    EXPECT_EQ(format_amz_date(t), "20150830T123600Z");
    EXPECT_FALSE(parse_amz_date("20150830T123600", t));
}

}  // namespace
}  // namespace gantry
