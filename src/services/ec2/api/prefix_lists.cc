#include "services/ec2/api/prefix_lists.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/add_prefix_list_entry.h"
#include "api/ec2/managed_prefix_list.h"
#include "api/ec2/prefix_list.h"
#include "api/ec2/prefix_list_entry.h"
#include "api/ec2/prefix_list_state.h"
#include "api/ec2/remove_prefix_list_entry.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/tokens.h"
#include "services/ec2/rules/aws_prefix_lists.h"
#include "services/ec2/rules/prefix_entries.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kManagedFilters[] = {
    {"owner-id", "OwnerId"},
    {"prefix-list-id", "PrefixListId"},
    {"prefix-list-name", "PrefixListName"},
};
constexpr FilterName kAwsFilters[] = {
    {"prefix-list-id", "PrefixListId"},
    {"prefix-list-name", "PrefixListName"},
};

api::ec2::ManagedPrefixList show(const Call& call, const PrefixListRow& row) {
    return {
        .prefix_list_id = row.id,
        .address_family = row.family,
        .state = reflect::from_text<api::ec2::PrefixListState>(row.last_change),
        .prefix_list_arn = arn_of(call.scope, kinds::kPrefixList, row.id),
        .prefix_list_name = row.name,
        .max_entries = row.max_entries,
        .version = row.version,
        .tags = row.tags,
        .owner_id = call.scope.account,
    };
}

api::ec2::ManagedPrefixList show_aws(const Call& call, const AwsPrefixList& list) {
    return {
        .prefix_list_id = list.id,
        .address_family = "IPv4",
        .state = api::ec2::PrefixListState::CreateComplete,
        .prefix_list_arn = arn_of({"aws", call.scope.region}, kinds::kPrefixList, list.id),
        .prefix_list_name = list.name,
        .tags = Tags{},
        .owner_id = "AWS",
    };
}

/// The account's own list. Errors: OperationNotPermitted for AWS's, InvalidPrefixListID.NotFound.
Result<core::Table<PrefixListRow>::Ptr> find_own(
    const Call& call, const std::optional<std::string>& id
) {
    if (id && find_aws_prefix_list(call.scope.region, *id)) {
        return not_permitted(fmt::format("The prefix list '{}' is managed by AWS.", *id));
    }
    return find<PrefixListNoun>(call, id);
}

Result<void> check_name(const std::string& name) {
    if (name.empty()) return missing("PrefixListName");
    if (name.starts_with("com.amazonaws") || name.size() > 255) {
        return invalid_value(
            fmt::format("Value ({}) for parameter prefixListName is invalid.", name)
        );
    }
    return {};
}

Result<void> check_max(std::int32_t most) {
    if (most >= 1 && most <= kMostPrefixEntries) return {};
    return invalid_value(fmt::format("Value ({}) for parameter maxEntries is invalid.", most));
}

std::vector<PrefixListItem> items_of(
    const std::optional<std::vector<api::ec2::AddPrefixListEntry>>& entries
) {
    std::vector<PrefixListItem> items;
    for (const auto& one : entries.value_or(std::vector<api::ec2::AddPrefixListEntry>{})) {
        items.push_back({one.cidr.value_or(""), one.description});
    }
    return items;
}

/// Whether a route or a rule names it.
bool is_used(const Call& call, const std::string& id) {
    for (const auto& [key, table] : call.tables.route_tables.with_prefix(call.scope.prefix())) {
        for (const RouteEntry& route : table->routes) {
            if (route.destination == id) return true;
        }
    }
    for (const auto& [key, group] : call.tables.groups.with_prefix(call.scope.prefix())) {
        for (const GroupRule& rule : group->rules) {
            if (rule.prefix_list_id == id) return true;
        }
    }
    return false;
}

/// Other entries: another version. Errors: those of change_entries, PrefixListVersionMismatch.
Result<void> change_list(
    PrefixListRow& row, const api::ec2::ModifyManagedPrefixListRequest& input
) {
    EntryChange change{.added = items_of(input.add_entries), .removed = {}};
    for (const auto& one :
         input.remove_entries.value_or(std::vector<api::ec2::RemovePrefixListEntry>{})) {
        change.removed.push_back(one.cidr.value_or(""));
    }
    if (change.added.empty() && change.removed.empty()) return {};
    if (input.max_entries) {
        return invalid_value(
            "You cannot modify the entries of a prefix list and modify the size of a prefix list "
            "at the same time."
        );
    }
    if (!input.current_version) return missing("CurrentVersion");
    if (*input.current_version != row.version) {
        return refused(
            "PrefixListVersionMismatch", "The prefix list has the incorrect version number."
        );
    }
    if (auto good = change_entries(row, change); !good) return good;
    ++row.version;
    return {};
}

}  // namespace

Result<api::ec2::CreateManagedPrefixListResult> create_managed_prefix_list(
    Call& call, const api::ec2::CreateManagedPrefixListRequest& input
) {
    const auto before = find_by_token<PrefixListNoun>(call, input);
    if (!before) return before.error();
    if (*before)
        return api::ec2::CreateManagedPrefixListResult{.prefix_list = show(call, **before)};
    PrefixListRow row{
        .name = input.prefix_list_name.value_or(""),
        .family = input.address_family.value_or(""),
        .max_entries = input.max_entries.value_or(0),
    };
    if (const auto good = check_name(row.name); !good) return good.error();
    if (const auto good = check_max(row.max_entries); !good) return good.error();
    if (row.family != "IPv4" && row.family != "IPv6") {
        return invalid_value(
            fmt::format("Value ({}) for parameter addressFamily is invalid.", row.family)
        );
    }
    const auto filled = change_entries(row, {.added = items_of(input.entries), .removed = {}});
    if (!filled) return filled.error();
    auto tags = read_tags(input.tag_specifications, kinds::kPrefixList);
    if (!tags) return tags.error();
    row.tags = *std::move(tags);
    if (count_rows<PrefixListNoun>(call) >= kMostPrefixLists) {
        return over_quota(
            "PrefixListLimitExceeded", "The maximum number of prefix lists has been reached."
        );
    }
    row.id = draw_id(call.ids, "pl");
    keep_token(input, row);
    auto shown = show(call, row);
    shown.state = api::ec2::PrefixListState::CreateInProgress;
    put<PrefixListNoun>(call, std::move(row));
    return api::ec2::CreateManagedPrefixListResult{.prefix_list = std::move(shown)};
}

Result<api::ec2::ModifyManagedPrefixListResult> modify_managed_prefix_list(
    Call& call, const api::ec2::ModifyManagedPrefixListRequest& input
) {
    const auto list = find_own(call, input.prefix_list_id);
    if (!list) return list.error();
    PrefixListRow row = **list;
    if (input.prefix_list_name) {
        if (const auto good = check_name(*input.prefix_list_name); !good) return good.error();
        row.name = *input.prefix_list_name;
    }
    if (const auto good = change_list(row, input); !good) return good.error();
    if (input.max_entries) {
        if (const auto good = check_max(*input.max_entries); !good) return good.error();
        if (*input.max_entries < static_cast<std::int32_t>(row.entries.size())) {
            return invalid_value("The new size is less than the number of entries.");
        }
        row.max_entries = *input.max_entries;
    }
    row.last_change = "modify-complete";
    auto shown = show(call, row);
    shown.state = api::ec2::PrefixListState::ModifyInProgress;
    put<PrefixListNoun>(call, std::move(row));
    return api::ec2::ModifyManagedPrefixListResult{.prefix_list = std::move(shown)};
}

Result<api::ec2::DeleteManagedPrefixListResult> delete_managed_prefix_list(
    Call& call, const api::ec2::DeleteManagedPrefixListRequest& input
) {
    const auto list = find_own(call, input.prefix_list_id);
    if (!list) return list.error();
    if (is_used(call, (*list)->id)) {
        return dependency(
            fmt::format("The prefix list '{}' has dependencies and cannot be deleted.", (*list)->id)
        );
    }
    auto shown = show(call, **list);
    shown.state = api::ec2::PrefixListState::DeleteInProgress;
    erase<PrefixListNoun>(call, (*list)->id);
    return api::ec2::DeleteManagedPrefixListResult{.prefix_list = std::move(shown)};
}

Result<api::ec2::DescribeManagedPrefixListsResult> describe_managed_prefix_lists(
    Call& call, const api::ec2::DescribeManagedPrefixListsRequest& input
) {
    const auto ids = input.prefix_list_ids.value_or(std::vector<std::string>{});
    std::set<std::string> left(ids.begin(), ids.end());
    std::vector<Listed<api::ec2::ManagedPrefixList>> all;
    for (const AwsPrefixList& list : aws_prefix_lists(call.scope.region)) {
        if (left.erase(list.id) > 0 || ids.empty()) {
            all.push_back({list.id, show_aws(call, list)});
        }
    }
    for (const auto& [key, row] : call.tables.prefix_lists.with_prefix(call.scope.prefix())) {
        if (left.erase(row->id) > 0 || ids.empty()) all.push_back({row->id, show(call, *row)});
    }
    if (!left.empty()) return no_such(kinds::kPrefixList, *left.begin());
    auto page = cut_list(
        call, "DescribeManagedPrefixLists", input, input.filters, kManagedFilters, std::move(all)
    );
    if (!page) return page.error();
    return api::ec2::DescribeManagedPrefixListsResult{
        .next_token = std::move(page->next_token), .prefix_lists = std::move(page->items)
    };
}

Result<api::ec2::GetManagedPrefixListEntriesResult> get_managed_prefix_list_entries(
    Call& call, const api::ec2::GetManagedPrefixListEntriesRequest& input
) {
    std::vector<Listed<api::ec2::PrefixListEntry>> all;
    const std::string id = input.prefix_list_id.value_or("");
    if (!find_aws_prefix_list(call.scope.region, id)) {
        const auto list = find<PrefixListNoun>(call, id);
        if (!list) return list.error();
        const std::int64_t version = input.target_version.value_or((*list)->version);
        if (version < 1 || version > (*list)->version) {
            return invalid_value(
                fmt::format("Value ({}) for parameter targetVersion is invalid.", version)
            );
        }
        if (version < (*list)->version) {
            return refused(
                "UnsupportedOperation",
                "Gantry does not keep earlier versions of a prefix list; see docs/coverage.md"
            );
        }
        for (const PrefixListItem& item : (*list)->entries) {
            all.push_back({item.cidr, {.cidr = item.cidr, .description = item.description}});
        }
    }
    auto page = cut_list(call, "GetManagedPrefixListEntries", input, {}, {}, std::move(all));
    if (!page) return page.error();
    return api::ec2::GetManagedPrefixListEntriesResult{
        .entries = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

Result<api::ec2::DescribePrefixListsResult> describe_prefix_lists(
    Call& call, const api::ec2::DescribePrefixListsRequest& input
) {
    const auto ids = input.prefix_list_ids.value_or(std::vector<std::string>{});
    std::set<std::string> left(ids.begin(), ids.end());
    std::vector<Listed<api::ec2::PrefixList>> all;
    for (const AwsPrefixList& list : aws_prefix_lists(call.scope.region)) {
        if (left.erase(list.id) == 0 && !ids.empty()) continue;
        all.push_back({
            list.id,
            {
                .cidrs = std::vector<std::string>{},
                .prefix_list_id = list.id,
                .prefix_list_name = list.name,
            },
        });
    }
    if (!left.empty()) return no_such(kinds::kPrefixList, *left.begin());
    auto page =
        cut_list(call, "DescribePrefixLists", input, input.filters, kAwsFilters, std::move(all));
    if (!page) return page.error();
    return api::ec2::DescribePrefixListsResult{
        .next_token = std::move(page->next_token), .prefix_lists = std::move(page->items)
    };
}

}  // namespace gantry::ec2
