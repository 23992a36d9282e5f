#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ecs/api/call.h"

namespace gantry::ecs {

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

/// An ordered list of unique texts (row keys, most often): shows those that come after the given
/// one, all for an empty one, to `take` until that answers false.
using TakeKey = std::function<bool(const std::string& key)>;
using KeysAfter = std::function<void(const std::string& after, const TakeKey& take)>;

/// Cuts a page out of a list. Tokens hold the last key given out, so a list that changes between
/// pages neither repeats nor skips what stays; they are authenticated with
/// ServiceSettings::secret and survive restarts.
/// Errors: InvalidParameterException for maxResults out of range and for a token that is not ours
/// or belongs to another list.
Result<Page> take_page(const Call& call, const PageRequest& request, const KeysAfter& keys_after);

/// The list of a table's keys with this prefix whose rows pass `keep(const Row&)`. Starts in the
/// middle without visiting what comes before. The table must outlive it.
template <class Row, class Keep>
KeysAfter rows_with_prefix(const core::Table<Row>& table, std::string prefix, Keep keep) {
    return [&table,
            prefix = std::move(prefix),
            keep = std::move(keep)](const std::string& after, const TakeKey& take) {
        const auto& rows = table.rows();
        auto row = after.empty() ? rows.lower_bound(prefix) : rows.upper_bound(after);
        for (; row != rows.end() && row->first.starts_with(prefix); ++row) {
            if (keep(*row->second) && !take(row->first)) return;
        }
    };
}

enum class KeyOrder { Ascending, Descending };

/// The list of keys that are at hand, in any order.
KeysAfter sorted_keys(std::vector<std::string> keys, KeyOrder order = KeyOrder::Ascending);

}  // namespace gantry::ecs
