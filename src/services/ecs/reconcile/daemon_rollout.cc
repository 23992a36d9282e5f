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
        : p_(p), desired_(p.desired()), limits_(limits_of(p.view.row, desired_)), budget_(0, 0) {
        for (const DaemonInstance& instance : p.view.daemon_instances) {
            seats_[instance.id].wanted = true;
            seats_[instance.id].can_start = instance.can_start;
        }
        std::int64_t ready = 0;
        for (const ServiceTask& task : p.view.tasks) {
            sort(task, seats_[task.instance_id]);
            if (is_ready(task, p)) ++ready;
        }
        budget_ = Budget(ready, limits_.floor);
        throttled_ = allowed_starts(p, 1) == 0;
    }

    void run() {
        for (auto& [instance, seat] : seats_) {
            if (!seat.wanted) {
                leave(seat);
            } else if (p_.may_start()) {
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
        }
    }

    /// Tasks where none is wanted. On a DRAINING instance daemons serve the other tasks to the end.
    void leave(Seat& seat) {
        if (seat.good != nullptr) seat.others.push_back(seat.good);
        for (const ServiceTask* task : seat.others) {
            if (task->instance_draining && task->others_on_instance) continue;
            const bool drains = task->instance_draining;
            stop(
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
            const bool free = !is_running(*task) || is_unhealthy(*task);
            if (!free && !budget_.take(is_ready(*task, p_))) continue;
            if (is_unhealthy(*task)) {
                stop_unhealthy(*task);
            } else {
                stop(*task, scaling(), "of an older deployment");
            }
        }
        if (seat.good != nullptr || !seat.can_start) return;
        missing_ = true;
        const bool occupied = !seat.others.empty() || seat.stopping > 0;
        if (throttled_ || (occupied && (!surge || present_ >= limits_.ceiling))) return;
        if (started_ >= p_.rules.starts_at_once) return;
        ++started_;
        ++present_;
        p_.plan.starts.push_back({p_.primary().id, 1, instance});
        p_.because(fmt::format("start one on {}: a daemon is wanted there", instance));
    }

    [[nodiscard]] const ServiceTask* best_of(const std::vector<const ServiceTask*>& tasks) const {
        const ServiceTask* best = nullptr;
        for (const ServiceTask* task : tasks) {
            if (is_unhealthy(*task)) continue;
            if (best == nullptr || (is_ready(*task, p_) && !is_ready(*best, p_))) best = task;
        }
        return best;
    }

    void stop(const ServiceTask& task, std::string_view reason, const char* why) {
        p_.stop(task, reason);
        p_.because(fmt::format("stop {}: {}", task.id, why));
    }
    void stop_unhealthy(const ServiceTask& task) {
        stop(task, texts::kUnhealthyStopReason, "unhealthy");
        p_.say(texts::failed_health_checks(task.id));
        ++p_.primary().failed_tasks;
        p_.primary().last_failure_at = p_.now;
    }
    std::string scaling() { return texts::scaling_stop_reason(p_.primary().id); }

    Planning& p_;
    std::int64_t desired_;
    Limits limits_;
    Budget budget_;
    std::map<std::string, Seat> seats_;
    std::int64_t present_ = 0;  ///< tasks not STOPPED
    std::int64_t started_ = 0;
    bool throttled_ = false;
    bool missing_ = false;
};

}  // namespace

void plan_daemon(Planning& p) {
    DaemonRollout(p).run();
}

}  // namespace gantry::ecs::planning
