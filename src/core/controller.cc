#include "core/controller.h"

#include <algorithm>
#include <utility>

#include "base/turn_watch.h"

namespace gantry::core {

namespace {

constexpr Duration kLongestWait = hours{1};

std::string cause_of(const Controller& controller, const std::string& key, std::string reason) {
    std::string cause(controller.name());
    cause += ' ';
    cause += key;
    if (!reason.empty()) {
        cause += ": ";
        cause += reason;
    }
    return cause;
}

}  // namespace

ControllerRunner::ControllerRunner(Core& core, std::vector<Controller*> controllers)
    : core_(core), alive_(std::make_shared<bool>(true)) {
    for (Controller* controller : controllers) {
        loads_.emplace_back().controller = controller;
        controllers_.emplace_back(controller, [this, controller](std::string key) {
            wake(*controller, std::move(key));
        });
    }
}

ControllerRunner::~ControllerRunner() {
    stop();
    *alive_ = false;
}

void ControllerRunner::start() {
    running_ = true;
    if (!subscribed_) {
        subscribed_ = true;
        core_.subscribe(
            {.on_change =
                 [this, alive = alive_](const Change& change) {
                     if (*alive && running_) on_change(change);
                 },
             .on_reload =
                 [this, alive = alive_] {
                     if (*alive && running_) wake_all();
                 }}
        );
    }
    wake_all();
}

void ControllerRunner::stop() {
    running_ = false;
    for (const auto& [item, timer] : timers_) core_.loop().cancel(timer);
    timers_.clear();
    queue_.clear();
    queued_.clear();
    for (Load& load : loads_) load.waiting.set(0);
}

std::chrono::nanoseconds ControllerRunner::lag() const {
    return queue_.empty() ? std::chrono::nanoseconds{0}
                          : core_.loop().mono() - queue_.front().since;
}

ControllerRunner::Load& ControllerRunner::load_of(const Controller& controller) {
    return *std::ranges::find(loads_, &controller, &Load::controller);
}

void ControllerRunner::wake(Controller& controller, std::string key) {
    if (!running_) return;
    Item item{&controller, std::move(key)};
    if (!queued_.insert(item).second) return;
    queue_.push_back({std::move(item), core_.loop().mono()});
    load_of(controller).waiting.add(1);
    schedule();
}

void ControllerRunner::on_change(const Change& change) {
    for (const auto& [controller, wake] : controllers_) controller->on_change(change, wake);
}

void ControllerRunner::wake_all() {
    for (const auto& [controller, wake] : controllers_) controller->all_keys(wake);
    schedule();
}

void ControllerRunner::schedule() {
    if (scheduled_ || queue_.empty()) return;
    scheduled_ = true;
    core_.loop().post([this, alive = alive_] {
        if (!*alive) return;
        scheduled_ = false;
        run_one();
    });
}

void ControllerRunner::run_one() {
    if (queue_.empty() || !core_.writable()) return;
    const Item item = std::move(queue_.front().item);
    queue_.pop_front();
    queued_.erase(item);
    schedule();

    auto& [controller, key] = item;
    const TurnPart part(controller->name(), key);
    Plan plan = measured_plan(item);
    if (!plan.changes.empty()) {
        core_.commit(std::move(plan.changes), cause_of(*controller, key, std::move(plan.reason)));
    }
    if (running_) set_timer(item, plan.again_in);
}

Plan ControllerRunner::measured_plan(const Item& item) {
    Load& load = load_of(*item.first);
    load.waiting.add(-1);
    const MonoTime begin = core_.loop().mono();
    Plan plan = item.first->plan(item.second, core_.loop().now());
    load.plans.observe(core_.loop().mono() - begin);
    return plan;
}

/// One timer a key: the newest plan knows best when to look again. Far-off times are looked at
/// again meanwhile, for loops count time that passes, and a wall clock may be set.
void ControllerRunner::set_timer(const Item& item, std::optional<Duration> again_in) {
    if (const auto old = timers_.find(item); old != timers_.end()) {
        core_.loop().cancel(old->second);
        timers_.erase(old);
    }
    if (!again_in) return;
    timers_[item] = core_.loop().call_after(std::min(*again_in, kLongestWait), [this, item] {
        timers_.erase(item);
        wake(*item.first, item.second);
    });
}

}  // namespace gantry::core
