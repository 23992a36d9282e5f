#pragma once

#include <optional>
#include <string>

#include "services/iam/access/access.h"
#include "services/iam/access/call_log.h"
#include "services/iam/policy/explain.h"

/// `/_gantry/iam/explain`: why a call is allowed or denied, and what would have to be said for it
/// to be allowed.
namespace gantry::iam {

/// What is to be explained: a call that somebody thinks of, or one that was denied.
struct Question {
    Standing standing;
    policy::AuthRequest request;
    std::optional<SysTime> denied_at;  ///< of calls that were
};

/// As JSON: outcome, each type's verdict with the statements that decide, what is lacking, the
/// grant.
std::string explanation_json(const Question& question, const policy::Explanation& explained);
/// The same for people.
std::string explanation_text(const Question& question, const policy::Explanation& explained);

/// The smallest policy that allows it, as indented JSON; of a trust policy with the principal.
std::string grant_document(
    policy::PolicyType type, const policy::AuthRequest& request, std::string_view resource
);

}  // namespace gantry::iam
