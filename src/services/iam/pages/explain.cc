#include "services/iam/pages/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/access/gate.h"
#include "services/iam/access/resource_patterns.h"
#include "services/iam/policy/wildcards.h"
#include "wire/json_codec.h"

namespace gantry::iam {
namespace {

using policy::Explanation;
using policy::Outcome;
using policy::PolicyType;
using policy::StatementRef;
using policy::Verdict;

std::string quoted(std::string_view text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

std::string_view word_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::Allowed: return "allowed";
        case Outcome::ExplicitDeny: return "explicitDeny";
        case Outcome::ImplicitDeny: break;
    }
    return "implicitDeny";
}

std::string_view word_of(PolicyType type) {
    switch (type) {
        case PolicyType::Identity: return "identity";
        case PolicyType::Resource: return "resource";
        case PolicyType::Boundary: return "boundary";
        case PolicyType::Session: return "session";
    }
    return {};
}

std::string_view title_of(PolicyType type, ResourcePolicySource source) {
    switch (type) {
        case PolicyType::Identity: return "identity-based policies";
        case PolicyType::Resource:
            return source == ResourcePolicySource::Trust ? "the role's trust policy"
                                                         : "the resource's own policy";
        case PolicyType::Boundary: return "permissions boundary";
        case PolicyType::Session: return "session policies";
    }
    return {};
}

std::string statement_text(const Standing& standing, const StatementRef& where) {
    const auto& statement = policy::statement_at(standing.policies, where);
    const std::string& text = policy::policy_at(standing.policies, where).document->text;
    return text.substr(statement.begin, statement.end - statement.begin);
}

/// "arn:aws:iam::aws:policy/ReadOnlyAccess, statement 2 (Sid NoSecrets)".
std::string name_of(const Standing& standing, const StatementRef& where) {
    const auto& statement = policy::statement_at(standing.policies, where);
    const std::string sid = statement.sid.empty() ? "" : fmt::format(" (Sid {})", statement.sid);
    return fmt::format(
        "{}, statement {}{}",
        policy::policy_at(standing.policies, where).name,
        where.statement + 1,
        sid
    );
}

std::string statement_json(const Standing& standing, const StatementRef& where) {
    const auto& statement = policy::statement_at(standing.policies, where);
    return fmt::format(
        R"({{"policy":{},"index":{},"sid":{},"statement":{}}})",
        quoted(policy::policy_at(standing.policies, where).name),
        where.statement + 1,
        quoted(statement.sid),
        statement_text(standing, where)
    );
}

std::string verdict_json(const Standing& standing, const Verdict& verdict) {
    std::string statements;
    for (const StatementRef& where : verdict.statements) {
        if (!statements.empty()) statements += ',';
        statements += statement_json(standing, where);
    }
    return fmt::format(
        R"({{"type":"{}","asked":{},"outcome":"{}","statements":[{}]}})",
        word_of(verdict.type),
        verdict.asked,
        word_of(verdict.outcome),
        statements
    );
}

/// "allow it", or "allows it" where there is but one of a type.
std::string_view words_of(const Verdict& verdict) {
    const bool one = verdict.type == PolicyType::Resource || verdict.type == PolicyType::Boundary;
    switch (verdict.outcome) {
        case Outcome::Allowed: return one ? "allows it" : "allow it";
        case Outcome::ExplicitDeny: return one ? "denies it" : "deny it";
        case Outcome::ImplicitDeny: break;
    }
    return one ? "does not allow it" : "do not allow it";
}

std::string_view why_none(const Verdict& verdict, ResourcePolicySource source) {
    const bool not_asked = source == ResourcePolicySource::NotAsked;
    if (verdict.type != PolicyType::Resource || !not_asked) return "none";
    return "not asked: it is known of calls that were denied";
}

std::string verdict_text(const Question& question, const Verdict& verdict) {
    const Standing& standing = question.standing;
    const auto source = question.resource_policy;
    std::string text = fmt::format("  {:<26}", title_of(verdict.type, source));
    if (!verdict.asked) return fmt::format("{}{}\n", text, why_none(verdict, source));
    text += words_of(verdict);
    const bool of_then = source == ResourcePolicySource::Denied;
    if (verdict.type == PolicyType::Resource && of_then) text += ", as it was then";
    text += '\n';
    if (verdict.outcome == Outcome::ImplicitDeny) return text;
    for (const StatementRef& where : verdict.statements) {
        text += fmt::format(
            "    {}\n      {}\n", name_of(standing, where), statement_text(standing, where)
        );
    }
    return text;
}

/// Where a grant would have to stand.
std::string place_of(const Question& question, PolicyType type) {
    const Standing& standing = question.standing;
    switch (type) {
        case PolicyType::Identity:
            return "an identity-based policy of " + holder_of(standing.principal);
        case PolicyType::Boundary:
            return fmt::format("the permissions boundary {}", standing.policies.boundary->name);
        case PolicyType::Session: return "the policies that the session is made with";
        case PolicyType::Resource: break;
    }
    return std::string(title_of(type, question.resource_policy));
}

/// Where a Deny stands that no grant helps against.
std::string obstacle_text(const Question& question, const Explanation& explained) {
    std::string text = "No grant helps while it is denied by";
    for (const StatementRef& where : explained.decision.statements) {
        text += "\n  " + name_of(question.standing, where);
    }
    return text + "\n";
}

/// A role's trust policy and a repository's are about nothing else, and do not name it.
bool names_its_resource(const policy::AuthRequest& request) {
    const std::string action = policy::lower_case(request.action);
    return !action.starts_with("sts:assumerole") && !action.starts_with("ecr:");
}

/// Whom or what a grant is for, as members of a statement.
std::string grant_scope(
    PolicyType type, const policy::AuthRequest& request, std::string_view resource
) {
    std::string on = R"("Resource": )" + quoted(pattern_of(resource));
    if (type != PolicyType::Resource) return on;
    const std::string who =
        fmt::format(R"("Principal": {{"AWS": {}}})", quoted(holder_of(request.principal)));
    return names_its_resource(request) ? who + ",\n    " + on : who;
}

}  // namespace

std::string grant_document(
    PolicyType type, const policy::AuthRequest& request, std::string_view resource
) {
    return fmt::format(
        "{{\n"
        "  \"Version\": \"2012-10-17\",\n"
        "  \"Statement\": {{\n"
        "    \"Effect\": \"Allow\",\n"
        "    \"Action\": {},\n"
        "    {}\n"
        "  }}\n"
        "}}\n",
        quoted(request.action),
        grant_scope(type, request, resource)
    );
}

std::string explanation_json(const Question& question, const Explanation& explained) {
    std::string verdicts;
    for (const Verdict& verdict : explained.verdicts) {
        if (!verdicts.empty()) verdicts += ',';
        verdicts += verdict_json(question.standing, verdict);
    }
    std::string grants;
    for (const PolicyType type : explained.lacking) {
        grants += fmt::format(
            R"({}{{"in":"{}","policy":{}}})",
            grants.empty() ? "" : ",",
            word_of(type),
            grant_document(type, question.request, explained.resource)
        );
    }
    std::string missing;
    for (const std::string& key : explained.decision.missing) {
        missing += (missing.empty() ? "" : ",") + quoted(key);
    }
    return fmt::format(
        R"({{"principal":{},"action":{},"resource":{},"outcome":"{}","deniedAt":{},)"
        R"("resourcePolicyKnown":{},"verdicts":[{}],"missingContextKeys":[{}],"grants":[{}]}})",
        quoted(question.standing.principal.arn),
        quoted(question.request.action),
        quoted(explained.resource),
        word_of(explained.decision.outcome),
        question.denied_at ? quoted(format_iso8601(*question.denied_at)) : "null",
        question.resource_policy != ResourcePolicySource::NotAsked,
        verdicts,
        missing,
        grants
    );
}

std::string explanation_text(const Question& question, const Explanation& explained) {
    std::string text = fmt::format(
        "{}: {}\n  by {}\n  on {}\n",
        explained.decision.allowed() ? "Allowed" : "Denied",
        question.request.action,
        question.standing.principal.arn,
        explained.resource
    );
    if (question.denied_at) {
        text += fmt::format("  as it was denied at {}\n", format_iso8601(*question.denied_at));
    }
    text += '\n';
    if (question.standing.principal.type == policy::Principal::Type::Root) {
        text += "  The root of an account may do everything in it.\n";
    }
    for (const Verdict& verdict : explained.verdicts) {
        text += verdict_text(question, verdict);
    }
    if (!explained.decision.missing.empty()) {
        text += "\nConditions ask for what this request does not have:";
        for (const std::string& key : explained.decision.missing) text += " " + key;
        text += '\n';
    }
    if (explained.decision.outcome == Outcome::ExplicitDeny) {
        return text + "\n" + obstacle_text(question, explained);
    }
    for (const PolicyType type : explained.lacking) {
        text += fmt::format(
            "\nWhat is missing, in {}:\n{}",
            place_of(question, type),
            grant_document(type, question.request, explained.resource)
        );
    }
    return text;
}

}  // namespace gantry::iam
