#include "services/iam/policy/explain.h"

namespace gantry::iam::policy {
namespace {

bool is_asked(const PolicySet& policies, PolicyType type) {
    switch (type) {
        case PolicyType::Identity: return true;
        case PolicyType::Resource:
            return policies.resource_must_allow || !policies.resource.empty();
        case PolicyType::Boundary: return policies.boundary.has_value();
        case PolicyType::Session: return policies.session.has_value();
    }
    return false;
}

Verdict verdict_of(
    const PolicySet& policies,
    PolicyType type,
    const AuthRequest& request,
    const std::string& resource
) {
    Verdict verdict{.type = type, .asked = is_asked(policies, type)};
    Applying applying = applying_statements(policies, type, request, resource);
    if (!applying.deny.empty()) {
        verdict.outcome = Outcome::ExplicitDeny;
        verdict.statements = std::move(applying.deny);
    } else if (!applying.allow.empty()) {
        verdict.outcome = Outcome::Allowed;
        verdict.statements = std::move(applying.allow);
    }
    return verdict;
}

/// Whether a type's silence is what denies: a resource's policy need not speak within an account,
/// unless it must; between accounts it must, also where there is none.
bool is_needed(const PolicySet& policies, const Verdict& verdict, const AuthRequest& request) {
    if (verdict.outcome == Outcome::Allowed) return false;
    if (verdict.type != PolicyType::Resource) return verdict.asked;
    const bool foreign =
        !request.resource_account.empty() && request.resource_account != request.principal.account;
    return policies.resource_must_allow || foreign;
}

}  // namespace

Explanation explain(const PolicySet& policies, const AuthRequest& request) {
    Explanation all;
    all.decision = evaluate(policies, request);
    all.resource = all.decision.resource;
    if (all.resource.empty()) {
        all.resource = request.resources.empty() ? "*" : request.resources.front();
    }
    for (const auto type :
         {PolicyType::Identity, PolicyType::Resource, PolicyType::Boundary, PolicyType::Session}) {
        all.verdicts.push_back(verdict_of(policies, type, request, all.resource));
    }
    if (all.decision.outcome != Outcome::ImplicitDeny) return all;
    for (const Verdict& verdict : all.verdicts) {
        if (is_needed(policies, verdict, request)) all.lacking.push_back(verdict.type);
    }
    return all;
}

}  // namespace gantry::iam::policy
