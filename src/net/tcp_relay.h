#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "net/http.h"

namespace gantry::net {

struct TcpRelayOptions {
    /// Plain TCP: the first that answers.
    std::vector<Endpoint> to;
    /// In the log, and of its thread.
    std::string name = "tcp-relay";
    /// Further connections are closed at once.
    std::size_t max_connections = 1024;
    /// Of one address, so that nobody keeps the others out.
    std::size_t max_connections_of_peer = 64;
    /// After so long without a connection the next address is tried.
    Duration connect_patience{10'000};
    /// One on which nothing came from either side for so long is closed.
    Duration idle_timeout = minutes{15};
    /// The same, once a side has sent all that it will send.
    Duration half_idle_timeout = minutes{1};
};

/// Carries bytes between connections and one address, whatever they mean: of each connection at
/// most some kilobytes wait, for whichever side is slow. A network thread of its own. Any thread.
class TcpRelay {
  public:
    virtual ~TcpRelay() = default;
    /// Errors: Unavailable when the address cannot be bound.
    virtual Result<void> listen(const std::string& address, std::uint16_t port) = 0;
    /// Carries for a connection that others accepted. @param descriptor of a TCP socket; the
    /// relay's from here on
    /// @param peer "address" or "address:port" of the other side, or whatever else
    /// max_connections_of_peer is to count by
    virtual void adopt(int descriptor, std::string peer) = 0;
    /// Where connections go from now on.
    virtual void set_to(std::vector<Endpoint> to) = 0;
    [[nodiscard]] virtual std::uint16_t port() const = 0;  ///< 0 before listen()
};

/// Destroying it breaks all connections off.
std::unique_ptr<TcpRelay> make_tcp_relay(const TcpRelayOptions& options);

}  // namespace gantry::net
