#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/loop.h"
#include "net/http.h"
#include "net/out_queue.h"
#include "net/stream.h"
#include "net/websocket_codec.h"

namespace gantry::net {

/// One side of an open websocket: frames on a Stream, pings, the close handshake.
///
/// Life: made when the HTTP handshake is done; lives until the connection is down, held by its own
/// pending operations. The program holds it through a handle (make_websocket_handle). Members are
/// for the network thread unless they say otherwise.
///
/// A peer that has been silent for a ping interval is pinged; silent for one more, it is lost.
class WebSocketSession final : public StreamUser,
                               public std::enable_shared_from_this<WebSocketSession> {
  public:
    enum class Role { Server, Client };

    /// Made on the network thread.
    /// @param stream null when the connection was lost before it could be used
    WebSocketSession(Loop& loop, std::shared_ptr<Stream> stream, Role role);

    void set_callbacks(WebSocket::Callbacks callbacks);  ///< any thread, see WebSocket
    /// Called once when the connection is down and nothing more will happen.
    void set_on_gone(std::function<void()> on_gone) { on_gone_ = std::move(on_gone); }

    /// Begins to read.
    /// @param early bytes that came together with the end of the handshake
    void start(std::string_view early);

    /// Any thread.
    void send(FrameType type, std::string_view payload);
    /// Any thread. A code that may not be sent becomes 1011; 1005 sends none.
    void close(int code, std::string_view reason);
    /// Any thread.
    [[nodiscard]] std::size_t unsent_bytes() const { return unsent_.load(); }
    /// Any thread. The program has dropped its handle: no more callbacks, close with 1001.
    void abandon();

    /// Drops the connection; on_close(1006) unless it was called before.
    void abort(std::string_view reason) { lose(1006, reason); }

    void on_read(ErrorCode error, std::size_t bytes) override;
    void on_written(ErrorCode error, std::size_t bytes) override;

  private:
    void read_more(std::size_t last_read);
    void take(std::string_view bytes);
    void handle(FrameReader::Event event);
    void handle_peer_close(std::string_view payload);
    void deliver(const std::function<void(std::string)>& callback);

    bool queue_close(int code, std::string_view reason);
    void post_flush();
    void flush();
    void write_more();
    void settle_close();
    void begin_closing();
    void await_close();
    void fail(int code, std::string_view reason);
    void report(int code, std::string_view reason);
    void lose(int code, std::string_view reason);
    void on_ping_timer();

    const Role role_;
    const std::thread::id network_thread_ = std::this_thread::get_id();
    std::shared_ptr<Stream> stream_;
    FrameReader reader_;
    std::vector<char> in_;  ///< grows while a peer fills it, shrinks again afterwards
    OutQueue out_;
    bool writing_ = false;
    bool write_failed_ = false;
    bool peer_done_ = false;  ///< a close frame came, or the peer broke the protocol
    bool lingering_ = false;  ///< all is said; waiting for the peer to hang up
    bool reported_ = false;
    bool heard_ = true;    ///< anything since the last turn of the ping timer
    bool pinged_ = false;  ///< and no sign of life since
    TimerId ping_timer_ = 0;
    TimerId close_timer_ = 0;
    WebSocket::Callbacks callbacks_;
    std::function<void()> on_gone_;

    std::atomic<std::size_t> unsent_ = 0;
    std::atomic<bool> abandoned_ = false;  ///< nobody wants to hear more
    std::mutex mutex_;                     ///< guards what follows
    Loop* loop_;                           ///< null once the connection is down
    std::string pending_;
    bool flush_posted_ = false;
    bool close_queued_ = false;
};

/// The program's end of a session. Dropping the last copy abandons the session.
std::shared_ptr<WebSocket> make_websocket_handle(std::shared_ptr<WebSocketSession> session);

}  // namespace gantry::net
