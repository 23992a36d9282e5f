// Starts and stops of a REPLICA service; the rules are with plan_service.
#include <fmt/format.h>

#include "services/ecs/reconcile/service_planning.h"
#include "services/ecs/reconcile/service_texts.h"
#include "services/ecs/reconcile/stop_order.h"

namespace gantry::ecs::planning {

namespace {

using Tasks = std::vector<const ServiceTask*>;

std::int64_t count(const Tasks& tasks) {
    return static_cast<std::int64_t>(tasks.size());
}

class ReplicaRollout {
  public:
    explicit ReplicaRollout(Planning& p)
        : p_(p), desired_(p.desired()), limits_(limits_of(p.view.row, desired_)), budget_(0, 0) {
        for (const ServiceTask& task : p.view.tasks) sort(task);
        budget_ = Budget(ready_, limits_.floor);
    }

    void run() {
        start();
        if (p_.may_start()) {
            stop_old();
            stop_unhealthy();
        }
        stop_draining();
        stop_surplus();
        note_what_blocks();
    }

  private:
    void sort(const ServiceTask& task) {
        if (task.stopping) {
            stopping_ = true;
            if (task.stopped_by_scheduler) ++leaving_;
            return;
        }
        ++present_;
        if (is_ready(task, p_)) ++ready_;
        if (task.instance_draining && !p_.may_start()) {
            draining_.push_back(&task);
        } else if (task.deployment_id != p_.primary().id) {
            old_.push_back(&task);
        } else if (is_unhealthy(task)) {
            unhealthy_.push_back(&task);
        } else if (task.instance_draining) {
            draining_.push_back(&task);
        } else {
            good_.push_back(&task);
            if (is_ready(task, p_)) ++good_ready_;
        }
    }

    [[nodiscard]] std::int64_t missing() const { return desired_ - count(good_); }
    [[nodiscard]] std::int64_t slots() const { return limits_.ceiling - present_ - leaving_; }

    void start() {
        if (!p_.may_start()) return;
        const std::int64_t starts = allowed_starts(p_, std::min(missing(), slots()));
        if (starts <= 0) return;
        p_.plan.starts.push_back({p_.primary().id, starts, {}});
        p_.because(fmt::format(
            "start {}: want {}, have {} good, at most {}",
            starts,
            desired_,
            good_.size(),
            limits_.ceiling
        ));
    }

    /// Stops up to `most` tasks that are not protected: first those whose end costs nothing, then
    /// what the budget allows in the order of StopOrder.
    void stop_some(
        const Tasks& tasks, std::int64_t most, std::string_view reason, const char* why
    ) {
        Tasks running;
        for (const ServiceTask* task : tasks) {
            if (is_protected(*task, p_.now)) {
                protected_ = true;
                p_.look_at(*task->protected_until);
            } else if (is_running(*task) && !is_unhealthy(*task)) {
                running.push_back(task);
            } else if (most-- > 0) {
                stop(*task, reason, why);
            }
        }
        if (most <= 0 || !budget_.left()) return;
        StopOrder order(p_, std::move(running));
        while (most-- > 0) {
            const ServiceTask* task = order.next();
            if (task == nullptr || !budget_.take(is_ready(*task, p_))) return;
            stop(*task, reason, why);
        }
    }
    void stop(const ServiceTask& task, std::string_view reason, const char* why) {
        p_.stop(task, reason);
        p_.because(fmt::format("stop {}: {}", task.id, why));
    }

    void stop_old() {
        const std::string reason = texts::scaling_stop_reason(p_.primary().id);
        stop_some(old_, count(old_), reason, "of an older deployment");
    }

    /// An UNHEALTHY task goes when as many ready ones as wanted are there without it, or when its
    /// replacement cannot come otherwise.
    void stop_unhealthy() {
        std::int64_t spare = count(unhealthy_) - std::max<std::int64_t>(0, desired_ - good_ready_);
        const std::int64_t without_room = missing() - std::max<std::int64_t>(0, slots()) - leaving_;
        spare = std::max(spare, without_room);
        const bool no_place = !p_.view.row.last_placement_failure.empty() && missing() > 0;
        if (no_place && !stopping_) spare = std::max<std::int64_t>(spare, 1);

        for (const ServiceTask* task : unhealthy_) {
            if (spare-- <= 0) break;
            stop(*task, texts::kUnhealthyStopReason, "unhealthy");
            p_.say(texts::failed_health_checks(task->id));
            ++p_.primary().failed_tasks;
            p_.primary().last_failure_at = p_.now;
        }
    }

    void stop_draining() {
        stop_some(draining_, count(draining_), texts::kDrainingStopReason, "its instance drains");
    }

    /// A deployment that may start nothing shares the wanted count with those before it.
    void stop_surplus() {
        if (p_.may_start()) return stop_surplus_of(good_, count(good_) - desired_);
        for (const Tasks* tasks : {&unhealthy_, &old_, &draining_, &good_}) {
            Tasks left = *tasks;
            std::erase_if(left, [this](const ServiceTask* task) { return p_.stops(*task); });
            stop_surplus_of(left, present_ - count_of_stops() - desired_);
        }
    }
    void stop_surplus_of(const Tasks& tasks, std::int64_t surplus) {
        if (surplus <= 0) return;
        stop_some(tasks, surplus, texts::scaling_stop_reason(p_.primary().id), "more than wanted");
    }
    [[nodiscard]] std::int64_t count_of_stops() const {
        return static_cast<std::int64_t>(p_.plan.stops.size());
    }

    void note_what_blocks() {
        if (missing() <= 0) return note_blocked(p_, {});
        const bool in_flight = stopping_ || protected_ || good_ready_ < count(good_) ||
                               !p_.plan.stops.empty() || !p_.plan.starts.empty();
        if (slots() > 0 || in_flight || !p_.may_start()) return;
        note_blocked(p_, texts::kStuckConfiguration);
    }

    Planning& p_;
    std::int64_t desired_;
    Limits limits_;
    Budget budget_;
    Tasks old_, unhealthy_, draining_, good_;  ///< all but `old_` of the primary deployment
    std::int64_t present_ = 0;                 ///< wanted to run
    std::int64_t leaving_ = 0;                 ///< we are stopping them
    std::int64_t ready_ = 0;                   ///< of all deployments
    std::int64_t good_ready_ = 0;
    bool stopping_ = false;   ///< some task is on its way out
    bool protected_ = false;  ///< some task would be stopped but for its protection
};

}  // namespace

void plan_replica(Planning& p) {
    ReplicaRollout(p).run();
}

}  // namespace gantry::ecs::planning
