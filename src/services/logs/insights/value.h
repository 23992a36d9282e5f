#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace gantry::logs {

/// A value of a query: nothing, a number, a text, or a moment. Truth is the numbers 1 and 0.
class Value {
  public:
    enum class Kind { Nothing, Number, Text, Time };

    Value() = default;
    static Value of(double number) { return Value(Kind::Number, number, {}); }
    static Value of(bool truth) { return of(truth ? 1.0 : 0.0); }
    static Value of(std::string text) { return Value(Kind::Text, 0, std::move(text)); }
    static Value at(std::int64_t ms) { return Value(Kind::Time, static_cast<double>(ms), {}); }

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_nothing() const { return kind_ == Kind::Nothing; }
    /// Numbers, moments in milliseconds, and texts that are written as a number.
    [[nodiscard]] std::optional<double> number() const;
    /// As results show it: moments as "2026-01-01 00:00:00.000".
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool is_true() const;
    /// Of a text that is longer, keeps the whole characters that fit.
    void shorten(std::size_t most_bytes);
    /// About what it takes in memory.
    [[nodiscard]] std::size_t bytes() const { return sizeof(Value) + text_.size(); }

    /// What functions make is no longer.
    static constexpr std::size_t kMaxTextBytes = 1UL << 20;

  private:
    Value(Kind kind, double number, std::string text)
        : kind_(kind), number_(number), text_(std::move(text)) {}

    Kind kind_ = Kind::Nothing;
    double number_ = 0;
    std::string text_;
};

/// Numbers by size where both are, else texts by their bytes; nothing comes first.
int compare(const Value& a, const Value& b);

}  // namespace gantry::logs
