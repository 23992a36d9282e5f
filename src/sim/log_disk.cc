#include "sim/log_disk.h"

#include <algorithm>
#include <utility>

namespace gantry::sim {

namespace {

/// Times as often as other writes.
constexpr double kRemovalsFail = 10.0;

}  // namespace

/// The engine of one process. What it was asked for is not answered once it is gone.
class LogDisk::OpenDisk final : public logs::Engine {
  public:
    OpenDisk(LogDisk& disk, Loop& loop) : disk_(disk), loop_(loop) {}

    void append(logs::Batch batch, Done<void> done) override {
        disk_.write({
            [&store = disk_.store_, batch = std::move(batch)](auto taken) {
                store.append(batch, std::move(taken));
            },
            while_alive(std::move(done)),
        });
    }
    void scan(logs::Scan scan, Done<logs::ScanEnd> done) override {
        loop_.call_after(
            disk_.some_latency(),
            [this, scan = std::move(scan), done = std::move(done)]() mutable {
                if (disk_.fails()) return done(logs::engine_unavailable());
                scan.begin = while_alive(std::move(scan.begin));
                scan.visit = [alive = std::weak_ptr(alive_),
                              visit = std::move(scan.visit)](const logs::EventView& event) {
                    return !alive.expired() && visit(event);
                };
                disk_.store_.scan(std::move(scan), while_alive(std::move(done)));
            }
        );
    }
    void stats(std::vector<std::string> groups, Done<std::map<std::string, logs::GroupStats>> done)
        override {
        loop_.call_after(
            disk_.some_latency(),
            [this, groups = std::move(groups), done = std::move(done)] {
                if (disk_.fails()) return done(logs::engine_unavailable());
                disk_.store_.stats(groups, while_alive(done));
            }
        );
    }
    void remove_stream(std::string group, std::string stream, Done<void> done) override {
        disk_.write({
            .take = [&store = disk_.store_, group = std::move(group), stream = std::move(stream)](
                        auto taken
                    ) { store.remove_stream(group, stream, std::move(taken)); },
            .done = while_alive(std::move(done)),
            .removes = true,
        });
    }
    void remove_group(std::string group, Done<void> done) override {
        disk_.write({
            .take = [&store = disk_.store_, group = std::move(group)](auto taken
                    ) { store.remove_group(group, std::move(taken)); },
            .done = while_alive(std::move(done)),
            .removes = true,
        });
    }
    void keep_only(std::map<std::string, std::set<std::string>> known) override {
        disk_.write({
            [&store = disk_.store_, known = std::move(known)](const auto& /*taken*/) {
                store.keep_only(known);
            },
            [](const Result<void>&) {},
            false,
        });
    }
    void set_retention(std::string group, std::optional<Duration> retention) override {
        disk_.store_.set_retention(std::move(group), retention);
    }

  private:
    template <class... Arguments>
    std::function<void(Arguments...)> while_alive(std::function<void(Arguments...)> call) const {
        if (!call) return nullptr;
        return [alive = std::weak_ptr(alive_), call = std::move(call)](Arguments... arguments) {
            if (!alive.expired()) call(std::move(arguments)...);
        };
    }

    LogDisk& disk_;
    Loop& loop_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

std::unique_ptr<logs::Engine> LogDisk::open(Loop& process) {
    return std::make_unique<OpenDisk>(*this, process);
}

void LogDisk::write(Write write) {
    waiting_.push_back(std::move(write));
    last_due_ = std::max(last_due_, world_.mono() + some_latency());
    const auto wait = std::chrono::duration_cast<Duration>(last_due_ - world_.mono());
    world_.call_after(wait, [this, alive = std::weak_ptr(alive_), process = process_] {
        if (!alive.expired() && process == process_) take_first();
    });
}

bool LogDisk::fails(const Write& write) {
    if (!write.may_fail) return false;
    return random_.chance(write.removes ? std::min(1.0, failing_ * kRemovalsFail) : failing_);
}

void LogDisk::take_first() {
    const Write first = std::move(waiting_.front());
    waiting_.pop_front();
    const bool failed = fails(first);
    if (failed && random_.chance(0.5)) return first.done(logs::engine_unavailable());
    first.take([done = first.done, failed](const Result<void>& taken) {
        done(failed ? Result<void>(logs::engine_unavailable()) : taken);
    });
}

void LogDisk::crash() {
    const auto count = static_cast<std::ptrdiff_t>(random_.below(waiting_.size() + 1));
    const auto waiting = std::exchange(waiting_, {});
    std::for_each(waiting.begin(), waiting.begin() + count, [](const Write& write) {
        write.take([](const Result<void>&) {});
    });
    last_due_ = {};
    ++process_;
}

}  // namespace gantry::sim
