#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/docker/container_inspect.h"
#include "api/docker/container_stats.h"
#include "api/docker/container_summary.h"
#include "api/docker/event.h"
#include "drivers/runtime/container_runtime.h"
#include "net/http.h"
#include "wire/json_codec.h"

/// From the Engine API's shapes to ours. Pure.
namespace gantry::runtime {

ContainerStatus to_status(const api::docker::ContainerInspect& inspect);
ContainerStatus to_status(const api::docker::ContainerSummary& summary);

/// Empty for events that say nothing about a container's life.
std::optional<RuntimeEvent> to_event(const api::docker::Event& event);

ContainerUsage to_usage(const api::docker::ContainerStats& stats);

/// An answer of the daemon that is not a success, in its own words.
Error to_error(const net::HttpResponse& response);

/// Decodes a successful answer, or passes the error on. Errors: Unavailable when it is not what the
/// API promises.
template <class Shape>
Result<Shape> read_answer(const Result<net::HttpResponse>& answer) {
    if (!answer) return answer.error();
    auto value = wire::decode_json<Shape>(answer->body);
    if (value) return value;
    return unavailable("the container runtime's answer cannot be read: " + value.error().message);
}

/// The length in the head of a frame of a log answer: stream number, three zeros, big-endian
/// length.
std::optional<std::size_t> log_frame_length(std::string_view head);

/// The text of a log answer: the daemon's 8-byte frames taken off, or the raw text of a container
/// with a terminal; split into lines, the last `max_lines` of them and at most their last
/// `max_bytes`. A line that is longer than that alone is given by its end.
std::vector<std::string> to_lines(
    std::string_view answer, std::size_t max_lines, std::size_t max_bytes
);

/// The version to speak with a daemon that knows those from `oldest` to `newest` ("1.24", "1.41"):
/// ours, unless it is too new or too old for the daemon.
std::string negotiated_version(
    const std::string& newest, const std::string& oldest, const std::string& ours
);

/// Percent-encodes everything but unreserved characters.
std::string escape(std::string_view text);

/// URL-safe base64, as X-Registry-Auth wants it.
std::string base64url(std::string_view bytes);

}  // namespace gantry::runtime
