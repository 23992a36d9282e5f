#include "agent/exec/exec_sessions.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "base/log.h"
#include "wire/exec_stream.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using wire::ExecFrame;

/// Room for input is told of in pieces of this size.
constexpr std::uint32_t kInputPiece = 16U << 10U;

/// What a terminal's programs expect, as with Amazon's agent.
constexpr const char* kTerminal = "TERM=xterm-256color";

}  // namespace

class ExecSessions::Session : public std::enable_shared_from_this<Session> {
  public:
    Session(const Tools& tools, wire::ExecRequest request, std::function<void()> on_over)
        : tools_(tools), request_(std::move(request)), on_over_(std::move(on_over)) {}

    void begin() {
        tools_.endpoints.get([weak = weak_from_this()](const Result<StreamEndpoints>& found) {
            const auto self = weak.lock();
            if (!self) return;
            if (!found) return self->over();
            self->open(found->control);
        });
    }

  private:
    // ---- The control plane's side

    void open(const std::string& endpoint) {
        stream_ = tools_.link.open_stream(
            StreamKind::Exec,
            endpoint,
            {
                {"agentVersion", tools_.config.agent_version},
                {"clusterArn", tools_.config.cluster},
                {"containerInstanceArn", tools_.identity.container_instance_arn},
                {std::string(wire::kExecQuery), request_.session_id},
            },
            {
                .on_open = [this] { guard(&Session::on_open); },
                .on_text =
                    [this](const std::string& bytes) {
                        const auto self = shared_from_this();
                        on_frame(bytes);
                    },
                .on_close = [this](int, const std::string&) { guard(&Session::over); },
            }
        );
    }

    void guard(void (Session::*work)()) {
        const auto self = shared_from_this();
        (this->*work)();
    }

    void on_open() {
        const std::string container = find_container();
        if (container.empty()) return fail("The container is not running.");
        if (request_.port != 0) {
            inside_ = tools_.runtime.connect(
                container, static_cast<std::uint16_t>(request_.port), reader()
            );
            return;
        }
        if (request_.command.empty()) return fail("There is no command.");
        runtime::ExecSpec spec{
            .command = request_.command, .user = request_.user, .tty = request_.tty
        };
        if (request_.tty) spec.env.emplace_back(kTerminal);
        inside_ = tools_.runtime.exec(container, spec, reader());
    }

    /// Its id at the runtime; empty: it does not run.
    [[nodiscard]] std::string find_container() const {
        const auto state = tools_.book.state(request_.task_arn);
        const ContainerState* its = state ? state->find(request_.container) : nullptr;
        if (its == nullptr || its->progress != Progress::Running) return {};
        const bool same = request_.runtime_id.empty() || request_.runtime_id == its->runtime_id;
        return same ? its->runtime_id : std::string{};
    }

    void on_frame(const std::string& bytes) {
        const auto frame = wire::decode_exec_frame(bytes);
        if (!frame) return over();
        switch (frame->type) {
            case ExecFrame::Type::Input:
                if (frame->bytes.size() > input_room_) return over();
                input_room_ -= static_cast<std::uint32_t>(frame->bytes.size());
                if (inside_) inside_->write(frame->bytes);
                break;
            case ExecFrame::Type::InputEnd:
                if (inside_) inside_->end_input();
                break;
            case ExecFrame::Type::Resize:
                if (inside_) inside_->resize(frame->rows, frame->columns);
                break;
            case ExecFrame::Type::OutputRoom:
                output_room_ += std::min(frame->number, wire::kExecWindow - output_room_);
                pump();
                break;
            default: break;  // of a newer control plane
        }
    }

    void send(const ExecFrame& frame) {
        if (stream_) stream_->send(wire::encode_exec_frame(frame));
    }

    // ---- The container's side

    runtime::StreamReader reader() {
        return {
            .on_open = [this] { send({.type = ExecFrame::Type::Started}); },
            .on_output =
                [this](bool error, std::string bytes) {
                    const auto self = shared_from_this();
                    held_.emplace_back(error, std::move(bytes));
                    pump();
                    paused_ = !held_.empty();
                    return !paused_;
                },
            .on_taken =
                [this](std::size_t bytes) {
                    taken_ += static_cast<std::uint32_t>(bytes);
                    if (taken_ < kInputPiece) return;
                    input_room_ += taken_;
                    send({.type = ExecFrame::Type::InputRoom, .number = std::exchange(taken_, 0)});
                },
            .on_end =
                [this](const Result<std::int32_t>& how) {
                    const auto self = shared_from_this();
                    ended_ = how;
                    pump();
                },
        };
    }

    /// Sends what there is room for; the rest waits, and the runtime with it.
    void pump() {
        while (!held_.empty() && output_room_ > 0) {
            auto& [error, bytes] = held_.front();
            const std::size_t count =
                std::min({bytes.size(), std::size_t{output_room_}, wire::kMaxExecPayload});
            const auto type = error ? ExecFrame::Type::ErrorOutput : ExecFrame::Type::Output;
            if (count > 0) send({.type = type, .bytes = bytes.substr(0, count)});
            output_room_ -= static_cast<std::uint32_t>(count);
            bytes.erase(0, count);
            if (bytes.empty()) held_.pop_front();
        }
        if (!held_.empty()) return;
        if (ended_) return finish();
        if (std::exchange(paused_, false) && inside_) inside_->resume();
    }

    void finish() {
        if (!*ended_) return fail(ended_->error().message);
        send({.type = ExecFrame::Type::Exited, .exit_code = **ended_});
        over();
    }

    void fail(const std::string& words) {
        send({.type = ExecFrame::Type::Failed, .bytes = words.substr(0, wire::kMaxExecPayload)});
        over();
    }

    /// What was sent is written before the stream closes.
    void over() {
        inside_.reset();
        stream_.reset();
        if (on_over_) std::exchange(on_over_, nullptr)();
    }

    const Tools& tools_;
    const wire::ExecRequest request_;
    std::function<void()> on_over_;
    std::shared_ptr<ControlStream> stream_;
    std::shared_ptr<runtime::ContainerStream> inside_;
    std::uint32_t input_room_ = wire::kExecWindow;   ///< that the control plane has
    std::uint32_t taken_ = 0;                        ///< and has not been told of
    std::uint32_t output_room_ = wire::kExecWindow;  ///< that the control plane gave
    std::deque<std::pair<bool, std::string>> held_;  ///< of standard error, and what
    bool paused_ = false;
    std::optional<Result<std::int32_t>> ended_;
};

ExecSessions::ExecSessions(Tools tools) : tools_(tools), alive_(std::make_shared<bool>(true)) {}

ExecSessions::~ExecSessions() = default;

void ExecSessions::on_request(const std::string& message) {
    auto request = wire::decode_json<wire::ExecRequest>(message);
    if (!request || request->session_id.empty()) {
        log_warn("exec_request_unreadable");
        return;
    }
    const std::string id = request->session_id;
    if (sessions_.contains(id)) return;
    if (sessions_.size() >= kMaxSessions) {
        log_warn("exec_sessions_too_many", {{"sessions", sessions_.size()}});
        return;  // who asks hears that nobody came
    }
    log_info(
        "exec_session",
        {{"session", id}, {"task", request->task_arn}, {"container", request->container}}
    );
    auto session = std::make_shared<Session>(
        tools_,
        *std::move(request),
        [this, id, alive = std::weak_ptr(alive_)] {
            // Not from within: it is on the stack.
            tools_.loop.post([this, id, alive] {
                if (!alive.expired()) forget(id);
            });
        }
    );
    sessions_.emplace(id, session);
    session->begin();
}

void ExecSessions::forget(const std::string& id) {
    sessions_.erase(id);
}

}  // namespace gantry::agent
