// How answers leave a connection: in the order of their requests, in one piece or as they are
// written.
#include <utility>

#include "net/guard.h"
#include "net/http_connection.h"

namespace gantry::net {
namespace {

bool says_close(const HttpResponse& response) {
    const std::string* connection = response.headers.find("connection");
    return connection != nullptr && *connection == "close";
}

}  // namespace

void HttpConnection::settle(std::uint64_t request, Outcome outcome) {
    Slot* const found = find_slot(request);
    if (!stream_ || found == nullptr || found->outcome) return drop(outcome);
    Slot& slot = *found;
    handled(slot);
    slot.outcome = std::move(outcome);
}

/// The one of a request that has not been released; else null.
HttpConnection::Slot* HttpConnection::find_slot(std::uint64_t request) {
    const bool waiting = request >= first_slot_ && request - first_slot_ < slots_.size();
    return waiting ? &slots_[request - first_slot_] : nullptr;
}

/// The handler has done with a request.
void HttpConnection::handled(const Slot& slot) {
    --handling_;
    handling_bytes_ -= slot.handled_bytes;
}

/// An outcome that nobody will hear of; the owner of a websocket is told.
void HttpConnection::drop(const Outcome& outcome) {
    const auto* opened = std::get_if<WebSocketOpened>(&outcome);
    if (opened != nullptr) open_lost_websocket(server_.loop, *opened);
}

void HttpConnection::drop_slots() {
    first_slot_ += slots_.size();
    for (const Slot& slot : std::exchange(slots_, {})) {
        if (slot.outcome) {
            drop(*slot.outcome);
        } else {
            handled(slot);
        }
    }
}

void HttpConnection::advance() {
    if (advancing_ || !stream_) return;
    advancing_ = true;
    const auto self = shared_from_this();
    do {
        pull_stream();
        if (stream_) parse();
    } while (release_ready() && !in_.empty() && may_parse());
    advancing_ = false;
    write_more();
    // It may call the program, which may end it.
    if (const auto streaming = streaming_) streaming->note_unsent(out_.bytes());
    finish_if_done();
    read_more();
}

HttpResponse HttpConnection::failure_answer(int status) {
    HttpResponse response;
    const bool well = guarded("handler", [&] { response = server_.handler.on_failure(status); });
    return well ? response : server_.handler.HttpHandler::on_failure(status);
}

/// Moves the answers whose turn has come to the output. @return whether there were any
bool HttpConnection::release_ready() {
    bool any = false;
    while (!streaming_ && !slots_.empty()) {
        give_leave(slots_.front());
        if (!slots_.front().outcome) break;
        any = true;
        Slot slot = std::move(slots_.front());
        slots_.pop_front();
        ++first_slot_;
        if (const auto* failure = std::get_if<ServerFailure>(&*slot.outcome)) {
            slot.outcome = failure_answer(failure->status);
        }
        if (auto* response = std::get_if<HttpResponse>(&*slot.outcome)) {
            release(slot, *response);
        } else {
            append_websocket_answer(out_.tail(), slot.websocket_key, server_.date.now());
            out_.commit();
            opened_ = std::get<WebSocketOpened>(std::move(*slot.outcome));
            last_ = true;
        }
    }
    return any;
}

void HttpConnection::release(Slot& slot, HttpResponse& response) {
    std::string& out = out_.tail();
    if (slot.interim) {
        out.append("HTTP/1.1 100 Continue\r\n\r\n");
        return out_.commit();
    }
    if (response.status < 200 || response.status > 999) response = failure_answer(500);
    if (!slot.websocket_key.empty()) upgrading_ = false;  // refused
    const bool stopping = server_.stopping && slots_.empty();
    const bool sends_body = !slot.head_request && status_has_body(response.status);
    const bool streams = response.stream.begin && sends_body;
    const bool framed = slot.http11 || response.stream.length;
    const bool body_open = sink_ && sink_request_ == first_slot_ - 1;
    const bool keep_alive =
        slot.keep_alive && !stopping && !says_close(response) && (streams ? framed : !body_open);
    const AnswerContext context{slot.head_request, slot.http11, keep_alive, server_.date.now()};
    append_response_head(out, response, context);
    out_.commit();
    if (streams) return begin_stream(response.stream, slot.http11, keep_alive);
    if (sends_body) out_.push(std::move(response.body));
    if (!keep_alive) end_requests();
}

/// No request after those that have been answered.
void HttpConnection::end_requests() {
    last_ = true;
    paused_ = false;
    drop_slots();
}

void HttpConnection::begin_stream(const BodyStream& body, bool http11, bool keep_alive) {
    using Framing = StreamedAnswer::Framing;
    const Framing framing = body.length ? Framing::Length
                            : http11    ? Framing::Chunks
                                        : Framing::UntilEof;
    streaming_ = std::make_shared<StreamedAnswer>(
        server_.answers, weak_from_this(), framing, body.length.value_or(0)
    );
    stream_keeps_alive_ = keep_alive;
    // Where it throws, the handle goes with it, and the answer is broken off.
    guarded("stream", [&] { body.begin(make_writer_handle(streaming_)); });
}

/// Takes what has been written of the answer under way.
void HttpConnection::pull_stream() {
    if (!streaming_) return;
    switch (streaming_->take(out_)) {
        case StreamedAnswer::State::Open: return;
        case StreamedAnswer::State::Aborted: return close();
        case StreamedAnswer::State::Finished: break;
    }
    const bool body_open = sink_ && sink_request_ < first_slot_;
    streaming_.reset();
    if (!stream_keeps_alive_ || body_open) end_requests();
}

void HttpConnection::write_more() {
    if (!stream_ || writing_ || out_.empty()) return;
    writing_ = true;
    ++writes_;
    OutQueue::Views views;
    stream_->write(out_.front(views), shared_from_this());
}

void HttpConnection::on_written(ErrorCode error, std::size_t bytes) {
    writing_ = false;
    if (!stream_) return;
    if (error) return close();
    out_.consume(bytes);
    advance();
}

}  // namespace gantry::net
