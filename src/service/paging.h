#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "core/table.h"
#include "service/call.h"

/// Lists that are given out a page at a time. Tokens hold the last key given out, so a list that
/// changes between pages neither repeats nor skips what stays; they are authenticated with
/// Settings::secret and survive restarts.
namespace gantry::service {

/// What a paginated call asks for.
struct PageRequest {
    /// Names the list: operation, and everything of the request that decides what is listed. A
    /// token only goes on with the list that it came from. Account and Region are added.
    std::string list;
    std::size_t size = 100;            ///< at most so many, 1 or more
    std::optional<std::string> token;  ///< where the last page ended
};

/// One page of a list, and how to go on.
struct KeyPage {
    std::vector<std::string> keys;
    std::optional<std::string> next;  ///< absent on the last page
};

/// An ordered list of unique texts (row keys, most often): shows those that come after the given
/// one, all for an empty one, to `take` until that answers false.
using TakeKey = std::function<bool(const std::string& key)>;
using KeysAfter = std::function<void(const std::string& after, const TakeKey& take)>;

/// Cuts a page out of a list.
/// Errors: InvalidArgument for a token that is not ours or belongs to another list; the code and
/// words are the service's to choose.
Result<KeyPage> take_page(
    const aws::Scope& scope,
    const std::string& secret,
    const PageRequest& request,
    const KeysAfter& keys_after
);

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

}  // namespace gantry::service
