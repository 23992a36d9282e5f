#include "control/agent_socket.h"

#include <optional>

#include "base/log.h"
#include "control/query_string.h"
#include "wire/json_codec.h"

namespace gantry::control {

namespace {

constexpr int kPolicyViolation = 1008;
constexpr int kServiceRestart = 1012;

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
    opening.hello.agent_hash = query["agentHash"];
    opening.hello.docker_version = query["dockerVersion"];
    opening.hello.send_credentials = query["sendCredentials"] == "true";
    opening.hello.process = query["gantryProcess"];
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

Result<fleet::Fleet::SessionId> open_session(
    fleet::Fleet& fleet, const Opening& what, std::shared_ptr<fleet::AgentStream> stream
) {
    return what.telemetry ? fleet.open_telemetry(what.hello, std::move(stream))
                          : fleet.open_control(what.hello, std::move(stream));
}

/// Gives an open websocket to the fleet, and passes on its frames, on the core's loop. What was
/// admitted before the handshake may be refused after it.
void bind_socket(
    const AgentDoor& door, Opening what, const std::shared_ptr<net::WebSocket>& socket
) {
    const auto session = std::make_shared<std::optional<fleet::Fleet::SessionId>>();
    door.loop.post([door, what = std::move(what), socket, session] {
        if (door.alive.expired()) return socket->close(kServiceRestart, "Gantry is stopping");
        const auto opened = open_session(door.fleet, what, std::make_shared<SocketStream>(socket));
        if (!opened) {
            const Error& why = opened.error();
            return socket->close(kPolicyViolation, why.code + ": " + why.message);
        }
        *session = *opened;
    });
    socket->set_callbacks({
        .on_text =
            [door, session](std::string text) {
                door.loop.post([door, session, frame = std::move(text)] {
                    if (!door.alive.expired() && *session) door.fleet.on_text(**session, frame);
                });
            },
        .on_close =
            [door, session](int, const std::string&) {
                door.loop.post([door, session] {
                    if (!door.alive.expired() && *session) door.fleet.on_closed(**session);
                });
            },
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
        if (const auto admitted = door.fleet.admit(what.hello); !admitted) {
            refuse(refusal(admitted.error()));
            return;
        }
        accept([door, what](const std::shared_ptr<net::WebSocket>& socket) {
            bind_socket(door, what, socket);
        });
    });
}

}  // namespace gantry::control
