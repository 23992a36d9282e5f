#include "net/streamed_answer.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/log.h"
#include "net/guard.h"

namespace gantry::net {
namespace {

class WriterHandle final : public BodyWriter {
  public:
    explicit WriterHandle(std::shared_ptr<StreamedAnswer> answer) : answer_(std::move(answer)) {}
    ~WriterHandle() override { answer_->abort(); }
    WriterHandle(const WriterHandle&) = delete;
    WriterHandle& operator=(const WriterHandle&) = delete;

    void set_callbacks(Callbacks callbacks) override {
        answer_->set_callbacks(std::move(callbacks));
    }
    bool write(std::string piece) override { return answer_->write(std::move(piece)); }
    void finish() override { answer_->finish(); }
    void abort() override { answer_->abort(); }

  private:
    std::shared_ptr<StreamedAnswer> answer_;
};

void append_chunk_size(std::string& out, std::size_t bytes) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes, 16).ptr;
    out.append(digits.data(), end);
    out.append("\r\n");
}

}  // namespace

bool BodySink::on_begin(std::function<void()>) {
    return true;
}

void StreamedAnswer::set_callbacks(BodyWriter::Callbacks callbacks) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Open) callbacks_ = std::move(callbacks);
}

bool StreamedAnswer::write(std::string piece) {
    bool room = false;
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::Open) return false;
        if (!piece.empty()) {
            pending_bytes_ += piece.size();
            pending_.push_back(std::move(piece));
        }
        room = pending_bytes_ + unsent_bytes_ < kMaxUnsentOfStream;
        if (!room) wants_room_ = true;
        if (pending_.empty() || std::exchange(wake_posted_, true)) return room;
    }
    wake();
    return room;
}

void StreamedAnswer::end(State how) {
    BodyWriter::Callbacks dropped;  // after the lock: what they captured may be the last handle
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::Open) return;
        state_ = how;
        dropped = std::exchange(callbacks_, {});
        if (std::exchange(wake_posted_, true)) return;
    }
    wake();
}

/// The connection advances on the network thread, not within this call.
void StreamedAnswer::wake() {
    answers_->post([connection = connection_] {
        if (const auto there = connection.lock()) there->advance();
    });
}

StreamedAnswer::State StreamedAnswer::take(OutQueue& out) {
    std::vector<std::string> pieces;
    State state = State::Open;
    {
        const std::lock_guard lock(mutex_);
        wake_posted_ = false;
        pieces.swap(pending_);
        unsent_bytes_ += std::exchange(pending_bytes_, 0);
        state = state_;
    }
    for (std::string& piece : pieces) {
        if (!append(out, std::move(piece))) return State::Aborted;
    }
    if (state != State::Finished) return state;
    if (framing_ == Framing::Length && left_ > 0) {
        log_error("answer_shorter_than_promised", {{"missing", left_}});
        return State::Aborted;
    }
    if (framing_ == Framing::Chunks) {
        out.tail().append("0\r\n\r\n");
        out.commit();
    }
    return state;
}

/// @return false: more than was promised
bool StreamedAnswer::append(OutQueue& out, std::string piece) {
    if (framing_ == Framing::Length) {
        if (piece.size() > left_) {
            log_error("answer_longer_than_promised");
            return false;
        }
        left_ -= piece.size();
    }
    if (framing_ == Framing::Chunks) {
        append_chunk_size(out.tail(), piece.size());
        out.commit();
    }
    out.push(std::move(piece));
    if (framing_ == Framing::Chunks) {
        out.tail().append("\r\n");
        out.commit();
    }
    return true;
}

void StreamedAnswer::note_unsent(std::size_t bytes) {
    std::function<void()> on_drained;
    {
        const std::lock_guard lock(mutex_);
        unsent_bytes_ = bytes;
        const bool room = pending_bytes_ + unsent_bytes_ <= kMaxUnsentOfStream / 2;
        if (!room || !wants_room_ || state_ != State::Open) return;
        wants_room_ = false;
        on_drained = callbacks_.on_drained;
    }
    if (on_drained) guarded("on_drained", on_drained);
}

void StreamedAnswer::lose() {
    BodyWriter::Callbacks callbacks;
    {
        const std::lock_guard lock(mutex_);
        pending_.clear();
        if (std::exchange(state_, State::Aborted) != State::Open) return;
        callbacks = std::exchange(callbacks_, {});
    }
    if (callbacks.on_gone) guarded("on_gone", callbacks.on_gone);
}

std::shared_ptr<BodyWriter> make_writer_handle(std::shared_ptr<StreamedAnswer> answer) {
    return std::make_shared<WriterHandle>(std::move(answer));
}

}  // namespace gantry::net
