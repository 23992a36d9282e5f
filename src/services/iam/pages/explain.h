#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/iam/access/access.h"
#include "services/iam/access/call_log.h"
#include "services/iam/policy/explain.h"

/// `/_gantry/iam/explain`: why a call is allowed or denied, and what would have to be said for it
/// to be allowed.
namespace gantry::iam {

/// What is known of the policy that the resource of a call has of its own.
enum class ResourcePolicySource : std::uint8_t {
    None,      ///< it had none
    Denied,    ///< it was asked when the call was denied, and is as it was then
    Trust,     ///< a role is to be assumed: its trust policy is IAM's own, as it is now
    NotAsked,  ///< the call was not made: only the resource's service knows its policy
};

/// What is to be explained: a call that somebody thinks of, or one that was denied.
struct Question {
    Standing standing;
    policy::AuthRequest request;
    std::optional<SysTime> denied_at;  ///< of calls that were
    ResourcePolicySource resource_policy = ResourcePolicySource::None;
};

/// As JSON: outcome, each type's verdict with the statements that decide, what is lacking, the
/// grant.
std::string explanation_json(const Question& question, const policy::Explanation& explained);
/// The same for people.
std::string explanation_text(const Question& question, const policy::Explanation& explained);

/// The smallest policy that allows it, as indented JSON; of one that a resource has with the
/// principal.
std::string grant_document(
    policy::PolicyType type, const policy::AuthRequest& request, std::string_view resource
);

}  // namespace gantry::iam
