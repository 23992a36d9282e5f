#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/iam/api/call.h"

namespace gantry::iam {

/// A list cut to a page: MaxItems (100 where it is not given), Marker, IsTruncated.
struct PageCut {
    std::string_view operation;
    std::string filter;  ///< all of the request that decides what is listed
    std::optional<std::string> marker;
    std::optional<std::int32_t> max_items;
};

struct KeyPage {
    std::vector<std::string> keys;
    std::optional<std::string> marker;  ///< absent on the last page
};

/// @param keys  sorted. Markers hold the last key given out, so a list that changes in between
/// neither repeats nor skips what stays.
/// @param secret  what markers are made with
/// Errors: ValidationError for a marker that is not ours or belongs to another list.
Result<KeyPage> cut_page(
    std::string_view account,
    const std::string& secret,
    const PageCut& cut,
    const std::vector<std::string>& keys
);

/// The same of a call, on rows or without.
template <class AnyCall>
Result<KeyPage> cut_page(
    const AnyCall& call, const PageCut& cut, const std::vector<std::string>& keys
) {
    return cut_page(call.scope.account, call.settings.secret, cut, keys);
}

/// The keys of an account's rows in a table that pass `keep(const Row&)`.
template <class Row, class Keep>
std::vector<std::string> keys_where(
    const core::Table<Row>& table, const std::string& prefix, const Keep& keep
) {
    std::vector<std::string> keys;
    for (const auto& [key, row] : table.with_prefix(prefix)) {
        if (keep(*row)) keys.push_back(key);
    }
    return keys;
}

/// Fills in Marker and IsTruncated of an answer.
template <class Output>
void show_page(Output& out, const KeyPage& page) {
    out.is_truncated = page.marker.has_value();
    out.marker = page.marker;
}

}  // namespace gantry::iam
