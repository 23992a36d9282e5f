#include <unistd.h>

#include <algorithm>
#include <future>
#include <optional>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/log_burst.h"
#include "net/guard.h"
#include "net/http.h"
#include "net/http_connection.h"
#include "net/io_loop.h"
#include "net/text.h"

namespace gantry::net {
namespace {

/// How often refused connections are told of.
constexpr Duration kRefusalsTold{10'000};

/// How exactly timeouts are kept: a part of the shortest, within bounds.
Duration sweep_interval(const HttpServerOptions& options) {
    Duration shortest{8'000};
    for (const Duration limit :
         {options.header_timeout, options.body_timeout, options.idle_timeout}) {
        if (limit > Duration{0}) shortest = std::min(shortest, limit);
    }
    return std::max(shortest / 8, Duration{10});
}

class Server final : public HttpServer {
  public:
    Server(HttpServerOptions options, HttpHandler& handler)
        : options_(std::move(options)),
          meters_(options_.meters ? options_.meters : std::make_shared<HttpServerMeters>()),
          loop_("http-server"),
          context_{
              .loop = loop_,
              .handler = handler,
              .options = options_,
              .answers = std::make_shared<AnswerQueue>(loop_),
              .bodies = std::make_shared<BodyBudget>(
                  loop_,
                  options_.max_bodies_bytes,
                  options_.max_body_bytes,
                  std::shared_ptr<Gauge>{meters_, &meters_->bodies_bytes}
              ),
          } {
        context_.on_change = [this] { on_change(); };
    }

    ~Server() override { stop(Duration{0}); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    Result<void> start() {
        Result<std::shared_ptr<TlsContext>> tls = tls_context();
        if (!tls) return tls.error();
        auto listener = loop_.listen(
            options_.address,
            options_.port,
            std::move(*tls),
            [this](auto stream, std::string peer) {
                accept(std::move(stream), std::move(peer), options_.tls.has_value());
            }
        );
        if (!listener) return listener.error();
        listener_ = std::move(*listener);
        return {};
    }

    [[nodiscard]] std::uint16_t port() const override { return listener_->port(); }

    Result<void> renew_tls(const CertificateAndKey& tls) override {
        auto made = make_tls_server_context(tls, [this] { return plain_answer(); });
        if (!made) return made.error();
        loop_.post([this, context = std::move(*made)]() mutable {
            listener_->set_tls(std::move(context));
        });
        return {};
    }

    void adopt(int descriptor, std::string peer) override {
        loop_.post([this, descriptor, peer = std::move(peer)]() mutable {
            if (context_.stopping) {
                ::close(descriptor);
                return;
            }
            auto stream = loop_.adopt(descriptor);
            if (stream) accept(std::move(*stream), std::move(peer), false);
        });
    }

    void stop(Duration grace) override {
        if (std::exchange(stopped_, true)) return;
        loop_.post([this] { begin_stop(); });
        empty_.get_future().wait_for(grace);
        loop_.stop();
        context_.answers->close();
        context_.bodies->close();
    }

  private:
    /// Null when plain HTTP is asked for.
    [[nodiscard]] Result<std::shared_ptr<TlsContext>> tls_context() {
        if (!options_.tls) return std::shared_ptr<TlsContext>{};
        return make_tls_server_context(*options_.tls, [this] { return plain_answer(); });
    }

    /// On the network thread.
    std::string plain_answer() {
        HttpResponse response;
        if (!guarded("handler", [&] { response = context_.handler.on_plain_http(); })) {
            response = context_.handler.HttpHandler::on_plain_http();
        }
        std::string text;
        append_response_head(text, response, {.keep_alive = false, .date = context_.date.now()});
        return text + response.body;
    }

    void accept(std::shared_ptr<Stream> stream, std::string peer, bool tls) {
        const std::size_t all = context_.connections.size() + context_.websockets.size();
        if (all >= options_.max_connections || has_enough(peer)) {
            meters_->refused.add();
            tell_refused(refused_.add(loop_.mono()));
            return stream->close();
        }
        auto connection =
            std::make_shared<HttpConnection>(context_, std::move(stream), std::move(peer), tls);
        context_.connections.insert(connection);
        meters_->accepted.add();
        count_open();
        connection->start();
        if (!sweeping_) schedule_sweep();
    }

    [[nodiscard]] bool has_enough(std::string_view peer) const {
        if (options_.max_connections_of_peer == 0) return false;
        const auto of_peer = [address = address_in(peer)](const auto& connection) {
            return address_in(connection->peer()) == address;
        };
        const auto count = std::ranges::count_if(context_.connections, of_peer);
        return static_cast<std::size_t>(count) >= options_.max_connections_of_peer;
    }

    void tell_refused(std::optional<std::uint64_t> count) {
        if (!count) return;
        log_warn(
            "connections_refused",
            {{"count", *count},
             {"max_connections", options_.max_connections},
             {"max_connections_of_peer", options_.max_connections_of_peer}}
        );
    }

    /// Runs only while there are connections, so an idle server sleeps.
    void schedule_sweep() {
        sweeping_ = true;
        loop_.call_after(sweep_interval(options_), [this] { sweep(); });
    }

    void sweep() {
        const MonoTime now = loop_.mono();
        const std::vector<std::shared_ptr<HttpConnection>> all(
            context_.connections.begin(), context_.connections.end()
        );
        for (const auto& connection : all) connection->sweep(now);
        context_.bodies->look(now);
        tell_refused(refused_.due(now));
        sweeping_ = false;
        if (!context_.connections.empty()) schedule_sweep();
    }

    void begin_stop() {
        context_.stopping = true;
        if (listener_) listener_->close();
        const std::vector<std::shared_ptr<HttpConnection>> all(
            context_.connections.begin(), context_.connections.end()
        );
        for (const auto& connection : all) connection->wind_down();
        for (const auto& websocket : context_.websockets) {
            websocket->close(1001, "the server is stopping");
        }
        on_change();
    }

    void count_open() {
        meters_->connections.set(static_cast<std::int64_t>(context_.connections.size()));
        meters_->websockets.set(static_cast<std::int64_t>(context_.websockets.size()));
    }

    void on_change() {
        count_open();
        if (!context_.stopping || empty_told_) return;
        if (!context_.connections.empty() || !context_.websockets.empty()) return;
        empty_told_ = true;
        empty_.set_value();
    }

    const HttpServerOptions options_;
    const std::shared_ptr<HttpServerMeters> meters_;
    IoLoop loop_;
    ServerContext context_;
    std::unique_ptr<Listener> listener_;
    LogBurst refused_{kRefusalsTold};
    bool sweeping_ = false;
    bool stopped_ = false;
    bool empty_told_ = false;
    std::promise<void> empty_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> start_http_server(
    const HttpServerOptions& options, HttpHandler& handler
) {
    auto server = std::make_unique<Server>(options, handler);
    if (const Result<void> started = server->start(); !started) return started.error();
    return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace gantry::net
