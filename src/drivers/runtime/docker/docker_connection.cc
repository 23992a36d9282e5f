#include "drivers/runtime/docker/docker_connection.h"

#include <utility>

#include "api/docker/version.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/line_buffer.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

/// The newest Engine API this code knows.
constexpr const char* kNewestVersion = "1.43";
constexpr std::size_t kMaxErrorBody = 64U << 10U;

/// The transport's words say what happened, not to whom.
Error unreachable(const net::Endpoint& runtime, const Error& why) {
    const std::string where = runtime.unix_path.empty()
                                  ? runtime.host + ":" + std::to_string(runtime.port)
                                  : runtime.unix_path;
    return unavailable("the container runtime at " + where + " cannot be reached: " + why.message);
}

}  // namespace

DockerConnection::DockerConnection(
    Loop& loop, net::HttpClient& client, net::Endpoint endpoint, RuntimeLimits limits
)
    : loop_(loop),
      client_(client),
      endpoint_(std::move(endpoint)),
      limits_(limits),
      link_(std::make_shared<LoopLink>(loop)) {}

DockerConnection::~DockerConnection() {
    link_->close();
}

net::HttpRequest DockerConnection::to_request(Call& call) const {
    net::HttpRequest request;
    request.method = std::move(call.method);
    request.target = path_prefix_ + call.path;
    request.headers = std::move(call.headers);
    request.headers.add("Host", "docker");
    if (!call.body.empty()) request.headers.add("Content-Type", call.type);
    request.body = std::move(call.body);
    return request;
}

// ---- The version --------------------------------------------------------------------------

void DockerConnection::with_version(Ready ready) {
    if (!path_prefix_.empty()) return ready({});
    waiting_for_version_.push_back(std::move(ready));
    if (waiting_for_version_.size() > 1) return;
    Call call{.path = "/version"};
    client_.request(
        endpoint_,
        to_request(call),
        limits_.other,
        [this, link = link_](Result<net::HttpResponse> answer) {
            link->post([this, answer = std::move(answer)] { on_version(answer); });
        }
    );
}

void DockerConnection::on_version(Result<net::HttpResponse> answer) {
    Result<void> outcome;
    const auto version = read_answer<api::docker::Version>(answer);
    if (!answer) {
        outcome = unreachable(endpoint_, answer.error());
    } else if (answer->status != 200) {
        outcome = to_error(*answer);
    } else if (!version) {
        outcome = version.error();
    } else {
        server_version_ = version->version.value_or("");
        api_version_ = version->api_version.value_or("");
        path_prefix_ =
            "/v" +
            negotiated_version(api_version_, version->min_api_version.value_or(""), kNewestVersion);
    }
    const auto link = link_;
    for (const Ready& ready : std::exchange(waiting_for_version_, {})) {
        if (link->closed()) return;
        ready(outcome);
    }
}

// ---- Exchanges ----------------------------------------------------------------------------

void DockerConnection::exchange(Call call, Answer answer) {
    const std::uint64_t id = next_id_++;
    answers_.emplace(id, std::move(answer));
    if (!path_prefix_.empty()) return send(id, std::move(call));
    with_version([this, id, call = std::move(call)](const Result<void>& known) {
        if (!known) return on_answer(id, known.error());
        send(id, call);
    });
}

void DockerConnection::send(std::uint64_t id, Call call) {
    const Duration limit = call.limit;
    client_.request(
        endpoint_,
        to_request(call),
        limit,
        [this, id, link = link_](Result<net::HttpResponse> response) {
            link->post([this, id, response = std::move(response)]() mutable {
                if (!response) response = unreachable(endpoint_, response.error());
                on_answer(id, std::move(response));
            });
        }
    );
}

void DockerConnection::on_answer(std::uint64_t id, Result<net::HttpResponse> response) {
    auto answer = answers_.extract(id);
    if (answer.empty()) return;
    const bool refused = response && response->status / 100 != 2 && response->status != 304;
    if (refused) {
        answer.mapped()(to_error(*response));
    } else {
        answer.mapped()(std::move(response));
    }
}

void DockerConnection::upgrade(
    Call call, net::ByteSocket::Callbacks callbacks, net::HttpClient::BytesOpened opened
) {
    const Duration limit = call.limit;
    client_.upgrade(endpoint_, to_request(call), limit, std::move(callbacks), std::move(opened));
}

// ---- Streams ------------------------------------------------------------------------------

/// A streamed answer under way; its handle owns it. Only the loop touches it, the network thread
/// knows it weakly.
class DockerConnection::LineStream : public std::enable_shared_from_this<LineStream> {
    /// For the network thread: brings work to the stream on its loop, if it still exists.
    struct Teller {
        std::shared_ptr<LoopLink> link;
        std::weak_ptr<LineStream> stream;

        template <class Work>
        void operator()(Work work) const {
            link->post([stream = stream, work = std::move(work)] {
                const auto self = stream.lock();
                if (self && !self->ended_) work(*self);
            });
        }
    };

  public:
    LineStream(net::Endpoint runtime, LineCallbacks callbacks)
        : runtime_(std::move(runtime)), callbacks_(std::move(callbacks)) {}

    void open(DockerConnection& connection, Call call) {
        const Duration idle = call.limit;
        const Teller tell{connection.link_, weak_from_this()};
        net::HttpClient::StreamCallbacks incoming;
        incoming.on_head = [tell](int status, const net::Headers&) {
            tell([status](LineStream& stream) { stream.on_head(status); });
        };
        incoming.on_chunk = [tell](std::string chunk) {
            tell([chunk = std::move(chunk)](LineStream& stream) { stream.on_chunk(chunk); });
        };
        incoming.on_end = [tell](const Result<void>& how) {
            tell([how](LineStream& stream) { stream.on_end(how); });
        };
        incoming.window = callbacks_.window;
        http_ = connection.client_.stream(
            connection.endpoint_, connection.to_request(call), idle, std::move(incoming)
        );
    }

    void cancel() {
        ended_ = true;
        http_.reset();
    }

    void end(Result<void> how) {
        if (ended_) return;
        cancel();
        callbacks_.on_end(std::move(how));
    }

    [[nodiscard]] bool ended() const { return ended_; }

  private:
    void on_head(int status) {
        status_ = status;
        if (status_ == 200 && callbacks_.on_open) callbacks_.on_open();
    }

    void on_chunk(const std::string& chunk) {
        if (status_ != 200) {
            error_body_.append(chunk, 0, kMaxErrorBody - error_body_.size());
            if (callbacks_.window) callbacks_.window->give_back(chunk.size());
            return;
        }
        if (callbacks_.on_bytes) return callbacks_.on_bytes(chunk);
        const bool readable = lines_.add(chunk, [this](std::string_view line) {
            if (!ended_) callbacks_.on_line(line);
        });
        if (!readable) end(unavailable("the container runtime sent a line without end"));
    }

    void on_end(const Result<void>& how) {
        if (!how) return end(unreachable(runtime_, how.error()));
        if (status_ == 200) return end({});
        net::HttpResponse refused;
        refused.status = status_;
        refused.body = std::move(error_body_);
        end(to_error(refused));
    }

    net::Endpoint runtime_;
    LineCallbacks callbacks_;
    std::shared_ptr<void> http_;
    LineBuffer lines_;
    std::string error_body_;
    int status_ = 0;
    bool ended_ = false;
};

std::shared_ptr<void> DockerConnection::stream_lines(Call call, LineCallbacks callbacks) {
    auto stream = std::make_shared<LineStream>(endpoint_, std::move(callbacks));
    // Always a turn later, so that the caller has the handle before the first callback.
    link_->post([this, weak = std::weak_ptr(stream), call = std::move(call)]() mutable {
        with_version([this, weak, call = std::move(call)](const Result<void>& known) {
            const auto waiting = weak.lock();
            if (!waiting || waiting->ended()) return;
            if (!known) return waiting->end(known.error());
            waiting->open(*this, call);
        });
    });
    return {nullptr, [stream](std::nullptr_t) { stream->cancel(); }};
}

}  // namespace gantry::runtime
