#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/paging.h"
#include "services/logs/api/call.h"
#include "services/logs/api/errors.h"

namespace gantry::logs {

/// What lists of CloudWatch Logs show at most, and where no limit is given.
inline constexpr std::int32_t kPageSize = 50;

/// A page of a list. @param list names it: the operation and all that decides what is listed
/// Errors: InvalidParameterException for a token that is not ours or belongs to another list.
inline Result<service::KeyPage> take_page(
    const Call& call,
    std::string list,
    std::optional<std::int32_t> limit,
    const std::optional<std::string>& token,
    const service::KeysAfter& keys_after
) {
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {std::move(list), static_cast<std::size_t>(limit.value_or(kPageSize)), token},
        keys_after
    );
    if (!page) return invalid_token();
    return page;
}

}  // namespace gantry::logs
