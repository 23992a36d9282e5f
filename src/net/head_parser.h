#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "net/http.h"

/// Reads the heads of HTTP/1.x messages: pure functions over a complete head in memory.
/// Strict where leniency lets two readers disagree about where a message ends (RFC 9112, section
/// 11.2): no bare line feeds, no folded fields, no two lengths.
namespace gantry::net {

/// Why a message cannot be read.
struct ReadFailure {
    int status = 400;              ///< what a server answers
    std::string_view explanation;  ///< a constant sentence
};

/// What a head says about the message that follows and about the connection.
struct Framing {
    bool http11 = true;  ///< false: HTTP/1.0
    bool keep_alive = true;
    bool chunked = false;
    std::optional<std::uint64_t> content_length;
    bool connection_upgrade = false;  ///< "Connection: upgrade"
    bool expects_continue = false;    ///< "Expect: 100-continue"
};

/// At most this many fields in one message.
constexpr std::size_t kMaxFields = 256;

/// @param head from the start line to the empty line, both included
/// @param request gets method, target and headers
std::optional<ReadFailure> parse_request_head(
    std::string_view head, HttpRequest& request, Framing& framing
);

/// As above; `response` gets status and headers.
std::optional<ReadFailure> parse_response_head(
    std::string_view head, HttpResponse& response, Framing& framing
);

/// Finds the end of a head that arrives in pieces.
/// @param searched bytes known to hold no end, moved on by the call
/// @return bytes up to and with the empty line, or npos
std::size_t find_head_end(std::string_view bytes, std::size_t& searched);

}  // namespace gantry::net
