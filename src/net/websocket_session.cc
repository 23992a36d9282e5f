#include "net/websocket_session.h"

#include <algorithm>
#include <utility>

#include "net/guard.h"

namespace gantry::net {
namespace {

constexpr std::size_t kMaxMessageBytes = 4U << 20U;
constexpr Duration kPingInterval{30'000};
/// From our close frame, or the last progress on the way to it, to the peer's, and from there to
/// the end of the connection. What the peer has not read by then is lost: as long as Beast and the
/// clients of Node.js wait.
constexpr Duration kCloseTimeout{30'000};
/// What one read may take.
constexpr std::size_t kMinReadBytes = 1U << 10U;
constexpr std::size_t kMaxReadBytes = 64U << 10U;
/// Pings are not answered while this much waits to be written.
constexpr std::size_t kMaxUnsentForPong = 64U << 10U;

class WebSocketHandle final : public WebSocket {
  public:
    explicit WebSocketHandle(std::shared_ptr<WebSocketSession> session)
        : session_(std::move(session)) {}
    ~WebSocketHandle() override { session_->abandon(); }
    WebSocketHandle(const WebSocketHandle&) = delete;
    WebSocketHandle& operator=(const WebSocketHandle&) = delete;

    void set_callbacks(Callbacks callbacks) override {
        session_->set_callbacks(std::move(callbacks));
    }
    void send(std::string text) override { session_->send(FrameType::Text, text); }
    void send_binary(std::string bytes) override { session_->send(FrameType::Binary, bytes); }
    void close(int code, std::string reason) override { session_->close(code, reason); }
    [[nodiscard]] std::size_t unsent_bytes() const override { return session_->unsent_bytes(); }

  private:
    std::shared_ptr<WebSocketSession> session_;
};

}  // namespace

std::shared_ptr<WebSocket> make_websocket_handle(std::shared_ptr<WebSocketSession> session) {
    return std::make_shared<WebSocketHandle>(std::move(session));
}

WebSocketSession::WebSocketSession(Loop& loop, std::shared_ptr<Stream> stream, Role role)
    : role_(role),
      stream_(std::move(stream)),
      reader_(role == Role::Server, kMaxMessageBytes),
      loop_(&loop) {}

void WebSocketSession::set_callbacks(WebSocket::Callbacks callbacks) {
    {
        const std::lock_guard lock(mutex_);
        if (loop_ == nullptr) return;
        if (std::this_thread::get_id() != network_thread_) {
            loop_->post([self = shared_from_this(), callbacks = std::move(callbacks)] {
                self->set_callbacks(callbacks);
            });
            return;
        }
    }
    if (!reported_) callbacks_ = std::move(callbacks);
}

void WebSocketSession::start(std::string_view early) {
    if (!stream_) return lose(1006, "the connection was lost");
    ping_timer_ = loop_->call_after(kPingInterval, [this] { on_ping_timer(); });
    if (!early.empty()) take(early);
    read_more(0);
}

void WebSocketSession::send(FrameType type, std::string_view payload) {
    const std::lock_guard lock(mutex_);
    if (close_queued_ || loop_ == nullptr) return;
    const std::size_t before = pending_.size();
    append_frame(pending_, type, payload, role_ == Role::Client);
    unsent_ += pending_.size() - before;
    post_flush();
}

void WebSocketSession::close(int code, std::string_view reason) {
    if (!queue_close(code, reason)) return;
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr) return;
    loop_->post([self = shared_from_this()] { self->begin_closing(); });
}

void WebSocketSession::abandon() {
    abandoned_ = true;
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr) return;
    loop_->post([self = shared_from_this()] {
        self->callbacks_ = {};
        self->close(1001, "");
    });
}

/// @return false when a close frame is queued already or the connection is down
bool WebSocketSession::queue_close(int code, std::string_view reason) {
    const std::lock_guard lock(mutex_);
    if (close_queued_ || loop_ == nullptr) return false;
    close_queued_ = true;
    if (code != 1005 && !is_sendable_close_code(code)) code = 1011;
    const std::size_t before = pending_.size();
    append_frame(pending_, FrameType::Close, close_payload(code, reason), role_ == Role::Client);
    unsent_ += pending_.size() - before;
    return true;
}

/// With mutex_ held.
void WebSocketSession::post_flush() {
    if (flush_posted_) return;
    flush_posted_ = true;
    loop_->post([self = shared_from_this()] { self->flush(); });
}

void WebSocketSession::flush() {
    std::string taken;
    {
        const std::lock_guard lock(mutex_);
        flush_posted_ = false;
        taken = std::exchange(pending_, std::string{});
    }
    if (!stream_) return;
    if (!taken.empty()) out_.push(std::move(taken));
    write_more();
}

void WebSocketSession::write_more() {
    if (writing_ || write_failed_ || !stream_) return;
    if (out_.empty()) return settle_close();
    writing_ = true;
    OutQueue::Views views;
    stream_->write(out_.front(views), shared_from_this());
}

void WebSocketSession::on_written(ErrorCode error, std::size_t bytes) {
    writing_ = false;
    if (!stream_) return;
    out_.consume(bytes);
    unsent_ -= bytes;
    // What the peer said before it went may still be there to read, its close frame above all.
    write_failed_ = error.failed();
    if (write_failed_) return begin_closing();
    // Who takes in what waited for it is there; a ping may be behind it.
    if (!out_.empty()) heard_ = true;
    if (close_timer_ != 0) await_close();
    write_more();
}

/// Once both close frames have passed, waits for the peer to hang up, so that ours is not lost in a
/// reset.
void WebSocketSession::settle_close() {
    if (!peer_done_ || lingering_) return;
    {
        const std::lock_guard lock(mutex_);
        if (!pending_.empty()) return;
    }
    lingering_ = true;
    stream_->shutdown_send();
    begin_closing();
}

/// From here on the connection has a limited time to end by itself.
void WebSocketSession::begin_closing() {
    if (!stream_) return;
    if (close_timer_ == 0) await_close();
    if (!lingering_) flush();
}

void WebSocketSession::await_close() {
    loop_->cancel(close_timer_);
    close_timer_ = loop_->call_after(kCloseTimeout, [this] {
        lose(1006, "the peer did not answer the close");
    });
}

/// @param last_read how much the last read brought: the next one makes room accordingly
void WebSocketSession::read_more(std::size_t last_read) {
    if (!stream_) return;
    std::size_t size = in_.size();
    if (last_read == size) size *= 2;
    if (last_read < size / 8) size /= 8;
    size = std::clamp(size, kMinReadBytes, kMaxReadBytes);
    if (size != in_.size()) in_ = std::vector<char>(size);
    stream_->read(in_, shared_from_this());
}

void WebSocketSession::on_read(ErrorCode error, std::size_t bytes) {
    if (!stream_) return;
    if (error || bytes == 0) {
        return lose(1006, error ? error.message() : "the peer hung up without a close frame");
    }
    heard_ = true;
    if (!peer_done_) take({in_.data(), bytes});
    read_more(bytes);
}

void WebSocketSession::take(std::string_view bytes) {
    while (stream_ && !peer_done_) {
        const FrameReader::Event event = reader_.read(bytes);
        if (event == FrameReader::Event::NeedMore) return;
        handle(event);
    }
}

void WebSocketSession::handle(FrameReader::Event event) {
    switch (event) {
        case FrameReader::Event::Text: return deliver(callbacks_.on_text);
        case FrameReader::Event::Binary:
            if (!callbacks_.on_binary && !abandoned_) return fail(1003, "only text is understood");
            return deliver(callbacks_.on_binary);
        case FrameReader::Event::Ping:
            if (unsent_bytes() < kMaxUnsentForPong) send(FrameType::Pong, reader_.take_payload());
            return;
        case FrameReader::Event::Close: return handle_peer_close(reader_.take_payload());
        case FrameReader::Event::Failed:
            return fail(reader_.failure_code(), reader_.failure_reason());
        case FrameReader::Event::Pong:
        case FrameReader::Event::NeedMore: return;
    }
}

void WebSocketSession::handle_peer_close(std::string_view payload) {
    ClosePayload close;
    if (!parse_close_payload(payload, close)) return fail(1002, "malformed close frame");
    peer_done_ = true;
    queue_close(close.code, close.reason);
    report(close.code, close.reason);
    begin_closing();
}

/// Hands a message to the program; if that throws, it ends this socket and nothing else.
void WebSocketSession::deliver(const std::function<void(std::string)>& callback) {
    if (!callback || abandoned_) return;
    const bool well = guarded("on_message", [&] { callback(reader_.take_payload()); });
    if (!well) fail(1011, "internal error");
}

/// Ends the socket from our side, without waiting for the peer's close frame.
void WebSocketSession::fail(int code, std::string_view reason) {
    peer_done_ = true;
    queue_close(code, reason);
    report(code, reason);
    begin_closing();
}

void WebSocketSession::report(int code, std::string_view reason) {
    if (std::exchange(reported_, true)) return;
    const WebSocket::Callbacks callbacks = std::exchange(callbacks_, {});
    if (!callbacks.on_close || abandoned_) return;
    guarded("on_close", [&] { callbacks.on_close(code, std::string{reason}); });
}

/// The connection is gone, or given up.
void WebSocketSession::lose(int code, std::string_view reason) {
    Loop* loop = nullptr;
    {
        const std::lock_guard lock(mutex_);
        loop = std::exchange(loop_, nullptr);
        pending_.clear();
    }
    if (loop == nullptr) return;
    loop->cancel(ping_timer_);
    loop->cancel(close_timer_);
    unsent_ = 0;
    if (stream_) std::exchange(stream_, nullptr)->close();
    report(code, reason);
    if (on_gone_) std::exchange(on_gone_, nullptr)();
}

void WebSocketSession::on_ping_timer() {
    if (!heard_ && pinged_) return lose(1006, "the peer does not answer pings");
    pinged_ = !heard_;
    heard_ = false;
    if (pinged_) send(FrameType::Ping, "");
    ping_timer_ = loop_->call_after(kPingInterval, [this] { on_ping_timer(); });
}

}  // namespace gantry::net
