#pragma once

#include <functional>
#include <memory>

#include "api/file_body.h"
#include "base/result.h"
#include "net/http.h"

namespace gantry::service {

/// Where a service keeps payloads that are not held in memory. Any thread.
///
///     network thread   head let in ──▶ receive() ── bytes, as fast as the disk takes them ──┐
///     core's loop                       handler, with api::FileBody in its input ◀── durable ┘
///     network thread   send() ◀── answered, with api::FileBody in its output
class BodyKeeper {
  public:
    virtual ~BodyKeeper() = default;

    using Received = std::function<void(Result<api::FileBody>)>;

    /// Takes a body into a file. What it gets has been taken out of chunks (signed_body.h).
    /// @param head says which checksums are wanted
    /// @param received once, on any thread, after the sink's on_end: with a body that is durable,
    ///        and stays until the operation has run, or with that end's error. Errors besides:
    ///        Unavailable, for a disk that is full or failed.
    virtual std::shared_ptr<net::BodySink> receive(
        const net::HttpRequest& head, Received received
    ) = 0;

    /// The operation that got it has failed.
    virtual void discard(const api::FileBody& body) = 0;

    /// Sends a body. A file that is not as it was written breaks the answer off.
    virtual net::BodyStream send(const api::FileBody& body) = 0;
};

}  // namespace gantry::service
