#include "sim/network.h"

#include <algorithm>

#include "service/credentials.h"

namespace gantry::sim {

namespace {

constexpr int kLost = 1006;

std::string value_of(const agent::ControlLink::Query& query, std::string_view name) {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return {};
}

fleet::Fleet& fleet_of(const control::ControlCore& control) {
    return control.services().get<ecs::Instance>().fleet();
}

/// As the front door tells it, but for the signature: who knows the secret can sign.
std::optional<aws::Caller> who_asks(control::ControlCore& control, const Asked& asked) {
    if (!asked.credentials) return asked.caller;
    const auto& [id, secret, token] = *asked.credentials;
    const std::string& ours = control.settings().secret;
    if (service::secret_access_key(ours, id) != secret) return std::nullopt;
    const std::string& region = asked.caller.scope.region;
    if (token.empty()) {
        const auto key = control.keys().find(id);
        if (!key) return std::nullopt;
        return aws::Caller{{key->account, region}, key->principal, key->id, {}};
    }
    auto session = service::read_session_token(ours, token);
    if (!session || session->access_key_id != id) return std::nullopt;
    if (session->expires <= control.core().loop().now()) return std::nullopt;
    aws::Caller caller{{session->account, region}, session->principal, id, {}};
    caller.session = std::make_shared<const aws::Session>(*std::move(session));
    return caller;
}

}  // namespace

/// One websocket: what both ends share.
struct Network::Connection {
    std::uint64_t id = 0;
    std::string agent;
    agent::StreamKind kind = agent::StreamKind::Control;
    fleet::AgentHello hello;
    agent::ControlLink::StreamCallbacks callbacks;
    std::uint64_t generation = 0;  ///< of the control plane it leads to
    fleet::Fleet::SessionId session = 0;
    bool open = true;         ///< neither end has closed it
    bool agent_holds = true;  ///< the agent still has its end
    MonoTime last_to_agent{};
    MonoTime last_to_control{};
};

/// The agent's end. Dropping it closes the connection.
class Network::AgentEnd final : public agent::ControlStream {
  public:
    AgentEnd(Network& network, std::shared_ptr<Connection> connection)
        : network_(network), connection_(std::move(connection)) {}
    ~AgentEnd() override {
        connection_->agent_holds = false;
        network_.break_connection(connection_);
    }
    void send(std::string text) override {
        if (!connection_->open || network_.cut_off(connection_->agent)) return;
        network_.send_in_order(
            *connection_,
            connection_->last_to_control,
            [&network = network_, connection = connection_, frame = std::move(text)] {
                if (!connection->open || connection->generation != network.generation_) return;
                fleet_of(*network.control_).on_text(connection->session, frame);
            }
        );
    }

  private:
    Network& network_;
    std::shared_ptr<Connection> connection_;
};

/// The control plane's end.
class Network::ControlEnd final : public fleet::AgentStream {
  public:
    ControlEnd(Network& network, std::shared_ptr<Connection> connection)
        : network_(network), connection_(std::move(connection)) {}
    void send(std::string text) override {
        if (!connection_->open || network_.cut_off(connection_->agent)) return;
        network_.send_in_order(
            *connection_,
            connection_->last_to_agent,
            [&network = network_, connection = connection_, frame = std::move(text)] {
                if (!connection->open || !connection->agent_holds) return;
                const bool control = connection->kind == agent::StreamKind::Control;
                if (control && network.on_control_frame) {
                    network.on_control_frame(connection->agent, frame);
                }
                connection->callbacks.on_text(frame);
            }
        );
    }
    void close(int code, std::string reason) override {
        if (!connection_->open) return;
        network_.send_in_order(
            *connection_,
            connection_->last_to_agent,
            [connection = connection_, code, why = std::move(reason)] {
                if (!connection->open) return;
                connection->open = false;
                if (connection->agent_holds) connection->callbacks.on_close(code, why);
            }
        );
    }
    [[nodiscard]] std::size_t unsent_bytes() const override { return 0; }

  private:
    Network& network_;
    std::shared_ptr<Connection> connection_;
};

void Network::set_control_plane(control::ControlCore* control) {
    control_ = control;
    ++generation_;
    // The sockets of the old process are reset.
    const auto connections = connections_;
    for (const auto& [id, connection] : connections) break_connection(connection);
}

void Network::cut_streams(const std::string& agent) {
    const auto connections = connections_;
    for (const auto& [id, connection] : connections) {
        if (connection->agent == agent) break_connection(connection);
    }
}

void Network::set_cut_off(const std::string& agent, bool cut) {
    if (!cut) {
        cut_off_.erase(agent);
        return;
    }
    cut_off_.insert(agent);
    cut_streams(agent);
}

void Network::set_silent(const std::string& agent, bool silent) {
    if (silent) {
        silent_.insert(agent);
        return;
    }
    silent_.erase(agent);
    // What is sent from now on follows what was held.
    for (const auto& [id, connection] : connections_) {
        if (connection->agent != agent) continue;
        connection->last_to_agent = connection->last_to_control =
            world_.mono() + options_.latency_max;
    }
    const auto held = std::exchange(held_[agent], {});
    for (const auto& deliver : held) world_.call_after(options_.latency_max, deliver);
}

Duration Network::delay() {
    return Duration{random_.between(options_.latency_min.count(), options_.latency_max.count())};
}

void Network::send_in_order(
    Connection& connection, MonoTime& last_arrival, std::function<void()> deliver
) {
    ++messages_;
    if (silent(connection.agent)) {
        held_[connection.agent].push_back(std::move(deliver));
        return;
    }
    const MonoTime arrival = std::max(last_arrival, world_.mono() + delay());
    last_arrival = arrival;
    world_.call_after(
        std::chrono::duration_cast<Duration>(arrival - world_.mono()), std::move(deliver)
    );
}

void Network::break_connection(const std::shared_ptr<Connection>& connection) {
    connections_.erase(connection->id);
    if (!connection->open) return;
    connection->open = false;
    auto tell = [this, connection] {
        if (connection->agent_holds) connection->callbacks.on_close(kLost, "connection lost");
        if (connection->session != 0 && connection->generation == generation_ &&
            control_ != nullptr) {
            fleet_of(*control_).on_closed(connection->session);
        }
    };
    if (silent(connection->agent)) {
        held_[connection->agent].emplace_back(std::move(tell));
    } else {
        world_.call_after(delay(), std::move(tell));
    }
}

void Network::call(Asked asked, Answer answer) {
    ++messages_;
    // Exactly one answer: the real one or the time-out, whichever comes first.
    auto waiting = std::make_shared<Answer>(std::move(answer));
    const auto answer_once = [waiting](Result<std::string> result) {
        if (const Answer reply = std::exchange(*waiting, nullptr)) reply(std::move(result));
    };
    world_.call_after(options_.call_timeout, [answer_once] {
        answer_once(unavailable("no answer in time"));
    });
    const std::string from = asked.from;
    if (cut_off(from) || silent(from) || random_.chance(options_.loss)) return;
    const std::string request_id = "sim-" + std::to_string(next_request_++);
    const bool answer_lost = random_.chance(options_.loss);
    world_.call_after(
        delay(),
        [this, asked = std::move(asked), request_id, answer_once, answer_lost, from] {
            if (control_ == nullptr) {
                world_.call_after(delay(), [answer_once] {
                    answer_once(unavailable("connection refused"));
                });
                return;
            }
            arrive(
                asked,
                request_id,
                [this, answer_once, answer_lost, from](Result<std::string> result) {
                    if (answer_lost || cut_off(from) || silent(from)) return;
                    ++messages_;
                    world_.call_after(delay(), [answer_once, result = std::move(result)] {
                        answer_once(result);
                    });
                }
            );
        }
    );
}

void Network::arrive(const Asked& asked, const std::string& request_id, const Answer& answer) {
    if (!asked.file.empty() && on_body) on_body(asked.file);
    auto caller = who_asks(*control_, asked);
    if (!caller) {
        answer(Error{
            ErrorKind::Denied,
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
            {},
        });
        return;
    }
    control_->dispatcher().run_json(
        *std::move(caller), asked.service, asked.operation, request_id, asked.body, answer
    );
}

std::shared_ptr<agent::ControlStream> Network::open_stream(
    const std::string& from,
    const aws::Caller& caller,
    agent::StreamKind kind,
    const agent::ControlLink::Query& query,
    agent::ControlLink::StreamCallbacks callbacks
) {
    auto connection = std::make_shared<Connection>();
    connection->id = next_connection_++;
    connection->agent = from;
    connection->kind = kind;
    connection->callbacks = std::move(callbacks);
    connection->hello.scope = caller.scope;
    connection->hello.agent_version = value_of(query, "agentVersion");
    connection->hello.send_credentials = value_of(query, "sendCredentials") == "true";
    connection->hello.process = value_of(query, "gantryProcess");
    connection->hello.told_state = value_of(query, "gantryState");
    const bool control = kind == agent::StreamKind::Control;
    connection->hello.container_instance =
        value_of(query, control ? "containerInstanceArn" : "containerInstance");
    connection->hello.cluster = value_of(query, control ? "clusterArn" : "cluster");
    connections_[connection->id] = connection;
    world_.call_after(delay(), [this, connection] { connect(connection); });
    return std::make_shared<AgentEnd>(*this, connection);
}

void Network::connect(const std::shared_ptr<Connection>& connection) {
    if (!connection->open) return;
    const auto refuse = [&](const std::string& why, Duration after = {}) {
        connection->open = false;
        connections_.erase(connection->id);
        world_.call_after(after + delay(), [connection, why] {
            if (connection->agent_holds) connection->callbacks.on_close(kLost, why);
        });
    };
    if (silent(connection->agent)) return refuse("no answer in time", options_.call_timeout);
    if (control_ == nullptr || cut_off(connection->agent)) return refuse("connection refused");
    const auto refuse_with = [&refuse](const Error& why) {
        refuse("{\"" + why.code + "\":\"" + why.message + "\"}");
    };
    if (const auto admitted = fleet_of(*control_).admit(connection->hello); !admitted) {
        return refuse_with(admitted.error());
    }
    connection->generation = generation_;
    auto stream = std::make_shared<ControlEnd>(*this, connection);
    // The agent hears that it is open before anything that is sent on it.
    send_in_order(*connection, connection->last_to_agent, [connection] {
        if (connection->open && connection->agent_holds) connection->callbacks.on_open();
    });
    const auto session =
        connection->kind == agent::StreamKind::Control
            ? fleet_of(*control_).open_control(connection->hello, std::move(stream))
            : fleet_of(*control_).open_telemetry(connection->hello, std::move(stream));
    if (!session) return refuse_with(session.error());
    connection->session = *session;
}

std::function<void()> SimLink::on_loop(std::function<void()> work) const {
    return [alive = std::weak_ptr(alive_), &loop = loop_, work = std::move(work)] {
        if (!alive.expired()) loop.post(work);
    };
}

void SimLink::call(
    std::string_view operation, std::string body, std::function<void(Result<std::string>)> done
) {
    ask({.from = agent_,
         .caller = caller_,
         .operation = std::string(operation),
         .body = std::move(body)},
        std::move(done));
}

void SimLink::call_service(
    const agent::ServiceCall& call, std::function<void(Result<std::string>)> done
) {
    if (call.service == "s3") {
        return on_loop([done = std::move(done)] {
            done(unavailable("bodies of objects do not come through this network"));
        })();
    }
    Asked asked{
        .from = agent_,
        .caller = caller_,
        .service = call.service,
        .operation = call.operation,
        .body = call.body,
    };
    if (!call.region.empty()) asked.caller.scope.region = call.region;
    if (const auto& held = call.credentials; !held.access_key_id.value_or("").empty()) {
        asked.credentials = Credentials{
            *held.access_key_id,
            held.secret_access_key.value_or(""),
            held.session_token.value_or(""),
        };
    }
    ask(std::move(asked), std::move(done));
}

void SimLink::ask(Asked asked, std::function<void(Result<std::string>)> done) {
    network_.call(
        std::move(asked),
        [this,
         alive = std::weak_ptr(alive_),
         done = std::move(done)](const Result<std::string>& result) {
            if (!alive.expired()) on_loop([done, result] { done(result); })();
        }
    );
}

std::shared_ptr<agent::ControlStream> SimLink::open_stream(
    agent::StreamKind kind, const std::string&, const Query& query, StreamCallbacks callbacks
) {
    StreamCallbacks posted;
    auto shared = std::make_shared<StreamCallbacks>(std::move(callbacks));
    const auto wrap = [this, alive = std::weak_ptr(alive_)](std::function<void()> work) {
        if (!alive.expired()) on_loop(std::move(work))();
    };
    posted.on_open = [wrap, shared] { wrap([shared] { shared->on_open(); }); };
    posted.on_text = [wrap, shared](std::string text) {
        wrap([shared, frame = std::move(text)] { shared->on_text(frame); });
    };
    posted.on_close = [wrap, shared](int code, const std::string& reason) {
        wrap([shared, code, reason] { shared->on_close(code, reason); });
    };
    return network_.open_stream(agent_, caller_, kind, query, std::move(posted));
}

}  // namespace gantry::sim
