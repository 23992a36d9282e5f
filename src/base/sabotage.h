#pragma once

#include <cstdint>

/// Promises broken on purpose, so that the simulator's checkers are tested as all else is: with one
/// of these on, a run must end with a broken promise, or the checker that should have seen it is
/// blind. FoundationDB's BUGGIFY is the precedent.
///
/// Each name is asked for at one place, the one that keeps the promise. Nothing is on but in a
/// thread of `gantry sim --sabotage`; everywhere else the question costs a read of a thread-local.
/// What each breaks, and how soon that must be noticed: sim/sabotages.cc.
namespace gantry {

enum class Sabotage : std::uint8_t {
    None,
    // Requests and state
    AnswerEarly,
    LoseToken,
    ReuseRevision,
    ForgetDelete,
    TrimRow,
    ForeignDraw,
    // Who may do what
    ForgetDetach,
    KeyOutlives,
    DenyLate,
    DanglingPolicy,
    SessionOutlives,
    ExecutionOutlives,
    ServeStopped,
    // What is kept for tasks
    SealNothing,
    VersionTwice,
    StageStays,
    AddressTwice,
    // Log events
    LogEarly,
    LogHalf,
    LogIdAgain,
    LogLeftBehind,
    LogForget,
    LogPageAgain,
    ExpiredBack,
    ShippedEarly,
    // Objects
    FileGoes,
    FileStays,
    PartLeftOut,
    KeyListedTwice,
    FullBucketGoes,
    NullStays,
    // Images
    TagMoves,
    TagOutlives,
    ExpireUnselected,
    // Placement
    OverCommit,
    PortTwice,
    IgnoreConstraint,
    // GPUs
    GpuTwice,
    GpuShort,
    GpuLeftOut,
    // Volumes
    DiskTwice,
    DiskNotKept,
    MountForgotten,
    SnapshotForgotten,
    MountLeft,
    AttachedEarly,
    // Files of secrets
    FileStale,
    FileLeft,
    FileInEnvironment,
    // FARGATE
    PoolShown,
    PoolLeft,
    NoticeForgotten,
    WeightsIgnored,
    // Networks of tasks
    AddressBackEarly,
    GroupNotTold,
    // The service scheduler
    IgnoreFloor,
    IgnoreCeiling,
    IgnoreProtection,
    CompleteEarly,
    SettleShort,
    ClockDecidesHealth,
    DeafBreaker,
    ForgetEndNoted,
    WrongRevision,
    SleepyWaker,
    OldNotRefilled,
    // Fleet and agents
    StatusGoesBack,
    StartEarly,
    StartAfterStop,
    EndlessRestarts,
    KilledAtOnce,
};

namespace detail {
inline thread_local Sabotage current_sabotage = Sabotage::None;
}

/// Whether this promise is to be broken now, in this thread.
inline bool sabotaged(Sabotage what) {
    return detail::current_sabotage == what;
}

/// Breaks one promise in this thread for as long as it lives. The simulator's only.
class SabotageScope {
  public:
    explicit SabotageScope(Sabotage what) { detail::current_sabotage = what; }
    ~SabotageScope() { detail::current_sabotage = Sabotage::None; }
    SabotageScope(const SabotageScope&) = delete;
    SabotageScope& operator=(const SabotageScope&) = delete;
};

}  // namespace gantry
