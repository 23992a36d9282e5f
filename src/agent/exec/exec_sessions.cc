#include "agent/exec/exec_sessions.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "agent/exec/toolbox.h"
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

/// As shells say that there is no such program.
constexpr std::int32_t kNoProgram = 127;
/// As of what SIGKILL ended.
constexpr std::int32_t kEndedWithContainer = 137;

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

    /// The kernel ends a toolbox's processes with the container that it is beside, and Docker does
    /// not tell who listens to them.
    void look_at(const std::string& task) {
        if (!toolbox_ || ended_ || task != request_.task_arn) return;
        if (find_container() == container_) return;
        const auto self = shared_from_this();
        inside_.reset();
        ended_ = kEndedWithContainer;
        pump();
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
        container_ = find_container();
        if (container_.empty()) return fail("The container is not running.");
        if (request_.port != 0) {
            inside_ = tools_.runtime.connect(
                container_, static_cast<std::uint16_t>(request_.port), reader()
            );
            return;
        }
        if (request_.command.empty()) return fail("There is no command.");
        keeps_input_ = has_toolbox();
        run_in(container_);
    }

    void run_in(const std::string& container) {
        runtime::ExecSpec spec{
            .command = request_.command, .user = request_.user, .tty = request_.tty
        };
        if (request_.tty) spec.env.emplace_back(kTerminal);
        inside_ = tools_.runtime.exec(container, spec, reader());
    }

    // ---- The toolbox

    [[nodiscard]] bool has_toolbox() const {
        return !tools_.config.toolbox_image.empty() && !request_.in_container;
    }

    /// Nothing was run: the command is given to the toolbox, with all that came for it.
    void on_no_such_program(const Error& why) {
        inside_.reset();
        const auto* task = tools_.book.find(request_.task_arn);
        if (!has_toolbox() || toolbox_ || !keeps_input_ || task == nullptr) {
            return end_with(why.message + advice());
        }
        const bool own_processes = !task->payload->pid_mode;
        toolbox_ = std::make_shared<Toolbox>(
            tools_.runtime,
            ToolboxInput{
                .image = tools_.config.toolbox_image,
                .session = request_.session_id,
                .target = container_,
                .instance_arn = tools_.identity.container_instance_arn,
                .ipc_joinable = task->payload->ipc_mode.value_or("none") != "none",
                .sees_machine = task->payload->pid_mode == "host",
            }
        );
        toolbox_->start([this, own_processes, words = why.message](const Result<std::string>& id) {
            const auto self = shared_from_this();
            if (!id) return end_with(words + "\n" + id.error().message);
            log_info("exec_toolbox", {{"session", request_.session_id}});
            const std::string where = own_processes ? "/proc/1/root" : "/proc/PID/root";
            say("This is the toolbox " + tools_.config.toolbox_image +
                ": the container does not have the program. Its files are below " + where + ".");
            run_in_toolbox(*id);
        });
    }

    void run_in_toolbox(const std::string& id) {
        keeps_input_ = false;
        run_in(id);
        if (!kept_input_.empty()) inside_->write(std::exchange(kept_input_, {}));
        if (input_ended_) inside_->end_input();
        if (size_) inside_->resize(size_->first, size_->second);
    }

    /// What to do where a program is missing.
    [[nodiscard]] std::string advice() const {
        if (toolbox_) return "\nThe toolbox does not have it either.";
        if (request_.in_container) return "";
        if (has_toolbox()) return "\nThe session can not begin anew in the toolbox. Try again.";
        return "\nTo have such commands run beside the container, give its machine's agent "
               "an image of programs: --toolbox IMAGE.";
    }

    /// Words of our own, for who reads along.
    void say(const std::string& words) {
        std::string text;
        for (const char c : words + "\n") {
            if (c == '\n' && request_.tty) text += '\r';
            text += c;
        }
        held_.emplace_back(true, std::move(text));
        pump();
    }
    void end_with(const std::string& words) {
        ended_ = kNoProgram;
        say(words);
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
                keep(frame->bytes);
                if (inside_) inside_->write(frame->bytes);
                break;
            case ExecFrame::Type::InputEnd:
                input_ended_ = true;
                if (inside_) inside_->end_input();
                break;
            case ExecFrame::Type::Resize:
                size_ = {frame->rows, frame->columns};
                if (inside_) inside_->resize(frame->rows, frame->columns);
                break;
            case ExecFrame::Type::OutputRoom:
                output_room_ += std::min(frame->number, wire::kExecWindow - output_room_);
                pump();
                break;
            default: break;  // of a newer control plane
        }
    }

    /// Of a command that has not shown yet that there is such a program.
    void keep(const std::string& input) {
        if (!keeps_input_) return;
        kept_input_ += input;
        if (kept_input_.size() > wire::kExecWindow) stop_keeping();
    }
    void stop_keeping() {
        keeps_input_ = false;
        kept_input_.clear();
    }

    void send(const ExecFrame& frame) {
        if (stream_) stream_->send(wire::encode_exec_frame(frame));
    }

    // ---- The container's side

    runtime::StreamReader reader() {
        return {
            .on_open =
                [this] {
                    if (!std::exchange(started_, true)) send({.type = ExecFrame::Type::Started});
                },
            .on_output =
                [this](bool error, std::string bytes) {
                    const auto self = shared_from_this();
                    stop_keeping();
                    held_.emplace_back(error, std::move(bytes));
                    pump();
                    paused_ = !held_.empty();
                    return !paused_;
                },
            .on_taken =
                [this](std::size_t bytes) {
                    // What the toolbox takes once more was told of before.
                    const std::size_t again = toolbox_ ? std::min(bytes, taken_before_) : 0;
                    taken_before_ = toolbox_ ? taken_before_ - again : taken_before_ + bytes;
                    bytes -= again;
                    taken_ += static_cast<std::uint32_t>(bytes);
                    if (taken_ < kInputPiece) return;
                    input_room_ += taken_;
                    send({.type = ExecFrame::Type::InputRoom, .number = std::exchange(taken_, 0)});
                },
            .on_end =
                [this](const Result<std::int32_t>& how) {
                    const auto self = shared_from_this();
                    if (!how && how.error().code == runtime::kNoSuchProgram) {
                        return on_no_such_program(how.error());
                    }
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
        toolbox_.reset();
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
    bool started_ = false;  ///< and the control plane was told

    std::string container_;             ///< its id at the runtime
    std::shared_ptr<Toolbox> toolbox_;  ///< null: it is not used
    bool keeps_input_ = false;          ///< the toolbox may be given it
    std::string kept_input_;
    std::size_t taken_before_ = 0;  ///< of input, by the container
    bool input_ended_ = false;
    std::optional<std::pair<std::uint16_t, std::uint16_t>> size_;
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

void ExecSessions::runtime_back() {
    std::set<std::string> open;
    for (const auto& [id, session] : sessions_) open.insert(id);
    sweep_toolboxes(tools_.runtime, tools_.identity.container_instance_arn, open);
}

void ExecSessions::look_at(const std::string& task) {
    for (const auto& [id, session] : sessions_) session->look_at(task);
}

void ExecSessions::forget(const std::string& id) {
    sessions_.erase(id);
}

}  // namespace gantry::agent
