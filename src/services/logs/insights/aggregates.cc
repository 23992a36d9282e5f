#include "services/logs/insights/aggregates.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace gantry::logs::insights {
namespace {

constexpr double kGrowth = 1.01;
constexpr int kRegisterBits = 12;
/// Of a set or map, beside what it is of.
constexpr std::size_t kNodeBytes = 48;

/// FNV-1a, and a mix of its bits. The same everywhere.
std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    }
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCD;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53;
    return hash ^ hash >> 33;
}

void put(std::vector<std::uint8_t>& registers, std::uint64_t hash) {
    const auto place = static_cast<std::size_t>(hash >> (64 - kRegisterBits));
    const std::uint64_t rest = hash << kRegisterBits;
    const int zeros = rest == 0 ? 64 - kRegisterBits : std::countl_zero(rest);
    registers[place] = std::max(registers[place], static_cast<std::uint8_t>(zeros + 1));
}

}  // namespace

int Quantiles::class_of(double value) {
    // Zero is class 0; classes of numbers below it are negative.
    constexpr double kSmallest = 1e-9;
    const double size = std::fabs(value);
    if (size < kSmallest) return 0;
    const double steps = (std::log(size) - std::log(kSmallest)) / std::log(kGrowth);
    constexpr double kMostSteps = 100'000;  // more than there are; infinity has as many
    const int number = 1 + static_cast<int>(std::min(kMostSteps, steps));
    return value < 0 ? -number : number;
}

double Quantiles::middle_of(int number) {
    if (number == 0) return 0;
    const double log = std::log(1e-9) + (std::abs(number) - 0.5) * std::log(kGrowth);
    const double size = std::min(std::exp(log), std::numeric_limits<double>::max());
    return number < 0 ? -size : size;
}

void Quantiles::add(double value) {
    ++count_;
    if (classes_.empty() && values_.size() < kExact) {
        values_.push_back(value);
        return;
    }
    for (const double before : values_) ++classes_[class_of(before)];
    values_ = {};
    ++classes_[class_of(value)];
}

Value Quantiles::at(double percent) const {
    if (count_ == 0) return {};
    const double share = percent / 100 * static_cast<double>(count_);
    const auto rank = std::max<std::uint64_t>(static_cast<std::uint64_t>(std::ceil(share)), 1);
    if (!values_.empty()) {
        std::vector<double> sorted = values_;
        std::ranges::sort(sorted);
        return Value::of(sorted[std::min<std::size_t>(rank, sorted.size()) - 1]);
    }
    std::uint64_t seen = 0;
    for (const auto& [number, count] : classes_) {
        seen += count;
        if (seen >= rank) return Value::of(middle_of(number));
    }
    return Value::of(middle_of(classes_.rbegin()->first));
}

std::size_t Quantiles::bytes() const {
    return values_.capacity() * sizeof(double) +
           classes_.size() * (sizeof(*classes_.begin()) + kNodeBytes);
}

void Distinct::add(const std::string& text) {
    const std::uint64_t hash = hash_of(text);
    if (registers_.empty()) {
        hashes_.insert(hash);
        if (hashes_.size() <= kExact) return;
        registers_.resize(std::size_t{1} << kRegisterBits);
        for (const std::uint64_t before : hashes_) put(registers_, before);
        hashes_.clear();
        return;
    }
    put(registers_, hash);
}

std::size_t Distinct::bytes() const {
    return hashes_.size() * (sizeof(std::uint64_t) + kNodeBytes) + registers_.size();
}

double Distinct::count() const {
    if (registers_.empty()) return static_cast<double>(hashes_.size());
    double sum = 0;
    for (const std::uint8_t each : registers_) sum += std::ldexp(1.0, -each);
    const auto size = static_cast<double>(registers_.size());
    return std::round(0.7213 / (1 + 1.079 / size) * size * size / sum);
}

void Accumulator::add(const Aggregate& what, const Value& value, double time_ms) {
    if (value.is_nothing()) return;
    const std::string& function = what.function;
    if (function == "count") {
        ++count_;
        return;
    }
    if (function == "count_distinct") return distinct_.add(value.text());
    if (function == "earliest" || function == "latest") {
        const bool better = function == "earliest" ? time_ms < best_time_ : time_ms >= best_time_;
        if (count_++ == 0 || better) {
            best_ = value;
            best_time_ = time_ms;
        }
        return;
    }
    if (function == "sortsfirst" || function == "sortslast") {
        const int order = compare(value, best_);
        if (count_++ == 0 || (function == "sortsfirst" ? order < 0 : order > 0)) best_ = value;
        return;
    }
    const auto number = value.number();
    if (!number) return;
    ++count_;
    if (function == "pct" || function == "percentile" || function == "median") {
        return quantiles_.add(*number);
    }
    sum_ += *number;
    const double delta = *number - mean_;
    mean_ += delta / static_cast<double>(count_);
    squares_ += delta * (*number - mean_);
    const bool is_best = count_ == 1 || (function == "min" && *number < *best_.number()) ||
                         (function == "max" && *number > *best_.number());
    if (is_best) best_ = value;
}

Value Accumulator::result(const Aggregate& what) const {
    const std::string& function = what.function;
    if (function == "count") return Value::of(static_cast<double>(count_));
    if (function == "count_distinct") return Value::of(distinct_.count());
    if (function == "pct" || function == "percentile") return quantiles_.at(what.percent);
    if (function == "median") return quantiles_.at(50);
    if (count_ == 0) return {};
    if (function == "sum") return Value::of(sum_);
    if (function == "avg") return Value::of(sum_ / static_cast<double>(count_));
    if (function == "stddev") return Value::of(std::sqrt(squares_ / static_cast<double>(count_)));
    return best_;
}

}  // namespace gantry::logs::insights
