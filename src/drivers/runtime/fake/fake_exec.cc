#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "drivers/runtime/fake/fake_runtime.h"

/// Processes that are run beside those of a fake machine's containers, and connections to these.
namespace gantry::runtime {
namespace {

constexpr std::size_t kEchoAtOnce = 4096;

}  // namespace

/// Knows few commands: `echo WORDS…`, `exit CODE`, `cat` (gives back its input until that ends),
/// `sh`, which does the same and tells of the terminal's size. A connection echoes too.
class FakeRuntime::Exec final : public ContainerStream,
                                public FakeMachine::LogWatcher,
                                public std::enable_shared_from_this<Exec> {
  public:
    Exec(FakeRuntime& runtime, std::string id, ExecSpec spec, StreamReader reader)
        : loop_(runtime.loop_),
          machine_(runtime.machine_),
          runtime_alive_(runtime.alive_),
          id_(std::move(id)),
          spec_(std::move(spec)),
          reader_(std::move(reader)) {}

    void open(const Result<void>& how) {
        if (!how) return end(how.error());
        const FakeContainer* container = machine_.find(id_);
        if (container == nullptr) return end(no_such_container(id_));
        if (container->status.phase != ContainerPhase::Running) {
            return end(Error{ErrorKind::Conflict, {}, "Container " + id_ + " is not running", {}});
        }
        machine_.watch_log(container->status.id, shared_from_this());
        machine_.note_command(container->status.id, spec_.command);
        opened_ = true;
        if (reader_.on_open) reader_.on_open();
        const std::string& program = spec_.command.front();
        if (!container->behaviour->programs || !knows(program)) {
            return end(Error{
                ErrorKind::NotFound,
                kNoSuchProgram,
                "exec: \"" + program + "\": executable file not found in $PATH",
                {},
            });
        }
        begin();
    }

    void write(std::string bytes) override {
        input_ += bytes;
        wake();
    }
    void end_input() override {
        input_ended_ = true;
        wake();
    }
    void resize(std::uint16_t rows, std::uint16_t columns) override {
        if (!spec_.tty) return;
        output_ += fmt::format("[{}x{}]", rows, columns);
        wake();
    }
    void resume() override {
        paused_ = false;
        wake();
    }
    void on_log() override { wake(); }

  private:
    static bool knows(std::string_view program) {
        return program == "echo" || program == "exit" || program == "cat" || program == "sh";
    }

    void begin() {
        const std::string& program = spec_.command.front();
        if (program == "echo") {
            for (std::size_t i = 1; i < spec_.command.size(); ++i) {
                output_ += (i > 1 ? " " : "") + spec_.command[i];
            }
            output_ += '\n';
            exit_code_ = 0;
        } else if (program == "exit") {
            exit_code_ = spec_.command.size() > 1 ? std::stoi(spec_.command[1]) : 0;
        }
        wake();
    }

    void wake() {
        if (std::exchange(posted_, true) || runtime_alive_.expired()) return;
        loop_.post([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->runtime_alive_.expired()) return;
            self->posted_ = false;
            self->pump();
        });
    }

    void pump() {
        if (!opened_ || ended_) return;
        const auto self = shared_from_this();
        if (machine_.daemon().state() == FakeDaemon::State::Away) {
            return end(FakeDaemon::away_error());
        }
        const FakeContainer* container = machine_.find(id_);
        const bool runs =
            container != nullptr && container->status.phase == ContainerPhase::Running;
        if (!runs && !exit_code_) exit_code_ = kKilled;
        if (paused_) return;
        if (!output_.empty()) {
            wake();
            const std::string piece = output_.substr(0, kEchoAtOnce);
            output_.erase(0, piece.size());
            paused_ = !reader_.on_output(false, piece);
        } else if (exit_code_) {
            end(*exit_code_);
        } else if (!input_.empty()) {
            wake();
            const std::size_t bytes = std::min(input_.size(), kEchoAtOnce);
            output_ += input_.substr(0, bytes);
            input_.erase(0, bytes);
            if (reader_.on_taken) reader_.on_taken(bytes);
        } else if (input_ended_) {
            end(0);
        }
    }

    void end(const Result<std::int32_t>& how) {
        if (std::exchange(ended_, true)) return;
        const auto on_end = std::exchange(reader_, {}).on_end;
        if (on_end) on_end(how);
    }

    Loop& loop_;
    FakeMachine& machine_;
    std::weak_ptr<bool> runtime_alive_;
    const std::string id_;
    const ExecSpec spec_;
    StreamReader reader_;
    std::string input_;
    std::string output_;
    std::optional<std::int32_t> exit_code_;
    bool input_ended_ = false;
    bool opened_ = false;
    bool posted_ = false;
    bool paused_ = false;
    bool ended_ = false;
};

std::shared_ptr<ContainerStream> FakeRuntime::exec(
    const std::string& id, const ExecSpec& spec, StreamReader reader
) {
    auto stream = std::make_shared<Exec>(*this, id, spec, std::move(reader));
    const auto open = [this, weak = std::weak_ptr(stream)](const Result<void>& how) {
        loop_.post([weak, how, alive = std::weak_ptr(alive_)] {
            const auto self = weak.lock();
            if (self && !alive.expired()) self->open(how);
        });
    };
    FakeDaemon::Operation operation = brief(FakeOperation::Exec);
    operation.fail = [open, alive = std::weak_ptr(alive_)](Error error) {
        if (!alive.expired()) open(std::move(error));
    };
    operation.effect = [open, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) open({});
    };
    machine_.daemon().submit(id, std::move(operation));
    return stream;
}

std::shared_ptr<ContainerStream> FakeRuntime::connect(
    const std::string& id, std::uint16_t /*port*/, StreamReader reader
) {
    return exec(id, {.command = {"cat"}}, std::move(reader));
}

}  // namespace gantry::runtime
