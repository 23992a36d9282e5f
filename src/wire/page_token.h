#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::wire {

/// Where a list goes on. Opaque to clients, who can neither forge one nor use it elsewhere; holds
/// all that is needed to go on, so it outlives restarts of the server.
struct PageToken {
    std::string list;   ///< names the list: operation, scope, filters; compared when it comes back
    std::string after;  ///< the last item given out
};

/// @param key a secret of the server, the same across restarts
std::string encode_page_token(std::string_view key, const PageToken& token);

/// The place to go on from, if `token` was made with `key` for `list`.
/// Errors: InvalidArgument, InvalidParameterException.
Result<std::string> decode_page_token(
    std::string_view key, std::string_view list, std::string_view token
);

}  // namespace gantry::wire
