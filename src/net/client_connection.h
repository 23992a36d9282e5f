#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "net/in_buffer.h"
#include "net/io_loop.h"
#include "net/response_reader.h"
#include "net/stream.h"

namespace gantry::net {

class ClientConnection;

/// The request of an exchange as it goes over the wire; may be sent again on another connection.
struct WireRequest {
    std::string head;
    std::string body;
    bool head_method = false;
    bool repeatable = false;           ///< GET or HEAD: carried out twice, it does no harm
    std::uint64_t max_body_bytes = 0;  ///< of the answer
};

/// The one who uses a connection for one request and its answer. Network thread only.
class ConnectionUser {
  public:
    virtual ~ConnectionUser() = default;
    /// Something of the answer was read: head or body have grown, or only bytes have come.
    virtual void on_progress(ResponseReader& answer) = 0;
    /// Whether the peer may be read from; if not, ClientConnection::read_on() follows.
    [[nodiscard]] virtual bool wants_more() const { return true; }
    /// The answer is complete; the connection has let go of its user.
    virtual void on_complete(ResponseReader& answer) = 0;
    /// "101 Switching Protocols": the stream is the user's from here.
    /// @param early bytes that came after the head
    virtual void on_switched(
        ResponseReader& answer, std::shared_ptr<Stream> stream, std::string_view early
    ) = 0;
    /// The connection ended first; it has let go of its user.
    virtual void on_lost(std::string_view why) = 0;
};

/// Connections that wait for their next request, by endpoint. Network thread only.
class ConnectionPool {
  public:
    explicit ConnectionPool(IoLoop& loop) : loop_(loop) {}

    /// A waiting connection, or null.
    std::shared_ptr<ClientConnection> take(const std::string& endpoint);
    void put(std::shared_ptr<ClientConnection> connection);
    void remove(const ClientConnection& connection);
    void close_all();

  private:
    struct Waiting {
        std::shared_ptr<ClientConnection> connection;
        MonoTime since;
    };
    void drop_old();

    IoLoop& loop_;
    std::map<std::string, std::vector<Waiting>> waiting_;  ///< longest first
    bool timer_set_ = false;
};

/// A client's connection: serves one ConnectionUser after the other. Always has a read under way,
/// so that it notices at once when the peer hangs up, save while its user wants no more.
class ClientConnection final : public StreamUser,
                               public std::enable_shared_from_this<ClientConnection> {
  public:
    ClientConnection(ConnectionPool& pool, std::string endpoint, std::shared_ptr<Stream> stream)
        : pool_(pool), endpoint_(std::move(endpoint)), stream_(std::move(stream)) {}

    [[nodiscard]] const std::string& endpoint() const { return endpoint_; }

    /// Sends the request and reports to `user`, which is held until then.
    void begin(std::shared_ptr<const WireRequest> request, std::shared_ptr<ConnectionUser> user);
    /// The user wants more again.
    void read_on() {
        if (user_) read_more();
    }
    /// Drops the connection; its user hears nothing more.
    void close();

    void on_read(ErrorCode error, std::size_t bytes) override;
    void on_written(ErrorCode error, std::size_t bytes) override;

  private:
    void read_more();
    void write_more();
    void take_bytes();
    void complete();
    void switch_over();
    void lose(std::string_view why);
    [[nodiscard]] bool all_written() const;

    ConnectionPool& pool_;
    const std::string endpoint_;
    std::shared_ptr<Stream> stream_;  ///< null once closed
    std::shared_ptr<ConnectionUser> user_;
    std::shared_ptr<const WireRequest> request_;
    std::size_t written_ = 0;
    bool writing_ = false;
    bool write_failed_ = false;
    bool reading_ = false;
    InBuffer in_;
    std::optional<ResponseReader> reader_;
};

}  // namespace gantry::net
