#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <utility>

#include "base/log.h"
#include "net/io_loop_impl.h"
#include "net/socket_address.h"
#include "net/tls_stream.h"

namespace gantry::net {
namespace {

using Acceptor =
    asio::basic_socket_acceptor<asio::generic::stream_protocol, asio::io_context::executor_type>;

constexpr std::string_view kUnixScheme = "unix://";
constexpr Duration kAcceptPause{100};  ///< after running out of descriptors

/// Accepts until closed; keeps itself alive through its pending accept.
class AsioListener final : public Listener, public std::enable_shared_from_this<AsioListener> {
  public:
    AsioListener(
        IoLoop& loop, IoLoop::Impl& impl, std::shared_ptr<TlsContext> tls, IoLoop::Accepted accepted
    )
        : loop_(loop),
          impl_(impl),
          tls_(std::move(tls)),
          accepted_(std::move(accepted)),
          acceptor_(impl.context) {}
    ~AsioListener() override { impl_.listeners.erase(this); }
    AsioListener(const AsioListener&) = delete;
    AsioListener& operator=(const AsioListener&) = delete;

    Result<void> open(const SocketEndpoint& at) {
        unix_path_ = unix_path_of(at);
        if (!unix_path_.empty()) remove_orphan(at);
        try {
            acceptor_.open(at.protocol());
            acceptor_.set_option(asio::socket_base::reuse_address(true));
            acceptor_.bind(at);
            acceptor_.listen();
            port_ = port_of(acceptor_.local_endpoint());
        } catch (const boost::system::system_error& failure) {
            return unavailable(failure.code().message());
        }
        return {};
    }

    void start() {
        impl_.listeners.insert(this);
        accept();
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }
    void set_tls(std::shared_ptr<TlsContext> tls) override { tls_ = std::move(tls); }

    void close() override {
        if (!acceptor_.is_open()) return;
        ErrorCode ignored;
        acceptor_.close(ignored);
        if (!unix_path_.empty()) ::unlink(unix_path_.c_str());
    }

  private:
    /// A process that was killed leaves its socket file behind, where nobody can bind again. It is
    /// one of those when connecting is refused.
    void remove_orphan(const SocketEndpoint& at) {
        Socket probe{impl_.context};
        ErrorCode error;
        probe.connect(at, error);
        if (error == asio::error::connection_refused) ::unlink(unix_path_.c_str());
    }

    void accept() {
        auto socket = std::make_unique<Socket>(impl_.context);
        Socket& target = *socket;
        acceptor_.async_accept(
            target,
            peer_,
            [self = shared_from_this(), socket = std::move(socket)](const ErrorCode& error) {
                self->on_accept(error, std::move(*socket));
            }
        );
    }

    void on_accept(const ErrorCode& error, Socket socket) {
        if (!acceptor_.is_open()) return;
        if (error) {
            log_warn("accept_failed", {{"error", error.message()}});
            loop_.call_after(kAcceptPause, [self = shared_from_this()] {
                if (self->acceptor_.is_open()) self->accept();
            });
            return;
        }
        tune(socket, peer_);
        accepted_(make_stream(std::move(socket)), address_text(peer_));
        if (acceptor_.is_open()) accept();
    }

    std::shared_ptr<Stream> make_stream(Socket socket) {
        if (tls_) return make_tls_server_stream(std::move(socket), tls_, impl_.streams);
        return std::make_shared<PlainStream>(std::move(socket), impl_.streams);
    }

    IoLoop& loop_;
    IoLoop::Impl& impl_;
    std::shared_ptr<TlsContext> tls_;  ///< null: plain
    IoLoop::Accepted accepted_;
    Acceptor acceptor_;
    SocketEndpoint peer_;
    std::uint16_t port_ = 0;
    std::string unix_path_;
};

/// The caller's handle; the listener itself lives as long as its pending accept.
class ListenerHandle final : public Listener {
  public:
    explicit ListenerHandle(std::shared_ptr<AsioListener> listener)
        : listener_(std::move(listener)) {}
    [[nodiscard]] std::uint16_t port() const override { return listener_->port(); }
    void set_tls(std::shared_ptr<TlsContext> tls) override { listener_->set_tls(std::move(tls)); }
    void close() override { listener_->close(); }

  private:
    std::shared_ptr<AsioListener> listener_;
};

}  // namespace

Result<std::shared_ptr<Stream>> IoLoop::adopt(int descriptor) {
    Socket socket{impl_->context};
    ErrorCode error;
    socket.assign(asio::ip::tcp::v4(), descriptor, error);
    if (error) {
        ::close(descriptor);
        return unavailable(error.message());
    }
    const SocketEndpoint peer = socket.remote_endpoint(error);
    if (error) return unavailable(error.message());
    tune(socket, peer);
    return std::shared_ptr<Stream>(std::make_shared<PlainStream>(std::move(socket), impl_->streams)
    );
}

Result<std::unique_ptr<Listener>> IoLoop::listen(
    const std::string& address,
    std::uint16_t port,
    std::shared_ptr<TlsContext> tls,
    Accepted accepted
) {
    SocketEndpoint at;
    if (address.starts_with(kUnixScheme)) {
        Result<SocketEndpoint> path = unix_endpoint(address.substr(kUnixScheme.size()));
        if (!path) return path.error();
        at = *path;
    } else if (const auto numeric = parse_address(address)) {
        at = SocketEndpoint{asio::ip::tcp::endpoint{*numeric, port}};
    } else {
        return invalid_argument(fmt::format("\"{}\" is not an address to listen on", address));
    }
    auto listener =
        std::make_shared<AsioListener>(*this, *impl_, std::move(tls), std::move(accepted));
    if (const Result<void> opened = listener->open(at); !opened) {
        return unavailable(
            fmt::format("cannot listen on {}:{}: {}", address, port, opened.error().message)
        );
    }
    post([listener] { listener->start(); });
    return std::unique_ptr<Listener>(std::make_unique<ListenerHandle>(std::move(listener)));
}

}  // namespace gantry::net
