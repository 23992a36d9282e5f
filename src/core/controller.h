#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/metrics.h"
#include "core/core.h"

namespace gantry::core {

/// What a controller wants done for one key.
struct Plan {
    Transaction changes;
    std::optional<Duration> again_in;  ///< look again after this long even if nothing changes
    std::string reason;                ///< a few words for the journal's cause; may be empty
};

/// Compares what a row wants with what is, and moves one step closer.
///
/// Level-triggered: plan() receives a key, never an event, reads everything it needs from the
/// tables, and may be run twice, or after a crash at any instruction, without harm. No I/O inside.
class Controller {
  public:
    using Wake = std::function<void(std::string key)>;
    virtual ~Controller() = default;

    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Names the keys that `change` concerns.
    virtual void on_change(const Change& change, const Wake& wake) = 0;
    /// Names every key there is: at the start and after a reload.
    virtual void all_keys(const Wake& wake) = 0;
    virtual Plan plan(const std::string& key, SysTime now) = 0;
};

/// Drives controllers: collects woken keys (each at most once, oldest first), runs one plan per
/// turn of the loop so that requests are never kept waiting behind many, and commits what it
/// returns. While the core cannot take commits nothing runs; once it can again, every key is looked
/// at.
///
/// Lives on the core's loop. Core and controllers outlive it.
class ControllerRunner {
  public:
    ControllerRunner(Core& core, std::vector<Controller*> controllers);
    ~ControllerRunner();
    ControllerRunner(const ControllerRunner&) = delete;
    ControllerRunner& operator=(const ControllerRunner&) = delete;

    /// Subscribes to the feed and wakes every key. Call after Core::open.
    void start();
    /// No plan runs afterwards, until another start().
    void stop();

    /// Wakes one key from outside the feed (a clock that passed, a test).
    void wake(Controller& controller, std::string key);

    /// How many keys wait for their plan; those that only wait for a time do not count.
    [[nodiscard]] std::size_t pending() const { return queue_.size(); }
    /// How long the key that is next has waited: how far plans lag behind the feed.
    [[nodiscard]] std::chrono::nanoseconds lag() const;

    /// One controller, as it is doing. Any thread may read what it points to.
    struct Load {
        const Controller* controller = nullptr;
        Gauge waiting;    ///< keys
        Histogram plans;  ///< what plan() takes
    };
    [[nodiscard]] const std::deque<Load>& loads() const { return loads_; }

  private:
    using Item = std::pair<Controller*, std::string>;
    struct Woken {
        Item item;
        MonoTime since;
    };

    void on_change(const Change& change);
    void schedule();
    void run_one();
    Plan measured_plan(const Item& item);
    Load& load_of(const Controller& controller);
    void set_timer(const Item& item, std::optional<Duration> again_in);
    void wake_all();

    Core& core_;
    std::vector<std::pair<Controller*, Controller::Wake>> controllers_;
    std::deque<Load> loads_;  ///< in the order of controllers_
    std::deque<Woken> queue_;
    std::set<Item> queued_;
    std::map<Item, TimerId> timers_;
    bool scheduled_ = false;
    bool running_ = false;
    bool subscribed_ = false;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::core
