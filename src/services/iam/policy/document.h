#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/iam/policy/condition.h"
#include "services/iam/policy/pattern.h"
#include "services/iam/policy/principal.h"

namespace gantry::iam::policy {

/// What a document is for; each kind has its own grammar.
enum class DocumentKind : std::uint8_t {
    Identity,  ///< of users, groups and roles; also permissions boundaries and session policies
    Trust,     ///< who may assume a role: principals, no resources
    Resource,  ///< of a bucket, a queue, a secret
};

/// Some texts with wildcards, or all but these.
struct PatternList {
    bool given = false;    ///< trust policies have no resources
    bool negated = false;  ///< NotAction, NotResource
    std::vector<Pattern> patterns;
    std::vector<std::string> texts;  ///< as written
};

struct Statement {
    std::string sid;  ///< may be empty
    Effect effect = Effect::Deny;
    bool has_principals = false;
    bool not_principals = false;
    PrincipalList principals;
    PatternList actions;  ///< in small letters, but for their texts
    PatternList resources;
    std::vector<Condition> conditions;
    std::size_t begin = 0;  ///< where it stands in the document's text
    std::size_t end = 0;    ///< behind its last character
};

/// A policy, read once and asked often.
struct Document {
    std::string text;     ///< as it was given
    std::string version;  ///< "2008-10-17" where it is left out
    std::string id;
    std::vector<Statement> statements;

    /// Documents are as long as a request may be; lists and statements are bounded by that.
    /// Errors: InvalidArgument, MalformedPolicyDocumentException, with AWS's sentence where it is
    /// known.
    static Result<Document> read(std::string text, DocumentKind kind);
};

/// How many characters a document counts for a quota: all but white space.
std::size_t counted_size(std::string_view text);

/// Errors: LimitExceededException "Cannot exceed quota for <quota>: <most>".
Result<void> check_size(std::string_view text, std::string_view quota, std::size_t most);

inline constexpr std::size_t kMaxManagedPolicy = 6144;
inline constexpr std::size_t kMaxUserInline = 2048;
inline constexpr std::size_t kMaxRoleInline = 10'240;
inline constexpr std::size_t kMaxGroupInline = 5120;
inline constexpr std::size_t kMaxTrustPolicy = 2048;
inline constexpr std::size_t kMaxSessionPolicy = 2048;

}  // namespace gantry::iam::policy
