#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "service/credentials.h"

namespace gantry::control {

using service::AccessKey;

/// Reads "<access key id>:<secret>", the text of a key file. Errors: InvalidArgument, naming the
/// file, when one of the two is missing or could not be signed with.
Result<AccessKey> parse_access_key(
    std::string_view text, const std::string& path, std::string account
);

}  // namespace gantry::control
