#include "net/answer_queue.h"

#include <utility>

#include "base/log.h"
#include "net/guard.h"
#include "net/websocket_session.h"

namespace gantry::net {
namespace {

void make_answer(Outcome& outcome) {
    auto* response = std::get_if<HttpResponse>(&outcome);
    if (response == nullptr || !response->make) return;
    HttpResponse made;
    const bool well = guarded("answer", [&] { made = response->make(); });
    outcome = well ? Outcome(std::move(made)) : Outcome(ServerFailure{500});
}

}  // namespace

void AnswerQueue::push(
    std::weak_ptr<Answerable> connection, std::uint64_t request, Outcome outcome
) {
    Item item{std::move(connection), request, std::move(outcome)};
    {
        const std::lock_guard lock(mutex_);
        if (loop_ == nullptr) return;
        if (!loop_->on_loop()) {
            items_.push_back(std::move(item));
            if (items_.size() == 1) loop_->post([self = shared_from_this()] { self->drain(); });
            return;
        }
    }
    if (const auto settled = deliver(std::move(item))) settled->advance();
}

void AnswerQueue::post(Loop::Work work) {
    const std::lock_guard lock(mutex_);
    if (loop_ != nullptr) loop_->post(std::move(work));
}

void AnswerQueue::drain() {
    std::vector<Item> items;
    {
        const std::lock_guard lock(mutex_);
        items.swap(items_);
    }
    // First everything is noted, then every connection sends what it has in one go.
    std::vector<std::shared_ptr<Answerable>> settled;
    settled.reserve(items.size());
    for (Item& item : items) {
        if (auto connection = deliver(std::move(item))) settled.push_back(std::move(connection));
    }
    for (const auto& connection : settled) connection->advance();
}

/// On the network thread.
std::shared_ptr<Answerable> AnswerQueue::deliver(Item item) {
    make_answer(item.outcome);
    std::shared_ptr<Answerable> connection = item.connection.lock();
    if (connection) {
        connection->settle(item.request, std::move(item.outcome));
    } else if (const auto* opened = std::get_if<WebSocketOpened>(&item.outcome)) {
        open_lost_websocket(*loop_, *opened);
    }
    return connection;
}

void AnswerQueue::close() {
    const std::lock_guard lock(mutex_);
    loop_ = nullptr;
}

AnswerTicket::~AnswerTicket() {
    if (used_.exchange(true)) return;
    log_error("request_left_unanswered");
    queue_->push(std::move(connection_), request_, ServerFailure{500});
}

void AnswerTicket::settle(Outcome outcome) {
    if (used_.exchange(true)) return;
    queue_->push(std::move(connection_), request_, std::move(outcome));
}

void open_lost_websocket(IoLoop& loop, const WebSocketOpened& opened) {
    auto session =
        std::make_shared<WebSocketSession>(loop, nullptr, WebSocketSession::Role::Server);
    guarded("opened", [&] { opened(make_websocket_handle(session)); });
    session->start({});
}

}  // namespace gantry::net
