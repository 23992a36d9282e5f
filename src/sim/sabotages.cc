#include "sim/sabotages.h"

#include <algorithm>
#include <iterator>

namespace gantry::sim {

namespace {

constexpr SabotageEntry kSabotages[] = {
    {Sabotage::AnswerEarly, "answer-early", "changes are answered before they are durable", 5},
    {Sabotage::LoseToken, "lose-token", "RunTask does not remember its client token", 30, 18},
    {Sabotage::ReuseRevision, "reuse-revision", "a family gives its last revision again", 3},
    {Sabotage::ForgetDelete, "forget-delete", "DeleteService answers and changes nothing", 3},
    {Sabotage::TrimRow, "trim-row", "trimming the journal loses a row of its base", 5},
    {Sabotage::ForeignDraw, "foreign-draw", "ids are not drawn from the seed", 2},
    {Sabotage::ForgetDetach, "forget-detach", "detaching a policy answers and changes nothing", 3},
    {Sabotage::KeyOutlives, "key-outlives", "a deleted access key still lets its user in", 5},
    {Sabotage::DenyLate, "deny-late", "what is denied is done all the same", 3},
    {Sabotage::DanglingPolicy, "dangling-policy", "policies in use can be deleted", 5},
    {Sabotage::SessionOutlives, "session-outlives", "a stopped task's credentials are good", 5},
    {Sabotage::ExecutionOutlives, "execution-outlives", "an execution role's session never ends", 5
    },
    {Sabotage::ServeStopped, "serve-stopped", "agents give credentials to stopped tasks", 5},
    {Sabotage::SealNothing, "seal-nothing", "secret values are kept in the clear", 3},
    {Sabotage::VersionTwice, "version-twice", "a parameter's version is given again", 3},
    {Sabotage::StageStays, "stage-stays", "AWSCURRENT stays with the old version", 3},
    {Sabotage::AddressTwice, "address-twice", "a subnet gives an address twice", 3},
    {Sabotage::LogEarly, "log-early", "log events are acknowledged before they are durable", 15},
    {Sabotage::LogHalf, "log-half", "a batch of log events is put in two pieces", 15},
    {Sabotage::LogIdAgain, "log-id-again", "a log stream has the id of the one before it", 5},
    {Sabotage::LogLeftBehind, "log-left-behind", "a start removes no events of what is gone", 60, 6
    },
    {Sabotage::LogForget, "log-forget", "a start removes events of streams that are there", 5},
    {Sabotage::LogPageAgain, "log-page-again", "pages of log events overlap", 3},
    {Sabotage::ExpiredBack, "expired-back", "expired events come back with a longer retention", 5},
    {Sabotage::ShippedEarly, "shipped-early", "lines that were read count as shipped", 5},
    {Sabotage::FileGoes, "file-goes", "a file goes though another object has it, too", 5},
    {Sabotage::FileStays, "file-stays", "a start removes no files of what is gone", 3},
    {Sabotage::PartLeftOut, "part-left-out", "an upload is completed without its other parts", 10},
    {Sabotage::KeyListedTwice, "key-listed-twice", "pages of keys overlap", 3},
    {Sabotage::FullBucketGoes, "full-bucket-goes", "buckets with objects can be deleted", 3},
    {Sabotage::NullStays, "null-stays", "a suspended bucket keeps old null versions", 10},
    {Sabotage::TagMoves, "tag-moves", "immutable image tags move", 3},
    {Sabotage::TagOutlives, "tag-outlives", "tags stay behind when their image is deleted", 3},
    {Sabotage::ExpireUnselected, "expire-unselected", "lifecycle rules expire any image", 3},
    {Sabotage::OverCommit, "over-commit", "placement does not look at free memory", 5},
    {Sabotage::PortTwice, "port-twice", "placement does not look at used ports", 10},
    {Sabotage::IgnoreConstraint, "ignore-constraint", "placement ignores constraints", 3},
    {Sabotage::GpuTwice, "gpu-twice", "placement does not look at used GPUs", 10},
    {Sabotage::GpuShort, "gpu-short", "placement does not look at free GPUs", 10},
    {Sabotage::GpuLeftOut, "gpu-left-out", "containers are made without one of their GPUs", 10},
    {Sabotage::DiskTwice, "disk-twice", "every volume of a task has one id", 10},
    {Sabotage::DiskNotKept, "disk-not-kept", "disks that are to be kept go with their task", 20},
    {Sabotage::MountForgotten, "mount-forgotten", "agents mount nothing", 5},
    {Sabotage::SnapshotForgotten,
     "snapshot-forgotten",
     "disks that are made from a snapshot begin empty",
     20},
    {Sabotage::MountLeft, "mount-left", "agents unmount nothing", 5},
    {Sabotage::AttachedEarly,
     "attached-early",
     "volumes are ATTACHED once an agent has the task",
     10},
    {Sabotage::FileStale, "file-stale", "files of secrets stay as they were at first", 20},
    {Sabotage::FileLeft, "file-left", "files of secrets outlive their task", 5},
    {Sabotage::FileInEnvironment, "file-in-environment", "files of secrets are variables, too", 5},
    {Sabotage::PoolShown, "pool-shown", "machines of the pool are shown with their tasks", 3},
    {Sabotage::PoolLeft, "pool-left", "services of FARGATE run on the cluster's machines", 3},
    {Sabotage::NoticeForgotten, "notice-forgotten", "interruptions are told and not done", 5},
    {Sabotage::WeightsIgnored, "weights-ignored", "a strategy's first provider gets all", 3},
    {Sabotage::AddressBackEarly, "address-back-early", "a task to stop gives its address back", 20},
    {Sabotage::GroupNotTold, "group-not-told", "machines do not hear of changed groups", 30},
    {Sabotage::IgnoreFloor, "ignore-floor", "the scheduler keeps no floor", 3},
    {Sabotage::IgnoreCeiling, "ignore-ceiling", "the scheduler starts two too many", 3},
    {Sabotage::IgnoreProtection, "ignore-protection", "protected tasks are stopped", 10},
    {Sabotage::CompleteEarly, "complete-early", "a deployment is COMPLETED before proof", 3},
    {Sabotage::SettleShort, "settle-short", "tasks are ready after a quarter of their time", 3},
    {Sabotage::ClockDecidesHealth, "clock-decides-health", "time makes a task healthy", 5},
    {Sabotage::DeafBreaker, "deaf-breaker", "the circuit breaker does nothing", 5},
    {Sabotage::ForgetEndNoted, "forget-end-noted", "a task's end is counted again", 3},
    {Sabotage::WrongRevision, "wrong-revision", "tasks of the oldest deployment are started", 3},
    {Sabotage::SleepyWaker, "sleepy-waker", "health alone wakes no service", 15},
    {Sabotage::OldNotRefilled, "old-not-refilled", "a failing roll-out erodes good tasks", 20},
    {Sabotage::StatusGoesBack, "status-goes-back", "late reports are taken as news", 20},
    {Sabotage::StartEarly, "start-early", "agents start what they could still forget", 20},
    {Sabotage::StartAfterStop, "start-after-stop", "agents go on with tasks that are to stop", 40},
    {Sabotage::EndlessRestarts, "endless-restarts", "a restart does not wait for its period", 3},
    {Sabotage::KilledAtOnce, "killed-at-once", "containers are given no time to stop", 3},
};

}  // namespace

std::span<const SabotageEntry> sabotages() {
    return kSabotages;
}

const SabotageEntry* find_sabotage(std::string_view name) {
    const auto* found = std::ranges::find(kSabotages, name, &SabotageEntry::name);
    return found == std::end(kSabotages) ? nullptr : found;
}

}  // namespace gantry::sim
