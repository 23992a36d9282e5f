#include "net/byte_session.h"

#include <utility>

#include "net/guard.h"

namespace gantry::net {
namespace {

constexpr std::size_t kByteSessionRead = 32U << 10U;

class ByteSocketHandle final : public ByteSocket {
  public:
    explicit ByteSocketHandle(std::shared_ptr<ByteSession> session)
        : session_(std::move(session)) {}
    ~ByteSocketHandle() override { session_->abandon(); }
    ByteSocketHandle(const ByteSocketHandle&) = delete;
    ByteSocketHandle& operator=(const ByteSocketHandle&) = delete;

    void send(std::string bytes) override { session_->send(std::move(bytes)); }
    void end_output() override { session_->end_output(); }

  private:
    std::shared_ptr<ByteSession> session_;
};

}  // namespace

std::shared_ptr<ByteSocket> make_byte_socket(std::shared_ptr<ByteSession> session) {
    return std::make_shared<ByteSocketHandle>(std::move(session));
}

ByteSession::ByteSession(
    Loop& loop, std::shared_ptr<Stream> stream, ByteSocket::Callbacks callbacks
)
    : stream_(std::move(stream)),
      callbacks_(std::move(callbacks)),
      in_(kByteSessionRead),
      loop_(&loop) {}

void ByteSession::start(std::string_view early) {
    if (callbacks_.window) {
        callbacks_.window->set_resume([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self) return;
            const std::lock_guard lock(self->mutex_);
            if (self->loop_ != nullptr) self->loop_->post([self] { self->read_more(); });
        });
    }
    if (!early.empty()) take(early);
    read_more();
}

void ByteSession::send(std::string bytes) {
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr || end_wanted_) return;
    pending_ += bytes;
    post_flush();
}

void ByteSession::end_output() {
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr) return;
    end_wanted_ = true;
    post_flush();
}

void ByteSession::abandon() {
    abandoned_ = true;
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr) return;
    loop_->post([self = shared_from_this()] { self->abort("abandoned"); });
}

void ByteSession::abort(std::string_view why) {
    finish(unavailable(std::string{why}));
}

/// With mutex_ held.
void ByteSession::post_flush() {
    if (std::exchange(flush_posted_, true)) return;
    loop_->post([self = shared_from_this()] { self->flush(); });
}

void ByteSession::flush() {
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

void ByteSession::write_more() {
    if (writing_ || !stream_) return;
    if (out_.empty()) {
        const std::lock_guard lock(mutex_);
        if (end_wanted_ && pending_.empty() && !std::exchange(shut_, true)) {
            stream_->shutdown_send();
        }
        return;
    }
    writing_ = true;
    OutQueue::Views views;
    stream_->write(out_.front(views), shared_from_this());
}

void ByteSession::on_written(ErrorCode error, std::size_t bytes) {
    writing_ = false;
    if (!stream_) return;
    out_.consume(bytes);
    if (error) return;  // what the peer said before it went is still to be read
    if (callbacks_.on_written && !abandoned_) {
        guarded("on_written", [&] { callbacks_.on_written(bytes); });
    }
    write_more();
}

void ByteSession::read_more() {
    if (!stream_ || reading_) return;
    if (callbacks_.window && callbacks_.window->full()) return;
    reading_ = true;
    stream_->read(in_, shared_from_this());
}

void ByteSession::on_read(ErrorCode error, std::size_t bytes) {
    reading_ = false;
    if (!stream_) return;
    if (error) return finish(unavailable(error.message()));
    if (bytes == 0) return finish({});
    take({in_.data(), bytes});
    read_more();
}

void ByteSession::take(std::string_view bytes) {
    if (callbacks_.window) callbacks_.window->take(bytes.size());
    if (abandoned_ || !callbacks_.on_bytes) return;
    const bool well = guarded("on_bytes", [&] { callbacks_.on_bytes(std::string{bytes}); });
    if (!well) finish(internal_error("the program failed"));
}

/// The connection is down, or given up.
void ByteSession::finish(const Result<void>& how) {
    const auto self = shared_from_this();
    {
        const std::lock_guard lock(mutex_);
        if (loop_ == nullptr) return;
        loop_ = nullptr;
        pending_.clear();
    }
    if (callbacks_.window) callbacks_.window->set_resume(nullptr);
    if (stream_) std::exchange(stream_, nullptr)->close();
    const ByteSocket::Callbacks callbacks = std::exchange(callbacks_, {});
    if (callbacks.on_end && !abandoned_) guarded("on_end", [&] { callbacks.on_end(how); });
    if (on_gone_) std::exchange(on_gone_, nullptr)();
}

}  // namespace gantry::net
