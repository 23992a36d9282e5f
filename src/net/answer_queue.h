#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "net/body_budget.h"
#include "net/http.h"
#include "net/io_loop.h"

namespace gantry::net {

/// An error of the server's own; HttpHandler::on_failure gives it its form.
struct ServerFailure {
    int status;
};

/// What becomes of a request: an answer, or (upgrades only) a websocket.
using WebSocketOpened = std::function<void(std::shared_ptr<WebSocket>)>;
using Outcome = std::variant<HttpResponse, WebSocketOpened, ServerFailure>;

/// A connection, as answers see it. Network thread only.
class Answerable {
  public:
    virtual ~Answerable() = default;
    /// Notes the outcome of one of its requests.
    virtual void settle(std::uint64_t request, Outcome outcome) = 0;
    /// Sends what has become ready.
    virtual void advance() = 0;
};

/// Brings outcomes from the program's threads to the network thread: one hop for all that come
/// while it is busy, none for those given on the network thread itself.
class AnswerQueue : public std::enable_shared_from_this<AnswerQueue> {
  public:
    explicit AnswerQueue(IoLoop& loop) : loop_(&loop) {}

    /// Any thread. The outcome is dropped when its connection is gone, except that a websocket is
    /// then opened and lost at once, so that its owner hears of it.
    void push(std::weak_ptr<Answerable> connection, std::uint64_t request, Outcome outcome);

    /// Runs `work` on the network thread, later; drops it when the loop has ended. Any thread.
    void post(Loop::Work work);

    /// The loop has ended: whatever still comes is dropped.
    void close();

  private:
    struct Item {
        std::weak_ptr<Answerable> connection;
        std::uint64_t request;
        Outcome outcome;
    };
    void drain();
    std::shared_ptr<Answerable> deliver(Item item);

    std::mutex mutex_;
    IoLoop* loop_;  ///< null once closed
    std::vector<Item> items_;
};

/// The right to decide the outcome of one request, once. Shared by the functions given to the
/// handler; when the last of them goes unused, the answer is 500. Holds the room of the request's
/// body for as long.
class AnswerTicket {
  public:
    AnswerTicket(
        std::shared_ptr<AnswerQueue> queue,
        std::weak_ptr<Answerable> connection,
        std::uint64_t request,
        std::optional<BodyLease> lease
    )
        : queue_(std::move(queue)),
          connection_(std::move(connection)),
          request_(request),
          lease_(std::move(lease)) {}
    ~AnswerTicket();
    AnswerTicket(const AnswerTicket&) = delete;
    AnswerTicket& operator=(const AnswerTicket&) = delete;

    /// Any thread; only the first call counts.
    void settle(Outcome outcome);

  private:
    std::shared_ptr<AnswerQueue> queue_;
    std::weak_ptr<Answerable> connection_;
    std::uint64_t request_;
    std::optional<BodyLease> lease_;
    std::atomic<bool> used_ = false;
};

/// Hands the program a websocket whose connection is gone already.
void open_lost_websocket(IoLoop& loop, const WebSocketOpened& opened);

}  // namespace gantry::net
