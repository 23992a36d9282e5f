#include "agent/link/usage_sums.h"

#include <gtest/gtest.h>

#include <limits>

namespace gantry::agent {
namespace {

using runtime::ContainerUsage;
using runtime::NetworkUsage;
using runtime::StorageUsage;

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

MonoTime after_s(int seconds) {
    return MonoTime{Seconds{seconds}};
}

TEST(UsageSums, SharesAndRatesAreOfTwoSamples) {
    UsageSums sums;
    EXPECT_TRUE(sums.empty());
    ContainerUsage usage{.cpu_total_ns = 1'000'000'000, .memory_bytes = (3 << 20) + 1};
    usage.network = NetworkUsage{.rx_bytes = 1'000, .tx_bytes = 10};
    sums.add(usage, after_s(10), 2);
    EXPECT_FALSE(sums.empty());
    usage.cpu_total_ns += 2'500'000'000;  // half of one of two processors
    usage.network->rx_bytes += 500;
    sums.add(usage, after_s(15), 2);
    usage.memory_bytes = 5 << 20;
    usage.network->rx_bytes += 1'500;
    sums.add(usage, after_s(20), 2);

    const auto metric = sums.take();
    EXPECT_EQ(metric.cpu_stats_set->sample_count, 2);
    EXPECT_DOUBLE_EQ(metric.cpu_stats_set->max, 25);
    EXPECT_DOUBLE_EQ(metric.cpu_stats_set->min, 0);
    EXPECT_EQ(metric.memory_stats_set->sample_count, 3);
    EXPECT_DOUBLE_EQ(metric.memory_stats_set->min, 3);
    EXPECT_DOUBLE_EQ(metric.memory_stats_set->sum, 11);
    const auto& network = *metric.network_stats_set;
    EXPECT_EQ(network.rx_bytes_per_second->sample_count, 2);
    EXPECT_DOUBLE_EQ(*network.rx_bytes_per_second->min, 100);
    EXPECT_DOUBLE_EQ(*network.rx_bytes_per_second->max, 300);
    EXPECT_DOUBLE_EQ(*network.tx_bytes_per_second->sum, 0);
}

TEST(UsageSums, CountersAreWhatTheyWereInEachSample) {
    UsageSums sums;
    ContainerUsage usage;
    usage.network = NetworkUsage{1'000, 10, 1, 2, 2'000, 20, 3, 4};
    usage.storage = StorageUsage{.read_bytes = 4'096, .written_bytes = 0};
    sums.add(usage, after_s(1), 1);
    usage.network->rx_bytes = 1'500;
    usage.storage->written_bytes = 8'192;
    sums.add(usage, after_s(2), 1);

    const auto metric = sums.take();
    const auto& network = *metric.network_stats_set;
    EXPECT_EQ(network.rx_bytes->min, 1'000);
    EXPECT_EQ(network.rx_bytes->max, 1'500);
    EXPECT_EQ(network.rx_bytes->sum, 2'500);
    EXPECT_EQ(network.rx_bytes->sample_count, 2);
    EXPECT_FALSE(network.rx_bytes->overflow_sum);
    EXPECT_EQ(network.rx_packets->max, 10);
    EXPECT_EQ(network.rx_errors->max, 1);
    EXPECT_EQ(network.rx_dropped->max, 2);
    EXPECT_EQ(network.tx_bytes->max, 2'000);
    EXPECT_EQ(network.tx_packets->max, 20);
    EXPECT_EQ(network.tx_errors->max, 3);
    EXPECT_EQ(network.tx_dropped->max, 4);
    EXPECT_EQ(metric.storage_stats_set->read_size_bytes->sum, 8'192);
    EXPECT_EQ(metric.storage_stats_set->write_size_bytes->min, 0);
    EXPECT_EQ(metric.storage_stats_set->write_size_bytes->max, 8'192);
}

TEST(UsageSums, TakingBeginsAnewAndRatesGoOn) {
    UsageSums sums;
    ContainerUsage usage{.network = NetworkUsage{.rx_bytes = 7}};
    sums.add(usage, after_s(1), 1);
    EXPECT_FALSE(sums.take().network_stats_set->rx_bytes_per_second) << "of one sample";
    EXPECT_TRUE(sums.empty());
    EXPECT_EQ(sums.take(), api::tcs::ContainerMetric{});
    usage.network->rx_bytes = 17;
    sums.add(usage, after_s(6), 1);
    const auto metric = sums.take();
    EXPECT_EQ(metric.network_stats_set->rx_bytes->sample_count, 1);
    EXPECT_DOUBLE_EQ(*metric.network_stats_set->rx_bytes_per_second->sum, 2);
}

TEST(UsageSums, WhatNobodyCountsIsAbsent) {
    UsageSums sums;
    sums.add({.memory_bytes = 1 << 20}, after_s(1), 1);
    sums.add({.memory_bytes = 1 << 20}, after_s(2), 1);
    const auto metric = sums.take();
    EXPECT_TRUE(metric.cpu_stats_set);
    EXPECT_FALSE(metric.network_stats_set);
    EXPECT_FALSE(metric.storage_stats_set);
}

TEST(UsageSums, ACounterThatWentBackGivesNoRate) {
    UsageSums sums;
    sums.add(
        {.cpu_total_ns = 9, .network = NetworkUsage{.rx_bytes = 9, .tx_bytes = 1}}, after_s(1), 1
    );
    sums.add(
        {.cpu_total_ns = 1, .network = NetworkUsage{.rx_bytes = 1, .tx_bytes = 3}}, after_s(3), 1
    );
    // Two samples at one time say nothing of it.
    sums.add(
        {.cpu_total_ns = 8, .network = NetworkUsage{.rx_bytes = 8, .tx_bytes = 8}}, after_s(3), 1
    );
    const auto metric = sums.take();
    EXPECT_FALSE(metric.cpu_stats_set);
    EXPECT_FALSE(metric.network_stats_set->rx_bytes_per_second);
    EXPECT_DOUBLE_EQ(*metric.network_stats_set->tx_bytes_per_second->sum, 1);
}

TEST(UsageSums, SumsBeyondALongOverflowAsAmazonsDo) {
    UsageSums sums;
    ContainerUsage usage;
    usage.storage = StorageUsage{.read_bytes = kMost, .written_bytes = 1};
    sums.add(usage, after_s(1), 1);
    sums.add(usage, after_s(2), 1);
    const auto metric = sums.take();
    EXPECT_EQ(metric.storage_stats_set->read_size_bytes->max, kMost);
    EXPECT_EQ(metric.storage_stats_set->read_size_bytes->sum, kMost);
    EXPECT_EQ(metric.storage_stats_set->read_size_bytes->overflow_sum, 0);
    usage.storage->read_bytes = kMost / 2 + 2;
    sums.add(usage, after_s(3), 1);
    sums.add(usage, after_s(4), 1);
    EXPECT_EQ(sums.take().storage_stats_set->read_size_bytes->overflow_sum, 3);
}

}  // namespace
}  // namespace gantry::agent
