#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/paging.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

using service::KeyOrder;
using service::KeysAfter;
using service::rows_with_prefix;
using service::sorted_keys;
using service::TakeKey;

/// What a paginated operation allows.
struct PageLimits {
    std::int32_t max = 100;            ///< largest maxResults
    std::int32_t default_count = 100;  ///< when maxResults is absent
};

/// One page of a list, and how to go on.
struct Page {
    std::vector<std::string> keys;
    std::optional<std::string> next_token;  ///< absent on the last page
};

/// What a paginated call asks for.
struct PageRequest {
    std::string_view operation;  ///< a token of one operation is no token for another
    /// Everything of the request that decides what is listed (scope is added): a token only
    /// continues the list it came from.
    std::string filter;
    std::optional<std::int32_t> max_results;
    std::optional<std::string> next_token;
    PageLimits limits{};
};

/// Cuts a page out of a list, as service::take_page does.
/// Errors: InvalidParameterException for maxResults out of range and for a token that is not ours
/// or belongs to another list.
Result<Page> take_page(const Call& call, const PageRequest& request, const KeysAfter& keys_after);

}  // namespace gantry::ecs
