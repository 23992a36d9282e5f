#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/paging.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListTaskDefinitionsRequest;
using api::ecs::TaskDefinitionStatus;

/// What is listed, and in which order.
struct Wanted {
    std::string family;  ///< empty: every family
    TaskDefinitionStatus status = TaskDefinitionStatus::Active;
    KeyOrder order = KeyOrder::Ascending;

    /// For page tokens: they continue only the list that they came from.
    [[nodiscard]] std::string text() const {
        return fmt::format(
            "{}/{}/{}",
            family,
            reflect::to_text(status),
            order == KeyOrder::Descending ? "DESC" : "ASC"
        );
    }
};

/// A place in the list: "family 0000000007". Empty: before the first.
struct Place {
    std::string family;
    std::int64_t revision = 0;
};

std::string list_key(const Place& place) {
    return fmt::format("{} {:010}", place.family, place.revision);
}

Place read_list_key(const std::string& key) {
    const std::size_t blank = key.find(' ');
    if (blank == std::string::npos) return {};
    return {key.substr(0, blank), std::stoll(key.substr(blank + 1))};
}

/// The part of [first, last) that comes after `key` in the order, or with `inclusive` from it on.
template <class Rows>
auto rest_of(
    const Rows& rows, auto first, auto last, const std::string& key, KeyOrder order, bool inclusive
) {
    const bool ascending = order == KeyOrder::Ascending;
    // Where the one part ends and the other begins: before the key, or behind it.
    const auto cut = ascending == inclusive ? rows.lower_bound(key) : rows.upper_bound(key);
    return ascending ? std::ranges::subrange(cut, last) : std::ranges::subrange(first, cut);
}

/// Shows rows in the order, up to the first for which `show` is false; says whether it was for all.
bool show_all(const auto& rows, KeyOrder order, auto show) {
    if (order == KeyOrder::Ascending) return std::ranges::all_of(rows, show);
    return std::ranges::all_of(rows | std::views::reverse, show);
}

/// Walks the list without visiting what comes before the place.
class Walk {
  public:
    Walk(const Call& call, Wanted wanted) : call_(call), wanted_(std::move(wanted)) {}

    void operator()(const std::string& after, const TakeKey& take) const {
        const Place from = read_list_key(after);
        if (!wanted_.family.empty()) {
            show_family(wanted_.family, from, take);
            return;
        }
        // Row keys of revisions would put "web-2/…" before "web/…"; those of families are in order.
        const auto all = call_.tables.families.with_prefix(call_.scope.prefix());
        const auto rest = from.family.empty() ? all
                                              : rest_of(
                                                    call_.tables.families.rows(),
                                                    all.begin(),
                                                    all.end(),
                                                    family_key(call_.scope, from.family),
                                                    wanted_.order,
                                                    true
                                                );
        show_all(rest, wanted_.order, [&](const auto& entry) {
            return show_family(entry.second->family, from, take);
        });
    }

  private:
    bool show_family(const std::string& family, const Place& from, const TakeKey& take) const {
        const auto& table = call_.tables.task_definitions;
        const auto all = table.with_prefix(family_key(call_.scope, family) + "/");
        const auto rest = from.family != family
                              ? all
                              : rest_of(
                                    table.rows(),
                                    all.begin(),
                                    all.end(),
                                    task_definition_key(call_.scope, family, from.revision),
                                    wanted_.order,
                                    false
                                );
        return show_all(rest, wanted_.order, [&](const auto& entry) {
            const api::ecs::TaskDefinition& definition = entry.second->definition;
            return definition.status != wanted_.status ||
                   take(list_key({family, definition.revision}));
        });
    }

    const Call& call_;
    Wanted wanted_;
};

}  // namespace

Result<api::ecs::ListTaskDefinitionsResponse> list_task_definitions(
    Call& call, const ListTaskDefinitionsRequest& input
) {
    const bool descending = input.sort == api::ecs::SortOrder::Desc;
    const Wanted wanted{
        .family = input.family_prefix.value_or(""),
        .status = input.status.value_or(TaskDefinitionStatus::Active),
        .order = descending ? KeyOrder::Descending : KeyOrder::Ascending,
    };
    if (!wanted.family.empty() && !is_resource_name(wanted.family)) {
        return invalid_parameter("family must match ^[a-zA-Z0-9\\-_]+$");
    }
    const PageRequest request{
        .operation = "ListTaskDefinitions",
        .filter = wanted.text(),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const Result<Page> page = take_page(call, request, Walk(call, wanted));
    if (!page) return page.error();

    api::ecs::ListTaskDefinitionsResponse output{.next_token = page->next_token};
    output.task_definition_arns.emplace();
    for (const std::string& key : page->keys) {
        const Place place = read_list_key(key);
        output.task_definition_arns->push_back(
            task_definition_arn(call.scope, place.family, place.revision)
        );
    }
    return output;
}

}  // namespace gantry::ecs
