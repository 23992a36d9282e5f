#include "net/http_connection.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "net/guard.h"
#include "net/websocket_handshake.h"

namespace gantry::net {
namespace {

constexpr std::size_t kMaxPipelined = 64;  ///< requests whose answers wait for their turn
/// Of one connection with the handler: more would only stand in front of other clients there.
constexpr std::size_t kMaxHandling = 4;
constexpr std::size_t kMaxHandlingBytes = 64U << 10U;
/// Up to this bodies take no room from the budget, and are skipped where they are refused.
constexpr std::size_t kSmallBodyBytes = 16U << 10U;
constexpr std::size_t kHeadReadBytes = 4U << 10U;
constexpr std::size_t kBodyReadBytes = 16U << 10U;
constexpr std::size_t kStreamReadBytes = 128U << 10U;
/// How long a client may take to hang up after the last answer.
constexpr Duration kLingerTimeout{2'000};

/// @param limit 0: none
bool passed(MonoTime since, MonoTime now, Duration limit) {
    return limit > Duration{0} && now - since > limit;
}

}  // namespace

HttpConnection::HttpConnection(
    ServerContext& server, std::shared_ptr<Stream> stream, std::string peer, bool tls
)
    : server_(server),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      tls_(tls),
      reader_({server.options.max_header_bytes, server.options.max_body_bytes}),
      phase_since_(server.loop.mono()),
      write_since_(phase_since_) {}

/// The server has ended with it still there.
HttpConnection::~HttpConnection() {
    cancel_body("the server has stopped");
    if (streaming_) streaming_->lose();
}

// Reading.

void HttpConnection::read_more() {
    if (!stream_ || reading_ || eof_) return;
    // Where nothing is to be parsed yet, a little is read ahead to see whether the client leaves.
    const bool wants_more = in_.empty() || (may_parse() && !in_line_);
    if (!lingering_ && (last_ || upgrading_ || !wants_more)) return;
    reading_ = true;
    const bool in_body = lingering_ || reader_.state() == RequestReader::State::Body;
    const std::size_t bytes = sink_ ? kStreamReadBytes : in_body ? kBodyReadBytes : kHeadReadBytes;
    stream_->read(in_.prepare(bytes), shared_from_this());
}

void HttpConnection::on_read(ErrorCode error, std::size_t bytes) {
    reading_ = false;
    if (!stream_) return;
    if (error) return close();
    ++reads_;
    if (bytes == 0) eof_ = true;
    if (eof_ && (handling_ > 0 || streaming_) && !may_end()) return close();
    if (lingering_) {
        if (eof_) return close();
    } else {
        in_.commit(bytes);
    }
    advance();
}

/// Whether a client that sends nothing more may still wait for an answer.
bool HttpConnection::may_end() const {
    return last_ || (sink_ && !reader_.framing().keep_alive);
}

/// With much unwritten, a client that does not read gets no further requests in.
bool HttpConnection::may_parse() const {
    return !last_ && !upgrading_ && !paused_ && !server_.stopping &&
           slots_.size() < kMaxPipelined && handling_ < kMaxHandling &&
           handling_bytes_ < kMaxHandlingBytes && out_.bytes() < kMaxUnsentBytes;
}

/// Hands over the requests that are complete.
void HttpConnection::parse() {
    using State = RequestReader::State;
    while (may_parse()) {
        if (reader_.state() == State::HeadRead && (!begin_body() || paused_)) return;
        if (reader_.state() == State::Head && in_.empty()) return;
        if (reader_.state() == State::Body && !has_room()) return;
        in_.consume(reader_.feed(in_.bytes()));
        if (sink_ && !pass_on()) return;
        switch (reader_.state()) {
            case State::HeadRead: break;
            case State::Complete: sink_ ? end_body() : dispatch(); break;
            case State::Failed: return fail_body(reader_.failure().status);
            case State::Body:
                if (!in_.empty()) break;
                if (sink_ && eof_) return close();
                return send_continue();
            case State::Head: return;
        }
    }
}

/// Judges the head that has been read.
/// @return whether the reader may go on
bool HttpConnection::begin_body() {
    if (!std::exchange(judged_, true)) judge_head();
    if (last_ || reader_.skips() || sink_) return !last_;
    reader_.read_body();
    return true;
}

/// Whether what has come of the body may be kept; room for it is asked for.
bool HttpConnection::has_room() {
    if (sink_ || reader_.skips()) return true;
    const std::size_t needed = room_needed();
    const std::size_t held = lease_ ? lease_->bytes() : 0;
    if (needed <= kSmallBodyBytes || needed <= held) return true;
    if (in_line_) return false;
    if (!lease_) lease_.emplace(server_.bodies, weak_from_this());
    // For the next read too.
    const std::size_t wanted = std::min(needed + kBodyReadBytes, most_of_body());
    in_line_ = !lease_->grow(wanted - held);
    return !in_line_;
}

/// What is kept of the body once all that has come is read. Who asks for leave to send a body that
/// is not small gets it when there is room.
std::size_t HttpConnection::room_needed() const {
    std::size_t needed = reader_.body_bytes() + in_.bytes().size();
    if (reader_.framing().expects_continue) needed = std::max(needed, kSmallBodyBytes + 1);
    return std::min(needed, most_of_body());
}

std::size_t HttpConnection::most_of_body() const {
    const std::size_t most = server_.options.max_body_bytes;
    if (reader_.framing().chunked) return most;
    const std::uint64_t length = reader_.framing().content_length.value_or(0);
    return static_cast<std::size_t>(std::min<std::uint64_t>(length, most));
}

void HttpConnection::on_room() {
    if (!stream_) return;
    in_line_ = false;
    advance();
}

void HttpConnection::on_too_slow() {
    if (!stream_ || !lease_) return;
    fail_body(408);
    advance();
}

/// Nothing more is read, and what has been of a body is not wanted.
void HttpConnection::drop_body() {
    lease_.reset();
    in_line_ = false;
    reader_.take();
}

void HttpConnection::judge_head() {
    HttpRequest& head = reader_.head();
    head.peer = peer_;
    head.tls = tls_;
    head.client = ClientWatch{gone_};
    HeadVerdict verdict;
    const bool well = guarded("handler", [&] { verdict = server_.handler.on_head(head); });
    if (!well) verdict = failure_answer(500);
    if (auto* refusal = std::get_if<HttpResponse>(&verdict)) {
        return refuse_head(std::move(*refusal));
    }
    if (auto* taken = std::get_if<TakeBody>(&verdict)) return take_body(std::move(*taken));
    auto& read = std::get<ReadBody>(verdict);
    head.note = std::move(read.note);
    fail_ = std::move(read.fail);
}

/// Answers a request whose body is not wanted.
void HttpConnection::refuse_head(HttpResponse response) {
    const Framing& framing = reader_.framing();
    const bool skip = !framing.chunked && !framing.expects_continue &&
                      framing.content_length.value_or(0) <= kSmallBodyBytes;
    ++requests_;
    Slot& slot = add_slot(reader_.head());
    slot.keep_alive = slot.keep_alive && skip;
    slot.outcome = std::move(response);
    last_ = !slot.keep_alive;
    if (!last_) reader_.skip_body();
}

/// For the request whose head the reader has.
HttpConnection::Slot& HttpConnection::add_slot(const HttpRequest& request) {
    const Framing& framing = reader_.framing();
    Slot& slot = slots_.emplace_back();
    slot.head_request = request.method == "HEAD";
    slot.http11 = framing.http11;
    slot.keep_alive = framing.keep_alive;
    return slot;
}

void HttpConnection::dispatch() {
    judged_ = false;
    fail_ = nullptr;
    continue_sent_ = false;
    const bool skipped = reader_.skips();
    const Framing framing = reader_.framing();
    HttpRequest request = reader_.take();
    if (skipped) return;
    ++requests_;
    Slot& slot = add_slot(request);
    last_ = !framing.keep_alive;
    if (asks_for_websocket(request, framing.http11 && framing.connection_upgrade)) {
        slot.outcome = websocket_refusal(request);
        if (slot.outcome) return;
        slot.websocket_key = *request.headers.find("sec-websocket-key");
        upgrading_ = true;
    }
    call_handler(slot, std::move(request), first_slot_ + slots_.size() - 1);
}

void HttpConnection::call_handler(Slot& slot, HttpRequest request, std::uint64_t id) {
    const bool upgrade = !slot.websocket_key.empty();
    slot.handled_bytes = request.body.size();
    ++handling_;
    handling_bytes_ += slot.handled_bytes;
    if (lease_) lease_->complete();
    const auto ticket = std::make_shared<AnswerTicket>(
        server_.answers, weak_from_this(), id, std::exchange(lease_, std::nullopt)
    );
    const auto respond = [ticket](HttpResponse response) { ticket->settle(std::move(response)); };
    const bool well = guarded("handler", [&] {
        if (!upgrade) return server_.handler.on_request(std::move(request), respond);
        const auto accept = [ticket](WebSocketOpened opened) { ticket->settle(std::move(opened)); };
        server_.handler.on_upgrade(std::move(request), accept, respond);
    });
    if (!well) ticket->settle(ServerFailure{500});
}

/// Lets a client that waits for it send its body.
void HttpConnection::send_continue() {
    if (sink_ || !reader_.framing().expects_continue || continue_sent_) return;
    continue_sent_ = true;
    Slot& slot = slots_.emplace_back();
    slot.interim = true;
    slot.outcome = HttpResponse{};
}

/// Answers with an error of our own, as the last thing on this connection.
void HttpConnection::refuse(int status) {
    last_ = true;
    drop_body();
    Slot& slot = slots_.emplace_back();
    slot.keep_alive = false;
    slot.outcome = body_failure(status);
}

/// The answer to the request being read, as far as it is one.
Outcome HttpConnection::body_failure(int status) {
    Outcome outcome = ServerFailure{status};
    if (fail_) guarded("fail", [&] { outcome = fail_(status); });
    return outcome;
}

// Ending.

void HttpConnection::finish_if_done() {
    if (!stream_ || lingering_ || writing_ || !all_sent()) return;
    if (opened_) return hand_over();
    if (eof_ && !in_line_) return close();
    if (last_) return linger();
    if (server_.stopping) close();
}

/// The connection becomes a websocket.
void HttpConnection::hand_over() {
    GANTRY_ASSERT(!reading_);  // nothing is read once an upgrade has been
    const WebSocketOpened opened = std::exchange(opened_, nullptr);
    auto session = std::make_shared<WebSocketSession>(
        server_.loop, std::exchange(stream_, nullptr), WebSocketSession::Role::Server
    );
    ServerContext& server = server_;
    server.websockets.insert(session);
    session->set_on_gone([&server, weak = std::weak_ptr{session}] {
        server.websockets.erase(weak.lock());
        server.on_change();
    });
    const auto self = shared_from_this();
    server.connections.erase(self);
    server.on_change();
    guarded("opened", [&] { opened(make_websocket_handle(session)); });
    session->start(in_.bytes());
    if (server.stopping) session->close(1001, "the server is stopping");
}

/// Lets the client read the last answer before the connection goes: closing at once, with bytes of
/// the client unread, would reset it.
void HttpConnection::linger() {
    lingering_ = true;
    cancel_body("the request was answered before the end of its body");
    drop_body();
    in_.consume(in_.bytes().size());
    stream_->shutdown_send();
}

void HttpConnection::wind_down() {
    if (all_sent() && !lingering_) close();
}

void HttpConnection::close() {
    if (!stream_) return;
    const auto self = shared_from_this();
    gone_->store(true, std::memory_order_relaxed);
    lease_.reset();
    std::exchange(stream_, nullptr)->close();
    if (opened_) open_lost_websocket(server_.loop, std::exchange(opened_, nullptr));
    drop_slots();
    cancel_body("the client has left");
    if (streaming_) std::exchange(streaming_, nullptr)->lose();
    server_.connections.erase(self);
    server_.on_change();
}

// Time.

HttpConnection::Phase HttpConnection::phase() const {
    if (lingering_) return Phase::Lingering;
    if (in_line_ || paused_) return Phase::Waiting;
    if (may_parse()) {
        if (reader_.state() == RequestReader::State::Body) return Phase::Body;
        if (!in_.empty()) return Phase::Head;
    }
    if (!all_sent()) return Phase::Answering;
    return requests_ == 0 ? Phase::Fresh : Phase::Idle;
}

Duration HttpConnection::limit(Phase phase) const {
    const HttpServerOptions& options = server_.options;
    switch (phase) {
        case Phase::Fresh:
            return options.header_timeout > Duration{0} ? options.header_timeout
                                                        : options.idle_timeout;
        case Phase::Idle: return options.idle_timeout;
        case Phase::Head: return options.header_timeout;
        case Phase::Body: return options.body_timeout;
        case Phase::Lingering: return kLingerTimeout;
        case Phase::Waiting:
        case Phase::Answering: break;
    }
    return Duration{0};
}

void HttpConnection::sweep(MonoTime now) {
    const Phase current = phase();
    const bool takes_body = sink_ && reads_ != seen_reads_;
    seen_reads_ = reads_;
    if (current != seen_phase_ || requests_ != seen_requests_ || takes_body) {
        seen_phase_ = current;
        seen_requests_ = requests_;
        phase_since_ = now;
    }
    if (!writing_ || writes_ != seen_writes_) {
        seen_writes_ = writes_;
        write_since_ = now;
    }
    if (passed(write_since_, now, server_.options.body_timeout)) return close();
    if (passed(phase_since_, now, limit(current))) on_timeout(current);
}

void HttpConnection::on_timeout(Phase phase) {
    if (phase != Phase::Head && phase != Phase::Body) return close();
    fail_body(408);
    advance();
}

}  // namespace gantry::net
