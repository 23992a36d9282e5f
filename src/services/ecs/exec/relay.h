#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "services/ecs/exec/data_channel.h"
#include "wire/exec_stream.h"

namespace gantry::ecs::exec {

/// What a client may say beyond the stock plugin's protocol, in its first frame: `gantry exec`
/// does.
struct ClientWishes {
    bool tty = true;
    bool exit_code = false;     ///< is sent it, and what goes to standard error as such
    std::int32_t port = 0;      ///< not 0: the stream is a connection to this port
    bool in_container = false;  ///< a toolbox beside the container will not do
    friend bool operator==(const ClientWishes&, const ClientWishes&) = default;
    static const reflect::TypeInfo& type_info();
};

struct RelayRules {
    Duration handshake_limit{30'000};
    Duration agent_limit{15'000};       ///< from asking the agent to its stream
    Duration idle_limit = minutes{20};  ///< nothing comes from the client
    Duration drain_limit{10'000};       ///< from the end, or an acknowledgement, to the next one
    Duration close_limit{2'000};        ///< from channel_closed to hanging up
};

/// A session between a client's data channel and an agent's stream: shakes hands, asks for the
/// agent, hands bytes on as far as the other side has room, and ends when either does.
///
///     Greeting ─▶ Asking ─▶ Open ─▶ Draining ─▶ Closing ─▶ Over
///
/// Pure but for the ids it draws; whoever owns it does what take() says after every call.
class Relay {
  public:
    Relay(
        std::string session,
        const ClientWishes& wishes,
        IdSource& ids,
        const Moment& now,
        RelayRules rules = {}
    );

    void on_client_frame(std::string_view frame, const Moment& now);
    void on_client_gone(const Moment& now);
    void on_agent_frame(std::string_view frame, const Moment& now);
    /// It cannot be reached, or its stream ended. @param words for the user
    void on_agent_gone(const std::string& words, const Moment& now);
    /// Ends it from outside.
    void end(const std::string& words, const Moment& now);
    void tick(const Moment& now);

    struct ToDo {
        std::vector<std::string> to_client;  ///< binary frames
        std::vector<std::string> to_agent;   ///< the same
        bool call_agent = false;             ///< once
        bool over = false;                   ///< hang up on both
        std::string transcript;              ///< what the user saw, for the log of sessions
    };
    ToDo take();
    [[nodiscard]] MonoTime next_tick() const;

  private:
    enum class State : std::uint8_t { Greeting, Asking, Open, Draining, Closing, Over };

    void enter(State state, Duration limit, const Moment& now);
    void on_message(const DataChannel::Received& message, const Moment& now);
    void on_handshake_response(const Moment& now);
    void pump_input(const Moment& now);
    void pump_output(const Moment& now);
    void take_output(wire::ExecFrame frame, const Moment& now);
    void finish(std::string words, const Moment& now);
    void to_agent(const wire::ExecFrame& frame);

    const std::string session_;
    const ClientWishes wishes_;
    const RelayRules rules_;
    DataChannel channel_;
    State state_ = State::Greeting;
    MonoTime deadline_;  ///< of the state
    MonoTime greeted_at_;
    ToDo todo_;
    std::uint32_t input_room_ = wire::kExecWindow;  ///< at the agent
    std::optional<DataChannel::Received> held_input_;
    struct Output {
        PayloadType type = PayloadType::Output;
        std::string bytes;
    };
    std::deque<Output> held_output_;
    std::size_t held_bytes_ = 0;
    std::uint32_t room_owed_ = 0;  ///< to the agent, for what was passed on
    std::optional<std::int32_t> exit_code_;
    std::string closing_words_;
};

}  // namespace gantry::ecs::exec
