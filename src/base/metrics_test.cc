#include "base/metrics.h"

#include <gtest/gtest.h>

#include <numeric>

namespace gantry {
namespace {

TEST(Metrics, AHistogramCountsEachTimeInTheFirstBucketThatHoldsIt) {
    Histogram histogram;
    histogram.observe(std::chrono::nanoseconds{0});
    histogram.observe(std::chrono::microseconds{100});  // bounds are inclusive
    histogram.observe(std::chrono::microseconds{101});
    histogram.observe(std::chrono::seconds{60});
    const Histogram::Reading reading = histogram.read();
    EXPECT_EQ(reading.buckets.front(), 2U);
    EXPECT_EQ(reading.buckets[1], 1U);
    EXPECT_EQ(reading.buckets.back(), 1U);
    EXPECT_EQ(reading.count, 4U);
    EXPECT_EQ(
        reading.count,
        std::accumulate(reading.buckets.begin(), reading.buckets.end(), std::uint64_t{0})
    );
    EXPECT_EQ(reading.sum, std::chrono::seconds{60} + std::chrono::microseconds{201});
}

TEST(Metrics, GaugesGoBothWays) {
    Gauge gauge;
    gauge.set(3);
    gauge.add(-5);
    EXPECT_EQ(gauge.value(), -2);
}

}  // namespace
}  // namespace gantry
