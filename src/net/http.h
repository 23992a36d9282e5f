#pragma once

#include <any>
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/metrics.h"
#include "base/result.h"
#include "base/time.h"
#include "net/body_stream.h"
#include "net/stream_window.h"
#include "net/tls.h"

/// Plain values and interfaces for HTTP/1.1 and websockets. Nothing here shows Asio.
namespace gantry::net {

/// Header fields in order of arrival; names keep their spelling, look-up ignores case.
class Headers {
  public:
    void add(std::string name, std::string value) {
        fields_.emplace_back(std::move(name), std::move(value));
    }
    /// The first field of that name, or null.
    [[nodiscard]] const std::string* find(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const {
        return fields_;
    }

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// Whether the client that sent a request is still there. Any thread; copies cost little.
class ClientWatch {
  public:
    ClientWatch() = default;  ///< of a client that never goes
    explicit ClientWatch(std::shared_ptr<const std::atomic<bool>> gone) : gone_(std::move(gone)) {}
    [[nodiscard]] bool gone() const { return gone_ && gone_->load(std::memory_order_relaxed); }

  private:
    std::shared_ptr<const std::atomic<bool>> gone_;
};

struct HttpRequest {
    std::string method;
    std::string target;  ///< as sent: path and query
    Headers headers;
    std::string body;
    std::string peer;  ///< "address:port" of the client; empty on unix sockets
    // Set by servers:
    ClientWatch client;
    bool tls = false;  ///< it came encrypted
    std::any note;     ///< what HttpHandler::on_head found
};

struct HttpResponse {
    int status = 200;
    Headers headers;  ///< Content-Length, Connection and Date are added by the server
    std::string body;
    BodyStream stream;  ///< servers: written instead of `body`, where it has a `begin`
    /// Servers: makes the answer, instead of all else here, on the network thread: what has to be
    /// encoded is not where it was decided. Called once, also when the client has gone; not once
    /// the server has.
    std::function<HttpResponse()> make{};
};

/// An open websocket, either side. Messages of up to 4 MiB; pings are answered, and sent to a peer
/// that has been silent for half a minute.
/// Threads: send and close may be called from any thread; they never block. Callbacks come from the
/// network thread, one at a time, and none after on_close, which drops them and what they captured.
/// Dropping the last handle closes the socket with 1001; callbacks then end, except one that may be
/// running on the network thread at that moment.
class WebSocket {
  public:
    virtual ~WebSocket() = default;

    struct Callbacks {
        std::function<void(std::string text)> on_text;
        /// @param code the peer's close code (1005: it gave none), 1006 when the connection was
        ///        lost; when the peer broke the protocol, the code it was sent
        std::function<void(int code, std::string reason)> on_close;
        /// Without it a binary message closes the socket with 1003.
        std::function<void(std::string bytes)> on_binary;
    };

    /// Must be called once, before any frame can arrive: in WebSocketAccept / right after connect.
    virtual void set_callbacks(Callbacks callbacks) = 0;
    /// Queues a text message; dropped when the socket is closing or closed.
    virtual void send(std::string text) = 0;
    virtual void send_binary(std::string bytes) { send(std::move(bytes)); }
    /// Starts a close handshake; on_close follows. Frames queued before are sent first.
    virtual void close(int code, std::string reason) = 0;
    /// Bytes accepted by send and not yet written: lets a caller drop a peer that does not read.
    [[nodiscard]] virtual std::size_t unsent_bytes() const = 0;
};

/// An open connection that carries bytes both ways, without messages.
/// Threads: as WebSocket's. Dropping the last handle drops the connection; callbacks then end,
/// except one that may be running on the network thread at that moment.
class ByteSocket {
  public:
    virtual ~ByteSocket() = default;

    struct Callbacks {
        std::function<void(std::string bytes)> on_bytes;
        /// So many of the bytes that were sent have been written. May be null.
        std::function<void(std::size_t bytes)> on_written;
        /// Last. Success: the peer has sent all that it will send. The connection is down then:
        /// what was sent and is not written yet is lost.
        std::function<void(Result<void> how)> on_end;
        /// Bounds what on_bytes has handed over and its reader has not given back; may be null.
        std::shared_ptr<StreamWindow> window{};
    };

    virtual void send(std::string bytes) = 0;
    /// Tells the peer that nothing more follows, once all is written.
    virtual void end_output() = 0;
};

/// Answers one request. Callable from any thread, exactly once; dropping it uncalled answers 500.
using Respond = std::function<void(HttpResponse)>;

/// Answers one request, instead of HttpHandler::on_failure, whose body cannot be read or does not
/// come. On the network thread; null: on_failure does.
using FailBody = std::function<HttpResponse(int status)>;

/// The body is wanted: it is read, and the whole request follows with `note` in it.
struct ReadBody {
    std::any note;
    FailBody fail{};
};
/// The body is wanted as it comes: the request follows at once, without a body and with `note` in
/// it, while the sink is given the body. The answer need not wait for the body's end: an answer in
/// one piece before it ends the connection, one that is streamed goes out while the body comes in.
/// A websocket upgrade has no body; its sink is dropped.
struct TakeBody {
    std::shared_ptr<BodySink> sink;
    std::any note;
    /// More: 413, also where its length says so up front. No other limit of the server holds.
    std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();
    FailBody fail{};
};
/// What becomes of a request whose head has been read: it goes on, or this is its answer.
using HeadVerdict = std::variant<ReadBody, TakeBody, HttpResponse>;

/// What the server asks of the program. Called on the network thread: must hand work over, not
/// block.
class HttpHandler {
  public:
    virtual ~HttpHandler() = default;

    /// Judges a request, upgrades too, by its head, before any of its body is read and before there
    /// is memory for it. A refused body is skipped if it is small; else its connection ends with
    /// the answer. Here: everybody is let in.
    virtual HeadVerdict on_head(const HttpRequest& head);

    virtual void on_request(HttpRequest request, Respond respond) = 0;

    /// A websocket upgrade. `accept` completes the handshake and returns the socket's owner handle
    /// via the callback; `refuse` answers with a plain HTTP response instead. Exactly one must be
    /// called, from any thread.
    using Accept = std::function<void(std::function<void(std::shared_ptr<WebSocket>)> opened)>;
    virtual void on_upgrade(HttpRequest request, Accept accept, Respond refuse) = 0;

    /// The answer where the server has to give one by itself: to what is no request (400, 408, 413,
    /// 431, 501, 505) and for a request that was left without (500). Here: a line of text.
    virtual HttpResponse on_failure(int status);

    /// The answer to who speaks plain HTTP where TLS is spoken. Here: a line of text.
    virtual HttpResponse on_plain_http();
};

/// What a server counts. Any thread reads, also once the server is gone.
struct HttpServerMeters {
    Gauge connections;  ///< open, before they became websockets
    Gauge websockets;   ///< open
    Counter accepted;
    Counter refused;     ///< hung up on, for there were as many as there may be
    Gauge bodies_bytes;  ///< memory that bodies take, of max_bodies_bytes
};

/// Timeouts of 0 are none.
struct HttpServerOptions {
    /// A numeric address, "localhost", or "unix:///path" (then `port` does not count).
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                     ///< 0: any free port
    std::size_t max_body_bytes = 4U << 20U;     ///< more: 413, connection closed
    std::size_t max_header_bytes = 64U << 10U;  ///< more: 431, connection closed
    /// For the bodies of all connections together, small ones (16 KiB) left out, from when their
    /// bytes come until they have been answered. Who finds no room is not read from until there is;
    /// after a second or two, those who hold room and bring less than 64 KiB a second get 408.
    std::size_t max_bodies_bytes = 64U << 20U;
    /// From the first byte of a request to its last header (slow peers: 408), and from connecting
    /// to the first byte.
    Duration header_timeout{30'000};
    /// To receive a body, or any part of one that is taken as it comes; to get any part of an
    /// answer written.
    Duration body_timeout{60'000};
    Duration idle_timeout{120'000};      ///< between requests of a kept connection
    std::size_t max_connections = 8192;  ///< more are hung up on
    std::size_t max_connections_of_peer =
        0;  ///< the same of one address; 0: as many as there may be
    /// Speaks TLS with it, 1.2 or newer; absent: plain HTTP. Who speaks plain HTTP to a server of
    /// TLS is answered so (400).
    std::optional<CertificateAndKey> tls;
    std::shared_ptr<HttpServerMeters> meters;  ///< written by the server; null: not wanted
};

/// An HTTP/1.1 server with keep-alive and pipelining (answers in order), on a network thread of its
/// own. A client that ends its side of the connection with an answer outstanding has left, unless
/// that request said "Connection: close" (or is HTTP/1.0): nothing more is sent to it, and
/// HttpRequest::client says so.
class HttpServer {
  public:
    virtual ~HttpServer() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Shows another certificate to who connects from now on. Any thread; only with `tls`.
    /// Errors: InvalidArgument when they cannot be used; the present one then stays.
    virtual Result<void> renew_tls(const CertificateAndKey& tls) = 0;
    /// Serves a connection that others accepted, in plain HTTP. Any thread.
    /// @param descriptor of a TCP socket; the server's from here on
    /// @param peer as in HttpRequest::peer
    virtual void adopt(int descriptor, std::string peer) = 0;
    /// Stops accepting, closes idle connections and websockets (1001), waits for answers up to
    /// `grace`.
    virtual void stop(Duration grace) = 0;
};

/// Binds and starts. `handler` must outlive the server.
/// Errors: Unavailable with the system's words when the address cannot be bound, InvalidArgument
/// when the address is none or the certificate or its key cannot be used.
Result<std::unique_ptr<HttpServer>> start_http_server(
    const HttpServerOptions& options, HttpHandler& handler
);

/// Where a client connects: "http://host:port" or "unix:///path".
struct Endpoint {
    std::string host;  ///< host name or address; empty for a unix socket
    std::uint16_t port = 80;
    std::string unix_path;
    bool tls = false;
    /// HttpClient::connect only: a file such as "/proc/1234/ns/net". The connection is made from
    /// within that network namespace, which takes the right to enter it. Empty: our own.
    std::string network_namespace{};
};
/// Reads "http://127.0.0.1:4566", "https://…", "unix:///var/run/docker.sock"; a path after
/// host:port is returned in `path` when given.
Result<Endpoint> parse_endpoint(std::string_view url, std::string* path = nullptr);

/// Sends requests from a network thread of its own; connections are kept and reused.
/// Callbacks come from that network thread, exactly once each; callers hand them to their loop.
class HttpClient {
  public:
    virtual ~HttpClient() = default;

    using Done = std::function<void(Result<HttpResponse>)>;

    /// @param timeout for the whole exchange; past it the answer is an Unavailable error and the
    ///        connection is dropped. 0: no limit.
    /// A GET or HEAD that failed on a kept connection before any byte of the answer is sent again
    /// once on a new one. Errors: Unavailable with the system's words.
    virtual void request(
        const Endpoint& endpoint, HttpRequest request, Duration timeout, Done done
    ) = 0;

    /// A streamed answer (Docker's events, logs, pull progress).
    struct StreamCallbacks {
        std::function<void(int status, Headers headers)> on_head;
        std::function<void(std::string chunk)> on_chunk;
        std::function<void(Result<void> how)> on_end;  ///< last call
        /// Bounds what on_chunk has handed over and its reader has not given back; null: nothing
        /// does. While it is full no time limit runs.
        std::shared_ptr<StreamWindow> window{};
    };
    /// Cancels a stream when destroyed or reset; on_end is then not called.
    /// @param idle_timeout between two chunks; 0: none
    virtual std::shared_ptr<void> stream(
        const Endpoint& endpoint,
        HttpRequest request,
        Duration idle_timeout,
        StreamCallbacks callbacks
    ) = 0;

    /// Opens a websocket. `opened` is called before any of `callbacks`, which are not called at all
    /// when it gets an error. On refusal the error's message holds the status and the body of the
    /// HTTP answer, and its kind follows the status (401, 403: Denied, 404: NotFound, …).
    using Opened = std::function<void(Result<std::shared_ptr<WebSocket>>)>;
    virtual void open_websocket(
        const Endpoint& endpoint,
        HttpRequest upgrade,
        Duration timeout,
        WebSocket::Callbacks callbacks,
        Opened opened
    ) = 0;

    /// Sends a request that makes its connection one of bytes ("Upgrade: tcp"). `opened` is called
    /// before any of `callbacks`, which are not called at all when it gets an error.
    /// @param opened on refusal it is given the answer too, of 200 and others alike; where there is
    ///        none its status is 0
    using BytesOpened =
        std::function<void(Result<std::shared_ptr<ByteSocket>>, const HttpResponse& refusal)>;
    virtual void upgrade(
        const Endpoint& endpoint,
        HttpRequest request,
        Duration timeout,
        ByteSocket::Callbacks callbacks,
        BytesOpened opened
    ) = 0;

    /// Connects, and says nothing. `opened` as that of upgrade(). Never with TLS.
    virtual void connect(
        const Endpoint& endpoint,
        Duration timeout,
        ByteSocket::Callbacks callbacks,
        BytesOpened opened
    ) = 0;
};

struct HttpClientOptions {
    /// PEM file of the authorities, or single servers' certificates, that are trusted; empty: the
    /// system's.
    std::string tls_ca_file;
    /// The name that servers' certificates have to be for; empty: the host that is asked.
    std::string tls_server_name;
    /// Any certificate will do: only to ask an unknown server who it is.
    bool tls_trusts_anybody = false;
};

/// One network thread, shared by everything that uses this client. Destroying it ends what is under
/// way with Unavailable; not from one of its own callbacks.
std::unique_ptr<HttpClient> make_http_client(const HttpClientOptions& options = {});

}  // namespace gantry::net
