#include "net/relay_exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "net/guard.h"
#include "net/head_writer.h"
#include "net/text.h"

namespace gantry::net {
namespace {

constexpr std::size_t kUpstreamBytes = 32U << 10U;

/// Of a connection, not of a message (RFC 9110, section 7.6.1). What else a Connection field names
/// is not known here, and stays.
bool is_hop_by_hop(std::string_view name) {
    static constexpr std::array kNames{
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    };
    return std::any_of(kNames.begin(), kNames.end(), [name](std::string_view other) {
        return equals_ignoring_case(name, other);
    });
}

Headers without_hop_by_hop(const Headers& headers) {
    Headers kept;
    for (const auto& [name, value] : headers.all()) {
        if (!is_hop_by_hop(name)) kept.add(name, value);
    }
    return kept;
}

/// What a head, which a server has read, announces; nothing: chunks.
std::optional<std::uint64_t> announced_length(const Headers& headers) {
    if (headers.find("transfer-encoding") != nullptr) return std::nullopt;
    std::uint64_t length = 0;
    if (const std::string* text = headers.find("content-length")) {
        std::from_chars(text->data(), text->data() + text->size(), length);
    }
    return length;
}

ResponseReader::Options reader_options(const HttpRequest& head) {
    ResponseReader::Options options;
    options.max_body_bytes = BodyReader::kUnlimited;
    options.head_request = head.method == "HEAD";
    options.streamed = true;
    return options;
}

/// The right to begin the body of an answer. Dropped unused, the client has left.
class BeginTicket {
  public:
    explicit BeginTicket(std::shared_ptr<RelayExchange> exchange)
        : exchange_(std::move(exchange)) {}
    ~BeginTicket() {
        if (exchange_) exchange_->leave();
    }
    BeginTicket(const BeginTicket&) = delete;
    BeginTicket& operator=(const BeginTicket&) = delete;

    void begin(const std::shared_ptr<BodyWriter>& writer) {
        if (const auto exchange = std::exchange(exchange_, nullptr)) exchange->begin(writer);
    }

  private:
    std::shared_ptr<RelayExchange> exchange_;
};

}  // namespace

RelayExchange::RelayExchange(
    RelayContext& context,
    std::shared_ptr<LoopLink> link,
    Endpoint endpoint,
    const HttpRequest& head,
    Duration idle_timeout,
    Relays::Answered answered
)
    : context_(context),
      link_(std::move(link)),
      endpoint_(std::move(endpoint)),
      idle_timeout_(idle_timeout),
      answered_(std::move(answered)),
      reader_(reader_options(head)) {
    const std::optional<std::uint64_t> length = announced_length(head.headers);
    HttpRequest sent;
    sent.method = head.method;
    sent.target = head.target;
    sent.headers = without_hop_by_hop(head.headers);
    sent.headers.add("Connection", "close");
    writable_ = append_streamed_request_head(out_.tail(), endpoint_, sent, length);
    out_.commit();
    body_.emplace(length, [this] { post(&RelayExchange::advance); });
}

void RelayExchange::post(void (RelayExchange::*what)()) {
    link_->post([weak = weak_from_this(), what] {
        if (const auto self = weak.lock()) (self.get()->*what)();
    });
}

void RelayExchange::start() {
    context_.exchanges.insert(shared_from_this());
    if (!writable_) return fail(writable_.error());
    if (endpoint_.tls) return fail(invalid_argument("relays speak plain HTTP"));
    last_progress_ = context_.loop.mono();
    if (idle_timeout_ > Duration{0}) arm_timer(idle_timeout_);
    connect();
}

void RelayExchange::connect() {
    connecting_ = context_.loop.connect(
        endpoint_,
        nullptr,
        [self = shared_from_this()](Result<std::shared_ptr<Stream>> stream) {
            self->connecting_.reset();
            if (!stream) return self->fail(stream.error());
            self->stream_ = std::move(*stream);
            self->last_progress_ = self->context_.loop.mono();
            self->advance();
        }
    );
}

// The request's way.

void RelayExchange::advance() {
    if (ended_) return;
    if (body_->take(out_) == RelayBody::State::Broken) {
        return fail(unavailable("the client left before its request was complete"));
    }
    write_more();
    read_more();
}

void RelayExchange::write_more() {
    if (writing_ || write_failed_ || !stream_ || out_.empty()) return;
    writing_ = true;
    OutQueue::Views views;
    stream_->write(out_.front(views), shared_from_this());
}

void RelayExchange::on_written(ErrorCode error, std::size_t bytes) {
    writing_ = false;
    if (ended_) return;
    last_progress_ = context_.loop.mono();
    if (error) {
        // The answer may be on its way all the same; the read under way tells.
        write_failed_ = true;
        return body_->drop();
    }
    out_.consume(bytes);
    body_->note_unsent(out_.bytes());
    advance();
}

// The answer's way.

void RelayExchange::read_more() {
    if (ended_ || !stream_ || !may_read() || std::exchange(reading_, true)) return;
    stream_->read(in_.prepare(kUpstreamBytes), shared_from_this());
}

void RelayExchange::on_read(ErrorCode error, std::size_t bytes) {
    reading_ = false;
    if (ended_) return;
    last_progress_ = context_.loop.mono();
    if (error) return fail(unavailable(error.message()));
    if (bytes == 0) {
        if (reader_.finish_at_eof()) return told_ ? deliver() : tell();
        return fail(unavailable("the peer closed the connection before its answer was complete"));
    }
    in_.commit(bytes);
    take_bytes();
}

void RelayExchange::take_bytes() {
    in_.consume(reader_.feed(in_.bytes()));
    if (reader_.state() == ResponseReader::State::Failed) {
        return fail(unavailable(std::string{reader_.failure().explanation}));
    }
    if (!reader_.head_known()) return read_more();
    told_ ? deliver() : tell();
}

void RelayExchange::tell() {
    HttpResponse& read = reader_.response();
    if (read.status < 200) return fail(unavailable("the server switched to an unknown protocol"));
    told_ = true;
    HttpResponse head;
    head.status = read.status;
    head.headers = without_hop_by_hop(read.headers);
    if (reader_.state() == ResponseReader::State::Complete) {
        head.body = std::move(read.body);
        answer(std::move(head));
        return end();
    }
    if (!reader_.framing().chunked) head.stream.length = reader_.framing().content_length;
    head.stream.begin = [ticket = std::make_shared<BeginTicket>(shared_from_this()
                         )](const std::shared_ptr<BodyWriter>& writer) { ticket->begin(writer); };
    answer(std::move(head));
}

/// What has come of the answer's body goes to the client.
void RelayExchange::deliver() {
    if (!writer_) return;
    std::string& body = reader_.response().body;
    if (!body.empty()) {
        room_ = writer_->write(body);
        body.clear();
    }
    if (reader_.state() == ResponseReader::State::Complete) {
        writer_->finish();
        return end();
    }
    read_more();
}

void RelayExchange::begin(const std::shared_ptr<BodyWriter>& writer) {
    writer->set_callbacks({
        .on_drained = [self = shared_from_this()] { self->post(&RelayExchange::on_room); },
        .on_gone = [self = shared_from_this()] { self->leave(); },
    });
    link_->post([self = shared_from_this(), writer] { self->adopt(writer); });
}

void RelayExchange::adopt(std::shared_ptr<BodyWriter> writer) {
    if (ended_) return;  // with the writer's last handle the answer is broken off
    writer_ = std::move(writer);
    last_progress_ = context_.loop.mono();
    deliver();
}

void RelayExchange::on_room() {
    if (ended_) return;
    room_ = true;
    last_progress_ = context_.loop.mono();
    read_more();
}

void RelayExchange::leave() {
    post(&RelayExchange::on_left);
}

void RelayExchange::on_left() {
    fail(unavailable("the client left"));
}

// Its end.

bool RelayExchange::waits_for_client() const {
    if (!may_read()) return true;
    return stream_ && !told_ && out_.empty() && body_->open();
}

void RelayExchange::arm_timer(Duration after) {
    timer_ = context_.loop.call_after(after, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->on_timer();
    });
}

/// Progress only moves last_progress_; the timer looks at it when it runs.
void RelayExchange::on_timer() {
    if (ended_) return;
    const MonoTime now = context_.loop.mono();
    if (waits_for_client()) last_progress_ = now;
    const auto quiet = std::chrono::floor<Duration>(now - last_progress_);
    if (quiet < idle_timeout_) return arm_timer(idle_timeout_ - quiet);
    fail(unavailable(fmt::format("nothing came within {} ms", idle_timeout_.count())));
}

void RelayExchange::fail(Error error) {
    if (ended_) return;
    if (writer_) writer_->abort();
    answer(std::move(error));
    end();
}

/// Once; later ones are not told.
void RelayExchange::answer(Result<HttpResponse> how) {
    const auto answered = std::exchange(answered_, nullptr);
    if (answered) guarded("relay", [&] { answered(std::move(how)); });
}

/// Lets go of everything the exchange holds.
void RelayExchange::end() {
    const auto self = shared_from_this();
    ended_ = true;
    context_.loop.cancel(timer_);
    if (connecting_) std::exchange(connecting_, nullptr)->cancel();
    if (stream_) std::exchange(stream_, nullptr)->close();
    writer_.reset();
    context_.exchanges.erase(self);
    body_->drop();
}

}  // namespace gantry::net
