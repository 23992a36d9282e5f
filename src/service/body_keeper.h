#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/file_body.h"
#include "base/result.h"
#include "net/http.h"
#include "wire/checksum.h"

namespace gantry::service {

/// What of a body is summed before a keeper gets it, as it is held against its head
/// (signed_body.h): nobody sums it again.
struct TakenSum {
    wire::ChecksumKind kind;
    std::string bytes{};  ///< of all the body; there at a good on_end
};

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
    /// @param taken null: no sum is taken before
    /// @param received once, on any thread, after the sink's on_end: with a body that is durable,
    ///        and stays until the operation has run, or with that end's error. Errors besides:
    ///        Unavailable, for a disk that is full or failed.
    virtual std::shared_ptr<net::BodySink> receive(
        const net::HttpRequest& head, std::shared_ptr<const TakenSum> taken, Received received
    ) = 0;

    /// The operation that got it has failed.
    virtual void discard(const api::FileBody& body) = 0;

    /// Sends a body. A file that is not as it was written breaks the answer off.
    virtual net::BodyStream send(const api::FileBody& body) = 0;
};

}  // namespace gantry::service
