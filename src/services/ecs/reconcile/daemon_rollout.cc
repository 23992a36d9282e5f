// Starts and stops of a DAEMON service; the rules are with plan_service.
#include <fmt/format.h>

#include <map>

#include "services/ecs/reconcile/service_planning.h"
#include "services/ecs/reconcile/service_texts.h"

namespace gantry::ecs::planning {

namespace {

/// What a service has on one instance.
struct Seat {
    bool wanted = false;  ///< a task shall be here
    bool can_start = false;
    const ServiceTask* good = nullptr;       ///< of the primary deployment, not unhealthy
    std::vector<const ServiceTask*> others;  ///< older, unhealthy or one too many
    std::int64_t stopping = 0;
};

class DaemonRollout {
  public:
    explicit DaemonRollout(Planning& p)
        : p_(p),
          desired_(p.desired()),
          limits_(limits_of(p.view.row, desired_)),
          fallback_(fallback_of(p)),
          budget_(0, 0) {
        for (const DaemonInstance& instance : p.view.daemon_instances) {
            seats_[instance.id].wanted = true;
            seats_[instance.id].can_start = instance.can_start;
        }
        // Daemons where none is wanted any more are beyond the desired count, and the floor.
        std::int64_t ready = 0;
        for (const ServiceTask& task : p.view.tasks) {
            Seat& seat = seats_[task.instance_id];
            sort(task, seat);
            if (seat.wanted && is_ready(task, p)) ++ready;
        }
        budget_ = Budget(ready, limits_.floor);
        throttled_ = allowed_starts(p, p.primary(), 1) == 0;
        to_refill_ = fallback_ == nullptr ? 0 : limits_.floor - ready - fallback_coming_;
        p.fallback_needed = fallback_ != nullptr && ready < limits_.floor;
    }

    void run() {
        for (auto& [instance, seat] : seats_) {
            if (!seat.wanted) {
                leave(seat);
            } else if (!refill(instance, seat) && p_.may_start()) {
                renew(instance, seat);
            }
        }
        if (p_.plan.starts.empty() && !missing_) note_blocked(p_, {});
    }

  private:
    void sort(const ServiceTask& task, Seat& seat) {
        ++present_;
        if (task.stopping) {
            ++seat.stopping;
        } else if (task.deployment_id == p_.primary().id && !is_unhealthy(task) && !seat.good) {
            seat.good = &task;
        } else {
            seat.others.push_back(&task);
            const bool stands_in = fallback_ != nullptr && task.deployment_id == fallback_->id;
            if (stands_in && !is_unhealthy(task) && !is_ready(task, p_)) ++fallback_coming_;
        }
    }

    /// A daemon that was lost comes back in the revision that is known to work while the floor
    /// needs it. @return whether this instance is seen to
    bool refill(const std::string& instance, const Seat& seat) {
        const bool vacant = seat.good == nullptr && seat.others.empty() && seat.stopping == 0;
        if (to_refill_ <= 0 || !vacant || !seat.can_start) return false;
        if (allowed_starts(p_, *fallback_, 1) == 0) return false;
        --to_refill_;
        missing_ = true;
        start_on(instance, *fallback_, "the floor needs it");
        return true;
    }
    void start_on(const std::string& instance, const DeploymentRow& deployment, const char* why) {
        ++started_;
        ++present_;
        p_.plan.starts.push_back({deployment.id, 1, instance});
        p_.because(fmt::format("start one of {} on {}: {}", deployment.id, instance, why));
    }

    /// Tasks where none is wanted. On a DRAINING instance daemons serve the other tasks to the end.
    void leave(Seat& seat) {
        if (seat.good != nullptr) seat.others.push_back(seat.good);
        for (const ServiceTask* task : seat.others) {
            if (task->instance_draining && task->others_on_instance) continue;
            const bool drains = task->instance_draining;
            if (spared(*task)) continue;
            p_.stop(
                *task,
                drains ? std::string(texts::kDrainingStopReason) : scaling(),
                drains ? "its instance drains" : "not wanted on its instance"
            );
        }
    }

    /// One good task here; the others go, before it comes where there can be only one.
    void renew(const std::string& instance, Seat& seat) {
        const bool surge = limits_.ceiling > desired_ && p_.view.row.last_placement_failure.empty();
        const bool replaced = seat.good != nullptr && is_ready(*seat.good, p_);
        // Meanwhile one of the others serves, a ready one if there is one.
        const ServiceTask* serves = surge && !replaced ? best_of(seat.others) : nullptr;
        for (const ServiceTask* task : seat.others) {
            if (task == serves) continue;
            if (is_unhealthy(*task)) {
                stop_unhealthy(p_, *task);
            } else if (may_go(*task)) {
                p_.stop(*task, scaling(), "of an older deployment");
            }
        }
        if (seat.good != nullptr || !seat.can_start) return;
        missing_ = true;
        const bool occupied = !seat.others.empty() || seat.stopping > 0;
        if (throttled_ || (occupied && (!surge || present_ >= limits_.ceiling))) return;
        if (started_ >= p_.rules.starts_at_once) return;
        start_on(instance, p_.primary(), "a daemon is wanted there");
    }

    [[nodiscard]] const ServiceTask* best_of(const std::vector<const ServiceTask*>& tasks) const {
        const ServiceTask* best = nullptr;
        for (const ServiceTask* task : tasks) {
            if (is_unhealthy(*task)) continue;
            if (best == nullptr || (is_ready(*task, p_) && !is_ready(*best, p_))) best = task;
        }
        return best;
    }

    /// Whether a task of an older deployment may be stopped now. One of the fallback that is on its
    /// way stays while the floor waits for it; any other that is not running costs nothing.
    [[nodiscard]] bool may_go(const ServiceTask& task) {
        if (spared(task)) return false;
        if (is_running(task)) return budget_.take(is_ready(task, p_));
        const bool stands_in = fallback_ != nullptr && task.deployment_id == fallback_->id;
        return !stands_in || budget_.left();
    }
    [[nodiscard]] bool spared(const ServiceTask& task) {
        if (!is_protected(task, p_.now)) return false;
        p_.look_at(*task.protected_until);
        return true;
    }
    std::string scaling() { return texts::scaling_stop_reason(p_.primary().id); }

    Planning& p_;
    std::int64_t desired_;
    Limits limits_;
    const DeploymentRow* fallback_;
    Budget budget_;
    std::map<std::string, Seat> seats_;
    std::int64_t fallback_coming_ = 0;  ///< tasks of the fallback that are not ready yet
    std::int64_t to_refill_ = 0;        ///< tasks that the fallback lacks to keep the floor
    std::int64_t present_ = 0;          ///< tasks not STOPPED
    std::int64_t started_ = 0;
    bool throttled_ = false;
    bool missing_ = false;
};

}  // namespace

void plan_daemon(Planning& p) {
    DaemonRollout(p).run();
}

}  // namespace gantry::ecs::planning
