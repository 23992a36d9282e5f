#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/ec2/filter.h"
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

/// Where a page begins and what follows it.
struct PageBounds {
    std::optional<std::string> after;
    std::size_t most = 1000;
};

/// Without MaxResults a page has up to 1,000 items.
/// @param list names the list: the operation and everything that decides what is in it
/// Errors: InvalidParameterValue for a token that is not ours or of another list.
Result<PageBounds> read_page(
    const Call& call,
    const std::string& list,
    const std::optional<std::int32_t>& max_results,
    const std::optional<std::string>& next_token
);
std::string page_token(const Call& call, const std::string& list, const std::string& after);
/// A list's name: the caller's place, the operation, and a request without its page.
std::string list_name(const Call& call, std::string_view operation, std::string_view request);

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
    std::string list;
    PageBounds bounds{.after = {}, .most = all.size()};
    if constexpr (requires { input.next_token; }) {
        Input unpaged = input;
        unpaged.next_token.reset();
        unpaged.max_results.reset();
        list = list_name(call, operation, wire::encode_json(unpaged));
        auto page = read_page(call, list, input.max_results, input.next_token);
        if (!page) return page.error();
        bounds = *std::move(page);
    }
    auto first = all.begin();
    if (bounds.after) first = std::ranges::upper_bound(all, *bounds.after, {}, &Listed<Shape>::key);
    ShapePage<Shape> page;
    for (; first != all.end() && page.items.size() < bounds.most; ++first) {
        page.items.push_back(std::move(first->shape));
        if (page.items.size() == bounds.most && first + 1 != all.end()) {
            page.next_token = page_token(call, list, first->key);
        }
    }
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
            all.push_back({row->id, show(*row)});
        }
    }
    return cut_list(call, operation, input, filters, names, std::move(all));
}

}  // namespace gantry::ec2
