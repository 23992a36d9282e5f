#include "services/iam/access/gate.h"

#include <chrono>

#include "services/iam/policy/denial_text.h"

namespace gantry::iam {
namespace {

using policy::Document;
using policy::DocumentKind;

Error denied(std::string message) {
    return Error{ErrorKind::Denied, "AccessDeniedException", std::move(message), {}};
}

/// Policies were checked when the session was made; one that cannot be read any more allows
/// nothing.
std::shared_ptr<const Document> read_session_policy(const std::string& text) {
    auto read = Document::read(text, DocumentKind::Identity);
    return read ? std::make_shared<const Document>(*std::move(read))
                : std::make_shared<const Document>();
}

void narrow(Access& access, const aws::Session& session, Standing& standing) {
    if (!session.policies && session.policy_arns.empty()) return;
    auto& narrowing = standing.policies.session.emplace();
    for (const std::string& text : session.policies.value_or(std::vector<std::string>{})) {
        auto document = read_session_policy(text);
        narrowing.push_back({"session policy", document.get()});
        standing.held.push_back(std::move(document));
    }
    for (const std::string& arn : session.policy_arns) {
        auto document = access.managed_policy(arn);
        if (!document) continue;  // what is no more there allows nothing
        narrowing.push_back({arn, document.get()});
        standing.held.push_back(std::move(document));
    }
}

}  // namespace

bool is_root(const aws::Caller& caller) {
    return caller.principal == aws::root_arn(caller.scope);
}

Result<Standing> standing_of(Access& access, const aws::Caller& caller) {
    auto standing = access.standing_of(caller.principal);
    if (!standing) {
        return denied("The caller is not known any more: " + standing.error().message);
    }
    if (caller.session == nullptr) return standing;
    narrow(access, *caller.session, *standing);
    for (const auto& [key, value] : caller.session->tags) {
        standing->context.set("aws:PrincipalTag/" + key, value);
    }
    if (!caller.session->source_identity.empty()) {
        standing->context.set("aws:SourceIdentity", caller.session->source_identity);
    }
    return standing;
}

void add_request_context(const aws::Caller& caller, SysTime now, policy::Context& context) {
    context.set("aws:RequestedRegion", caller.scope.region);
    context.set("aws:CurrentTime", format_iso8601(now));
    context.set("aws:EpochTime", std::to_string(epoch_ms(now) / 1000));
}

namespace {

/// Whether one thing that a call is about is allowed.
/// @param resource null: the action knows none.
Result<void> decide(
    const Standing& standing,
    const policy::Context& request_context,
    const service::Access& what,
    const service::Resource* resource
) {
    policy::AuthRequest request{
        .action = what.action,
        .resources = {},
        .principal = standing.principal,
        .resource_account = {},
        .context = request_context,
    };
    for (const auto& [key, values] : what.context) request.context.set(key, values);
    if (resource != nullptr) {
        request.resources.push_back(resource->arn);
        for (const auto& [key, values] : resource->context) request.context.set(key, values);
    }
    const policy::Decision decision = policy::evaluate(standing.policies, request);
    if (decision.allowed()) return {};
    return denied(policy::denial_text(request, decision));
}

/// Each resource is judged by itself: its tags are no other's.
Result<void> decide_all(
    const Standing& standing, const policy::Context& request_context, const service::Access& what
) {
    if (what.resources.empty()) return decide(standing, request_context, what, nullptr);
    for (const service::Resource& resource : what.resources) {
        if (auto good = decide(standing, request_context, what, &resource); !good) return good;
    }
    return {};
}

}  // namespace

Result<void> Gate::authorize(const aws::Caller& caller, const service::Access& what, SysTime now) {
    if (is_root(caller) && caller.session == nullptr) return {};
    auto standing = standing_of(access_, caller);
    if (!standing) return standing.error();
    policy::Context context = standing->context;
    add_request_context(caller, now, context);
    if (auto good = decide_all(*standing, context, what); !good) return good;
    for (const service::Access& also : what.also) {
        if (auto good = decide_all(*standing, context, also); !good) return good;
    }
    return {};
}

}  // namespace gantry::iam
