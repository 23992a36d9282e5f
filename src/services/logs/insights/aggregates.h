#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/logs/insights/ast.h"

namespace gantry::logs::insights {

/// Values of which some part is wanted, as exact as it can be in bounded memory: all of them up to
/// kExact, then counted by size, each class a hundredth wider than the one before.
class Quantiles {
  public:
    void add(double value);
    /// The smallest value that `percent` of all are not above.
    [[nodiscard]] Value at(double percent) const;
    /// About what it holds in memory beside itself.
    [[nodiscard]] std::size_t bytes() const;

    static constexpr std::size_t kExact = 4'096;

  private:
    static int class_of(double value);
    static double middle_of(int number);

    std::uint64_t count_ = 0;
    std::vector<double> values_;
    std::map<int, std::uint64_t> classes_;
};

/// How many different texts there are: exact up to kExact, then an estimate that is a hundredth off
/// or so (HyperLogLog).
class Distinct {
  public:
    void add(const std::string& text);
    [[nodiscard]] double count() const;
    /// About what it holds in memory beside itself.
    [[nodiscard]] std::size_t bytes() const;

    static constexpr std::size_t kExact = 10'000;

  private:
    std::set<std::uint64_t> hashes_;
    std::vector<std::uint8_t> registers_;
};

/// One aggregate of one group, as rows come.
class Accumulator {
  public:
    /// @param value nothing counts for nothing; of count(*), anything
    /// @param time_ms of the row, for `earliest` and `latest`
    void add(const Aggregate& what, const Value& value, double time_ms);
    [[nodiscard]] Value result(const Aggregate& what) const;
    /// About what it takes in memory.
    [[nodiscard]] std::size_t bytes() const {
        return sizeof(Accumulator) + best_.bytes() + quantiles_.bytes() + distinct_.bytes();
    }

  private:
    std::uint64_t count_ = 0;
    double sum_ = 0;
    double mean_ = 0;
    double squares_ = 0;
    Value best_;
    double best_time_ = 0;
    Quantiles quantiles_;
    Distinct distinct_;
};

}  // namespace gantry::logs::insights
