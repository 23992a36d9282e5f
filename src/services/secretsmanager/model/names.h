#pragma once

#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/random.h"

/// Names, ARNs and keys of secrets.
namespace gantry::secretsmanager {

/// `account/region/<name>`.
std::string secret_key(const aws::Scope& scope, std::string_view name);
/// What the keys of a secret's versions begin with. No name has a colon.
std::string versions_prefix(std::string_view secret_key);
/// `<secret's key>:<id>`.
std::string version_key(std::string_view secret_key, std::string_view id);

/// `arn:aws:secretsmanager:<region>:<account>:secret:<name>`, without what is drawn.
std::string partial_arn(const aws::Scope& scope, std::string_view name);
/// The same with a dash and six letters and digits, which are drawn anew for each secret.
std::string draw_arn(IdSource& ids, const aws::Scope& scope, std::string_view name);

/// What a caller names a secret by: its name, its ARN, or that without the last seven characters.
struct Reference {
    aws::Scope scope;
    std::string name;  ///< of an ARN: all behind "secret:"
    std::string arn;   ///< empty for a name
};

/// @param scope of the caller, where the text says nothing else
Reference parse_reference(const aws::Scope& scope, std::string_view text);

/// A name in a whole ARN, without what was drawn; the text itself where there is nothing of that.
std::string_view without_suffix(std::string_view name);

}  // namespace gantry::secretsmanager
