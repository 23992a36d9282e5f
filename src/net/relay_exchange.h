#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "net/in_buffer.h"
#include "net/io_loop.h"
#include "net/loop_link.h"
#include "net/relay.h"
#include "net/relay_body.h"
#include "net/response_reader.h"
#include "net/stream.h"

namespace gantry::net {

class RelayExchange;

/// What the exchanges of one Relays share. The relays' thread only.
struct RelayContext {
    IoLoop& loop;
    std::unordered_set<std::shared_ptr<RelayExchange>> exchanges;
};

/// One request that is handed on, and its answer. Members belong to the relays' thread unless they
/// say otherwise. Ends exactly once: all was handed on, or it failed.
class RelayExchange final : public StreamUser, public std::enable_shared_from_this<RelayExchange> {
  public:
    RelayExchange(
        RelayContext& context,
        std::shared_ptr<LoopLink> link,
        Endpoint endpoint,
        const HttpRequest& head,
        Duration idle_timeout,
        Relays::Answered answered
    );

    void start();
    void fail(Error error);

    /// Any thread.
    RelayBody& body() { return *body_; }
    /// The client has left, or does not want the answer. Any thread.
    void leave();
    /// The answer's head is on its way to the client. Any thread.
    void begin(const std::shared_ptr<BodyWriter>& writer);

    void on_read(ErrorCode error, std::size_t bytes) override;
    void on_written(ErrorCode error, std::size_t bytes) override;

  private:
    void post(void (RelayExchange::*what)());
    void connect();
    void advance();
    void write_more();
    void read_more();
    void take_bytes();
    void tell();
    void deliver();
    void adopt(std::shared_ptr<BodyWriter> writer);
    void on_room();
    void on_left();
    void arm_timer(Duration after);
    void on_timer();
    void answer(Result<HttpResponse> how);
    void end();
    [[nodiscard]] bool may_read() const { return !told_ || (writer_ && room_); }
    [[nodiscard]] bool waits_for_client() const;

    RelayContext& context_;
    const std::shared_ptr<LoopLink> link_;
    const Endpoint endpoint_;
    const Duration idle_timeout_;
    Result<void> writable_;  ///< why the request cannot be sent at all
    Relays::Answered answered_;
    std::optional<RelayBody> body_;

    std::shared_ptr<Connecting> connecting_;
    std::shared_ptr<Stream> stream_;  ///< null before and after
    OutQueue out_;
    InBuffer in_;
    ResponseReader reader_;
    std::shared_ptr<BodyWriter> writer_;  ///< null until the answer has begun
    TimerId timer_ = 0;
    MonoTime last_progress_;
    bool writing_ = false;
    bool write_failed_ = false;
    bool reading_ = false;
    bool told_ = false;  ///< the head of the answer
    bool room_ = true;   ///< at the writer
    bool ended_ = false;
};

}  // namespace gantry::net
