#include "services/ecs/pages/live_session.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gantry::ecs {
namespace {

constexpr int kNormal = 1000;
/// A client that does not read is not written to beyond this: the channel sends it again.
constexpr std::size_t kMaxUnsent = 1U << 20U;

}  // namespace

LiveSession::LiveSession(
    Loop& loop,
    exec::Session session,
    const exec::ClientWishes& wishes,
    std::shared_ptr<net::WebSocket> client,
    Hooks hooks
)
    : loop_(loop),
      session_(std::move(session)),
      relay_(session_.id, wishes, ids_, now()),
      client_(std::move(client)),
      hooks_(std::move(hooks)) {}

void LiveSession::start() {
    settle();
}

void LiveSession::on_client_frame(std::string_view frame) {
    relay_.on_client_frame(frame, now());
    settle();
}

void LiveSession::on_client_gone() {
    relay_.on_client_gone(now());
    settle();
}

void LiveSession::on_agent(std::shared_ptr<net::WebSocket> agent) {
    if (over_) return agent->close(kNormal, "the session is over");
    agent_ = std::move(agent);
}

void LiveSession::on_agent_frame(std::string_view frame) {
    relay_.on_agent_frame(frame, now());
    settle();
}

void LiveSession::on_agent_gone(const std::string& words) {
    relay_.on_agent_gone(words, now());
    settle();
}

void LiveSession::stop(const std::string& words) {
    relay_.end(words, now());
    settle();
    relay_.on_client_gone(now());
    settle();
}

/// Does what the relay wants done.
void LiveSession::settle() {
    if (over_) return;
    const auto self = shared_from_this();
    exec::Relay::ToDo todo = relay_.take();
    for (std::string& frame : todo.to_client) {
        if (client_->unsent_bytes() > kMaxUnsent) break;
        client_->send_binary(std::move(frame));
    }
    for (std::string& frame : todo.to_agent) {
        if (agent_) agent_->send_binary(std::move(frame));
    }
    if (todo.call_agent) hooks_.call_agent();
    if (!todo.transcript.empty()) hooks_.transcript(std::move(todo.transcript), false);
    if (!todo.over) return arm();
    over_ = true;
    loop_.cancel(timer_);
    client_->close(kNormal, "");
    if (agent_) agent_->close(kNormal, "");
    hooks_.transcript("", true);
    hooks_.over();
}

void LiveSession::arm() {
    loop_.cancel(timer_);
    const auto wait = std::chrono::ceil<Duration>(relay_.next_tick() - loop_.mono());
    timer_ = loop_.call_after(std::max(wait, Duration{1}), [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || self->over_) return;
        self->relay_.tick(self->now());
        self->settle();
    });
}

}  // namespace gantry::ecs
