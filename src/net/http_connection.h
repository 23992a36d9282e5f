#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "net/answer_queue.h"
#include "net/body_budget.h"
#include "net/head_writer.h"
#include "net/in_buffer.h"
#include "net/io_loop.h"
#include "net/out_queue.h"
#include "net/request_reader.h"
#include "net/stream.h"
#include "net/streamed_answer.h"
#include "net/websocket_session.h"

namespace gantry::net {

class HttpConnection;

/// What the connections of one server share. Network thread only, apart from `answers`.
struct ServerContext {
    IoLoop& loop;
    HttpHandler& handler;
    const HttpServerOptions& options;
    std::shared_ptr<AnswerQueue> answers;
    std::shared_ptr<BodyBudget> bodies;
    HttpDate date;
    bool stopping = false;
    std::unordered_set<std::shared_ptr<HttpConnection>> connections;
    std::unordered_set<std::shared_ptr<WebSocketSession>> websockets;
    std::function<void()> on_change;  ///< of the two sets; one has shrunk
};

/// One client of the server. Requests are judged by their heads, read, and handed to the handler as
/// they come, a few at a time and only one large one, so that a client which sends much at once
/// waits for itself and not others for it; their answers go out in the order of the requests.
///
/// Reading and writing advance separately; advance() is the one place where everything that has
/// become possible is done. Timeouts are found by sweep(), which looks whether the connection has
/// stayed in one phase for too long, so that a request costs no clock and no timer.
class HttpConnection final : public StreamUser,
                             public Answerable,
                             public BodyWaiter,
                             public std::enable_shared_from_this<HttpConnection> {
  public:
    /// @param tls whether the stream is encrypted
    HttpConnection(
        ServerContext& server, std::shared_ptr<Stream> stream, std::string peer, bool tls
    );
    [[nodiscard]] const std::string& peer() const { return peer_; }
    ~HttpConnection() override;

    void start() { read_more(); }
    /// Looks at the clock for this connection.
    void sweep(MonoTime now);
    /// The server stops: closes unless answers are outstanding.
    void wind_down();

    void settle(std::uint64_t request, Outcome outcome) override;
    void advance() override;
    void on_room() override;
    void on_too_slow() override;

    void on_read(ErrorCode error, std::size_t bytes) override;
    void on_written(ErrorCode error, std::size_t bytes) override;

  private:
    /// A request that has been read, or an interim answer, waiting for its turn to be written.
    struct Slot {
        bool head_request = false;
        bool http11 = true;
        bool keep_alive = true;
        bool interim = false;           ///< "100 Continue"
        bool owes_leave = false;        ///< the same, once the sink of its body wants it
        std::string websocket_key;      ///< of an upgrade
        std::size_t handled_bytes = 0;  ///< of the body that the handler has
        std::optional<Outcome> outcome;
    };

    enum class Phase { Fresh, Idle, Head, Waiting, Body, Answering, Lingering };

    [[nodiscard]] bool may_parse() const;
    [[nodiscard]] bool may_end() const;
    [[nodiscard]] bool all_sent() const { return slots_.empty() && !streaming_ && out_.empty(); }
    void parse();
    bool begin_body();
    void judge_head();
    void refuse_head(HttpResponse response);
    [[nodiscard]] bool has_room();
    [[nodiscard]] std::size_t room_needed() const;
    [[nodiscard]] std::size_t most_of_body() const;
    void drop_body();
    Slot& add_slot(const HttpRequest& request);
    void dispatch();
    void call_handler(Slot& slot, HttpRequest request, std::uint64_t id);
    void send_continue();
    void refuse(int status);
    Outcome body_failure(int status);
    HttpResponse failure_answer(int status);

    void take_body(TakeBody taken);
    void resume_body(std::uint64_t request);
    bool pass_on();
    void end_body();
    void fail_body(int status);
    void cancel_body(const char* why);
    void end_sink(const Error& why);
    void give_leave(Slot& slot);

    [[nodiscard]] Slot* find_slot(std::uint64_t request);
    void handled(const Slot& slot);
    void drop(const Outcome& outcome);
    void drop_slots();
    bool release_ready();
    void release(Slot& slot, HttpResponse& response);
    void begin_stream(const BodyStream& body, bool http11, bool keep_alive);
    void pull_stream();
    void end_requests();
    void finish_if_done();
    void hand_over();
    void linger();
    void read_more();
    void write_more();
    void close();

    [[nodiscard]] Phase phase() const;
    [[nodiscard]] Duration limit(Phase phase) const;
    void on_timeout(Phase phase);

    ServerContext& server_;
    std::shared_ptr<Stream> stream_;  ///< null once closed or handed over
    const std::string peer_;
    const bool tls_;

    InBuffer in_;
    RequestReader reader_;
    OutQueue out_;
    bool reading_ = false;
    bool writing_ = false;
    bool advancing_ = false;
    bool eof_ = false;            ///< the client sends no more
    bool last_ = false;           ///< no request after the present ones
    bool upgrading_ = false;      ///< an upgrade waits for its outcome
    bool continue_sent_ = false;  ///< for the request being read
    bool lingering_ = false;
    bool judged_ = false;             ///< the head that has been read
    bool in_line_ = false;            ///< for room for its body
    std::optional<BodyLease> lease_;  ///< of the request being read, once its body is not small
    std::shared_ptr<BodySink> sink_;  ///< of the body being read, if it is taken as it comes
    std::uint64_t sink_request_ = 0;  ///< its slot's number
    bool paused_ = false;             ///< the sink wants no more for now
    FailBody fail_;                   ///< of the request being read; may be null

    std::deque<Slot> slots_;
    std::uint64_t first_slot_ = 0;               ///< number of slots_.front(), counted from 0
    WebSocketOpened opened_;                     ///< set once the 101 is on its way
    std::shared_ptr<StreamedAnswer> streaming_;  ///< the answer before slots_.front(), under way
    bool stream_keeps_alive_ = true;
    std::size_t handling_ = 0;  ///< requests that the handler has
    std::size_t handling_bytes_ = 0;
    std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);

    std::uint64_t requests_ = 0;
    std::uint64_t writes_ = 0;
    std::uint64_t reads_ = 0;

    // Of the last sweep.
    Phase seen_phase_ = Phase::Fresh;
    std::uint64_t seen_requests_ = 0;
    std::uint64_t seen_writes_ = 0;
    std::uint64_t seen_reads_ = 0;
    MonoTime phase_since_;
    MonoTime write_since_;
};

}  // namespace gantry::net
