#include "services/iam/policy/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "services/iam/policy/condition.h"
#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

constexpr std::string_view kLegacy = "The policy failed legacy parsing";
constexpr std::string_view kNoVendor =
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
constexpr std::string_view kTrustActions =
    "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and "
    "sts:AssumeRoleWithWebIdentity";
constexpr std::string_view kIamPath =
    "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, "
    "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
    "oidc-provider/, report/, access-report/.";
constexpr std::array<std::string_view, 13> kIamPaths = {
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
};
constexpr std::array<std::string_view, 4> kPrincipalTypes = {
    "AWS", "Service", "Federated", "CanonicalUser"
};
constexpr std::array<std::string_view, 3> kPartitions = {"aws", "aws-cn", "aws-us-gov"};

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<std::string_view> split_at_colons(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t colon = text.find(':', begin);
        parts.push_back(text.substr(begin, colon - begin));
        if (colon == std::string_view::npos) return parts;
        begin = colon + 1;
    }
}

/// The part behind the first `count` colons; empty where there are fewer.
std::string_view behind_colons(std::string_view text, int count) {
    for (; count > 0; --count) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos) return {};
        text.remove_prefix(colon + 1);
    }
    return text;
}

// An empty sentence: nothing to say against it.

std::string judge_partition(const std::vector<std::string_view>& parts) {
    const auto part = [&](std::size_t i, std::string_view other) {
        return parts.size() > i ? parts[i] : other;
    };
    const std::string_view service =
        parts.size() == 3 && parts[2].empty() ? std::string_view("*") : part(2, "*");
    std::string rest(part(5, "*"));
    for (std::size_t i = 6; i < parts.size(); ++i) rest.append(":").append(parts[i]);
    return fmt::format(
        R"(Partition "{0}" is not valid for resource "arn:{0}:{1}:{2}:{3}:{4}".)",
        parts[1],
        service,
        part(3, "*"),
        part(4, "*"),
        rest
    );
}

std::string judge_iam_resource(std::string_view resource) {
    const std::string_view path = behind_colons(resource, 5);
    if (!behind_colons(resource, 3).starts_with(':')) {
        return fmt::format("IAM resource {} cannot contain region information.", resource);
    }
    const bool known = path.starts_with('*') || std::ranges::any_of(kIamPaths, [path](auto start) {
                           return path.starts_with(start);
                       });
    const bool is_root = path == "root";
    return known || is_root ? std::string() : std::string(kIamPath);
}

std::string judge_s3_resource(std::string_view resource) {
    const std::string_view path = behind_colons(resource, 5);
    const bool regional = path.starts_with("accesspoint/") || path.starts_with("job/") ||
                          path.starts_with("storage-lens");
    if (regional || behind_colons(resource, 3).starts_with(':')) return {};
    return fmt::format("Resource {} can not contain region information.", resource);
}

std::string judge_resource(std::string_view resource) {
    if (resource == "*") return {};
    const auto parts = split_at_colons(resource);
    if (parts.size() == 1) {
        return fmt::format(R"(Resource {} must be in ARN format or "*".)", resource);
    }
    if (parts[1] != "*" && std::ranges::find(kPartitions, parts[1]) == kPartitions.end()) {
        return judge_partition(parts);
    }
    if (parts.size() == 2) {
        return "Resource vendor must be fully qualified and cannot contain regexes.";
    }
    if (parts[2] == "iam") return judge_iam_resource(resource);
    if (parts[2] == "s3") return judge_s3_resource(resource);
    return {};
}

/// What IAM's older parser would not take: an ARN with too few parts but an empty one.
bool is_legacy_resource(std::string_view resource) {
    if (resource == "*") return true;
    const auto parts = split_at_colons(resource);
    if (parts.size() < 6 && resource.find("::") != std::string_view::npos) return false;
    return parts.size() < 3 || !parts[2].empty();
}

std::string judge_action(std::string_view action) {
    if (action == "*") return {};
    const auto parts = split_at_colons(action);
    if (parts.size() == 1) return std::string(kNoVendor);
    if (parts.size() > 2) return "Actions/Condition can contain only one colon.";
    const std::string_view vendor = parts[0];
    const bool valid = vendor == "*" || std::ranges::all_of(vendor, [](char c) {
                           return is_alphanumeric(c) || c == '-' || c == '.';
                       });
    return valid ? std::string() : fmt::format("Vendor {} is not valid", vendor);
}

std::string judge_trust_action(std::string_view action) {
    if (lower_case(action).starts_with("sts:")) return {};
    return std::string(kTrustActions);
}

/// Values that their operator cannot compare would make a condition that never holds.
bool values_are_readable(const RawCondition& condition) {
    const auto how = Operator::read(condition.operator_name);
    return how && std::ranges::all_of(condition.values, [&](const std::string& value) {
               return read_operand(how->family, value, true).has_value();
           });
}

bool effect_is_exact(const RawStatement& statement) {
    return statement.effect == "Allow" || statement.effect == "Deny";
}

std::string first_sentence(
    const std::vector<std::string>& texts, std::string (*judge)(std::string_view)
) {
    for (const std::string& text : texts) {
        if (std::string sentence = judge(text); !sentence.empty()) return sentence;
    }
    return {};
}

std::string first_resource_sentence(const RawDocument& document) {
    for (const RawStatement& statement : document.statements) {
        std::string sentence = first_sentence(statement.resources.texts, judge_resource);
        if (!sentence.empty()) return sentence;
    }
    return {};
}

bool passes_legacy(const RawDocument& document) {
    for (const RawStatement& statement : document.statements) {
        if (!effect_is_exact(statement)) return false;
        if (!std::ranges::all_of(statement.conditions, values_are_readable)) return false;
    }
    if (!first_resource_sentence(document).empty()) return true;
    return std::ranges::all_of(document.statements, [](const RawStatement& statement) {
        return std::ranges::all_of(statement.resources.texts, is_legacy_resource);
    });
}

// Services are less strict than IAM about the names in policies of theirs.
std::string judge_sids(const RawDocument& document, DocumentKind kind) {
    std::set<std::string_view> seen;
    for (const RawStatement& statement : document.statements) {
        if (statement.sid.empty()) continue;
        const bool strict = kind != DocumentKind::Resource;
        if (strict && !std::ranges::all_of(statement.sid, is_alphanumeric)) {
            return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the "
                   "regular expression [0-9A-Za-z]*";
        }
        if (!seen.insert(statement.sid).second) {
            return "Statement IDs (SID) in a single policy must be unique.";
        }
    }
    return {};
}

std::string judge_lists(const RawDocument& document, DocumentKind kind) {
    for (const RawStatement& statement : document.statements) {
        if (statement.actions.texts.empty()) return "Policy statement must contain actions.";
    }
    if (std::string sentence = first_resource_sentence(document); !sentence.empty()) {
        return sentence;
    }
    for (const RawStatement& statement : document.statements) {
        std::string sentence = first_sentence(statement.actions.texts, judge_action);
        if (!sentence.empty()) return sentence;
    }
    if (kind == DocumentKind::Trust) return {};
    for (const RawStatement& statement : document.statements) {
        if (statement.resources.texts.empty()) return "Policy statement must contain resources.";
    }
    return {};
}

/// Who may be named: "AWS" as account, ARN or unique id; a service by its host name. Types are as
/// AWS writes them.
bool is_principal(std::string_view type, std::string_view name) {
    if (std::ranges::find(kPrincipalTypes, type) == kPrincipalTypes.end()) return false;
    if (name == "*") return true;
    if (type == "Service") return name.find('.') != std::string_view::npos;
    if (type == "Federated" || type == "CanonicalUser") return !name.empty();
    if (name.find_first_of("*?") != std::string_view::npos) return false;
    if (!account_of_principal(name).empty()) return true;
    const bool is_arn = name.starts_with("arn:") && split_at_colons(name).size() >= 6;
    const bool is_id = name.starts_with("AIDA") || name.starts_with("AROA");
    return is_arn || is_id;
}

std::string judge_principals(const RawStatement& statement) {
    for (const auto& [type, name] : statement.principals.named) {
        if (is_principal(type, name)) continue;
        return fmt::format(R"(Invalid principal in policy: "{}":"{}")", type, name);
    }
    return {};
}

std::string judge_identity(const RawDocument& document) {
    for (const RawStatement& statement : document.statements) {
        if (statement.principals.given) {
            return "Policy document should not specify a principal.";
        }
    }
    return {};
}

std::string judge_trust(const RawDocument& document) {
    for (const RawStatement& statement : document.statements) {
        if (statement.resources.given) return "Has prohibited field Resource";
        if (statement.principals.named.empty()) return "Missing required field Principal";
        std::string sentence = judge_principals(statement);
        if (sentence.empty())
            sentence = first_sentence(statement.actions.texts, judge_trust_action);
        if (!sentence.empty()) return sentence;
    }
    return {};
}

std::string judge_resource_policy(const RawDocument& document) {
    for (const RawStatement& statement : document.statements) {
        if (statement.principals.named.empty()) return "Missing required field Principal";
        if (std::string sentence = judge_principals(statement); !sentence.empty()) return sentence;
    }
    return {};
}

std::string judge_kind(const RawDocument& document, DocumentKind kind) {
    switch (kind) {
        case DocumentKind::Identity: return judge_identity(document);
        case DocumentKind::Trust: return judge_trust(document);
        case DocumentKind::Resource: return judge_resource_policy(document);
    }
    return {};
}

std::string judge(const RawDocument& document, DocumentKind kind) {
    if (kind == DocumentKind::Identity && document.version != "2012-10-17") {
        return "Policy document must be version 2012-10-17 or greater.";
    }
    if (!passes_legacy(document)) return std::string(kLegacy);
    if (std::string sentence = judge_sids(document, kind); !sentence.empty()) return sentence;
    if (std::string sentence = judge_lists(document, kind); !sentence.empty()) return sentence;
    return judge_kind(document, kind);
}

}  // namespace

Result<void> check_grammar(const RawDocument& document, DocumentKind kind) {
    if (std::string sentence = judge(document, kind); !sentence.empty()) {
        return malformed_policy(std::move(sentence));
    }
    return {};
}

}  // namespace gantry::iam::policy
