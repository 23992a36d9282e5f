#pragma once

#include "service/authorizer.h"
#include "services/iam/access/access.h"

namespace gantry::iam {

/// Decides by the policies of IAM what callers may do. Core thread.
class Gate final : public service::Authorizer {
  public:
    /// Outlives it.
    explicit Gate(Access& access) : access_(access) {}

    Result<void> authorize(const aws::Caller& caller, const service::Access& what, SysTime now)
        override;

  private:
    Access& access_;
};

/// A caller's standing with what its session adds to it: policies that narrow it, tags.
/// Errors: Denied, AccessDeniedException, for callers that IAM does not know any more.
Result<Standing> standing_of(Access& access, const aws::Caller& caller);

/// What is known of every request.
void add_request_context(const aws::Caller& caller, SysTime now, policy::Context& context);

/// "123456789012" and its root: no policy of its own account limits it.
bool is_root(const aws::Caller& caller);

}  // namespace gantry::iam
