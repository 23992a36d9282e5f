#include <fmt/format.h>

#include "service/page_answer.h"
#include "service/query_string.h"
#include "services/iam/model/names.h"
#include "services/iam/pages/explain.h"
#include "services/iam/pages/pages.h"
#include "services/iam/policy/wildcards.h"

namespace gantry::iam {
namespace {

using Query = std::map<std::string, std::string>;

constexpr std::string_view kContext = "context:";

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

Error not_known(const std::string& arn) {
    return not_found(fmt::format("{} is no user, role, session or root that IAM knows.", arn));
}

/// A role's trust policy has its say about who assumes it.
void add_trust(Access& access, Question& question) {
    const std::string action = policy::lower_case(question.request.action);
    if (!action.starts_with("sts:assumerole") || question.request.resources.empty()) return;
    question.resource_policy = ResourcePolicySource::Trust;
    const auto trust = access.trust_of(question.request.resources.front());
    if (!trust) return;
    question.standing.held.push_back(*trust);
    question.standing.policies.resource = {{"trust policy", trust->get()}};
    question.standing.policies.resource_must_allow = true;
    question.request.resource_account =
        parse_entity_arn(question.request.resources.front()).account;
}

/// The policy that the resource of a denied call had has its say, as it had then.
void add_resource_policy(Access& access, const DeniedCall& denial, Question& question) {
    if (!denial.resource_policy) return;
    auto document = access.resource_policy(denial.resource_policy->document);
    policy::PolicySet& policies = question.standing.policies;
    policies.resource = {{"resource policy", document.get()}};
    policies.resource_must_allow = denial.resource_policy->must_allow;
    question.standing.held.push_back(std::move(document));
    question.resource_policy = ResourcePolicySource::Denied;
}

/// Null where no call of the principal was denied.
const DeniedCall* last_denial(Instance& iam, const std::string& arn) {
    const auto* calls = iam.gate().calls().find(iam.access().holder_of(arn));
    return calls != nullptr && calls->last_denial ? &*calls->last_denial : nullptr;
}

/// Of whom the call was. Errors: NotFound.
Result<Standing> standing_at(Instance& iam, const DeniedCall& denial) {
    auto standing = iam.gate().standing_for(denial.caller);
    if (!standing) return not_known(denial.caller.principal);
    // What it would have to have been given, if somebody had made it.
    if (standing->of_unknown_role) standing->policies.identity.clear();
    return standing;
}

Result<Question> asked(Instance& iam, const Query& query, const std::string& arn, SysTime now) {
    auto standing = iam.access().standing_of(arn);
    // A role that nobody made is known by what its sessions called.
    const DeniedCall* const denial = standing ? nullptr : last_denial(iam, arn);
    if (denial != nullptr) standing = standing_at(iam, *denial);
    if (!standing) return not_known(arn);
    Question question{.standing = *std::move(standing), .request = {}, .denied_at = {}};
    policy::AuthRequest& request = question.request;
    request.action = query.at("action");
    if (request.action.find(':') == std::string::npos) {
        return invalid_argument(
            fmt::format("'action' must be like ecs:RunTask, but was '{}'.", request.action)
        );
    }
    const auto resource = query.find("resource");
    if (resource != query.end() && resource->second != "*") {
        request.resources = {resource->second};
        question.resource_policy = ResourcePolicySource::NotAsked;
    }
    request.principal = question.standing.principal;
    request.context = question.standing.context;
    const aws::Caller caller{
        {request.principal.account, std::string(aws::kDefaultRegion)}, arn, {}, {}
    };
    add_request_context(caller, now, request.context);
    for (const auto& [name, value] : query) {
        if (!name.starts_with(kContext)) continue;
        request.context.set(name.substr(kContext.size()), lines_of(value));
    }
    return question;
}

Result<Question> denied_last(Instance& iam, const std::string& arn) {
    const DeniedCall* const denial = last_denial(iam, arn);
    if (denial == nullptr) {
        return not_found(
            fmt::format("No call of {} was denied since this Gantry started; name an action.", arn)
        );
    }
    auto standing = standing_at(iam, *denial);
    if (!standing) return standing.error();
    Question question{*std::move(standing), denial->request, denial->when};
    add_resource_policy(iam.access(), *denial, question);
    return question;
}

}  // namespace

net::HttpResponse explain_page(Instance& iam, const net::HttpRequest& request, SysTime now) {
    auto query = service::parse_query(request.target);
    const auto text = service::wants_text(query["format"]);
    if (!text) return service::failure_page(text.error());
    const std::string arn = query["principal"];
    if (arn.empty()) {
        return service::failure_page(
            invalid_argument("'principal' must be the ARN of a user, role, session or root.")
        );
    }
    auto question = query["action"].empty() ? denied_last(iam, arn) : asked(iam, query, arn, now);
    if (!question) return service::failure_page(question.error());
    add_trust(iam.access(), *question);
    const auto explained = policy::explain(question->standing.policies, question->request);
    if (*text) return service::text_page(explanation_text(*question, explained));
    return service::json_page(200, explanation_json(*question, explained));
}

}  // namespace gantry::iam
