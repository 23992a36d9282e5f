#include "services/ecs/exec/relay.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "wire/json_codec.h"

namespace gantry::ecs::exec {
namespace {

using FrameType = wire::ExecFrame::Type;

/// As Amazon's agent sends them; the stock plugin prints each as it comes.
constexpr std::size_t kOutputPiece = 4096;
constexpr std::uint32_t kRoomPiece = 32U << 10U;
constexpr std::size_t kMaxTranscript = 256U << 10U;  ///< that waits to be taken

struct TerminalSize {
    std::int32_t cols = 0;
    std::int32_t rows = 0;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<TerminalSize>(
            "SizeData", {field<&TerminalSize::cols>("cols"), field<&TerminalSize::rows>("rows")}
        );
        return info;
    }
};

/// Amazon's agent is of this version where it runs commands in containers.
std::string handshake_request() {
    return R"({"AgentVersion":"3.2.582.0","RequestedClientActions":[{"ActionType":"SessionType",)"
           R"("ActionParameters":{"SessionType":"InteractiveCommands","Properties":{}}}]})";
}

std::string handshake_complete(MonoTime from, MonoTime to) {
    return R"({"HandshakeTimeToComplete":)" + std::to_string((to - from).count()) +
           R"(,"CustomerMessage":""})";
}

std::uint16_t to_cells(std::int32_t cells) {
    return static_cast<std::uint16_t>(std::clamp(cells, 1, 0xFFFF));
}

}  // namespace

const reflect::TypeInfo& ClientWishes::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<ClientWishes>(
        "GantryWishes",
        {
            field<&ClientWishes::tty>("tty"),
            field<&ClientWishes::exit_code>("exitCode"),
            field<&ClientWishes::port>("port"),
            field<&ClientWishes::in_container>("inContainer"),
        }
    );
    return info;
}

Relay::Relay(
    std::string session,
    const ClientWishes& wishes,
    IdSource& ids,
    const Moment& now,
    RelayRules rules
)
    : session_(std::move(session)),
      wishes_(wishes),
      rules_(rules),
      channel_(DataChannel::Side::Agent, ids),
      greeted_at_(now.mono) {
    enter(State::Greeting, rules_.handshake_limit, now);
    channel_.send(PayloadType::HandshakeRequest, handshake_request(), now);
}

void Relay::enter(State state, Duration limit, const Moment& now) {
    state_ = state;
    deadline_ = now.mono + limit;
}

// ---- From the client -----------------------------------------------------------------------

void Relay::on_client_frame(std::string_view frame, const Moment& now) {
    if (state_ == State::Over) return;
    if (state_ == State::Open) enter(State::Open, rules_.idle_limit, now);
    const std::size_t room = channel_.room();
    channel_.receive(frame, now);
    const bool acknowledged = channel_.room() > room;
    if (state_ == State::Draining && acknowledged) enter(state_, rules_.drain_limit, now);
    pump_input(now);
    pump_output(now);
}

/// Messages stay in the channel, which has bounds, while the agent has no room for them.
void Relay::pump_input(const Moment& now) {
    while (true) {
        if (!held_input_) held_input_ = channel_.next();
        if (!held_input_) return;
        const bool is_input = held_input_->type == PayloadType::Output;
        const bool early = state_ == State::Greeting || state_ == State::Asking;
        const bool of_handshake = held_input_->type == PayloadType::HandshakeResponse;
        if (early && !of_handshake) return;
        if (is_input && state_ == State::Open && held_input_->payload.size() > input_room_) return;
        on_message(*std::exchange(held_input_, std::nullopt), now);
    }
}

void Relay::on_message(const DataChannel::Received& message, const Moment& now) {
    if (message.type == PayloadType::HandshakeResponse) return on_handshake_response(now);
    if (state_ != State::Open) return;
    if (message.type == PayloadType::Output) {
        input_room_ -= static_cast<std::uint32_t>(message.payload.size());
        to_agent({.type = FrameType::Input, .bytes = message.payload});
    } else if (message.type == PayloadType::Size) {
        const auto size = wire::decode_json<TerminalSize>(message.payload);
        if (!size) return;
        to_agent(
            {.type = FrameType::Resize,
             .rows = to_cells(size->rows),
             .columns = to_cells(size->cols)}
        );
    } else if (message.type == PayloadType::Flag && message.payload.empty()) {
        to_agent({.type = FrameType::InputEnd});
    } else if (message.type == PayloadType::Flag && flag_of(message.payload) == kTerminateSession) {
        finish("", now);
    }
}

/// What the client could not do of what was asked is shown by it; none of it is needed here.
void Relay::on_handshake_response(const Moment& now) {
    if (state_ != State::Greeting) return;
    channel_.send(PayloadType::HandshakeComplete, handshake_complete(greeted_at_, now.mono), now);
    todo_.call_agent = true;
    enter(State::Asking, rules_.agent_limit, now);
}

void Relay::on_client_gone(const Moment& now) {
    enter(State::Over, Duration{0}, now);
}

// ---- From the agent ------------------------------------------------------------------------

void Relay::on_agent_frame(std::string_view bytes, const Moment& now) {
    if (state_ != State::Asking && state_ != State::Open) return;
    auto frame = wire::decode_exec_frame(bytes);
    if (!frame) return finish("The agent's stream cannot be read.", now);
    switch (frame->type) {
        case FrameType::Started:
            enter(State::Open, rules_.idle_limit, now);
            pump_input(now);
            break;
        case FrameType::InputRoom:
            input_room_ += std::min(frame->number, wire::kExecWindow - input_room_);
            pump_input(now);
            break;
        case FrameType::Output:
        case FrameType::ErrorOutput: take_output(*std::move(frame), now); break;
        case FrameType::Exited:
            exit_code_ = frame->exit_code;
            finish("", now);
            break;
        case FrameType::Failed: finish(frame->bytes, now); break;
        default: finish("The agent's stream cannot be read.", now); break;
    }
}

void Relay::take_output(wire::ExecFrame frame, const Moment& now) {
    if (frame.bytes.empty()) return;
    const bool apart = frame.type == FrameType::ErrorOutput && wishes_.exit_code;
    const PayloadType type = apart ? PayloadType::ErrorOutput : PayloadType::Output;
    if (todo_.transcript.size() < kMaxTranscript) todo_.transcript += frame.bytes;
    held_bytes_ += frame.bytes.size();
    if (held_bytes_ > wire::kExecWindow) {
        return finish("The agent sends more than there is room for.", now);
    }
    if (!held_output_.empty() && held_output_.back().type == type) {
        held_output_.back().bytes += frame.bytes;
    } else {
        held_output_.push_back({type, std::move(frame.bytes)});
    }
    pump_output(now);
}

/// Passes on what the client has room for, and tells the agent of the room that this makes.
void Relay::pump_output(const Moment& now) {
    while (!held_output_.empty() && channel_.room() > 0) {
        Output& first = held_output_.front();
        std::string piece = first.bytes.substr(0, kOutputPiece);
        first.bytes.erase(0, piece.size());
        held_bytes_ -= piece.size();
        room_owed_ += static_cast<std::uint32_t>(piece.size());
        if (!piece.empty()) channel_.send(first.type, std::move(piece), now);
        if (first.bytes.empty()) held_output_.pop_front();
    }
    if (room_owed_ >= kRoomPiece && state_ == State::Open) {
        to_agent({.type = FrameType::OutputRoom, .number = std::exchange(room_owed_, 0)});
    }
    if (state_ != State::Draining || !held_output_.empty()) return;
    if (exit_code_ && wishes_.exit_code && channel_.room() > 0) {
        channel_.send(PayloadType::ExitCode, std::to_string(*exit_code_), now);
        exit_code_.reset();
    }
    if (channel_.idle()) {
        channel_.send_closed(session_, closing_words_, now);
        enter(State::Closing, rules_.close_limit, now);
    }
}

void Relay::on_agent_gone(const std::string& words, const Moment& now) {
    if (state_ == State::Greeting || state_ == State::Asking || state_ == State::Open) {
        finish(words, now);
    }
}

// ---- Its end -------------------------------------------------------------------------------

void Relay::end(const std::string& words, const Moment& now) {
    if (state_ == State::Greeting || state_ == State::Asking || state_ == State::Open) {
        finish(words, now);
    }
}

void Relay::finish(std::string words, const Moment& now) {
    if (state_ == State::Draining || state_ == State::Closing || state_ == State::Over) return;
    closing_words_ = std::move(words);
    enter(State::Draining, rules_.drain_limit, now);
    pump_output(now);
}

void Relay::tick(const Moment& now) {
    channel_.tick(now);
    if (channel_.failed()) return enter(State::Over, Duration{0}, now);
    if (now.mono < deadline_) return;
    switch (state_) {
        case State::Greeting: return finish("The client did not answer in time.", now);
        case State::Asking: return finish("The agent did not answer in time. Try again.", now);
        case State::Open:
            return finish("The session was idle for too long and has been ended.", now);
        case State::Draining:
            channel_.send_closed(session_, closing_words_, now);
            return enter(State::Closing, rules_.close_limit, now);
        case State::Closing: return enter(State::Over, Duration{0}, now);
        case State::Over: return;
    }
}

MonoTime Relay::next_tick() const {
    const auto channel = channel_.next_tick();
    return channel ? std::min(*channel, deadline_) : deadline_;
}

void Relay::to_agent(const wire::ExecFrame& frame) {
    todo_.to_agent.push_back(wire::encode_exec_frame(frame));
}

Relay::ToDo Relay::take() {
    for (std::string& frame : channel_.take_frames()) todo_.to_client.push_back(std::move(frame));
    todo_.over = state_ == State::Over;
    return std::exchange(todo_, ToDo{});
}

}  // namespace gantry::ecs::exec
