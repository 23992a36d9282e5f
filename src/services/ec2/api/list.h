#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/ec2/filter.h"
#include "service/paging.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/filters.h"
#include "wire/json_codec.h"

/// What all Describe operations do: find by ids, filter, cut into pages.
namespace gantry::ec2 {

template <class Shape>
struct Listed {
    std::string key;  ///< what the list is ordered by, and goes on after
    Shape shape;
};

template <class Shape>
struct ShapePage {
    std::vector<Shape> items;
    std::optional<std::string> next_token;  ///< absent on the last page
};

/// Which keys are on a page. Without MaxResults that is up to 1,000.
/// @param request all that decides what is in the list
/// @param keys in order
/// Errors: InvalidParameterValue for a token that is not ours or of another list.
Result<service::KeyPage> cut_keys(
    const Call& call,
    std::string_view operation,
    std::string_view request,
    const std::optional<std::int32_t>& max_results,
    const std::optional<std::string>& next_token,
    std::vector<std::string> keys
);

/// Keeps what fits the filters, orders it and cuts a page.
/// Errors: InvalidParameterValue, FilterLimitExceeded.
template <class Input, class Shape>
Result<ShapePage<Shape>> cut_list(
    const Call& call,
    std::string_view operation,
    const Input& input,
    const std::optional<std::vector<api::ec2::Filter>>& filters,
    std::span<const FilterName> names,
    std::vector<Listed<Shape>> all
) {
    const auto read = Filters::read(filters, reflect::type_of<Shape>(), names);
    if (!read) return read.error();
    std::erase_if(all, [&](const Listed<Shape>& one) { return !read->match(&one.shape); });
    std::ranges::sort(all, {}, &Listed<Shape>::key);
    ShapePage<Shape> page;
    if constexpr (requires { input.next_token; }) {
        Input unpaged = input;
        unpaged.next_token.reset();
        unpaged.max_results.reset();
        std::vector<std::string> keys;
        for (const Listed<Shape>& one : all) keys.push_back(one.key);
        auto cut = cut_keys(
            call,
            operation,
            wire::encode_json(unpaged),
            input.max_results,
            input.next_token,
            std::move(keys)
        );
        if (!cut) return cut.error();
        page.next_token = std::move(cut->next);
        const std::set<std::string> on_page(cut->keys.begin(), cut->keys.end());
        std::erase_if(all, [&](const Listed<Shape>& one) { return !on_page.contains(one.key); });
    }
    for (Listed<Shape>& one : all) page.items.push_back(std::move(one.shape));
    return page;
}

/// All of a kind, or those of the ids. @param show makes `Shape` of a row
/// Errors: as cut_list, and the kind's "…NotFound" for ids.
template <class N, class Input, class Show>
auto list_rows(
    const Call& call,
    std::string_view operation,
    const Input& input,
    const std::optional<std::vector<std::string>>& ids,
    const std::optional<std::vector<api::ec2::Filter>>& filters,
    std::span<const FilterName> names,
    const Show& show
) -> Result<ShapePage<decltype(show(std::declval<const typename N::Row&>()))>> {
    using Shape = decltype(show(std::declval<const typename N::Row&>()));
    std::vector<Listed<Shape>> all;
    if (ids && !ids->empty()) {
        const std::set<std::string> wanted(ids->begin(), ids->end());
        for (const std::string& id : wanted) {
            const auto row = find<N>(call, id);
            if (!row) return row.error();
            all.push_back({id, show(**row)});
        }
    } else {
        for (const auto& [key, row] : N::table(call.tables).with_prefix(call.scope.prefix())) {
            if (is_seen(*row)) all.push_back({row->id, show(*row)});
        }
    }
    return cut_list(call, operation, input, filters, names, std::move(all));
}

}  // namespace gantry::ec2
