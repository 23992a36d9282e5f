#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "drivers/runtime/docker/byte_stream.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "wire/json_codec.h"

/// Commands beside a container's own process: two requests, the second of which becomes a
/// connection of bytes. Source: Docker Engine API 1.43, Exec.
namespace gantry::runtime {
namespace {

constexpr std::size_t kExecFrameHead = 8;
constexpr char kErrorStream = 2;
/// The daemon notes a process's end a little after it closed its output.
constexpr Duration kAskAgain{50};
constexpr int kMaxAsks = 100;
/// What the daemon writes in the place of a program that did not begin.
constexpr std::string_view kNotBegun = "OCI runtime exec failed";
constexpr std::size_t kMaxNotBegun = 4096;
/// From SIGHUP, which shells obey, to SIGKILL.
constexpr Duration kHangUpGrace{2'000};

struct ExecCreate {
    bool attach = true;
    bool tty = false;
    std::vector<std::string> command;
    std::vector<std::string> env;
    std::optional<std::string> user;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<ExecCreate>(
            "ExecConfig",
            {
                field<&ExecCreate::attach>("AttachStdin"),
                field<&ExecCreate::attach>("AttachStdout"),
                field<&ExecCreate::attach>("AttachStderr"),
                field<&ExecCreate::tty>("Tty"),
                field<&ExecCreate::command>("Cmd"),
                field<&ExecCreate::env>("Env"),
                field<&ExecCreate::user>("User"),
            }
        );
        return info;
    }
};

/// Of both the answer to the creation and an inspection.
struct ExecAnswer {
    std::optional<std::string> id;
    std::optional<bool> running;
    std::optional<std::int32_t> exit_code;
    std::optional<std::int64_t> pid;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<ExecAnswer>(
            "ExecInspect",
            {
                field<&ExecAnswer::id>("Id"),
                field<&ExecAnswer::running>("Running"),
                field<&ExecAnswer::exit_code>("ExitCode"),
                field<&ExecAnswer::pid>("Pid"),
            }
        );
        return info;
    }
};

/// It may be the daemon that wrote this, not a program.
bool may_be_daemons(std::string_view output) {
    const std::size_t both = std::min(output.size(), kNotBegun.size());
    return output.size() <= kMaxNotBegun && output.substr(0, both) == kNotBegun.substr(0, both);
}

/// @param words what came, as far as it may be the daemon's
/// Errors: kNoSuchProgram where that is why no program began.
Result<std::int32_t> outcome_of(const ExecAnswer& state, const std::string& words) {
    const bool begun = state.pid.value_or(0) != 0 || !words.starts_with(kNotBegun);
    const bool missing = words.find("not found in $PATH") != std::string::npos ||
                         words.find("no such file or directory") != std::string::npos;
    if (begun || !missing) return *state.exit_code;
    const std::size_t end = words.find_last_not_of("\r\n");
    return Error{ErrorKind::NotFound, kNoSuchProgram, words.substr(0, end + 1), {}};
}

/// The number may be another process's by now.
bool is_of_container(std::int64_t pid, const std::string& container) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/cgroup");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.find(container) != std::string::npos;
}

void signal_process(std::int64_t pid, int signal) {
    const auto process = static_cast<pid_t>(pid);
    // What the command started belongs to its group, unless it made others.
    const bool leads = ::getpgid(process) == process;
    if (::kill(leads ? -process : process, signal) == 0 || errno == ESRCH) return;
    log_warn("exec_process_left", {{"pid", pid}, {"why", "the agent may not signal it"}});
}

}  // namespace

/// Ends a process that nobody is connected with any more. The daemon lets it go on, and has no
/// request for its end; on this machine a signal does it.
class ExecEnder {
  public:
    ExecEnder(DockerConnection& connection, std::string exec, std::string container)
        : connection_(connection), exec_(std::move(exec)), container_(std::move(container)) {}

    void end(int signal) const {
        connection_.exchange(
            {.path = "/exec/" + escape(exec_) + "/json", .limit = connection_.limits().other},
            [ender = *this, signal](const Result<net::HttpResponse>& answer) {
                const auto state = read_answer<ExecAnswer>(answer);
                const std::int64_t pid = state ? state->pid.value_or(0) : 0;
                if (pid <= 1 || !state->running.value_or(false)) return;
                if (!is_of_container(pid, ender.container_)) return;
                signal_process(pid, signal);
                if (signal == SIGKILL) return;
                ender.connection_.loop().call_after(
                    kHangUpGrace,
                    [ender, link = ender.connection_.link()] {
                        if (!link->closed()) ender.end(SIGKILL);
                    }
                );
            }
        );
    }

  private:
    DockerConnection& connection_;
    std::string exec_;
    std::string container_;
};

class DockerRuntime::Exec final : public ContainerStream,
                                  public std::enable_shared_from_this<Exec> {
  public:
    Exec(DockerRuntime& runtime, std::string container, bool tty, StreamReader reader)
        : connection_(runtime.connection_),
          link_(runtime.connection_.link()),
          local_(runtime.local_),
          container_(std::move(container)),
          tty_(tty),
          reader_(std::move(reader)) {}
    ~Exec() override {
        if (exec_.empty() || ended_ || !local_ || link_->closed()) return;
        ExecEnder(connection_, exec_, container_).end(SIGHUP);
    }
    Exec(const Exec&) = delete;
    Exec& operator=(const Exec&) = delete;

    void begin(const ExecSpec& spec) {
        ExecCreate request{.tty = spec.tty, .command = spec.command, .env = spec.env};
        if (!spec.user.empty()) request.user = spec.user;
        connection_.exchange(
            {.method = "POST",
             .path = "/containers/" + escape(container_) + "/exec",
             .body = wire::encode_json(request),
             .limit = connection_.limits().other},
            [weak = weak_from_this()](const Result<net::HttpResponse>& answer) {
                if (const auto self = weak.lock())
                    self->on_created(read_answer<ExecAnswer>(answer));
            }
        );
    }

    void write(std::string bytes) override {
        if (stream_) return stream_->write(std::move(bytes));
        early_ += bytes;
    }
    void end_input() override {
        input_ended_ = true;
        if (stream_) stream_->end_input();
    }
    void resize(std::uint16_t rows, std::uint16_t columns) override {
        if (!tty_) return;
        size_ = {rows, columns};
        if (started_) send_size();
    }
    void resume() override {
        if (stream_) stream_->resume();
    }

  private:
    void on_created(const Result<ExecAnswer>& created) {
        if (!created) return end(created.error());
        exec_ = created->id.value_or("");
        ByteStream::Owner owner{
            .on_open = [this] { on_open(); },
            .on_refused = [this](
                              const Error& why, const net::HttpResponse& refusal
                          ) { end(refusal.status == 0 ? why : to_error(refusal)); },
            .on_bytes = [this](const std::string& bytes) { return on_bytes(bytes); },
            .on_taken = [this](std::size_t bytes) { reader_.on_taken(bytes); },
            .on_end = [this](const Result<void>& how) { on_output_end(how); },
            .on_late =
                [&connection = connection_, exec = exec_, container = container_, local = local_] {
                    if (local) ExecEnder(connection, exec, container).end(SIGHUP);
                },
        };
        stream_ = std::make_shared<ByteStream>(connection_.loop(), link_, std::move(owner));
        connection_.upgrade(
            {.method = "POST",
             .path = "/exec/" + escape(exec_) + "/start",
             .body = std::string(R"({"Detach":false,"Tty":)") + (tty_ ? "true}" : "false}"),
             .limit = connection_.limits().start},
            stream_->callbacks(),
            stream_->opened()
        );
        if (!early_.empty()) stream_->write(std::exchange(early_, {}));
        if (input_ended_) stream_->end_input();
    }

    // The reader may drop the handle, and with it this object, from within its callbacks.

    void on_open() {
        const auto self = shared_from_this();
        started_ = true;
        if (size_) send_size();
        if (reader_.on_open) reader_.on_open();
    }

    void send_size() {
        connection_.exchange(
            {.method = "POST",
             .path = "/exec/" + escape(exec_) + "/resize?h=" + std::to_string(size_->first) +
                     "&w=" + std::to_string(size_->second),
             .limit = connection_.limits().other},
            [](const Result<net::HttpResponse>&) {}  // it may have ended
        );
    }

    bool on_bytes(const std::string& bytes) {
        const auto self = shared_from_this();
        if (tty_) return give(false, bytes);
        rest_ += bytes;
        bool more = true;
        while (rest_.size() >= kExecFrameHead) {
            const auto length = log_frame_length(rest_);
            if (!length) {
                end(unavailable("the command's output cannot be read"));
                return false;
            }
            if (rest_.size() < kExecFrameHead + *length) break;
            const bool error = rest_.front() == kErrorStream;
            more = give(error, rest_.substr(kExecFrameHead, *length)) && more;
            rest_.erase(0, kExecFrameHead + *length);
            if (ended_) return false;
        }
        return more;
    }

    /// What may be the daemon's words is kept back until that is clear.
    bool give(bool error, std::string bytes) {
        if (!in_doubt_) return reader_.on_output(error, std::move(bytes));
        if (!error) {
            doubtful_ += bytes;
            if (may_be_daemons(doubtful_)) return true;
            bytes.clear();
        }
        in_doubt_ = false;
        bool more = true;
        if (!doubtful_.empty()) more = reader_.on_output(false, std::exchange(doubtful_, {}));
        return bytes.empty() ? more : reader_.on_output(error, std::move(bytes)) && more;
    }

    void on_output_end(const Result<void>& /*how*/) { ask_exit_code(kMaxAsks); }

    void ask_exit_code(int asks) {
        connection_.exchange(
            {.path = "/exec/" + escape(exec_) + "/json", .limit = connection_.limits().other},
            [weak = weak_from_this(), asks](const Result<net::HttpResponse>& answer) {
                const auto self = weak.lock();
                if (!self) return;
                const auto state = read_answer<ExecAnswer>(answer);
                if (!state) return self->end(state.error());
                if (!state->running.value_or(false)) {
                    if (state->exit_code) return self->end(outcome_of(*state, self->doubtful_));
                    return self->end(unavailable("the daemon does not tell the exit code"));
                }
                if (asks == 0) return self->end(unavailable("the connection with it was lost"));
                self->ask_again(asks - 1);
            }
        );
    }

    void ask_again(int asks) {
        connection_.loop().call_after(kAskAgain, [weak = weak_from_this(), asks, link = link_] {
            const auto self = weak.lock();
            if (self && !link->closed()) self->ask_exit_code(asks);
        });
    }

    void end(const Result<std::int32_t>& how) {
        const auto self = shared_from_this();
        // An error here says nothing of the process: it is looked after when this is dropped.
        const bool missing = !how && how.error().code == kNoSuchProgram;
        if (how || missing) ended_ = true;
        stream_.reset();
        if (!doubtful_.empty() && !missing && reader_.on_output) {
            reader_.on_output(false, std::exchange(doubtful_, {}));
        }
        const auto on_end = std::exchange(reader_.on_end, nullptr);
        if (on_end) on_end(how);
    }

    DockerConnection& connection_;
    std::shared_ptr<LoopLink> link_;
    const bool local_;
    const std::string container_;
    const bool tty_;
    StreamReader reader_;
    std::string exec_;  ///< the daemon's id of it; empty before it is made
    std::shared_ptr<ByteStream> stream_;
    std::string early_;
    bool input_ended_ = false;
    bool started_ = false;
    std::optional<std::pair<std::uint16_t, std::uint16_t>> size_;
    std::string rest_;      ///< a frame that is not complete
    bool in_doubt_ = true;  ///< whether it is a program that writes
    std::string doubtful_;  ///< what came meanwhile
    bool ended_ = false;
};

std::shared_ptr<ContainerStream> DockerRuntime::exec(
    const std::string& id, const ExecSpec& spec, StreamReader reader
) {
    auto stream = std::make_shared<Exec>(*this, id, spec.tty, std::move(reader));
    stream->begin(spec);
    return stream;
}

}  // namespace gantry::runtime
