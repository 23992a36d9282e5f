#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace gantry::agent {

// What PutLogEvents takes. Source: CloudWatch Logs API Reference, PutLogEvents.
inline constexpr std::size_t kEventOverhead = 26;  ///< bytes, that each event counts for besides
inline constexpr std::size_t kMaxEventBytes = 262'144 - kEventOverhead;
inline constexpr std::size_t kMaxBatchBytes = 1'048'576;
inline constexpr std::size_t kMaxBatchEvents = 10'000;
/// Of a call's body: what a control plane reads at once is 4 MiB, and a control character takes six
/// bytes in JSON.
inline constexpr std::size_t kMaxBatchBody = 3U << 20U;
inline constexpr std::size_t kEventFrame = 48;  ///< bytes around an event's text there
inline constexpr std::int64_t kMaxBatchSpanMs = 24LL * 60 * 60 * 1000;

/// One event to be sent.
struct LogEvent {
    std::int64_t time_ms = 0;
    std::string text;        ///< valid UTF-8, not empty, at most kMaxEventBytes
    std::size_t pieces = 0;  ///< of the container's output that are done with once it was taken

    [[nodiscard]] std::size_t bytes() const { return text.size() + kEventOverhead; }
};

struct LogBatch {
    std::vector<LogEvent> events;  ///< in order of time, those of the same time as written
    std::size_t pieces = 0;
};

/// Takes from the front of the queue what one call may carry: as much as there is within the
/// limits.
LogBatch take_batch(std::deque<LogEvent>& queue);

}  // namespace gantry::agent
