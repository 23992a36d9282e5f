#include "services/ecs/pages/agent_socket.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <tuple>

#include "base/log.h"
#include "service/query_string.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/joined_machine.h"
#include "wire/exec_stream.h"
#include "wire/json_codec.h"

namespace gantry::ecs {

namespace {

constexpr int kPolicyViolation = 1008;
constexpr int kServiceRestart = 1012;
constexpr int kTryAgainLater = 1013;

/// What one agent's frames may hold at most while they wait for the core, each counted with what it
/// costs to queue it. A full instance's news of a minute is a small part of it.
constexpr std::size_t kMaxWaitingBytes = 8U << 20U;
constexpr std::size_t kFrameOverhead = 256;

/// The frames of one agent that wait for the core's loop.
class WaitingFrames {
  public:
    enum class Room : std::uint8_t { Taken, NoneLeft, NoneAnyMore };

    /// Once there was no room, there is none for any that follow. Network thread.
    Room enter(std::size_t bytes) {
        if (full_) return Room::NoneAnyMore;
        full_ = bytes_.load() + bytes > kMaxWaitingBytes;
        if (full_) return Room::NoneLeft;
        bytes_ += bytes;
        return Room::Taken;
    }
    void leave(std::size_t bytes) { bytes_ -= bytes; }

  private:
    std::atomic<std::size_t> bytes_ = 0;
    bool full_ = false;
};

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
    aws::Caller caller;
    bool telemetry = false;
    fleet::AgentHello hello;
    std::string exec_session;  ///< not empty: the stream is this session's
};

std::optional<Opening> read_opening(const net::HttpRequest& request, const aws::Caller& caller) {
    auto query = service::parse_query(request.target);
    Opening opening{.caller = caller};
    opening.hello.scope = caller.scope;
    opening.hello.machine = joined_machine(caller.session.get());
    opening.hello.agent_version = query["agentVersion"];
    opening.hello.agent_hash = query["agentHash"];
    opening.hello.docker_version = query["dockerVersion"];
    opening.hello.send_credentials = query["sendCredentials"] == "true";
    opening.hello.process = query["gantryProcess"];
    opening.hello.told_state = query["gantryState"];
    if (query.contains("containerInstanceArn")) {
        opening.hello.container_instance = query["containerInstanceArn"];
        opening.hello.cluster = query["clusterArn"];
        opening.exec_session = query[std::string(wire::kExecQuery)];
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

/// Source: Service Authorization Reference, permission-only actions of Amazon ECS.
Result<void> check_right(const AgentDoor& door, const Opening& what) {
    if (door.services == nullptr) return {};
    const SysTime now = door.loop.now();
    if (auto good = door.services->check_session(what.caller, now); !good) return good;
    service::Authorizer* const authorizer = door.services->authorizer();
    if (authorizer == nullptr) return {};
    const auto& [scope, cluster, instance] =
        std::tie(what.hello.scope, what.hello.cluster, what.hello.container_instance);
    const bool named_by_arn = looks_like_arn(instance);
    const service::Access access{
        .action = what.telemetry ? "ecs:StartTelemetrySession" : "ecs:Poll",
        .resources = {{named_by_arn ? instance : container_instance_arn(scope, cluster, instance)}},
        .context =
            {{"ecs:cluster", {looks_like_arn(cluster) ? cluster : cluster_arn(scope, cluster)}}},
    };
    return authorizer->authorize(what.caller, access, now);
}

Result<fleet::Fleet::SessionId> open_session(
    fleet::Fleet& fleet, const Opening& what, std::shared_ptr<fleet::AgentStream> stream
) {
    return what.telemetry ? fleet.open_telemetry(what.hello, std::move(stream))
                          : fleet.open_control(what.hello, std::move(stream));
}

/// What the agent was let in by may have ended since: its machine was deregistered.
bool has_ended(const AgentDoor& door, const aws::Caller& caller) {
    return door.services != nullptr && !door.services->check_session(caller, door.loop.now());
}

/// The stream of a session in a container, from the agent of its instance.
void open_exec(
    const AgentDoor& door,
    const Opening& what,
    const net::HttpHandler::Accept& accept,
    const net::Respond& refuse
) {
    const auto arn = Arn::parse(what.hello.container_instance);
    const auto cluster = Arn::parse(what.hello.cluster);
    const std::string& name = cluster ? cluster->path : what.hello.cluster;
    // The right that was asked for was the cluster's.
    const bool own = arn && arn->type == "container-instance" &&
                     arn->scope.account == what.caller.scope.account &&
                     arn->path.starts_with(name + "/");
    if (!own || door.exec == nullptr) {
        return refuse(refusal(
            {ErrorKind::InvalidArgument, "InvalidInstanceException", "No such instance.", {}}
        ));
    }
    door.exec->open_agent(
        what.exec_session,
        arn->scope.prefix() + arn->path,
        accept,
        refuse,
        [door, caller = what.caller] { return !has_ended(door, caller); }
    );
}

/// Frames are told to the core faster than it takes them in: the agent comes back later, with what
/// is then to be told.
void refuse_flood(const std::shared_ptr<net::WebSocket>& socket) {
    if (!socket) return;
    log_warn("agent_frames_pile_up", {{"bytes", kMaxWaitingBytes}});
    socket->close(kTryAgainLater, "more messages than the control plane can take in");
}

/// Gives an open websocket to the fleet, and passes on its frames, on the core's loop. What was
/// admitted before the handshake may be refused after it.
void bind_socket(
    const AgentDoor& door, Opening what, const std::shared_ptr<net::WebSocket>& socket
) {
    const auto session = std::make_shared<std::optional<fleet::Fleet::SessionId>>();
    const aws::Caller caller = what.caller;
    door.loop.post([door, what = std::move(what), socket, session] {
        if (door.alive.expired()) return socket->close(kServiceRestart, "Gantry is stopping");
        const auto opened = open_session(door.fleet, what, std::make_shared<SocketStream>(socket));
        if (!opened) {
            const Error& why = opened.error();
            return socket->close(kPolicyViolation, why.code + ": " + why.message);
        }
        *session = *opened;
    });
    const auto waiting = std::make_shared<WaitingFrames>();
    const std::weak_ptr<net::WebSocket> weak = socket;  // which holds these callbacks
    socket->set_callbacks({
        .on_text =
            [door, caller, session, waiting, weak](std::string text) {
                const std::size_t bytes = text.size() + kFrameOverhead;
                const auto room = waiting->enter(bytes);
                if (room == WaitingFrames::Room::NoneLeft) refuse_flood(weak.lock());
                if (room != WaitingFrames::Room::Taken) return;
                door.loop.post(
                    [door, caller, session, waiting, bytes, weak, frame = std::move(text)] {
                        waiting->leave(bytes);
                        if (door.alive.expired() || !*session) return;
                        const auto open = weak.lock();
                        if (open && has_ended(door, caller)) {
                            return open->close(kPolicyViolation, "the machine's session has ended");
                        }
                        door.fleet.on_text(**session, frame);
                    }
                );
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

void open_agent_socket(AgentDoor door, service::Upgrade upgrade) {
    auto opening = read_opening(upgrade.request, upgrade.caller);
    if (!opening) {
        upgrade.refuse(refusal(
            {ErrorKind::InvalidArgument, "BadRequestException", "Not an agent's connection.", {}}
        ));
        return;
    }
    door.loop.post([door,
                    what = std::move(*opening),
                    accept = std::move(upgrade.accept),
                    refuse = std::move(upgrade.refuse)] {
        if (door.alive.expired()) {
            refuse(refusal({ErrorKind::Unavailable, "ServerException", "Gantry is stopping.", {}}));
            return;
        }
        if (const auto allowed = check_right(door, what); !allowed) {
            refuse(refusal(allowed.error()));
            return;
        }
        if (!what.exec_session.empty()) return open_exec(door, what, accept, refuse);
        if (const auto admitted = door.fleet.admit(what.hello); !admitted) {
            refuse(refusal(admitted.error()));
            return;
        }
        accept([door, what](const std::shared_ptr<net::WebSocket>& socket) {
            bind_socket(door, what, socket);
        });
    });
}

}  // namespace gantry::ecs
