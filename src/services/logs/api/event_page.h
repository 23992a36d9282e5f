#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/logs/engine/engine.h"

namespace gantry::logs {

/// A page holds so many events, and so many bytes as events count.
/// Source: GetLogEvents, FilterLogEvents.
inline constexpr std::size_t kMaxPageEvents = 10'000;
inline constexpr std::uint64_t kMaxPageBytes = 1'048'576;

/// Later than any event, in milliseconds.
inline constexpr std::int64_t kForEver = 99'999'999'999'999;

/// Collects the events of one page from a scan.
class EventPage {
  public:
    struct Event {
        Position at;
        std::int64_t ingested_ms = 0;
        std::size_t stream = 0;
        std::string message;
    };

    explicit EventPage(std::size_t limit) : limit_(limit) {}

    /// @return false: it is full. An event that does not fit any more is left for the next page.
    bool add(const EventView& event) {
        const std::uint64_t size = event.message.size() + kEventOverhead;
        if (!events_.empty() && bytes_ + size > kMaxPageBytes) {
            left_out_ = true;
            return false;
        }
        bytes_ += size;
        events_.push_back({event.at, event.ingested_ms, event.stream, std::string(event.message)});
        return events_.size() < limit_;
    }

    [[nodiscard]] std::vector<Event>& events() { return events_; }
    /// Where the next page goes on, behind this one; nothing where the scan saw all there is.
    [[nodiscard]] std::optional<Position> next(const ScanEnd& end) const {
        if (end.complete) return std::nullopt;
        return left_out_ ? events_.back().at : end.last;
    }

  private:
    std::size_t limit_;
    std::uint64_t bytes_ = 0;
    bool left_out_ = false;
    std::vector<Event> events_;
};

}  // namespace gantry::logs
