#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "base/time.h"
#include "net/http.h"

namespace gantry::net {

/// Hands requests on to another server as they come, and its answers back as they come. Bodies of
/// any size: of each request some hundred kilobytes are kept, whichever side is slow. A network
/// thread of its own; each request has a connection of its own.
///
///     client ──▶ HttpServer ── BodySink ──▶ relay ──▶ upstream
///     client ◀── HttpServer ◀─ BodyWriter ─ relay ◀── upstream
///
/// When one side leaves, the other one's connection is dropped.
class Relays {
  public:
    virtual ~Relays() = default;

    using Answered = std::function<void(Result<HttpResponse>)>;

    /// Sends a request on. Fields that concern a connection alone (Connection, Expect, …) are left
    /// out both ways; the body is announced as `head` announces it, by its length or as chunks.
    /// @param endpoint plain HTTP, TCP or a unix socket
    /// @param head its method, target and fields; `body` is not looked at
    /// @param idle_timeout how long the upstream may neither take nor give anything when it is its
    ///        turn. Slow clients are the server's concern. 0: no limit
    /// @param answered once, on the relays' thread: the upstream's answer, with a `stream` unless
    ///        all of it has come already. Errors: Unavailable with the system's words, also when
    ///        the client left before there was an answer; InvalidArgument for what is no request.
    /// @return takes the request's body, from on_begin to on_end. Dropped before on_end, it breaks
    ///         the request off. Once the upstream has answered, what still comes is dropped.
    virtual std::shared_ptr<BodySink> relay(
        const Endpoint& endpoint, HttpRequest head, Duration idle_timeout, Answered answered
    ) = 0;
};

/// Destroying it ends what is under way with Unavailable; not from one of its own callbacks.
std::unique_ptr<Relays> make_relays();

}  // namespace gantry::net
