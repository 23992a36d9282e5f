#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

/// The HTTP half of a websocket (RFC 6455, section 4).
namespace gantry::net {

/// Whether the request asks for a websocket at all ("Upgrade: websocket").
/// @param connection_upgrade the request's Connection field names "upgrade"
bool asks_for_websocket(const HttpRequest& request, bool connection_upgrade);

/// The answer to a request that asks for a websocket in a way that cannot be met; nothing when it
/// can.
std::optional<HttpResponse> websocket_refusal(const HttpRequest& request);

/// The Sec-WebSocket-Accept that proves that `key` was read.
std::string websocket_accept_for(std::string_view key);

/// A fresh Sec-WebSocket-Key.
std::string make_websocket_key();

/// The request with the fields that ask for a websocket; the caller's own of those are replaced.
HttpRequest websocket_request(HttpRequest request, const std::string& key);

/// Whether the answer agrees to become a websocket for `key`.
bool accepts_websocket(const HttpResponse& response, std::string_view key);

}  // namespace gantry::net
