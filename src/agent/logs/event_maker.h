#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/logs/log_event.h"
#include "drivers/runtime/container_runtime.h"
#include "wire/pattern.h"

namespace gantry::agent {

/// Makes events of what a container writes: one of each line, or with a pattern one of all lines
/// from one that matches to the next (each with its line's end, as Docker's driver does it). Lines
/// come in pieces and are joined again; what is longer than an event may be goes on in the next
/// one. Bytes that are no UTF-8 become U+FFFD. Empty lines make no event of their own.
class EventMaker {
  public:
    explicit EventMaker(std::optional<wire::Pattern> event_start)
        : event_start_(std::move(event_start)) {}

    /// Appends the events that have become complete.
    /// @return how many pieces need no event: empty lines that nothing is held before
    std::size_t add(const runtime::LogPiece& piece, std::vector<LogEvent>& events);
    /// Whether something waits for what follows it.
    [[nodiscard]] bool holding() const { return pieces_ > 0; }
    /// Ends what is held.
    void flush(std::vector<LogEvent>& events);

  private:
    void emit(bool goes_on, std::vector<LogEvent>& events);

    std::optional<wire::Pattern> event_start_;
    std::string text_;
    std::int64_t time_ms_ = 0;
    std::size_t pieces_ = 0;
    bool in_line_ = false;  ///< the next piece goes on with a line
};

/// The text with U+FFFD for each byte that is not part of a UTF-8 character.
std::string to_utf8(std::string text);

}  // namespace gantry::agent
