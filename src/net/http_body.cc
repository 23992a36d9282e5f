// Bodies that the program takes as they come.
#include <utility>

#include "net/guard.h"
#include "net/http_connection.h"
#include "net/websocket_handshake.h"

namespace gantry::net {

/// The request goes to the handler at once, its body to the sink.
void HttpConnection::take_body(TakeBody taken) {
    const Framing& framing = reader_.framing();
    reader_.head().note = std::move(taken.note);
    if (asks_for_websocket(reader_.head(), framing.http11 && framing.connection_upgrade)) return;
    ++requests_;
    Slot& slot = add_slot(reader_.head());
    sink_ = std::move(taken.sink);
    fail_ = std::move(taken.fail);
    sink_request_ = first_slot_ + slots_.size() - 1;
    HttpRequest request = std::exchange(reader_.head(), HttpRequest{});
    reader_.stream_body(taken.max_bytes);
    const auto resume =
        [answers = server_.answers, weak = weak_from_this(), request_number = sink_request_] {
            answers->post([weak, request_number] {
                if (const auto self = weak.lock()) self->resume_body(request_number);
            });
        };
    bool wanted = false;
    const bool well = guarded("on_begin", [&] { wanted = sink_->on_begin(resume); });
    paused_ = well && !wanted;
    slot.owes_leave = framing.expects_continue && reader_.state() == RequestReader::State::Body;
    call_handler(slot, std::move(request), sink_request_);
    if (!well) fail_body(500);
}

void HttpConnection::resume_body(std::uint64_t request) {
    if (!stream_ || !sink_ || request != sink_request_) return;
    paused_ = false;
    advance();
}

/// Gives the sink what has been decoded. @return false: it failed
bool HttpConnection::pass_on() {
    std::string& chunk = reader_.chunk();
    if (chunk.empty()) return true;
    bool more = true;
    const bool well = guarded("on_bytes", [&] { more = sink_->on_bytes(chunk); });
    chunk.clear();
    paused_ = well && !more;
    if (!well) fail_body(500);
    return well;
}

void HttpConnection::end_body() {
    const bool keep_alive = reader_.framing().keep_alive;
    judged_ = false;
    fail_ = nullptr;
    paused_ = false;
    reader_.take();
    const auto sink = std::exchange(sink_, nullptr);
    guarded("on_end", [&] { sink->on_end({}); });
    if (!keep_alive) last_ = true;
}

/// What the client sends cannot be read, or did not come in time: its last answer says so.
void HttpConnection::fail_body(int status) {
    if (!sink_) return refuse(status);
    const bool failed = reader_.state() == RequestReader::State::Failed;
    const Error why = failed          ? invalid_argument(std::string(reader_.failure().explanation))
                      : status == 408 ? unavailable("the body did not come in time")
                                      : internal_error("the body could not be taken");
    Slot* const slot = find_slot(sink_request_);
    last_ = true;
    paused_ = false;
    if (slot == nullptr) return close();  // its answer is under way, and is not whole either
    end_sink(why);
    if (slot->outcome) return;
    handled(*slot);
    slot->keep_alive = false;
    slot->outcome = body_failure(status);
}

/// The rest of the body is not wanted, or does not come.
void HttpConnection::cancel_body(const char* why) {
    if (!sink_) return;
    paused_ = false;
    end_sink(unavailable(why));
}

void HttpConnection::end_sink(const Error& why) {
    const auto sink = std::exchange(sink_, nullptr);
    guarded("on_end", [&] { sink->on_end(why); });
}

/// Lets a client that waits for it send the body that its sink wants.
void HttpConnection::give_leave(Slot& slot) {
    if (!slot.owes_leave || paused_) return;
    slot.owes_leave = false;
    if (slot.outcome) return;
    out_.tail().append("HTTP/1.1 100 Continue\r\n\r\n");
    out_.commit();
}

}  // namespace gantry::net
