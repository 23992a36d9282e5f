#include "agent/engine/task_mounts.h"
#include "agent/runner/operation.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

/// How long something may have a mount open after the containers have ended. What still has it then
/// goes on with it, unseen, and the task ends.
constexpr Duration kReleaseLimit = Seconds{20};

/// Action ReleaseMounts: one after the other; ends with MountsGone.
class ReleaseOperation final : public Operation {
  public:
    ReleaseOperation(OperationTools tools, std::string task)
        : Operation(tools, std::move(task), "", kReleaseLimit) {}

  private:
    void attempt() override {
        const TaskBook::Entry* task = entry();
        if (task == nullptr) return end();
        if (!mounts_) {
            auto mounts = mounts_of(*task->payload, tools_.storage_setup);
            // What cannot be mounted never was.
            mounts_ = mounts ? std::move(*mounts) : std::vector<TaskMount>{};
        }
        if (released_ == mounts_->size() || tools_.storage == nullptr) {
            return end_with(event::MountsGone{});
        }
        const TaskMount& next = (*mounts_)[released_];
        tools_.storage->detach(
            next.mount.id,
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
            {{"task", task_}, {"mount", (*mounts_)[released_].mount.id}, {"why", why.message}}
        );
    }

    std::optional<std::vector<TaskMount>> mounts_;
    std::size_t released_ = 0;
    bool force_ = false;
};

}  // namespace

std::shared_ptr<Operation> make_release_operation(OperationTools tools, std::string task) {
    return std::make_shared<ReleaseOperation>(tools, std::move(task));
}

}  // namespace gantry::agent
