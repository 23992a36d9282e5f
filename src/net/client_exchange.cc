#include "net/client_exchange.h"

#include <fmt/format.h>

#include <utility>

#include "net/guard.h"
#include "net/head_writer.h"

namespace gantry::net {
namespace {

constexpr std::uint64_t kMaxAnswerBytes = 64U << 20U;

std::string key_of(const Endpoint& endpoint) {
    if (!endpoint.unix_path.empty()) return "unix:" + endpoint.unix_path;
    return fmt::format("{}:{}:{}", endpoint.tls ? "tls" : "tcp", endpoint.host, endpoint.port);
}

}  // namespace

ClientExchange::ClientExchange(
    ClientContext& client,
    Endpoint endpoint,
    HttpRequest request,
    Duration timeout,
    Timeout kind,
    Hooks hooks
)
    : client_(client),
      endpoint_(std::move(endpoint)),
      endpoint_key_(key_of(endpoint_)),
      request_(std::make_shared<WireRequest>()),
      timeout_(timeout),
      timeout_kind_(kind),
      hooks_(std::move(hooks)) {
    writable_ = append_request_head(request_->head, endpoint_, request);
    request_->body = std::move(request.body);
    request_->head_method = request.method == "HEAD";
    request_->repeatable = request_->head_method || request.method == "GET";
    request_->max_body_bytes = hooks_.on_chunk ? BodyReader::kUnlimited : kMaxAnswerBytes;
}

void ClientExchange::start() {
    if (silenced_) return;
    client_.exchanges.insert(shared_from_this());
    if (!writable_) return fail(writable_.error());
    last_progress_ = client_.loop.mono();
    if (timeout_ > Duration{0}) arm_timer(timeout_);
    attempt(false);
}

/// @param fresh not on a kept connection
void ClientExchange::attempt(bool fresh) {
    if (!fresh) {
        if (auto connection = client_.pool.take(endpoint_key_)) {
            kept_ = true;
            return use(std::move(connection));
        }
    }
    kept_ = false;
    Result<std::shared_ptr<TlsContext>> tls = tls_context();
    if (!tls) return fail(tls.error());
    connecting_ = client_.loop.connect(
        endpoint_,
        std::move(*tls),
        [self = shared_from_this()](Result<std::shared_ptr<Stream>> stream) {
            self->connecting_.reset();
            if (!stream) return self->fail(stream.error());
            self->use(std::make_shared<ClientConnection>(
                self->client_.pool, self->endpoint_key_, std::move(*stream)
            ));
        }
    );
}

/// Null for a plain endpoint.
Result<std::shared_ptr<TlsContext>> ClientExchange::tls_context() {
    if (!endpoint_.tls) return std::shared_ptr<TlsContext>{};
    if (!client_.tls) {
        auto made = make_tls_client_context(client_.options);
        if (!made) return made;
        client_.tls = std::move(*made);
    }
    return client_.tls;
}

void ClientExchange::use(std::shared_ptr<ClientConnection> connection) {
    connection_ = std::move(connection);
    connection_->begin(request_, shared_from_this());
}

void ClientExchange::on_progress(ResponseReader& answer) {
    answered_ = true;
    if (timeout_kind_ == Timeout::BetweenChunks) last_progress_ = client_.loop.mono();
    if (!answer.head_known()) return;
    const bool well = guarded("client", [&] { tell(answer.response()); });
    if (!well) cancel();
}

/// Tells the program what is new.
void ClientExchange::tell(HttpResponse& response) {
    if (!std::exchange(head_told_, true) && hooks_.on_head && !silenced_) hooks_.on_head(response);
    if (!hooks_.on_chunk || response.body.empty() || silenced_) return;
    if (hooks_.window) hooks_.window->take(response.body.size());
    hooks_.on_chunk(std::exchange(response.body, {}));
}

bool ClientExchange::wants_more() const {
    return silenced_ || !hooks_.window || !hooks_.window->full();
}

void ClientExchange::read_on() {
    if (ended_) return;
    last_progress_ = client_.loop.mono();
    if (connection_) connection_->read_on();
}

void ClientExchange::on_complete(ResponseReader& answer) {
    finish(std::move(answer.response()));
}

void ClientExchange::on_switched(
    ResponseReader& answer, std::shared_ptr<Stream> stream, std::string_view early
) {
    const auto self = shared_from_this();
    end();
    guarded("client", [&] {
        if (silenced_) return stream->close();
        if (hooks_.on_switched) return hooks_.on_switched(answer.response(), stream, early);
        stream->close();
        hooks_.on_end(unavailable("the server switched to an unknown protocol"));
    });
    hooks_ = {};
}

void ClientExchange::on_lost(std::string_view why) {
    if (ended_) return;
    connection_.reset();
    // Anything else may have been carried out before the connection was lost.
    if (kept_ && request_->repeatable && !answered_ && !retried_) {
        retried_ = true;
        return attempt(true);
    }
    fail(unavailable(std::string{why}));
}

void ClientExchange::fail(Error error) {
    if (connection_) connection_->close();
    finish(std::move(error));
}

void ClientExchange::cancel() {
    silence();
    const auto self = shared_from_this();
    if (connection_) connection_->close();
    end();
}

void ClientExchange::finish(Result<HttpResponse> how) {
    if (ended_) return;
    const auto self = shared_from_this();
    end();
    guarded("client", [&] {
        if (!silenced_) hooks_.on_end(std::move(how));
    });
    hooks_ = {};
}

/// Lets go of everything the exchange holds.
void ClientExchange::end() {
    if (std::exchange(ended_, true)) return;
    client_.loop.cancel(timer_);
    if (connecting_) std::exchange(connecting_, nullptr)->cancel();
    connection_.reset();
    client_.exchanges.erase(shared_from_this());
}

void ClientExchange::arm_timer(Duration after) {
    timer_ = client_.loop.call_after(after, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->on_timer();
    });
}

/// Progress only moves last_progress_; the timer looks at it when it runs.
void ClientExchange::on_timer() {
    if (!wants_more()) last_progress_ = client_.loop.mono();
    const auto quiet = std::chrono::floor<Duration>(client_.loop.mono() - last_progress_);
    if (quiet < timeout_) return arm_timer(timeout_ - quiet);
    fail(unavailable(fmt::format("no answer within {} ms", timeout_.count())));
}

}  // namespace gantry::net
