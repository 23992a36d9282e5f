#include "services/iam/policy/denial_text.h"

#include <fmt/format.h>

#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

struct Words {
    std::string_view deny;      // "with an explicit deny in …"
    std::string_view no_allow;  // "because no … allows"
};

Words words_of(PolicyType type) {
    switch (type) {
        case PolicyType::Identity: return {"an identity-based policy", "identity-based policy"};
        case PolicyType::Resource: return {"a resource-based policy", "resource-based policy"};
        case PolicyType::Boundary: return {"a permissions boundary", "permissions boundary"};
        case PolicyType::Session: return {"a session policy", "session policy"};
    }
    return {};
}

}  // namespace

std::string denial_text(const AuthRequest& request, const Decision& decision) {
    if (request.principal.type == Principal::Type::WebIdentity) {
        return fmt::format("Not authorized to perform {}", request.action);
    }
    const std::string_view who =
        request.principal.arn.empty() ? "anonymous" : std::string_view(request.principal.arn);
    std::string text = fmt::format(
        "User: {} is not authorized to perform: {} on resource: {}",
        who,
        request.action,
        decision.resource
    );
    const bool by_trust = decision.by == PolicyType::Resource &&
                          lower_case(request.action).starts_with("sts:assumerole");
    if (by_trust) return text;
    const Words words = words_of(decision.by);
    if (decision.outcome == Outcome::ExplicitDeny) {
        return text + fmt::format(" with an explicit deny in {}", words.deny);
    }
    return text +
           fmt::format(" because no {} allows the {} action", words.no_allow, request.action);
}

}  // namespace gantry::iam::policy
