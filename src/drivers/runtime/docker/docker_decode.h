#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/docker/container_inspect.h"
#include "api/docker/container_summary.h"
#include "api/docker/event.h"
#include "drivers/runtime/container_runtime.h"
#include "net/http.h"

/// From the Engine API's shapes to ours. Pure.
namespace gantry::runtime {

ContainerStatus to_status(const api::docker::ContainerInspect& inspect);
ContainerStatus to_status(const api::docker::ContainerSummary& summary);

/// Empty for events that say nothing about a container's life.
std::optional<RuntimeEvent> to_event(const api::docker::Event& event);

/// An answer of the daemon that is not a success, in its own words.
Error to_error(const net::HttpResponse& response);

/// The text of a log answer: the daemon's 8-byte frames taken off, or the raw text of a container
/// with a terminal; split into lines, at most the last `max_bytes` of them.
std::vector<std::string> to_lines(std::string_view answer, std::size_t max_bytes);

/// The smaller of two "1.43"-like versions; `ours` when the other is unreadable.
std::string smaller_version(const std::string& theirs, const std::string& ours);

/// Percent-encodes everything but unreserved characters.
std::string escape(std::string_view text);

/// URL-safe base64, as X-Registry-Auth wants it.
std::string base64url(std::string_view bytes);

}  // namespace gantry::runtime
