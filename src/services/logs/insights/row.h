#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/logs/insights/value.h"

namespace gantry::logs {

/// An event as queries see it.
class QueryEvent {
  public:
    std::int64_t timestamp_ms = 0;
    std::int64_t ingested_ms = 0;
    std::string message;
    std::string stream;   ///< @logStream
    std::string log;      ///< @log: "<account>:<group>"
    std::string pointer;  ///< @ptr

    /// A field of the system's, or one found in a message that is JSON: `a.b`, `a.0.b`.
    [[nodiscard]] Value field(std::string_view name) const;
    [[nodiscard]] std::size_t bytes() const { return message.size() + 200 + found_bytes_; }
    /// All that is found in it: names and values. At most kMaxFields; what is left out once all
    /// paths together have kMaxPathBytes is nothing.
    [[nodiscard]] const std::map<std::string, Value, std::less<>>& found() const;

    static constexpr std::size_t kMaxFields = 1'000;
    static constexpr std::size_t kMaxPathBytes = 64UL << 10;

  private:
    mutable std::unique_ptr<std::map<std::string, Value, std::less<>>> found_;
    mutable std::size_t found_bytes_ = 0;  ///< about what that takes
};

/// What goes from command to command: an event with what commands made of it, or a row of stats.
class Row {
  public:
    Row() = default;
    explicit Row(std::shared_ptr<const QueryEvent> event) : event_(std::move(event)) {}

    [[nodiscard]] Value get(std::string_view name) const {
        for (const auto& [known, value] : made_) {
            if (known == name) return value;
        }
        return event_ ? event_->field(name) : Value();
    }
    void set(std::string_view name, Value value) {
        for (auto& [known, old] : made_) {
            if (known == name) {
                old = std::move(value);
                return;
            }
        }
        made_.emplace_back(name, std::move(value));
    }
    [[nodiscard]] const QueryEvent* event() const { return event_.get(); }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t bytes = sizeof(Row) + (event_ ? event_->bytes() : 0);
        for (const auto& [name, value] : made_) bytes += name.size() + value.bytes();
        return bytes;
    }

  private:
    std::shared_ptr<const QueryEvent> event_;
    std::vector<std::pair<std::string, Value>> made_;
};

}  // namespace gantry::logs
