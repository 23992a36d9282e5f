#include <algorithm>
#include <utility>

#include "drivers/runtime/fake/fake_runtime.h"

/// What containers of a fake machine wrote, and who reads along.
namespace gantry::runtime {

bool FakeMachine::write_log(const std::string& id_or_name, std::string text, bool ends_line) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr || container->paused) return false;
    container->log.push_back({epoch_ms(loop_.now()) * 1'000'000, std::move(text), ends_line});
    tell_log_watchers(container->status.id);
    return true;
}

void FakeMachine::watch_log(const std::string& id, const std::shared_ptr<LogWatcher>& watcher) {
    auto& watchers = log_watchers_[id];
    std::erase_if(watchers, [](const std::weak_ptr<LogWatcher>& one) { return one.expired(); });
    watchers.push_back(watcher);
}

void FakeMachine::tell_log_watchers(const std::string& id) {
    const auto found = log_watchers_.find(id);
    if (found == log_watchers_.end()) return;
    for (const auto& weak : found->second) {
        if (const auto watcher = weak.lock()) watcher->on_log();
    }
}

/// Gives at most so many pieces a turn.
constexpr std::size_t kPiecesAtOnce = 64;

class FakeRuntime::Logs final : public LogStream,
                                public FakeMachine::LogWatcher,
                                public std::enable_shared_from_this<Logs> {
  public:
    Logs(FakeRuntime& runtime, std::string id, const LogQuery& query, LogReader reader)
        : loop_(runtime.loop_),
          machine_(runtime.machine_),
          runtime_alive_(runtime.alive_),
          id_(std::move(id)),
          query_(query),
          reader_(std::move(reader)) {}

    void open(const Result<void>& how) {
        if (!how) return end(how);
        opened_ = true;
        const FakeContainer* container = machine_.find(id_);
        if (container != nullptr) {
            // Of one that does not run the daemon gives what there is.
            query_.follow = query_.follow && container->status.phase == ContainerPhase::Running;
            machine_.watch_log(container->status.id, shared_from_this());
        }
        on_log();
    }

    void on_log() override {
        if (std::exchange(posted_, true) || runtime_alive_.expired()) return;
        loop_.post([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->runtime_alive_.expired()) return;
            self->posted_ = false;
            self->pump();
        });
    }

    void resume() override {
        paused_ = false;
        on_log();
    }

  private:
    void pump() {
        if (!opened_ || paused_ || ended_) return;
        if (machine_.daemon().state() == FakeDaemon::State::Hung) return;
        if (machine_.daemon().state() == FakeDaemon::State::Away)
            return end(FakeDaemon::away_error());
        const FakeContainer* container = machine_.find(id_);
        if (container == nullptr) return end(no_such_container(id_));
        std::vector<LogPiece> pieces;
        while (next_ < container->log.size() && pieces.size() < kPiecesAtOnce) {
            const LogPiece& piece = container->log[next_++];
            if (piece.time_ns >= query_.since_ns) pieces.push_back(piece);
        }
        const bool all = next_ == container->log.size();
        const bool over = container->status.phase != ContainerPhase::Running || !query_.follow;
        if (!pieces.empty()) {
            on_log();
            paused_ = !reader_.on_pieces(std::move(pieces));
        } else if (all && over) {
            end({});
        } else if (!all) {
            on_log();
        }
    }

    void end(const Result<void>& how) {
        if (!std::exchange(ended_, true)) reader_.on_end(how);
    }

    Loop& loop_;
    FakeMachine& machine_;
    std::weak_ptr<bool> runtime_alive_;
    const std::string id_;
    LogQuery query_;
    LogReader reader_;
    std::size_t next_ = 0;
    bool opened_ = false;
    bool posted_ = false;
    bool paused_ = false;
    bool ended_ = false;
};

std::shared_ptr<LogStream> FakeRuntime::read_logs(
    const std::string& id, const LogQuery& query, LogReader reader
) {
    auto logs = std::make_shared<Logs>(*this, id, query, std::move(reader));
    const auto open = [this, weak = std::weak_ptr(logs)](const Result<void>& how) {
        loop_.post([weak, how, alive = std::weak_ptr(alive_)] {
            const auto self = weak.lock();
            if (self && !alive.expired()) self->open(how);
        });
    };
    FakeDaemon::Operation operation = brief(FakeOperation::Logs);
    operation.fail = [open, alive = std::weak_ptr(alive_)](Error error) {
        if (!alive.expired()) open(std::move(error));
    };
    operation.effect = [open, machine = &machine_, id, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        open(machine->find(id) != nullptr ? Result<void>{} : no_such_container(id));
    };
    machine_.daemon().submit(id, std::move(operation));
    return logs;
}

}  // namespace gantry::runtime
