#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/loop.h"
#include "net/http.h"
#include "net/out_queue.h"
#include "net/stream.h"

namespace gantry::net {

/// One side of a connection that carries bytes: what ByteSocket stands for. Members are for the
/// network thread unless they say otherwise. Held by its own pending operations until the
/// connection is down; the program holds it through a handle (make_byte_socket).
class ByteSession final : public StreamUser, public std::enable_shared_from_this<ByteSession> {
  public:
    ByteSession(Loop& loop, std::shared_ptr<Stream> stream, ByteSocket::Callbacks callbacks);

    /// Called once when the connection is down and nothing more will happen.
    void set_on_gone(std::function<void()> on_gone) { on_gone_ = std::move(on_gone); }
    /// Begins to read. @param early bytes that came together with the end of a handshake
    void start(std::string_view early);
    void abort(std::string_view why);

    void send(std::string bytes);  ///< any thread
    void end_output();             ///< any thread
    void abandon();                ///< any thread; no more callbacks, the connection is dropped

    void on_read(ErrorCode error, std::size_t bytes) override;
    void on_written(ErrorCode error, std::size_t bytes) override;

  private:
    void post_flush();
    void flush();
    void write_more();
    void read_more();
    void take(std::string_view bytes);
    void finish(const Result<void>& how);

    std::shared_ptr<Stream> stream_;
    ByteSocket::Callbacks callbacks_;
    std::function<void()> on_gone_;
    std::vector<char> in_;
    OutQueue out_;
    bool reading_ = false;
    bool writing_ = false;
    bool shut_ = false;  ///< nothing more will be written

    std::atomic<bool> abandoned_ = false;
    std::mutex mutex_;  ///< guards what follows
    Loop* loop_;        ///< null once the connection is down
    std::string pending_;
    bool end_wanted_ = false;
    bool flush_posted_ = false;
};

/// The program's end of a session. Dropping the last copy abandons the session.
std::shared_ptr<ByteSocket> make_byte_socket(std::shared_ptr<ByteSession> session);

}  // namespace gantry::net
