#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <unordered_set>

#include "net/client_connection.h"
#include "net/http.h"
#include "net/io_loop.h"
#include "net/websocket_session.h"

namespace gantry::net {

class ClientExchange;

/// What the exchanges of one client share. Network thread only.
struct ClientContext {
    IoLoop& loop;
    const HttpClientOptions options;
    std::shared_ptr<TlsContext> tls;  ///< made when first needed
    ConnectionPool pool{loop};
    std::unordered_set<std::shared_ptr<ClientExchange>> exchanges;
    std::unordered_set<std::shared_ptr<WebSocketSession>> websockets;
};

/// One request and its answer, over as many connections as it takes: one, or two when the first was
/// a kept one that turned out stale. Ends exactly once: completed, failed or cancelled.
class ClientExchange final : public ConnectionUser,
                             public std::enable_shared_from_this<ClientExchange> {
  public:
    /// Called on the network thread; none after on_end.
    struct Hooks {
        std::function<void(HttpResponse& head)> on_head;  ///< optional
        std::function<void(std::string bytes)> on_chunk;  ///< set: the body is streamed
        /// Optional; without it a 101 is an error.
        std::function<void(HttpResponse& head, std::shared_ptr<Stream> stream, std::string_view)>
            on_switched;
        std::function<void(Result<HttpResponse>)> on_end;
        std::shared_ptr<StreamWindow> window{};  ///< optional; of what on_chunk is given
    };

    enum class Timeout { Whole, BetweenChunks };

    ClientExchange(
        ClientContext& client,
        Endpoint endpoint,
        HttpRequest request,
        Duration timeout,
        Timeout kind,
        Hooks hooks
    );

    void start();
    /// Ends it with an error.
    void fail(Error error);
    /// Any thread: no hook is called from here on, apart from one that is running.
    void silence() { silenced_ = true; }
    /// Ends it without a word.
    void cancel();
    /// The window is no longer full.
    void read_on();

    void on_progress(ResponseReader& answer) override;
    [[nodiscard]] bool wants_more() const override;
    void on_complete(ResponseReader& answer) override;
    void on_switched(ResponseReader& answer, std::shared_ptr<Stream> stream, std::string_view early)
        override;
    void on_lost(std::string_view why) override;

  private:
    void tell(HttpResponse& response);
    void attempt(bool fresh);
    Result<std::shared_ptr<TlsContext>> tls_context();
    void use(std::shared_ptr<ClientConnection> connection);
    void arm_timer(Duration after);
    void on_timer();
    void end();
    void finish(Result<HttpResponse> how);

    ClientContext& client_;
    const Endpoint endpoint_;
    const std::string endpoint_key_;
    std::shared_ptr<WireRequest> request_;
    Result<void> writable_;  ///< why the request cannot be sent at all
    const Duration timeout_;
    const Timeout timeout_kind_;
    Hooks hooks_;

    std::shared_ptr<Connecting> connecting_;
    std::shared_ptr<ClientConnection> connection_;
    TimerId timer_ = 0;
    MonoTime last_progress_;
    bool kept_ = false;  ///< the connection in use had been used before
    bool retried_ = false;
    bool answered_ = false;  ///< a byte of the answer has come
    bool head_told_ = false;
    bool ended_ = false;
    std::atomic<bool> silenced_ = false;
};

}  // namespace gantry::net
