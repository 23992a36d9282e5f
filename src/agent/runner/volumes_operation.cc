#include <utility>

#include "agent/engine/task_mounts.h"
#include "agent/engine/task_volumes.h"
#include "agent/runner/operation.h"
#include "base/log.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// Action CreateVolumes: what the machine mounts, then the runtime's volumes, one after the other;
/// ends with VolumesReady or TaskFailed. A task that has run is not ended: what failed is tried
/// until it is there or the task is to stop.
class VolumesOperation final : public Operation {
  public:
    VolumesOperation(OperationTools tools, std::string task)
        : Operation(tools, std::move(task), "", tools.config.create_limit) {}

    [[nodiscard]] bool ends_with_stop() const override { return true; }

  private:
    void attempt() override {
        const TaskBook::Entry* task = entry();
        if (task == nullptr || !still_wanted()) return end();
        if (!mounts_) {
            auto mounts = mounts_of(*task->payload, tools_.storage_setup);
            if (!mounts) return fail(mounts.error().code + ": " + mounts.error().message);
            mounts_ = std::move(*mounts);
            volumes_ = volumes_of(*task->payload, tools_.instance_arn, tools_.storage_setup);
        }
        if (sabotaged(Sabotage::MountForgotten)) mounted_ = mounts_->size();
        if (mounted_ < mounts_->size()) return mount((*mounts_)[mounted_]);
        if (done_ == volumes_.size()) return end_with(event::VolumesReady{});
        const TaskVolume& volume = volumes_[done_];
        if (volume.kind == TaskVolume::Kind::TaskScoped) return create();
        tools_.runtime.inspect_volume(
            volume.spec.name,
            then<runtime::VolumeSpec>([this](const Result<runtime::VolumeSpec>& found) {
                on_looked(found);
            })
        );
    }

    void mount(const TaskMount& wanted) {
        if (tools_.storage == nullptr) return fail(wanted.failure + tools_.config.no_task_disks);
        tools_.storage->attach(
            wanted.mount, then<void>([this, failure = wanted.failure](const Result<void>& how) {
                if (!how) return fail(failure + how.error().message);
                ++mounted_;
                attempt();
            })
        );
    }

    /// What runs has what it needs: only what is started from now on waits.
    void fail(std::string reason) {
        if (!has_run()) return end_with(event::TaskFailed{std::move(reason)});
        if (!std::exchange(told_, true)) {
            log_warn("volumes_not_ready", {{"task", task_}, {"why", reason}});
        }
        try_again();
    }

    void on_looked(const Result<runtime::VolumeSpec>& found) {
        if (found) return next();
        if (found.error().kind != ErrorKind::NotFound) return on_error(found.error());
        const TaskVolume& volume = volumes_[done_];
        if (volume.kind == TaskVolume::Kind::Shared) return create();
        fail(
            "CannotCreateVolumeError: volume '" + volume.spec.name +
            "' does not exist and autoprovision is set to false"
        );
    }

    void create() {
        tools_.runtime.create_volume(
            volumes_[done_].spec, then<void>([this](const Result<void>& how) {
                if (!how) return on_error(how.error());
                next();
            })
        );
    }

    void next() {
        ++done_;
        attempt();
    }

    void on_error(const Error& why) {
        if (why.kind == ErrorKind::Unavailable) return try_again();
        fail(runtime_reason("CannotCreateVolumeError", why));
    }

    void on_limit() override {
        if (has_run() && still_wanted()) return;
        end_with(event::TaskFailed{timeout_reason("created", tools_.config.create_limit)});
    }

    std::optional<std::vector<TaskMount>> mounts_;
    std::size_t mounted_ = 0;
    std::vector<TaskVolume> volumes_;
    std::size_t done_ = 0;  ///< of volumes_
    bool told_ = false;     ///< the log was
};

}  // namespace

std::shared_ptr<Operation> make_volumes_operation(OperationTools tools, std::string task) {
    return std::make_shared<VolumesOperation>(tools, std::move(task));
}

}  // namespace gantry::agent
