#include <fmt/format.h>

#include <unordered_set>
#include <utility>

#include "net/byte_session.h"
#include "net/client_exchange.h"
#include "net/guard.h"
#include "net/http.h"
#include "net/io_loop.h"
#include "net/loop_link.h"
#include "net/websocket_handshake.h"
#include "net/websocket_session.h"

namespace gantry::net {
namespace {

constexpr std::size_t kMaxQuotedBody = 512;

/// What stream() returns.
class StreamHandle {
  public:
    StreamHandle(std::shared_ptr<LoopLink> link, std::shared_ptr<ClientExchange> exchange)
        : link_(std::move(link)), exchange_(std::move(exchange)) {}
    ~StreamHandle() {
        exchange_->silence();
        link_->post([exchange = std::move(exchange_)] { exchange->cancel(); });
    }
    StreamHandle(const StreamHandle&) = delete;
    StreamHandle& operator=(const StreamHandle&) = delete;

  private:
    std::shared_ptr<LoopLink> link_;
    std::shared_ptr<ClientExchange> exchange_;
};

ErrorKind kind_of(int status) {
    switch (status) {
        case 401:
        case 403: return ErrorKind::Denied;
        case 404: return ErrorKind::NotFound;
        case 429: return ErrorKind::Throttled;
        default: return status / 100 == 4 ? ErrorKind::InvalidArgument : ErrorKind::Unavailable;
    }
}

Error refusal(const HttpResponse& response) {
    return Error{
        kind_of(response.status),
        {},
        fmt::format(
            "the server answered {} instead of opening a websocket: {}",
            response.status,
            std::string_view{response.body}.substr(0, kMaxQuotedBody)
        ),
        {}
    };
}

class Client final : public HttpClient {
  public:
    explicit Client(const HttpClientOptions& options)
        : loop_("http-client"), context_{.loop = loop_, .options = options} {
        link_->set(loop_);
    }

    ~Client() override {
        loop_.post([this] { end_all(); });
        loop_.stop();
        link_->unset();
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void request(const Endpoint& endpoint, HttpRequest request, Duration timeout, Done done)
        override {
        ClientExchange::Hooks hooks;
        hooks.on_end = std::move(done);
        begin(
            endpoint, std::move(request), timeout, ClientExchange::Timeout::Whole, std::move(hooks)
        );
    }

    std::shared_ptr<void> stream(
        const Endpoint& endpoint,
        HttpRequest request,
        Duration idle_timeout,
        StreamCallbacks callbacks
    ) override {
        ClientExchange::Hooks hooks;
        hooks.on_head = [on_head = std::move(callbacks.on_head)](HttpResponse& head) {
            if (on_head) on_head(head.status, head.headers);
        };
        hooks.on_chunk = [on_chunk = std::move(callbacks.on_chunk)](std::string chunk) {
            if (on_chunk) on_chunk(std::move(chunk));
        };
        hooks.on_end = [on_end = std::move(callbacks.on_end)](const Result<HttpResponse>& how) {
            if (on_end) on_end(how ? Result<void>{} : Result<void>{how.error()});
        };
        hooks.window = callbacks.window;
        auto exchange = begin(
            endpoint,
            std::move(request),
            idle_timeout,
            ClientExchange::Timeout::BetweenChunks,
            std::move(hooks)
        );
        if (callbacks.window) {
            callbacks.window->set_resume([link = link_, weak = std::weak_ptr(exchange)] {
                link->post([weak] {
                    if (const auto paused = weak.lock()) paused->read_on();
                });
            });
        }
        return std::make_shared<StreamHandle>(link_, std::move(exchange));
    }

    void open_websocket(
        const Endpoint& endpoint,
        HttpRequest upgrade,
        Duration timeout,
        WebSocket::Callbacks callbacks,
        Opened opened
    ) override {
        const std::string key = make_websocket_key();
        ClientExchange::Hooks hooks;
        hooks.on_end = [opened](const Result<HttpResponse>& how) {
            opened(how ? refusal(*how) : how.error());
        };
        hooks.on_switched = [this, key, callbacks = std::move(callbacks), opened](
                                const HttpResponse& head,
                                const std::shared_ptr<Stream>& stream,
                                std::string_view early
                            ) {
            if (accepts_websocket(head, key)) return adopt(stream, early, callbacks, opened);
            stream->close();
            opened(unavailable("the server's websocket handshake is wrong"));
        };
        begin(
            endpoint,
            websocket_request(std::move(upgrade), key),
            timeout,
            ClientExchange::Timeout::Whole,
            std::move(hooks)
        );
    }

    void upgrade(
        const Endpoint& endpoint,
        HttpRequest request,
        Duration timeout,
        ByteSocket::Callbacks callbacks,
        BytesOpened opened
    ) override {
        ClientExchange::Hooks hooks;
        hooks.on_end = [opened](const Result<HttpResponse>& how) {
            if (!how) return opened(how.error(), {.status = 0});
            opened(refusal(*how), *how);
        };
        hooks.on_switched = [this, callbacks = std::move(callbacks), opened](
                                const HttpResponse& /*head*/,
                                const std::shared_ptr<Stream>& stream,
                                std::string_view early
                            ) { adopt_bytes(stream, early, callbacks, opened); };
        request.headers.add("Connection", "Upgrade");
        request.headers.add("Upgrade", "tcp");
        begin(
            endpoint, std::move(request), timeout, ClientExchange::Timeout::Whole, std::move(hooks)
        );
    }

    void connect(
        const Endpoint& endpoint,
        Duration timeout,
        ByteSocket::Callbacks callbacks,
        BytesOpened opened
    ) override {
        loop_.post([this, endpoint, timeout, callbacks = std::move(callbacks), opened] {
            const auto attempt = std::make_shared<Attempt>();
            attempt->timer = loop_.call_after(timeout, [attempt, opened] {
                if (attempt->connecting) attempt->connecting->cancel();
                forget(attempt);
                guarded("opened", [&] { opened(unavailable("no connection in time"), {0}); });
            });
            attempt->connecting = loop_.connect(
                endpoint,
                nullptr,
                [this, attempt, callbacks, opened](Result<std::shared_ptr<Stream>> stream) {
                    loop_.cancel(attempt->timer);
                    forget(attempt);
                    if (stream) return adopt_bytes(*stream, "", callbacks, opened);
                    guarded("opened", [&] { opened(stream.error(), {0}); });
                }
            );
        });
    }

  private:
    /// A connection that connect() makes.
    struct Attempt {
        std::shared_ptr<Connecting> connecting;
        TimerId timer = 0;
    };

    /// The two hold each other until one of them has happened.
    static void forget(const std::shared_ptr<Attempt>& attempt) { attempt->connecting.reset(); }

    void adopt_bytes(
        const std::shared_ptr<Stream>& stream,
        std::string_view early,
        const ByteSocket::Callbacks& callbacks,
        const BytesOpened& opened
    ) {
        auto session = std::make_shared<ByteSession>(loop_, stream, callbacks);
        sessions_.insert(session);
        session->set_on_gone([this, weak = std::weak_ptr{session}] { sessions_.erase(weak.lock()); }
        );
        guarded("opened", [&] { opened(make_byte_socket(session), {}); });
        session->start(early);
    }

    std::shared_ptr<ClientExchange> begin(
        const Endpoint& endpoint,
        HttpRequest request,
        Duration timeout,
        ClientExchange::Timeout kind,
        ClientExchange::Hooks hooks
    ) {
        auto exchange = std::make_shared<ClientExchange>(
            context_, endpoint, std::move(request), timeout, kind, std::move(hooks)
        );
        loop_.post([exchange] { exchange->start(); });
        return exchange;
    }

    void adopt(
        const std::shared_ptr<Stream>& stream,
        std::string_view early,
        const WebSocket::Callbacks& callbacks,
        const Opened& opened
    ) {
        auto session =
            std::make_shared<WebSocketSession>(loop_, stream, WebSocketSession::Role::Client);
        session->set_callbacks(callbacks);
        context_.websockets.insert(session);
        session->set_on_gone([this, weak = std::weak_ptr{session}] {
            context_.websockets.erase(weak.lock());
        });
        guarded("opened", [&] { opened(make_websocket_handle(session)); });
        session->start(early);
    }

    void end_all() {
        const auto exchanges = context_.exchanges;
        for (const auto& exchange : exchanges) {
            exchange->fail(unavailable("the client is shutting down"));
        }
        const auto websockets = context_.websockets;
        for (const auto& websocket : websockets) websocket->abort("the client is shutting down");
        const auto sessions = sessions_;
        for (const auto& session : sessions) session->abort("the client is shutting down");
        context_.pool.close_all();
    }

    IoLoop loop_;
    ClientContext context_;
    std::unordered_set<std::shared_ptr<ByteSession>> sessions_;
    std::shared_ptr<LoopLink> link_ = std::make_shared<LoopLink>();
};

}  // namespace

std::unique_ptr<HttpClient> make_http_client(const HttpClientOptions& options) {
    return std::make_unique<Client>(options);
}

}  // namespace gantry::net
