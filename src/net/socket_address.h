#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "net/asio_stream.h"

/// Addresses of TCP and unix sockets, as text and as Asio has them.
namespace gantry::net {

using SocketEndpoint = asio::generic::stream_protocol::endpoint;

/// "127.0.0.1:80", "[::1]:80"; empty for a unix socket.
std::string address_text(const SocketEndpoint& at);
/// 0 for a unix socket.
std::uint16_t port_of(const SocketEndpoint& at);
/// Empty for a TCP address.
std::string unix_path_of(const SocketEndpoint& at);

/// A numeric address or "localhost", which never needs a look-up.
std::optional<asio::ip::address> parse_address(const std::string& text);

/// Errors: InvalidArgument when the path does not fit into a socket's address.
Result<SocketEndpoint> unix_endpoint(const std::string& path);

/// For TCP: small messages go out at once, and a peer that is gone without a word is noticed after
/// about a minute even where nothing is being sent.
void tune(Socket& socket, const SocketEndpoint& peer);

}  // namespace gantry::net
