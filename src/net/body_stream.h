#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

/// Bodies of any size, piece by piece: what a server receives (BodySink) and what it sends
/// (BodyWriter). Of each, some hundred kilobytes are kept at most.
namespace gantry::net {

/// Takes the body of one request as it comes. Made in HttpHandler::on_head; called on the network
/// thread, one call at a time; must not block.
class BodySink {
  public:
    virtual ~BodySink() = default;

    /// Before the body. A client that waits for leave ("Expect: 100-continue") gets it when the
    /// body is wanted.
    /// @param resume asks for more after a call returned false. Any thread, any number of times,
    ///        also when nobody listens any more.
    /// @return whether the body is wanted now
    virtual bool on_begin(std::function<void()> resume);
    /// @param bytes never empty; valid during the call
    /// @return false: no more before `resume`. The client is not read from meanwhile.
    virtual bool on_bytes(std::string_view bytes) = 0;
    /// Last call, also where the last on_bytes returned false. An error when this is not the whole
    /// body: InvalidArgument (malformed, larger than allowed) or Unavailable (the client has left
    /// or took too long, or its request was answered before the end).
    virtual void on_end(Result<void> how) = 0;
};

/// Writes the body of one answer. Any thread. Dropping the last handle before finish() is abort().
class BodyWriter {
  public:
    virtual ~BodyWriter() = default;

    /// On the network thread; must not block. They are dropped, with what they captured, when the
    /// writer is done: finished, aborted or gone.
    struct Callbacks {
        /// There is room again after write() returned false.
        std::function<void()> on_drained;
        /// The client has left; nothing is written any more. Not called after finish or abort. Of a
        /// client that said "Connection: close" it shows only when something is written.
        std::function<void()> on_gone;
    };
    /// Once, before the first write; in BodyStream::begin nothing is missed.
    virtual void set_callbacks(Callbacks callbacks) = 0;

    /// Sends a piece; large ones are not copied, an empty one is nothing.
    /// @return false: enough is on its way. The piece is taken all the same (unless the writer is
    ///         done), but the next should wait for on_drained.
    virtual bool write(std::string piece) = 0;
    /// That was all. With fewer bytes than were promised it is abort().
    virtual void finish() = 0;
    /// Breaks off: the client sees that the answer is not whole.
    virtual void abort() = 0;
};

/// The body of an answer that is not there yet.
struct BodyStream {
    /// Bytes, where it is known; else the answer is chunked (to HTTP/1.0: ends with the
    /// connection).
    std::optional<std::uint64_t> length;
    /// Called on the network thread when the answer's head is on its way: its turn has come. Not
    /// called where no body may be sent (HEAD, 304 …) and when the client has left: then it is just
    /// dropped. Empty: no stream.
    std::function<void(std::shared_ptr<BodyWriter>)> begin;
};

}  // namespace gantry::net
