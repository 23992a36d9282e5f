// Starts and stops of a REPLICA service; the rules are with plan_service.
#include <map>
#include <tuple>

#include "services/ecs/reconcile/replica_census.h"
#include "services/ecs/reconcile/service_planning.h"
#include "services/ecs/reconcile/service_texts.h"
#include "services/ecs/reconcile/stop_order.h"

namespace gantry::ecs::planning {

namespace {

using Tasks = ReplicaCensus::Tasks;

std::int64_t count(const Tasks& tasks) {
    return static_cast<std::int64_t>(tasks.size());
}

class ReplicaRollout {
  public:
    explicit ReplicaRollout(Planning& p)
        : p_(p),
          desired_(p.desired()),
          limits_(limits_of(p.view.row, desired_)),
          fallback_(fallback_of(p)),
          census_(p, fallback_, limits_.floor),
          budget_(census_.ready, limits_.floor) {
        p.fallback_needed = fallback_ != nullptr && fallback_->share > 0 && census_.needed > 0;
    }

    void run() {
        refill_fallback();
        start_missing();
        if (p_.may_start()) {
            stop_some(census_.old, count(census_.old), scaling(), "of an older deployment");
            stop_unhealthy_of_primary();
        }
        stop_unhealthy_of_fallback();
        // Before others that are ready: what the budget allows is theirs first.
        const Tasks& draining = census_.draining;
        stop_some(draining, count(draining), texts::kDrainingStopReason, "its instance drains");
        if (p_.may_start()) stop_fallback();
        stop_surplus();
        note_what_blocks();
    }

  private:
    // ---- Starts

    [[nodiscard]] std::int64_t missing() const { return desired_ - count(census_.good); }
    /// Tasks that may be started before the ceiling is reached.
    [[nodiscard]] std::int64_t slots() const {
        return std::max<std::int64_t>(0, limits_.ceiling - census_.present - census_.leaving);
    }
    /// Tasks that the fallback lacks to keep the floor, slots apart.
    [[nodiscard]] std::int64_t to_refill() const {
        if (fallback_ == nullptr) return 0;
        return std::min(
            census_.needed - census_.kept_coming, fallback_->share - count(census_.kept)
        );
    }

    /// The good revision is kept up first: the new one has yet to show that it can take over.
    void refill_fallback() {
        if (to_refill() <= 0) return;
        const std::int64_t most = std::min(to_refill(), slots());
        refilled_ = allowed_starts(p_, *fallback_, most);
        p_.plan.replaced_unhealthy += std::min(refilled_, count(census_.kept_unhealthy));
        start(
            p_,
            *fallback_,
            refilled_,
            fmt::format("the floor of {} needs {} more", limits_.floor, to_refill())
        );
    }

    void start_missing() {
        if (!p_.may_start()) return;
        const std::int64_t most = std::min(missing(), slots() - refilled_);
        const std::int64_t starts = allowed_starts(p_, p_.primary(), most);
        p_.plan.replaced_unhealthy += std::min(starts, count(census_.unhealthy));
        start(
            p_,
            p_.primary(),
            starts,
            fmt::format(
                "want {}, have {} good, at most {}", desired_, census_.good.size(), limits_.ceiling
            )
        );
    }

    // ---- Stops

    /// Stops up to `most` tasks that are not protected: first those whose end costs nothing, then
    /// what the budget allows in the order of StopOrder.
    void stop_some(
        const Tasks& tasks, std::int64_t most, std::string_view reason, const char* why
    ) {
        Tasks running;
        for (const ServiceTask* task : tasks) {
            if (is_protected(*task, p_.now)) {
                spare_protected(*task);
            } else if (is_running(*task) && !is_unhealthy(*task)) {
                running.push_back(task);
            } else if (most-- > 0) {
                p_.stop(*task, reason, why);
            }
        }
        if (most <= 0 || !budget_.left()) return;
        StopOrder order(p_, std::move(running));
        while (most-- > 0) {
            const ServiceTask* task = order.next();
            if (task == nullptr || !budget_.take(is_ready(*task, p_))) return;
            p_.stop(*task, reason, why);
        }
    }
    void spare_protected(const ServiceTask& task) {
        ++protected_[task.deployment_id];
        p_.look_at(*task.protected_until);
    }

    /// An UNHEALTHY task goes when as many ready ones as wanted are there without it, or when its
    /// replacement cannot come otherwise.
    void stop_unhealthy_of_primary() {
        const std::int64_t serves = std::max<std::int64_t>(0, desired_ - census_.good_ready);
        stop_unhealthy_beyond(census_.unhealthy, serves, missing(), slots() - refilled_);
    }
    void stop_unhealthy_of_fallback() {
        stop_unhealthy_beyond(census_.kept_unhealthy, census_.needed, to_refill(), slots());
    }
    /// @param serves  so many of them are still better than nothing
    /// @param wanted  starts that would replace them
    /// @param room    starts that the ceiling allows
    void stop_unhealthy_beyond(
        const Tasks& tasks, std::int64_t serves, std::int64_t wanted, std::int64_t room
    ) {
        std::int64_t spare = std::max(
            count(tasks) - serves, wanted - std::max<std::int64_t>(0, room) - census_.leaving
        );
        const bool no_place = !p_.view.row.last_placement_failure.empty() && wanted > 0;
        if (no_place && !census_.stopping) spare = std::max<std::int64_t>(spare, 1);
        for (const ServiceTask* task : tasks) {
            if (spare-- <= 0) break;
            stop_unhealthy(p_, *task);
        }
    }

    /// What is not needed any more; what is still on its way goes first, for it costs nothing.
    void stop_fallback() {
        const char* why = "of an older deployment";
        const Tasks coming = unneeded_coming();
        stop_some(coming, count(coming), scaling(), why);
        Tasks ready;
        for (const ServiceTask* task : census_.kept) {
            if (is_ready(*task, p_)) ready.push_back(task);
        }
        stop_some(ready, count(ready), scaling(), why);
    }
    /// Those of the fallback that are not ready, beyond what the floor needs: PENDING before
    /// RUNNING, newest first.
    [[nodiscard]] Tasks unneeded_coming() const {
        Tasks coming;
        for (const ServiceTask* task : census_.kept) {
            if (!is_ready(*task, p_)) coming.push_back(task);
        }
        std::ranges::sort(coming, [](const ServiceTask* a, const ServiceTask* b) {
            return std::tie(a->status, b->created_at, b->id) <
                   std::tie(b->status, a->created_at, a->id);
        });
        const std::int64_t spare = count(coming) - std::min(count(coming), census_.needed);
        coming.resize(static_cast<std::size_t>(spare));
        return coming;
    }

    void stop_surplus() {
        if (!p_.may_start()) return share_what_is_wanted();
        stop_some(census_.good, count(census_.good) - desired_, scaling(), "more than wanted");
    }
    /// A deployment that may start nothing shares the wanted count with those before it. What it
    /// has started and is not ready goes first, what is ready of it last.
    void share_what_is_wanted() {
        Tasks unproven;
        Tasks proven;
        for (const ServiceTask* task : census_.good) {
            (is_ready(*task, p_) ? proven : unproven).push_back(task);
        }
        Tasks kept = unneeded_coming();
        for (const ServiceTask* task : census_.kept) {
            if (is_ready(*task, p_)) kept.push_back(task);
        }
        for (const Tasks* tasks :
             {&census_.unhealthy,
              &census_.kept_unhealthy,
              &unproven,
              &census_.old,
              &census_.draining,
              &kept,
              &proven}) {
            Tasks left = *tasks;
            std::erase_if(left, [this](const ServiceTask* task) { return p_.stops(*task); });
            const auto stops = static_cast<std::int64_t>(p_.plan.stops.size());
            const std::int64_t surplus = census_.present + refilled_ - stops - desired_;
            if (surplus > 0) stop_some(left, surplus, scaling(), "more than wanted");
        }
    }

    // ---- What is in the way

    void note_what_blocks() {
        const bool in_flight = census_.stopping || census_.good_ready < count(census_.good) ||
                               !p_.plan.stops.empty() || !p_.plan.starts.empty();
        if (missing() <= 0 && to_refill() <= 0) {
            if (protected_.empty() || in_flight) return note_blocked(p_, {});
            const auto& [deployment, tasks] = *protected_.begin();
            return note_blocked(p_, texts::under_protection(deployment, tasks));
        }
        if (slots() > 0 || in_flight || !protected_.empty() || !p_.may_start()) return;
        note_blocked(p_, texts::kStuckConfiguration);
    }

    [[nodiscard]] std::string scaling() { return texts::scaling_stop_reason(p_.primary().id); }

    Planning& p_;
    std::int64_t desired_;
    Limits limits_;
    const DeploymentRow* fallback_;
    ReplicaCensus census_;
    Budget budget_;
    std::int64_t refilled_ = 0;  ///< starts of the fallback by this plan
    /// Tasks that would be stopped but for their protection, by deployment.
    std::map<std::string, std::int64_t> protected_;
};

}  // namespace

void plan_replica(Planning& p) {
    ReplicaRollout(p).run();
}

}  // namespace gantry::ecs::planning
