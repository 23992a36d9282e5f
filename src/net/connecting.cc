#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "net/io_loop_impl.h"
#include "net/socket_address.h"
#include "net/tls_stream.h"

namespace gantry::net {
namespace {

using Resolver = asio::ip::basic_resolver<asio::ip::tcp, asio::io_context::executor_type>;

/// A socket of another network namespace: it belongs to the one that it was made in, and a thread
/// of its own can enter that without taking the program along. It takes no longer than to say so.
/// Errors: Denied, NotFound, Unavailable, in the system's words.
Result<int> socket_within(const std::string& network_namespace, int family) {
    int made = -1;
    int error = 0;
    const auto make = [&] {
        const int place = ::open(network_namespace.c_str(), O_RDONLY | O_CLOEXEC);
        if (place < 0 || ::setns(place, CLONE_NEWNET) != 0) {
            error = errno;
        } else {
            made = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
            error = errno;
        }
        if (place >= 0) ::close(place);
    };
    try {
        std::thread(make).join();
    } catch (const std::system_error& failure) {
        return unavailable(fmt::format("{}: no thread: {}", network_namespace, failure.what()));
    }
    if (made >= 0) return made;
    return Error{
        error == EPERM || error == EACCES ? ErrorKind::Denied : ErrorKind::NotFound,
        {},
        fmt::format("{}: {}", network_namespace, std::strerror(error)),
        {},
    };
}

/// Look-up, then one address after the other.
class AsioConnecting final : public ConnectAttempt,
                             public std::enable_shared_from_this<AsioConnecting> {
  public:
    AsioConnecting(
        IoLoop::Impl& impl,
        Endpoint endpoint,
        std::shared_ptr<TlsContext> tls,
        IoLoop::Connected connected
    )
        : impl_(impl),
          endpoint_(std::move(endpoint)),
          tls_(std::move(tls)),
          connected_(std::move(connected)),
          resolver_(impl.context),
          socket_(impl.context) {}
    ~AsioConnecting() override { impl_.attempts.erase(this); }
    AsioConnecting(const AsioConnecting&) = delete;
    AsioConnecting& operator=(const AsioConnecting&) = delete;

    void start() {
        impl_.attempts.emplace(this, weak_from_this());
        if (impl_.stopping) return fail_later(unavailable("the network thread is stopping"));
        if (!endpoint_.unix_path.empty()) {
            Result<SocketEndpoint> at = unix_endpoint(endpoint_.unix_path);
            if (!at) return fail_later(at.error());
            candidates_.push_back(*at);
            return try_next(ErrorCode{});
        }
        if (const auto address = parse_address(endpoint_.host)) {
            candidates_.emplace_back(asio::ip::tcp::endpoint{*address, endpoint_.port});
            return try_next(ErrorCode{});
        }
        look_up();
    }

    void cancel() override {
        connected_ = nullptr;
        resolver_.cancel();
        ErrorCode ignored;
        socket_.close(ignored);
        if (handshaking_) std::exchange(handshaking_, nullptr)->close();
    }

    void abandon() override {
        resolver_.cancel();
        finish(unavailable("the network thread is stopping"));
        cancel();
    }

  private:
    void look_up() {
        resolver_.async_resolve(
            endpoint_.host,
            std::to_string(endpoint_.port),
            asio::ip::tcp::resolver::numeric_service,
            [self = shared_from_this(), host = endpoint_.host](
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
        if (!endpoint_.network_namespace.empty()) {
            if (auto within = open_within(at); !within) return fail_later(within.error());
        }
        socket_.async_connect(at, [self = shared_from_this()](const ErrorCode& error) {
            self->on_connect(error);
        });
    }

    /// Without it the socket would be opened in our own namespace.
    Result<void> open_within(const SocketEndpoint& at) {
        const auto made = socket_within(endpoint_.network_namespace, at.protocol().family());
        if (!made) return made.error();
        ErrorCode failed;
        socket_.assign(at.protocol(), *made, failed);
        if (!failed) return {};
        ::close(*made);
        return unavailable(failed.message());
    }

    void on_connect(const ErrorCode& error) {
        if (!connected_) return;
        if (error) return try_next(error);
        tune(socket_, candidates_[next_ - 1]);
        if (tls_) return shake_hands();
        finish(std::shared_ptr<Stream>(
            std::make_shared<PlainStream>(std::move(socket_), impl_.streams)
        ));
    }

    void shake_hands() {
        handshaking_ = start_tls_client_stream(
            std::move(socket_),
            tls_,
            impl_.streams,
            endpoint_.host,
            [self = shared_from_this()](Result<std::shared_ptr<Stream>> stream) {
                self->handshaking_.reset();
                self->finish(std::move(stream));
            }
        );
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
    const Endpoint endpoint_;
    std::shared_ptr<TlsContext> tls_;  ///< null: plain
    IoLoop::Connected connected_;      ///< null once called or cancelled
    Resolver resolver_;
    Socket socket_;
    std::vector<SocketEndpoint> candidates_;
    std::size_t next_ = 0;
    std::shared_ptr<Stream> handshaking_;
};

}  // namespace

std::shared_ptr<Connecting> IoLoop::connect(
    const Endpoint& endpoint, std::shared_ptr<TlsContext> tls, Connected connected
) {
    auto attempt =
        std::make_shared<AsioConnecting>(*impl_, endpoint, std::move(tls), std::move(connected));
    attempt->start();
    return attempt;
}

}  // namespace gantry::net
