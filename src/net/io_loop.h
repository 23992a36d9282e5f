#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/loop.h"
#include "base/result.h"
#include "net/http.h"
#include "net/stream.h"
#include "net/tls.h"

namespace gantry::net {

/// A listening socket. Network thread only, apart from port() and destruction after the loop ended.
class Listener {
  public:
    virtual ~Listener() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;  ///< 0 for a unix socket
    /// What connections from now on are met with; only where it began with one.
    virtual void set_tls(std::shared_ptr<TlsContext> tls) = 0;
    /// No more callbacks; the address is free again.
    virtual void close() = 0;
};

/// A connection being made. Network thread only.
class Connecting {
  public:
    virtual ~Connecting() = default;
    /// The callback will not be called.
    virtual void cancel() = 0;
};

/// A network thread: sockets, timers and posted work, all on one thread. It is a Loop, so members
/// other than post, on_loop, listen and stop belong to its thread.
class IoLoop final : public Loop {
  public:
    /// @param name shown as the thread's name (15 characters are kept)
    explicit IoLoop(const std::string& name);
    ~IoLoop() override;
    IoLoop(const IoLoop&) = delete;
    IoLoop& operator=(const IoLoop&) = delete;

    [[nodiscard]] SysTime now() const override;
    [[nodiscard]] MonoTime mono() const override;
    void post(Work work) override;
    TimerId call_after(Duration delay, Work work) override;
    void cancel(TimerId timer) override;
    [[nodiscard]] bool on_loop() const;

    /// @param peer "address:port", empty on unix sockets
    using Accepted = std::function<void(std::shared_ptr<Stream> stream, std::string peer)>;
    /// Binds and listens; connections come once the caller is back in the loop.
    /// @param address a numeric address, "localhost" or "unix:///path"
    /// @param tls null for plain connections; its handshake is part of the first read
    /// Errors: Unavailable when the address cannot be bound, InvalidArgument when it is none.
    Result<std::unique_ptr<Listener>> listen(
        const std::string& address,
        std::uint16_t port,
        std::shared_ptr<TlsContext> tls,
        Accepted accepted
    );

    /// Takes on a connection that others accepted. Network thread only.
    /// @param descriptor of a TCP socket; the loop's from here on
    /// Errors: Unavailable with the system's words; it is closed then.
    Result<std::shared_ptr<Stream>> adopt(int descriptor);

    using Connected = std::function<void(Result<std::shared_ptr<Stream>>)>;
    /// Looks the name up and tries its addresses in turn. `connected` is called later, once.
    /// @param tls null for a plain connection
    std::shared_ptr<Connecting> connect(
        const Endpoint& endpoint, std::shared_ptr<TlsContext> tls, Connected connected
    );

    /// Closes every stream and listener, lets their users hear of it, ends the thread. Idempotent;
    /// not from the loop itself. Work posted later is dropped.
    void stop();

    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace gantry::net
