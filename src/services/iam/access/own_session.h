#pragma once

#include "aws/caller.h"
#include "base/result.h"
#include "service/authorizer.h"

namespace gantry::iam {

/// That a session which a user or an account's root gave itself (GetSessionToken) does not do what
/// it may not without a second factor, which Gantry does not know: call IAM, or of STS more than
/// AssumeRole and GetCallerIdentity. Policies are not asked. Source: STS API Reference,
/// GetSessionToken.
/// Errors: UnrecognizedClientException, AccessDeniedException.
Result<void> check_own_session(const aws::Caller& caller, const service::Access& what);

}  // namespace gantry::iam
