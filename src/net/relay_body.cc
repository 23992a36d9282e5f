#include "net/relay_body.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace gantry::net {
namespace {

/// So much that has not been sent stops the client, half of it lets it go on.
constexpr std::size_t kMaxUnsent = 128U << 10U;

}  // namespace

void RelayBody::begin(std::function<void()> resume) {
    const std::lock_guard lock(mutex_);
    resume_ = std::move(resume);
}

bool RelayBody::add(std::string_view bytes) {
    bool room = false;
    {
        const std::lock_guard lock(mutex_);
        if (dropped_ || state_ != State::Open) return true;
        pending_.append(bytes);
        room = pending_.size() + unsent_bytes_ < kMaxUnsent;
        if (!room) wants_more_ = true;
        if (std::exchange(wake_posted_, true)) return room;
    }
    wake_();
    return room;
}

void RelayBody::end(State how) {
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::Open) return;
        state_ = how;
        resume_ = nullptr;
        if (std::exchange(wake_posted_, true)) return;
    }
    wake_();
}

RelayBody::State RelayBody::take(OutQueue& out) {
    std::string piece;
    State state = State::Open;
    {
        const std::lock_guard lock(mutex_);
        wake_posted_ = false;
        if (dropped_) return state_;
        unsent_bytes_ += pending_.size();
        piece.swap(pending_);
        state = state_;
    }
    if (!piece.empty() && !append(out, std::move(piece))) return State::Broken;
    if (state != State::Complete || std::exchange(ended_out_, true)) return state;
    if (left_) return *left_ == 0 ? state : State::Broken;
    out.tail().append("0\r\n\r\n");
    out.commit();
    return state;
}

/// @return false: more than was promised
bool RelayBody::append(OutQueue& out, std::string piece) {
    if (left_) {
        if (piece.size() > *left_) return false;
        *left_ -= piece.size();
        out.push(std::move(piece));
        return true;
    }
    fmt::format_to(std::back_inserter(out.tail()), "{:x}\r\n", piece.size());
    out.commit();
    out.push(std::move(piece));
    out.tail().append("\r\n");
    out.commit();
    return true;
}

void RelayBody::note_unsent(std::size_t bytes) {
    std::function<void()> resume;
    {
        const std::lock_guard lock(mutex_);
        unsent_bytes_ = bytes;
        if (!wants_more_ || pending_.size() + bytes > kMaxUnsent / 2) return;
        wants_more_ = false;
        resume = resume_;
    }
    if (resume) resume();
}

void RelayBody::drop() {
    std::function<void()> resume;
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(dropped_, true)) return;
        pending_ = {};
        resume = std::exchange(resume_, nullptr);
    }
    if (resume) resume();
}

bool RelayBody::open() const {
    const std::lock_guard lock(mutex_);
    return !dropped_ && state_ == State::Open;
}

}  // namespace gantry::net
