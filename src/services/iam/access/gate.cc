#include "services/iam/access/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "services/iam/access/own_session.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/denial_text.h"

namespace gantry::iam {
namespace {

using policy::Document;
using policy::DocumentKind;

std::string_view first_resource(const policy::AuthRequest& request) {
    return request.resources.empty() ? std::string_view("*") : request.resources.front();
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

/// There is no second factor yet: whoever demands one is not content with these.
void add_session_context(const aws::Session& session, policy::Context& context) {
    context.set("aws:MultiFactorAuthPresent", "false");
    if (session.issued) context.set("aws:TokenIssueTime", format_iso8601(*session.issued));
}

/// Whether all that a call is about is the caller's account's.
bool stays_within(const std::string& account, const service::Access& what) {
    for (const service::Resource& resource : what.resources) {
        if (!resource.account.empty() && resource.account != account) return false;
    }
    return std::ranges::all_of(what.also, [&](const auto& also) {
        return stays_within(account, also);
    });
}

}  // namespace

Error denied(std::string message) {
    return Error{ErrorKind::Denied, "AccessDeniedException", std::move(message), {}};
}

bool is_root(const aws::Caller& caller) {
    return caller.principal == aws::root_arn(caller.scope);
}

Result<Standing> standing_of(Access& access, const aws::Caller& caller) {
    const auto shared = access.shared_standing(caller.principal);
    if (!shared) {
        return denied("The caller is not known any more: " + shared.error().message);
    }
    Standing standing{
        .principal = (*shared)->principal,
        .policies = (*shared)->policies,
        .context = (*shared)->context,
        .held = {*shared},
        .sources = {},
    };
    if (caller.session == nullptr) return standing;
    // Whoever has the name of one that was deleted is somebody else.
    const auto* id = standing.context.find("aws:userid");
    if (id == nullptr || *id != std::vector{caller.session->user_id}) {
        return denied("The caller is not known any more: " + caller.principal + " was made anew.");
    }
    narrow(access, *caller.session, standing);
    for (const auto& [key, value] : caller.session->tags) {
        standing.context.set("aws:PrincipalTag/" + key, value);
    }
    if (!caller.session->source_identity.empty()) {
        standing.context.set("aws:SourceIdentity", caller.session->source_identity);
    }
    add_session_context(*caller.session, standing.context);
    return standing;
}

void add_request_context(const aws::Caller& caller, SysTime now, policy::Context& context) {
    context.set("aws:RequestedRegion", caller.scope.region);
    context.set("aws:CurrentTime", format_iso8601(now));
    context.set("aws:EpochTime", std::to_string(epoch_ms(now) / 1000));
    context.set("aws:ViaAWSService", "false");
    if (context.find("aws:principalisawsservice") == nullptr) {
        context.set("aws:PrincipalIsAWSService", "false");
    }
    const aws::Origin* const origin = caller.origin.get();
    // What Gantry asks for itself goes over no wire.
    context.set("aws:SecureTransport", origin == nullptr || origin->tls ? "true" : "false");
    if (origin == nullptr) return;
    if (!origin->address.empty()) context.set("aws:SourceIp", origin->address);
    if (!origin->user_agent.empty()) context.set("aws:UserAgent", origin->user_agent);
    if (!origin->referer.empty()) context.set("aws:Referer", origin->referer);
}

const std::string& holder_of(const policy::Principal& principal) {
    return principal.issuer.empty() ? principal.arn : principal.issuer;
}

/// A role that was made since then has its own policies.
Result<Standing> Gate::standing_for(const aws::Caller& caller) {
    const bool takes = takes_unknown_roles_ || enforcement_ != Enforcement::Enforce;
    if (takes && caller.session != nullptr && is_named_id(caller.session->user_id)) {
        const auto made = access_.shared_standing(caller.principal);
        return made ? **made : Access::standing_of_unknown(*caller.session);
    }
    auto standing = standing_of(access_, caller);
    if (standing || enforcement_ == Enforcement::Enforce) return standing;
    Standing stranger;
    stranger.principal = {
        policy::Principal::Type::User, caller.principal, caller.scope.account, ""
    };
    return stranger;
}

/// Sessions of roles that are gone have no issuer any more.
std::string Gate::holder(const policy::Principal& caller) const {
    return caller.issuer.empty() ? access_.holder_of(caller.arn) : caller.issuer;
}

Result<void> Gate::settle(
    const aws::Caller& caller,
    const policy::AuthRequest& request,
    const policy::Decision& decision,
    SysTime now,
    const std::optional<service::ResourcePolicy>& own
) {
    const bool passes = decision.allowed() || enforcement_ != Enforcement::Enforce;
    if (only_asked()) {
        if (passes) return {};
        return denied(policy::denial_text(request, decision));
    }
    if (passes && !decision.allowed() && enforcement_ != Enforcement::Off) {
        let_pass(caller, request, decision, now, own);
        return {};
    }
    const std::string who = holder(request.principal);
    calls_.add(who, request.action, first_resource(request), passes);
    if (passes) return {};
    calls_.deny(who, {now, caller, request, own});
    return denied(policy::denial_text(request, decision));
}

void Gate::let_pass(
    const aws::Caller& caller,
    const policy::AuthRequest& request,
    const policy::Decision& decision,
    SysTime now,
    const std::optional<service::ResourcePolicy>& own
) {
    if (only_asked()) return;
    const std::string who = holder(request.principal);
    calls_.add(who, request.action, first_resource(request), true);
    calls_.deny(who, {now, caller, request, own});
    ++passed_;
    tell(who, request, decision);
}

/// Once for each principal, action and reason.
void Gate::tell(
    std::string_view principal, const policy::AuthRequest& request, const policy::Decision& decision
) {
    constexpr std::size_t kMostTold = 1000;
    const std::string why = policy::denial_text(request, decision);
    std::string kind = fmt::format(
        "{} {} {} {}",
        principal,
        request.action,
        static_cast<int>(decision.outcome),
        static_cast<int>(decision.by)
    );
    if (told_.size() >= kMostTold || !told_.insert(std::move(kind)).second) return;
    log_warn(
        "iam_would_deny", {{"principal", principal}, {"action", request.action}, {"why", why}}
    );
}

/// @param own the policy of the resource that it is about
policy::Decision Gate::decide(
    const policy::PolicySet& policies,
    const std::optional<service::ResourcePolicy>& own,
    const policy::AuthRequest& request
) {
    if (!own) return policy::evaluate(policies, request);
    const auto document = access_.resource_policy(own->document);
    policy::PolicySet with = policies;
    with.resource = {{"resource policy", document.get()}};
    with.resource_must_allow = own->must_allow;
    return policy::evaluate(with, request);
}

/// @param own the policy of the resource that it is about
Result<void> Gate::judge_one(
    const aws::Caller& caller,
    const Standing& standing,
    const std::optional<service::ResourcePolicy>& own,
    const policy::AuthRequest& request,
    SysTime now
) {
    const auto decision = decide(standing.policies, own, request);
    if (!standing.of_unknown_role || !decision.allowed()) {
        return settle(caller, request, decision, now, own);
    }
    const auto without = decide({}, own, request);
    if (without.allowed()) return settle(caller, request, without, now, own);
    let_pass(caller, request, without, now, own);
    return {};
}

/// Each resource is judged by itself: its tags are no other's.
Result<void> Gate::judge(
    const aws::Caller& caller, const Standing& standing, const service::Access& what, SysTime now
) {
    policy::AuthRequest request{
        .action = what.action,
        .resources = {},
        .principal = standing.principal,
        .resource_account = {},
        .context = standing.context,
    };
    request.context.set("aws:ResourceAccount", caller.scope.account);
    for (const auto& [key, values] : what.context) request.context.set(key, values);
    if (what.resources.empty()) {
        return judge_one(caller, standing, {}, request, now);
    }
    for (const service::Resource& resource : what.resources) {
        policy::AuthRequest one = request;
        one.resources.push_back(resource.arn);
        one.resource_account = resource.account;
        if (!resource.account.empty()) one.context.set("aws:ResourceAccount", resource.account);
        for (const auto& [key, values] : resource.context) one.context.set(key, values);
        auto good = judge_one(caller, standing, resource.policy, one, now);
        if (!good) return good;
    }
    return {};
}

Result<void> Gate::judge_all(
    const aws::Caller& caller, const Standing& standing, const service::Access& what, SysTime now
) {
    if (auto good = judge(caller, standing, what, now); !good) return good;
    for (const service::Access& also : what.also) {
        if (auto good = judge_all(caller, standing, also, now); !good) return good;
    }
    return {};
}

/// What was done without a policy being asked.
void Gate::note_all(const aws::Caller& caller, const service::Access& what) {
    const std::string who = access_.holder_of(caller.principal);
    if (what.resources.empty()) calls_.add(who, what.action, "*", true);
    for (const service::Resource& resource : what.resources) {
        calls_.add(who, what.action, resource.arn, true);
    }
    for (const service::Access& also : what.also) note_all(caller, also);
}

/// Of a key that a user was given, and of the role behind a session.
void Gate::note_use(const aws::Caller& caller, const service::Access& what, SysTime now) {
    const std::string who =
        caller.session == nullptr ? caller.access_key_id : access_.holder_of(caller.principal);
    if (who.empty() || is_root(caller)) return;
    uses_.note(who, {now, what.action.substr(0, what.action.find(':')), caller.scope.region});
}

Result<void> Gate::authorize(const aws::Caller& caller, const service::Access& what, SysTime now) {
    if (!only_asked()) note_use(caller, what, now);
    if (enforcement_ == Enforcement::Enforce) {
        if (auto good = check_own_session(caller, what); !good) return good;
    }
    const bool root =
        is_root(caller) && caller.session == nullptr && stays_within(caller.scope.account, what);
    if (root || enforcement_ == Enforcement::Off) {
        if (!only_asked()) note_all(caller, what);
        return {};
    }
    auto standing = standing_for(caller);
    if (!standing) return standing.error();
    add_request_context(caller, now, standing->context);
    return judge_all(caller, *standing, what, now);
}

}  // namespace gantry::iam
