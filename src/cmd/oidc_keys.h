#pragma once

#include <string>
#include <utility>

#include "base/result.h"
#include "wire/web_token.h"

namespace gantry::cmd {

/// Reads "ISSUER_URL=FILE": whose identity tokens are believed, and the file (JWKS) with the public
/// keys that they are verified with.
/// Errors: InvalidArgument, naming what is wrong.
Result<std::pair<std::string, wire::KeySet>> read_oidc_keys(const std::string& text);

}  // namespace gantry::cmd
