#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/reflect.h"

/// Answers that are a stream of events, application/vnd.amazon.eventstream. Source: Smithy, "Amazon
/// Event Stream"; AWS JSON protocols, "Event streams".
namespace gantry::wire {

inline constexpr std::string_view kEventStreamType = "application/vnd.amazon.eventstream";

/// One message: its length, that of its headers, a CRC-32 of both; headers, payload, and a CRC-32
/// of all. All headers are strings, of less than 32 KiB.
std::string event_message(
    const std::vector<std::pair<std::string_view, std::string_view>>& headers,
    std::string_view payload
);

/// What an answer in JSON begins with: its members beside the events.
std::string first_event(std::string_view members);

/// An event in JSON. @param type a union; the one member that is given is the event: an exception
/// where its name ends so
std::string json_event(const reflect::TypeInfo& type, const void* event);

}  // namespace gantry::wire
