#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "service/authorizer.h"
#include "services/iam/access/access.h"
#include "services/iam/access/call_log.h"
#include "services/iam/access/last_uses.h"

namespace gantry::iam {

/// What becomes of IAM's policies.
enum class Enforcement : std::uint8_t {
    Off,      ///< nobody asks them: every caller may do everything
    Audit,    ///< what they deny is logged and counted, and done
    Enforce,  ///< what they deny is refused
};

/// The error that tells of a denial: AccessDeniedException, for which a service may have its own
/// name.
Error denied(std::string message);

/// Decides by the policies of IAM what callers may do, and remembers what was called. Core thread.
class Gate final : public service::Authorizer {
  public:
    /// @param access outlives it
    /// @param takes_unknown_roles sessions of roles that are not there, which services took on for
    /// tasks and managed machines, may do what an administrator may
    explicit Gate(Access& access, Enforcement enforcement, bool takes_unknown_roles = false)
        : access_(access), enforcement_(enforcement), takes_unknown_roles_(takes_unknown_roles) {}

    Result<void> authorize(const aws::Caller& caller, const service::Access& what, SysTime now)
        override;

    /// Takes note of a decision about one resource, and says what comes of it.
    /// @param own the policy that the resource has of its own
    /// Errors: Denied, AccessDeniedException, where it is a denial and is enforced.
    Result<void> settle(
        const aws::Caller& caller,
        const policy::AuthRequest& request,
        const policy::Decision& decision,
        SysTime now,
        const std::optional<service::ResourcePolicy>& own = {}
    );
    /// Takes note of a denial, of which nothing comes.
    void let_pass(
        const aws::Caller& caller,
        const policy::AuthRequest& request,
        const policy::Decision& decision,
        SysTime now,
        const std::optional<service::ResourcePolicy>& own = {}
    );
    /// A caller's standing. Where policies are not enforced, those that IAM does not know have one
    /// without policies. Errors: as standing_of.
    Result<Standing> standing_for(const aws::Caller& caller);

    [[nodiscard]] Enforcement enforcement() const { return enforcement_; }
    [[nodiscard]] const CallLog& calls() const { return calls_; }
    [[nodiscard]] const LastUses& uses() const { return uses_; }
    /// How many denials were not enforced, since the start.
    [[nodiscard]] std::uint64_t passed() const { return passed_; }

  private:
    /// Under whose name a caller's calls are kept: of a role's session the role's ARN.
    [[nodiscard]] std::string holder(const policy::Principal& caller) const;
    void note_use(const aws::Caller& caller, const service::Access& what, SysTime now);
    void note_all(const aws::Caller& caller, const service::Access& what);
    void tell(
        std::string_view principal,
        const policy::AuthRequest& request,
        const policy::Decision& decision
    );
    Result<void> judge_one(
        const aws::Caller& caller,
        const Standing& standing,
        const std::optional<service::ResourcePolicy>& own,
        const policy::AuthRequest& request,
        SysTime now
    );
    Result<void> judge(
        const aws::Caller& caller,
        const Standing& standing,
        const service::Access& what,
        SysTime now
    );

    Result<void> judge_all(
        const aws::Caller& caller,
        const Standing& standing,
        const service::Access& what,
        SysTime now
    );
    policy::Decision decide(
        const policy::PolicySet& policies,
        const std::optional<service::ResourcePolicy>& own,
        const policy::AuthRequest& request
    );

    Access& access_;
    Enforcement enforcement_;
    bool takes_unknown_roles_;
    CallLog calls_;
    LastUses uses_;
    std::set<std::string, std::less<>> told_;  ///< what the log has already
    std::uint64_t passed_ = 0;
};

/// A caller's standing with what its session adds to it: policies that narrow it, tags.
/// Errors: Denied, AccessDeniedException, for callers that IAM does not know any more.
Result<Standing> standing_of(Access& access, const aws::Caller& caller);

/// What is known of every request.
void add_request_context(const aws::Caller& caller, SysTime now, policy::Context& context);

/// "123456789012" and its root: no policy of its own account limits it.
bool is_root(const aws::Caller& caller);

/// Whose rights a principal has: of a session the role.
const std::string& holder_of(const policy::Principal& principal);

}  // namespace gantry::iam
