#include "net/io_loop.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "base/assert.h"
#include "base/log.h"
#include "net/asio_stream.h"
#include "net/text.h"

namespace gantry::net {
namespace {

using Protocol = asio::generic::stream_protocol;
using SocketEndpoint = Protocol::endpoint;
using Acceptor = asio::basic_socket_acceptor<Protocol, asio::io_context::executor_type>;
using Resolver = asio::ip::basic_resolver<asio::ip::tcp, asio::io_context::executor_type>;
using SteadyTimer = asio::basic_waitable_timer<
    std::chrono::steady_clock,
    asio::wait_traits<std::chrono::steady_clock>,
    asio::io_context::executor_type>;

constexpr std::string_view kUnixScheme = "unix://";
constexpr Duration kAcceptPause{100};  ///< after running out of descriptors
/// How long stop() waits for a name look-up that nothing can interrupt.
constexpr std::chrono::seconds kStopPatience{2};

std::string peer_text(const SocketEndpoint& peer) {
    char text[INET6_ADDRSTRLEN] = {};
    if (peer.data()->sa_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, peer.data(), sizeof address);
        inet_ntop(AF_INET, &address.sin_addr, text, sizeof text);
        return fmt::format("{}:{}", text, ntohs(address.sin_port));
    }
    if (peer.data()->sa_family == AF_INET6) {
        sockaddr_in6 address{};
        std::memcpy(&address, peer.data(), sizeof address);
        inet_ntop(AF_INET6, &address.sin6_addr, text, sizeof text);
        return fmt::format("[{}]:{}", text, ntohs(address.sin6_port));
    }
    return {};
}

void set_no_delay(Socket& socket, int family) {
    if (family == AF_UNIX) return;
    const int on = 1;
    setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

std::optional<asio::ip::address> parse_address(const std::string& text) {
    if (equals_ignoring_case(text, "localhost")) return asio::ip::address_v4::loopback();
    ErrorCode error;
    const asio::ip::address address = asio::ip::make_address(text, error);
    if (error) return std::nullopt;
    return address;
}

/// Fails when the path does not fit into a socket address.
Result<SocketEndpoint> unix_endpoint(const std::string& path) {
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
        return {
            boost::system::in_place_error,
            invalid_argument(fmt::format("\"{}\" cannot be the path of a unix socket", path)),
        };
    }
    return SocketEndpoint{asio::local::stream_protocol::endpoint{path}};
}

}  // namespace

struct IoLoop::Impl {
    // Destroyed last: what the context still holds at its end may be streams and acceptors.
    OpenStreams streams;
    std::set<Listener*> listeners;
    std::set<Connecting*> connecting;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::map<TimerId, std::unique_ptr<SteadyTimer>> timers;
    TimerId next_timer = 1;
    std::atomic<bool> stopping = false;
    std::promise<void> ended;
    std::thread thread;

    void run(const std::string& name);
    void close_all();
};

namespace {

/// Accepts until closed; keeps itself alive through its pending accept.
class AsioListener final : public Listener, public std::enable_shared_from_this<AsioListener> {
  public:
    AsioListener(IoLoop& loop, IoLoop::Impl& impl, IoLoop::Accepted accepted)
        : loop_(loop), impl_(impl), accepted_(std::move(accepted)), acceptor_(impl.context) {}
    ~AsioListener() override { impl_.listeners.erase(this); }
    AsioListener(const AsioListener&) = delete;
    AsioListener& operator=(const AsioListener&) = delete;

    Result<void> open(const SocketEndpoint& at) {
        try {
            acceptor_.open(at.protocol());
            acceptor_.set_option(asio::socket_base::reuse_address(true));
            acceptor_.bind(at);
            acceptor_.listen();
            port_ = bound_port();
        } catch (const boost::system::system_error& failure) {
            return unavailable(failure.code().message());
        }
        if (at.data()->sa_family == AF_UNIX) unix_path_ = unix_path_of(at);
        return {};
    }

    void start() {
        impl_.listeners.insert(this);
        accept();
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    void close() override {
        if (!acceptor_.is_open()) return;
        ErrorCode ignored;
        acceptor_.close(ignored);
        if (!unix_path_.empty()) ::unlink(unix_path_.c_str());
    }

  private:
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
        set_no_delay(socket, peer_.data()->sa_family);
        std::string peer = peer_text(peer_);
        accepted_(
            std::make_shared<AsioStream<Socket>>(std::move(socket), impl_.streams), std::move(peer)
        );
        if (acceptor_.is_open()) accept();
    }

    std::uint16_t bound_port() {
        const SocketEndpoint local = acceptor_.local_endpoint();
        const std::string text = peer_text(local);
        const std::size_t colon = text.rfind(':');
        return colon == std::string::npos
                   ? std::uint16_t{0}
                   : static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)));
    }

    static std::string unix_path_of(const SocketEndpoint& at) {
        sockaddr_un address{};
        std::memcpy(&address, at.data(), std::min(at.size(), sizeof address));
        return address.sun_path;
    }

    IoLoop& loop_;
    IoLoop::Impl& impl_;
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
    void close() override { listener_->close(); }

  private:
    std::shared_ptr<AsioListener> listener_;
};

/// Look-up, then one address after the other.
class AsioConnecting final : public Connecting,
                             public std::enable_shared_from_this<AsioConnecting> {
  public:
    AsioConnecting(IoLoop::Impl& impl, IoLoop::Connected connected)
        : impl_(impl),
          connected_(std::move(connected)),
          resolver_(impl.context),
          socket_(impl.context) {
        impl_.connecting.insert(this);
    }
    ~AsioConnecting() override { impl_.connecting.erase(this); }
    AsioConnecting(const AsioConnecting&) = delete;
    AsioConnecting& operator=(const AsioConnecting&) = delete;

    void start(const Endpoint& endpoint) {
        if (impl_.stopping) return fail_later(unavailable("the network thread is stopping"));
        if (endpoint.tls) return fail_later(unavailable("tls is not supported yet"));
        if (!endpoint.unix_path.empty()) {
            Result<SocketEndpoint> at = unix_endpoint(endpoint.unix_path);
            if (!at) return fail_later(at.error());
            candidates_.push_back(*at);
            return try_next(ErrorCode{});
        }
        if (const auto address = parse_address(endpoint.host)) {
            candidates_.emplace_back(asio::ip::tcp::endpoint{*address, endpoint.port});
            return try_next(ErrorCode{});
        }
        look_up(endpoint);
    }

    void cancel() override {
        connected_ = nullptr;
        resolver_.cancel();
        ErrorCode ignored;
        socket_.close(ignored);
    }

    /// Ends the attempt because the loop ends.
    void abandon() {
        resolver_.cancel();
        finish(unavailable("the network thread is stopping"));
        cancel();
    }

  private:
    void look_up(const Endpoint& endpoint) {
        resolver_.async_resolve(
            endpoint.host,
            std::to_string(endpoint.port),
            asio::ip::tcp::resolver::numeric_service,
            [self = shared_from_this(), host = endpoint.host](
                const ErrorCode& error, const asio::ip::tcp::resolver::results_type& results
            ) {
                if (error) {
                    return self->finish(
                        unavailable(fmt::format("cannot find {}: {}", host, error.message()))
                    );
                }
                for (const auto& result : results)
                    self->candidates_.emplace_back(result.endpoint());
                self->try_next(ErrorCode{});
            }
        );
    }

    void try_next(const ErrorCode& last_error) {
        if (!connected_) return;
        if (next_ == candidates_.size()) {
            return finish(unavailable(last_error ? last_error.message() : "no address"));
        }
        const SocketEndpoint& at = candidates_[next_++];
        ErrorCode ignored;
        socket_.close(ignored);
        socket_.async_connect(at, [self = shared_from_this()](const ErrorCode& error) {
            self->on_connect(error);
        });
    }

    void on_connect(const ErrorCode& error) {
        if (!connected_) return;
        if (error) return try_next(error);
        set_no_delay(socket_, candidates_[next_ - 1].data()->sa_family);
        std::shared_ptr<Stream> stream =
            std::make_shared<AsioStream<Socket>>(std::move(socket_), impl_.streams);
        finish(std::move(stream));
    }

    void fail_later(Error error) {
        asio::post(impl_.context, [self = shared_from_this(), error = std::move(error)] {
            self->finish(error);
        });
    }

    void finish(Result<std::shared_ptr<Stream>> how) {
        if (!connected_) return;
        const IoLoop::Connected connected = std::exchange(connected_, nullptr);
        connected(std::move(how));
    }

    IoLoop::Impl& impl_;
    IoLoop::Connected connected_;
    Resolver resolver_;
    Socket socket_;
    std::vector<SocketEndpoint> candidates_;
    std::size_t next_ = 0;
};

}  // namespace

void IoLoop::Impl::run(const std::string& name) {
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    for (;;) {
        try {
            context.run();
            break;
        } catch (const std::exception& failure) {
            log_error("network_callback_threw", {{"what", failure.what()}});
        }
    }
    ended.set_value();
}

void IoLoop::Impl::close_all() {
    for (Listener* listener : std::vector<Listener*>(listeners.begin(), listeners.end())) {
        listener->close();
    }
    std::vector<std::shared_ptr<AsioConnecting>> attempts;
    for (Connecting* attempt : connecting) {
        attempts.push_back(static_cast<AsioConnecting*>(attempt)->shared_from_this());
    }
    for (const auto& attempt : attempts) attempt->abandon();
    for (Stream* stream : std::vector<Stream*>(streams.begin(), streams.end())) stream->close();
    timers.clear();
    work.reset();
}

IoLoop::IoLoop(const std::string& name) : impl_(std::make_unique<Impl>()) {
    impl_->thread = std::thread([impl = impl_.get(), name] { impl->run(name); });
}

IoLoop::~IoLoop() {
    stop();
}

SysTime IoLoop::now() const {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

MonoTime IoLoop::mono() const {
    return MonoTime{std::chrono::steady_clock::now().time_since_epoch()};
}

void IoLoop::post(Work work) {
    asio::post(impl_->context, std::move(work));
}

bool IoLoop::on_loop() const {
    return impl_->thread.get_id() == std::this_thread::get_id();
}

TimerId IoLoop::call_after(Duration delay, Work work) {
    if (impl_->stopping) return 0;
    const TimerId id = impl_->next_timer++;
    auto timer = std::make_unique<SteadyTimer>(impl_->context, std::max(delay, Duration{0}));
    timer->async_wait([impl = impl_.get(), id, work = std::move(work)](const ErrorCode&) {
        // Cancelling takes the timer off the list, even when it has already expired.
        if (impl->timers.erase(id) != 0) work();
    });
    impl_->timers.emplace(id, std::move(timer));
    return id;
}

void IoLoop::cancel(TimerId timer) {
    impl_->timers.erase(timer);
}

Result<std::unique_ptr<Listener>> IoLoop::listen(
    const std::string& address, std::uint16_t port, Accepted accepted
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
    auto listener = std::make_shared<AsioListener>(*this, *impl_, std::move(accepted));
    if (Result<void> opened = listener->open(at); !opened) {
        return unavailable(
            fmt::format("cannot listen on {}:{}: {}", address, port, opened.error().message)
        );
    }
    post([listener] { listener->start(); });
    return std::unique_ptr<Listener>(std::make_unique<ListenerHandle>(std::move(listener)));
}

std::shared_ptr<Connecting> IoLoop::connect(const Endpoint& endpoint, Connected connected) {
    auto attempt = std::make_shared<AsioConnecting>(*impl_, std::move(connected));
    attempt->start(endpoint);
    return attempt;
}

void IoLoop::stop() {
    if (impl_->stopping.exchange(true)) return;
    GANTRY_ASSERT(!on_loop());
    post([impl = impl_.get()] { impl->close_all(); });
    if (impl_->ended.get_future().wait_for(kStopPatience) != std::future_status::ready) {
        impl_->context.stop();
    }
    impl_->thread.join();
}

}  // namespace gantry::net
