#include "agent/engine/task_mounts.h"
#include "agent/runner/operation.h"
#include "base/log.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// How long something may have a mount open after the containers have ended. What still has it then
/// goes on with it, unseen, and the task ends.
constexpr Duration kReleaseLimit = Seconds{20};

/// Action ReleaseMounts: one after the other; ends with MountsGone. Also what is named no more
/// since the agent was started with another setup.
class ReleaseOperation final : public Operation {
  public:
    ReleaseOperation(OperationTools tools, std::string task)
        : Operation(tools, std::move(task), "", kReleaseLimit) {}

  private:
    void attempt() override {
        const TaskBook::Entry* task = entry();
        if (task == nullptr) return end();
        if (!mounts_) {
            const auto state = tools_.book.state(task_);
            mounts_ = mounts_to_release(*task->payload, state && state->had_volumes());
        }
        if (released_ == mounts_->size() || tools_.storage == nullptr ||
            sabotaged(Sabotage::MountLeft)) {
            return end_with(event::MountsGone{});
        }
        const MountToRelease& next = (*mounts_)[released_];
        tools_.storage->detach(
            next.id,
            next.removal,
            force_,
            then<void>([this, forced = force_](const Result<void>& how) {
                // The limit may have passed meanwhile.
                if (!how && !forced) return force_ ? attempt() : try_again();
                if (!how) tell_left_behind(how.error());
                ++released_;
                attempt();
            })
        );
    }

    void on_limit() override {
        force_ = true;
        hurry();
    }

    void tell_left_behind(const Error& why) {
        log_error(
            "mount_left_behind",
            {{"task", task_}, {"mount", (*mounts_)[released_].id}, {"why", why.message}}
        );
    }

    std::optional<std::vector<MountToRelease>> mounts_;
    std::size_t released_ = 0;
    bool force_ = false;
};

}  // namespace

std::shared_ptr<Operation> make_release_operation(OperationTools tools, std::string task) {
    return std::make_shared<ReleaseOperation>(tools, std::move(task));
}

}  // namespace gantry::agent
