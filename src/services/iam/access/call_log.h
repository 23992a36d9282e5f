#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/caller.h"
#include "base/time.h"
#include "service/authorizer.h"
#include "services/iam/policy/evaluate.h"

namespace gantry::iam {

/// How often something was done, and refused.
struct CallCount {
    std::uint64_t done = 0;
    std::uint64_t refused = 0;

    void add(bool was_done) { ++(was_done ? done : refused); }
};

/// What a principal called of one action.
struct ActionCalls {
    CallCount all;
    std::map<std::string, CallCount, std::less<>> resources;  ///< by ARN, or "*"
    /// Of what there was no room for, by the pattern of its kind; "*" of kinds beyond that.
    std::map<std::string, CallCount, std::less<>> kinds;
};

/// A call that was denied, as it was judged.
struct DeniedCall {
    SysTime when{};
    aws::Caller caller;
    policy::AuthRequest request;
    /// Of what it is about, as it was then: the resource's service knows what it is now.
    std::optional<service::ResourcePolicy> resource_policy;
};

struct PrincipalCalls {
    std::map<std::string, ActionCalls, std::less<>> actions;  ///< "ecs:RunTask"
    bool complete = true;  ///< there were no more actions than are kept
    std::optional<DeniedCall> last_denial;
};

/// What every principal called, for whoever wants to know what rights it needs. Kept in memory,
/// from the start of the process on, and bounded: of resources that are too many their kinds are
/// kept, of other things nothing, and it is said that there was more. Core thread.
class CallLog {
  public:
    static constexpr std::size_t kMaxPrincipals = 1000;
    static constexpr std::size_t kMaxActions = 500;
    static constexpr std::size_t kMaxResources = 100;       ///< of each action
    static constexpr std::size_t kMaxKinds = 100;           ///< of each action
    static constexpr std::size_t kMaxResourceBytes = 2048;  ///< of longer ones the kind is kept

    /// One thing that was asked for.
    /// @param principal of sessions the role's ARN
    /// @param resource its ARN; "*" for none
    void add(
        std::string_view principal, std::string_view action, std::string_view resource, bool done
    );
    /// Keeps it as the principal's last denial.
    void deny(std::string_view principal, DeniedCall call);

    /// Null for who was not seen.
    [[nodiscard]] const PrincipalCalls* find(std::string_view principal) const;
    /// Whether there were no more principals than are kept.
    [[nodiscard]] bool complete() const { return complete_; }

  private:
    PrincipalCalls* at(std::string_view principal);

    std::map<std::string, PrincipalCalls, std::less<>> principals_;
    bool complete_ = true;
};

}  // namespace gantry::iam
