#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/control_link.h"
#include "base/manual_loop.h"
#include "base/random.h"
#include "control/control_core.h"
#include "services/ecs/service.h"

namespace gantry::sim {

/// An access key as it was given out, or a session's.
struct Credentials {
    std::string access_key_id;
    std::string secret;
    std::string session_token;  ///< empty for long-lived keys
};

/// An API call.
struct Asked {
    std::string from;                        ///< the agent's name, or "client"
    aws::Caller caller;                      ///< who it is, where no credentials say so
    std::optional<Credentials> credentials;  ///< what it is signed with
    std::string service = "ecs";
    std::string operation;
    std::string body;
    std::string file;  ///< the payload that comes with it, as the front end calls it; empty: none
};

/// Whether an answer leaves open what became of the call.
inline bool outcome_is_unknown(const Result<std::string>& answer) {
    return !answer && (answer.error().kind == ErrorKind::Unavailable ||
                       answer.error().kind == ErrorKind::Internal);
}

struct NetworkOptions {
    Duration latency_min{1};
    Duration latency_max{20};
    /// Chance that an API call is lost on its way there, or its answer on the way back. Frames on a
    /// stream are not lost one by one (they travel over TCP): the stream breaks instead.
    double loss = 0.0;
    Duration call_timeout{5'000};
};

/// The network between agents, clients and the control plane: delays everything, loses calls,
/// breaks streams. Knows the control plane by a pointer that is null while it is down. Owned by the
/// world; outlives every node.
class Network {
  public:
    Network(ManualLoop& world, Random random, NetworkOptions options)
        : world_(world), random_(random), options_(options) {}

    /// The process that answers from now on; null: nobody. Streams of the old one break.
    void set_control_plane(control::ControlCore* control);

    /// Breaks all streams of one agent, as when its cable is pulled for a moment.
    void cut_streams(const std::string& agent);
    /// While cut off, nothing of that agent gets through, and both sides know at once: its streams
    /// break, its calls are refused.
    void set_cut_off(const std::string& agent, bool cut_off);
    /// While silent, nothing gets through in either direction and nobody is told, as when a cable
    /// is pulled: both sides find out by time. Afterwards what was sent meanwhile arrives, in
    /// order, where both ends still hold their stream.
    void set_silent(const std::string& agent, bool silent);

    /// A call with a payload has arrived, and the payload is durable.
    std::function<void(const std::string& file)> on_body;

    /// A frame of a control stream has arrived at an agent.
    std::function<void(const std::string& agent, const std::string& frame)> on_control_frame;

    using Answer = std::function<void(Result<std::string>)>;
    /// An API call by a client or agent. The answer arrives once; Unavailable when lost or nobody
    /// is there; UnrecognizedClientException where the credentials are nobody's.
    void call(Asked asked, Answer answer);

    std::shared_ptr<agent::ControlStream> open_stream(
        const std::string& from,
        const aws::Caller& caller,
        agent::StreamKind kind,
        const agent::ControlLink::Query& query,
        agent::ControlLink::StreamCallbacks callbacks
    );

    [[nodiscard]] std::uint64_t messages() const { return messages_; }
    [[nodiscard]] NetworkOptions& options() { return options_; }

  private:
    struct Connection;
    class AgentEnd;
    class ControlEnd;

    [[nodiscard]] Duration delay();
    /// What a call meets when it arrives.
    void arrive(const Asked& asked, const std::string& request_id, const Answer& answer);
    [[nodiscard]] bool cut_off(const std::string& agent) const { return cut_off_.contains(agent); }
    [[nodiscard]] bool silent(const std::string& agent) const { return silent_.contains(agent); }
    /// Runs `deliver` after a delay, but never before what was sent earlier in the same direction.
    void send_in_order(
        Connection& connection, MonoTime& last_arrival, std::function<void()> deliver
    );
    void break_connection(const std::shared_ptr<Connection>& connection);
    void connect(const std::shared_ptr<Connection>& connection);

    ManualLoop& world_;
    Random random_;
    NetworkOptions options_;
    control::ControlCore* control_ = nullptr;
    std::uint64_t generation_ = 0;  ///< of the control plane's process
    std::set<std::string> cut_off_;
    std::set<std::string> silent_;
    std::map<std::string, std::vector<std::function<void()>>> held_;  ///< until no longer silent
    std::map<std::uint64_t, std::shared_ptr<Connection>> connections_;
    std::uint64_t next_connection_ = 1;
    std::uint64_t next_request_ = 1;
    std::uint64_t messages_ = 0;
};

/// An agent's link over the simulated network. Callbacks arrive on the agent's loop, and not at all
/// once that process is dead.
class SimLink final : public agent::ControlLink {
  public:
    SimLink(Network& network, Loop& loop, std::string agent, aws::Caller caller)
        : network_(network), loop_(loop), agent_(std::move(agent)), caller_(std::move(caller)) {}

    void call(
        std::string_view operation, std::string body, std::function<void(Result<std::string>)> done
    ) override;
    /// S3 is Unavailable: bodies of objects do not come through this network.
    void call_service(const agent::ServiceCall& call, std::function<void(Result<std::string>)> done)
        override;
    std::shared_ptr<agent::ControlStream> open_stream(
        agent::StreamKind kind,
        const std::string& endpoint,
        const Query& query,
        StreamCallbacks callbacks
    ) override;

  private:
    void ask(Asked asked, std::function<void(Result<std::string>)> done);
    /// `work` on the agent's loop, if the agent still lives by then.
    [[nodiscard]] std::function<void()> on_loop(std::function<void()> work) const;

    Network& network_;
    Loop& loop_;
    std::string agent_;
    aws::Caller caller_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::sim
