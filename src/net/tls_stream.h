#pragma once

#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "net/asio_stream.h"
#include "net/tls.h"

/// TLS over an Asio socket; seen only by the sources that make streams.
namespace gantry::net {

class TlsContext {
  public:
    explicit TlsContext(asio::ssl::context::method method) : context(method) {}
    asio::ssl::context context;
    std::function<std::string()> plain_answer;  ///< of servers
    std::string server_name;                    ///< of clients; empty: the host that is asked
    bool trusts_anybody = false;                ///< of clients
};

/// The server's side of an accepted connection. The handshake is part of the first read, so
/// whatever limits a silent connection limits a silent handshake. A client that speaks plain HTTP
/// is answered so, and to the user it has sent nothing and left.
std::shared_ptr<Stream> make_tls_server_stream(
    Socket socket, std::shared_ptr<TlsContext> tls, OpenStreams& open
);

/// Makes the handshake on a connected socket.
/// @param host the name or address that the server's certificate has to be for
/// @param done gets the stream, or what went wrong; called later, once
/// @return the stream, to be closed when the handshake takes too long
std::shared_ptr<Stream> start_tls_client_stream(
    Socket socket,
    std::shared_ptr<TlsContext> tls,
    OpenStreams& open,
    const std::string& host,
    std::function<void(Result<std::shared_ptr<Stream>>)> done
);

}  // namespace gantry::net
