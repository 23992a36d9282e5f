#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "agent/control_link.h"
#include "base/loop.h"
#include "base/result.h"
#include "net/http.h"
#include "wire/sigv4.h"

namespace gantry::agent {

struct HttpControlLinkOptions {
    std::string endpoint;  ///< of the API: "http://127.0.0.1:4566"
    std::string region;
    wire::Credentials credentials;
    /// Instead of these: those of the moment. While there are none, all that is asked in the
    /// agent's own name is answered Unavailable. Called on the link's loop; may be null.
    std::function<std::optional<wire::Credentials>()> current_credentials;
    std::string user_agent = "gantry-agent";
    Duration call_timeout{30'000};
    Duration connect_timeout{10'000};
};

/// The link over HTTP and websockets, every request signed with SigV4 (the agent's own: service
/// "ecs"). Calls of services go to the same endpoint. Telemetry frames are signed one by one, each
/// with a header block in front of the JSON.
///
/// Lives on `loop`; the client calls back from its network thread and everything is handed over.
/// @param loop, client outlive the link
/// Errors: InvalidArgument when the endpoint is no URL.
Result<std::unique_ptr<ControlLink>> make_http_control_link(
    Loop& loop, net::HttpClient& client, HttpControlLinkOptions options
);

}  // namespace gantry::agent
