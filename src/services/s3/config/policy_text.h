#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::s3 {

/// A statement of a bucket's policy, as far as S3 looks at it beside IAM. Lists may have been
/// written as one text.
struct PolicyStatement {
    bool allows = false;
    bool has_everybody = false;  ///< "*", {"AWS":"*"}, or NotPrincipal
    std::vector<std::string> actions;
    bool all_but_actions = false;  ///< NotAction
    std::vector<std::string> resources;
    bool all_but_resources = false;  ///< NotResource
    /// Operator, then key, then values.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> conditions;
};

/// The statements of a text that is a policy by IAM's grammar; none of one that is not.
std::vector<PolicyStatement> read_statements(std::string_view document);

}  // namespace gantry::s3
