#include "service/metrics_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::service {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(MetricsText, ANameIsExplainedOnceAndItsSamplesFollow) {
    MetricsText page;
    page.gauge("gantry_ecs_tasks", "Tasks by last status.");
    page.sample(3, {{"status", "RUNNING"}});
    page.sample(0.5, {{"status", "PENDING"}, {"zone", "a"}});
    page.counter("gantry_core_records_total", "Records.", 1e15);
    EXPECT_EQ(
        page.text(),
        "# HELP gantry_ecs_tasks Tasks by last status.\n"
        "# TYPE gantry_ecs_tasks gauge\n"
        "gantry_ecs_tasks{status=\"RUNNING\"} 3\n"
        "gantry_ecs_tasks{status=\"PENDING\",zone=\"a\"} 0.5\n"
        "# HELP gantry_core_records_total Records.\n"
        "# TYPE gantry_core_records_total counter\n"
        "gantry_core_records_total 1000000000000000\n"
    );
}

TEST(MetricsText, AHistogramsBucketsAddUp) {
    Histogram histogram;
    histogram.observe(std::chrono::microseconds{50});
    histogram.observe(std::chrono::milliseconds{2});
    histogram.observe(std::chrono::seconds{20});
    MetricsText page;
    page.histogram("gantry_x_seconds", "X.");
    page.sample(histogram.read(), {{"of", "a"}});
    EXPECT_THAT(
        page.text(),
        StartsWith("# HELP gantry_x_seconds X.\n"
                   "# TYPE gantry_x_seconds histogram\n"
                   "gantry_x_seconds_bucket{of=\"a\",le=\"0.0001\"} 1\n"
                   "gantry_x_seconds_bucket{of=\"a\",le=\"0.0005\"} 1\n"
                   "gantry_x_seconds_bucket{of=\"a\",le=\"0.001\"} 1\n"
                   "gantry_x_seconds_bucket{of=\"a\",le=\"0.005\"} 2\n")
    );
    EXPECT_THAT(
        page.text(),
        HasSubstr("gantry_x_seconds_bucket{of=\"a\",le=\"10\"} 2\n"
                  "gantry_x_seconds_bucket{of=\"a\",le=\"+Inf\"} 3\n"
                  "gantry_x_seconds_sum{of=\"a\"} 20.00205\n"
                  "gantry_x_seconds_count{of=\"a\"} 3\n")
    );
}

TEST(MetricsText, WhatWouldEndALineOrAValueIsEscaped) {
    MetricsText page;
    page.gauge("x", "two\nlines, a \\ and a \"");
    page.sample(1, {{"l", "a\"b\\c\nd"}});
    EXPECT_EQ(
        page.text(),
        "# HELP x two\\nlines, a \\\\ and a \"\n# TYPE x gauge\nx{l=\"a\\\"b\\\\c\\nd\"} 1\n"
    );
}

}  // namespace
}  // namespace gantry::service
