#pragma once

#include <vector>

#include "services/iam/policy/evaluate.h"

/// Why a request is allowed or denied, by every type of policy there is.
namespace gantry::iam::policy {

/// What the policies of one type say, without the others.
struct Verdict {
    PolicyType type = PolicyType::Identity;
    bool asked = false;  ///< whether there are any; those of the principal itself are always asked
    Outcome outcome = Outcome::ImplicitDeny;
    std::vector<StatementRef> statements;  ///< every Deny that applies, or else every Allow
};

struct Explanation {
    Decision decision;
    std::string resource;           ///< the one that decided: of denials the first that is denied
    std::vector<Verdict> verdicts;  ///< of each type, in the order of PolicyType
    /// Of denials without a Deny: which types would have to allow it and do not.
    std::vector<PolicyType> lacking;
};

Explanation explain(const PolicySet& policies, const AuthRequest& request);

}  // namespace gantry::iam::policy
