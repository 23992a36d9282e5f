#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/container/small_vector.hpp>
#include <memory>
#include <unordered_set>
#include <utility>

#include "net/stream.h"

/// Streams on Asio sockets; seen only by the few sources that make them.
namespace gantry::net {

namespace asio = boost::asio;

/// One socket type for TCP and unix sockets, with the executor known at compile time.
using Socket =
    asio::basic_stream_socket<asio::generic::stream_protocol, asio::io_context::executor_type>;

/// Every open stream of a loop, so that stopping the loop can close them.
using OpenStreams = std::unordered_set<Stream*>;

/// Asio's "end of file" becomes "0 bytes, no error".
inline ErrorCode without_eof(const ErrorCode& error) {
    return error == asio::error::eof ? ErrorCode{} : error;
}

inline boost::container::small_vector<asio::const_buffer, 16> to_buffers(
    std::span<const std::string_view> pieces
) {
    boost::container::small_vector<asio::const_buffer, 16> buffers;
    for (const std::string_view piece : pieces) buffers.emplace_back(piece.data(), piece.size());
    return buffers;
}

/// TCP or a unix socket.
class PlainStream final : public Stream, public std::enable_shared_from_this<PlainStream> {
  public:
    PlainStream(Socket socket, OpenStreams& open) : socket_(std::move(socket)), open_(open) {
        open_.insert(this);
    }
    ~PlainStream() override { open_.erase(this); }
    PlainStream(const PlainStream&) = delete;
    PlainStream& operator=(const PlainStream&) = delete;

    void read(std::span<char> into, std::shared_ptr<StreamUser> user) override {
        socket_.async_read_some(
            asio::mutable_buffer(into.data(), into.size()),
            [self = shared_from_this(), user = std::move(user)](
                const ErrorCode& error, std::size_t bytes
            ) { user->on_read(without_eof(error), bytes); }
        );
    }

    void write(std::span<const std::string_view> pieces, std::shared_ptr<StreamUser> user)
        override {
        socket_.async_write_some(
            to_buffers(pieces),
            [self = shared_from_this(), user = std::move(user)](
                const ErrorCode& error, std::size_t bytes
            ) { user->on_written(error, bytes); }
        );
    }

    void shutdown_send() override {
        ErrorCode ignored;
        socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    }

    void close() override {
        ErrorCode ignored;
        socket_.close(ignored);
    }

  private:
    Socket socket_;
    OpenStreams& open_;
};

}  // namespace gantry::net
