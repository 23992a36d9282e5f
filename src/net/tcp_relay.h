#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "net/http.h"

namespace gantry::net {

struct TcpRelayOptions {
    Endpoint to;  ///< plain TCP
    /// Further connections are closed at once.
    std::size_t max_connections = 1024;
    /// One on which nothing came from either side for so long is closed.
    Duration idle_timeout = minutes{15};
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
    virtual void adopt(int descriptor) = 0;
    [[nodiscard]] virtual std::uint16_t port() const = 0;  ///< 0 before listen()
};

/// Destroying it breaks all connections off.
std::unique_ptr<TcpRelay> make_tcp_relay(const TcpRelayOptions& options);

}  // namespace gantry::net
