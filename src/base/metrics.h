#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

/// What is counted for /_gantry/metrics. Any thread adds, any thread reads; adding is one or two
/// relaxed operations, so that busy places can afford it. Readers see each number as of some recent
/// moment, not all of them as of the same.
namespace gantry {

/// Only grows.
class Counter {
  public:
    void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> value_{0};
};

/// Goes up and down.
class Gauge {
  public:
    void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
    void add(std::int64_t n) { value_.fetch_add(n, std::memory_order_relaxed); }
    [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::int64_t> value_{0};
};

/// How long something took, each time. All have the same bounds, from what a turn of a loop takes
/// to what a client still waits for.
class Histogram {
  public:
    /// Upper bounds, inclusive; one bucket more holds what is above them all.
    static constexpr std::array<std::chrono::microseconds, 12> kBounds{
        std::chrono::microseconds{100},
        std::chrono::microseconds{500},
        std::chrono::microseconds{1'000},
        std::chrono::microseconds{5'000},
        std::chrono::microseconds{10'000},
        std::chrono::microseconds{50'000},
        std::chrono::microseconds{100'000},
        std::chrono::microseconds{250'000},
        std::chrono::microseconds{500'000},
        std::chrono::microseconds{1'000'000},
        std::chrono::microseconds{5'000'000},
        std::chrono::microseconds{10'000'000},
    };

    void observe(std::chrono::nanoseconds took) {
        std::size_t bucket = 0;
        while (bucket < kBounds.size() && took > kBounds[bucket]) ++bucket;
        buckets_[bucket].add();
        sum_ns_.add(took.count() > 0 ? static_cast<std::uint64_t>(took.count()) : 0);
    }

    struct Reading {
        std::array<std::uint64_t, kBounds.size() + 1> buckets{};  ///< of each alone, not added up
        std::uint64_t count = 0;                                  ///< of all buckets
        std::chrono::nanoseconds sum{0};
    };
    [[nodiscard]] Reading read() const {
        Reading reading;
        for (std::size_t i = 0; i < buckets_.size(); ++i) {
            reading.buckets[i] = buckets_[i].value();
            reading.count += reading.buckets[i];
        }
        reading.sum = std::chrono::nanoseconds{static_cast<std::int64_t>(sum_ns_.value())};
        return reading;
    }

  private:
    std::array<Counter, kBounds.size() + 1> buckets_;
    Counter sum_ns_;
};

}  // namespace gantry
