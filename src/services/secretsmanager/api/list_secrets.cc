#include <fmt/format.h>

#include "service/paging.h"
#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/filters.h"
#include "services/secretsmanager/api/secrets.h"
#include "services/secretsmanager/api/show.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::ListSecretsRequest;
using api::secretsmanager::ListSecretsResponse;
using api::secretsmanager::SecretListEntry;
using api::secretsmanager::SortByType;
using api::secretsmanager::SortOrderType;

/// What secrets are ordered by, as texts that sort so; the key comes behind.
std::string order_of(SortByType by, const SecretRow& secret) {
    const auto date = [](SysTime when) { return fmt::format("{:020} ", epoch_ms(when)); };
    switch (by) {
        case SortByType::CreatedDate: return date(secret.created);
        case SortByType::LastChangedDate: return date(secret.changed);
        case SortByType::LastAccessedDate: return date(secret.accessed.value_or(SysTime{}));
        case SortByType::Name: return " ";
    }
    return " ";
}

}  // namespace

Result<ListSecretsResponse> list_secrets(Call& call, const ListSecretsRequest& input) {
    constexpr std::int32_t kPageSize = 100;
    const Filters filters = input.filters.value_or(Filters{});
    if (auto good = check_filters(filters); !good) return good.error();
    const SortByType by = input.sort_by.value_or(SortByType::CreatedDate);
    const bool descending = input.sort_order == SortOrderType::Desc;
    const bool with_deleted = input.include_planned_deletion.value_or(false);
    std::vector<std::string> keys;
    for (const auto& [key, row] : call.tables.secrets.with_prefix(call.scope.prefix())) {
        if (row->deletion_date && !with_deleted) continue;
        if (passes(filters, *row)) keys.push_back(order_of(by, *row) + key);
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {fmt::format(
             "secretsmanager:ListSecrets {} {} {} {}",
             reflect::to_text(by),
             descending,
             with_deleted,
             text_of(filters)
         ),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::sorted_keys(
            std::move(keys),
            descending ? service::KeyOrder::Descending : service::KeyOrder::Ascending
        )
    );
    if (!page) return invalid_token();
    ListSecretsResponse out{.secret_list = std::vector<SecretListEntry>{}};
    for (const std::string& place : page->keys) {
        const std::string key = place.substr(place.find(' ') + 1);
        auto entry = show_secret<SecretListEntry>(*call.tables.secrets.find(key));
        auto stages = stages_by_id({call.tables, call.tx}, key);
        if (!stages.empty()) entry.secret_versions_to_stages = std::move(stages);
        out.secret_list->push_back(std::move(entry));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::secretsmanager
