#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace gantry::iam::policy {

/// A policy as its JSON says it, before it means anything: one string and a list of one are the
/// same, members keep their order.
struct RawCondition {
    std::string operator_name;
    std::string key;
    std::vector<std::string> values;
};
struct RawList {
    bool given = false;
    bool negated = false;
    std::vector<std::string> texts;
};
struct RawPrincipals {
    bool given = false;
    bool negated = false;
    std::vector<std::pair<std::string, std::string>>
        named;  ///< type ("AWS"), name; "*" is AWS, "*"
};
struct RawStatement {
    std::string sid;
    std::string effect;
    RawPrincipals principals;
    RawList actions;
    RawList resources;
    std::vector<RawCondition> conditions;
    std::size_t begin = 0;
    std::size_t end = 0;
};
struct RawDocument {
    bool has_version = false;
    std::string version;
    std::string id;
    std::vector<RawStatement> statements;
};

/// Errors: InvalidArgument, MalformedPolicyDocumentException "Syntax errors in policy.": no JSON,
/// members that policies do not have or have twice, values of another type, Effect or Statement
/// left out.
Result<RawDocument> read_raw_document(std::string_view text);

/// InvalidArgument, MalformedPolicyDocumentException.
Error malformed_policy(std::string message);

}  // namespace gantry::iam::policy
