#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace gantry::net {

using ErrorCode = boost::system::error_code;

/// Who reads and writes a Stream: hears how each operation ended. Called on the network thread,
/// never from inside read or write.
class StreamUser {
  public:
    virtual ~StreamUser() = default;

    /// @param bytes 0 without an error: the peer has sent all it will send
    virtual void on_read(ErrorCode error, std::size_t bytes) = 0;
    /// @param bytes written; may be fewer than were asked for
    virtual void on_written(ErrorCode error, std::size_t bytes) = 0;
};

/// A connected byte stream: TCP, a unix socket, TLS over either. Network thread only.
/// At most one read and one write are under way at a time. The user is kept alive until its
/// operations have ended, and so must be the memory they use.
class Stream {
  public:
    virtual ~Stream() = default;

    /// Reads what is there, at most `into.size()`.
    virtual void read(std::span<char> into, std::shared_ptr<StreamUser> user) = 0;
    /// Writes some of `pieces`, front first. The span itself is read before the call returns.
    virtual void write(
        std::span<const std::string_view> pieces, std::shared_ptr<StreamUser> user
    ) = 0;
    /// Tells the peer that nothing more will be written.
    virtual void shutdown_send() = 0;
    /// Drops the connection. Operations under way end with an error; later ones do nothing.
    virtual void close() = 0;
};

}  // namespace gantry::net
