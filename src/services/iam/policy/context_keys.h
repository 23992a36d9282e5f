#pragma once

#include <map>
#include <string>

#include "services/iam/policy/document.h"

namespace gantry::iam::policy {

/// Condition keys by their names in small letters, as a policy first wrote them.
using ContextKeys = std::map<std::string, std::string>;

/// Adds the keys that a policy may ask for: of its conditions, and of variables wherever they
/// stand.
void add_context_keys(const Document& document, ContextKeys& keys);

}  // namespace gantry::iam::policy
