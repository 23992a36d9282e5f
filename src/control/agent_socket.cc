#include "control/agent_socket.h"

#include <optional>

#include "base/log.h"
#include "control/query_string.h"
#include "wire/json_codec.h"

namespace gantry::control {

namespace {

/// The fleet's view of a websocket.
class SocketStream final : public fleet::AgentStream {
  public:
    explicit SocketStream(std::shared_ptr<net::WebSocket> socket) : socket_(std::move(socket)) {}
    void send(std::string text) override { socket_->send(std::move(text)); }
    void close(int code, std::string reason) override { socket_->close(code, std::move(reason)); }
    [[nodiscard]] std::size_t unsent_bytes() const override { return socket_->unsent_bytes(); }

  private:
    std::shared_ptr<net::WebSocket> socket_;
};

net::HttpResponse refusal(const Error& error) {
    net::HttpResponse response;
    response.status = 400;
    response.headers.add("Content-Type", "application/json");
    response.body = "{";
    wire::append_json_string(response.body, error.code);
    response.body += ':';
    wire::append_json_string(response.body, error.message);
    response.body += '}';
    return response;
}

struct Opening {
    bool telemetry = false;
    fleet::AgentHello hello;
};

std::optional<Opening> read_opening(const net::HttpRequest& request, const Caller& caller) {
    auto query = parse_query(request.target);
    Opening opening;
    opening.hello.scope = caller.scope;
    opening.hello.agent_version = query["agentVersion"];
    opening.hello.docker_version = query["dockerVersion"];
    opening.hello.send_credentials = query["sendCredentials"] == "true";
    if (query.contains("containerInstanceArn")) {
        opening.hello.container_instance = query["containerInstanceArn"];
        opening.hello.cluster = query["clusterArn"];
        return opening;
    }
    if (query.contains("containerInstance")) {
        opening.telemetry = true;
        opening.hello.container_instance = query["containerInstance"];
        opening.hello.cluster = query["cluster"];
        return opening;
    }
    return std::nullopt;
}

/// Passes a websocket's frames to its session on the core's loop. The socket is opened before the
/// fleet has judged it, so that a refusal can still be an HTTP answer, the fleet is asked first
/// with a stream that is connected once the handshake is done.
class LateStream final : public fleet::AgentStream {
  public:
    void send(std::string text) override {
        if (stream_) {
            stream_->send(std::move(text));
        } else {
            early_.push_back(std::move(text));
        }
    }
    void close(int code, std::string reason) override {
        if (stream_) {
            stream_->close(code, std::move(reason));
        } else {
            closed_ = {code, std::move(reason)};
        }
    }
    [[nodiscard]] std::size_t unsent_bytes() const override {
        return stream_ ? stream_->unsent_bytes() : 0;
    }
    void connect(std::unique_ptr<fleet::AgentStream> stream) {
        stream_ = std::move(stream);
        for (std::string& text : early_) stream_->send(std::move(text));
        early_.clear();
        if (closed_) stream_->close(closed_->first, closed_->second);
    }

  private:
    std::unique_ptr<fleet::AgentStream> stream_;
    std::vector<std::string> early_;
    std::optional<std::pair<int, std::string>> closed_;
};

void bind_socket(
    const AgentDoor& door,
    fleet::Fleet::SessionId session,
    const std::shared_ptr<LateStream>& late,
    std::shared_ptr<net::WebSocket> socket
) {
    Loop& loop = door.loop;
    fleet::Fleet& fleet = door.fleet;
    const std::weak_ptr<bool> alive = door.alive;
    socket->set_callbacks({
        .on_text =
            [&loop, &fleet, alive, session](std::string text) {
                loop.post([&fleet, alive, session, frame = std::move(text)] {
                    if (!alive.expired()) fleet.on_text(session, frame);
                });
            },
        .on_close =
            [&loop, &fleet, alive, session](int, const std::string&) {
                loop.post([&fleet, alive, session] {
                    if (!alive.expired()) fleet.on_closed(session);
                });
            },
    });
    loop.post([late, open = std::move(socket)]() mutable {
        late->connect(std::make_unique<SocketStream>(std::move(open)));
    });
}

}  // namespace

void open_agent_socket(
    AgentDoor door,
    Caller caller,
    net::HttpRequest request,
    net::HttpHandler::Accept accept,
    net::Respond refuse
) {
    auto opening = read_opening(request, caller);
    if (!opening) {
        refuse(refusal(
            {ErrorKind::InvalidArgument, "BadRequestException", "Not an agent's connection.", {}}
        ));
        return;
    }
    door.loop.post([door,
                    what = std::move(*opening),
                    accept = std::move(accept),
                    refuse = std::move(refuse)] {
        if (door.alive.expired()) {
            refuse(refusal({ErrorKind::Unavailable, "ServerException", "Gantry is stopping.", {}}));
            return;
        }
        auto late = std::make_shared<LateStream>();
        const auto session = what.telemetry ? door.fleet.open_telemetry(what.hello, late)
                                            : door.fleet.open_control(what.hello, late);
        if (!session) {
            refuse(refusal(session.error()));
            return;
        }
        accept([door, id = *session, late](std::shared_ptr<net::WebSocket> socket) {
            bind_socket(door, id, late, std::move(socket));
        });
    });
}

}  // namespace gantry::control
