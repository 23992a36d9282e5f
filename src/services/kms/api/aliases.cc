#include "services/kms/api/aliases.h"

#include <fmt/format.h>

#include "services/kms/api/checks.h"
#include "services/kms/api/paging.h"
#include "services/kms/model/errors.h"

namespace gantry::kms {
namespace {

constexpr std::size_t kAliasesOnPage = 50;
/// Source: KMS Developer Guide, "Resource quotas".
constexpr std::size_t kMostAliases = 50;

Result<void> check_name(const std::string& name) {
    if (!name.starts_with("alias/") || name == "alias/") {
        return validation_exception(
            "Alias must start with the prefix \"alias/\". Please see "
            "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
        );
    }
    if (name.starts_with("alias/aws/")) {
        return kms_error("InvalidAliasNameException", "Alias must not begin with alias/aws/");
    }
    if (name.find(':') == std::string::npos) return {};
    return validation_exception(fmt::format("{} contains invalid characters for an alias", name));
}

/// A key that an alias may mean: one of the same account and Region, by its id or ARN.
Result<KeyPtr> find_target(const Call& call, const std::optional<std::string>& key_id) {
    const auto named = read_key_name(call.scope, key_id.value_or(""));
    if (!named) return named.error();
    if (named->is_alias()) return validation_exception("Aliases must refer to keys. Not aliases");
    return find_changeable(call, key_id);
}

Error no_alias(const Call& call, const std::string& name) {
    return not_found_exception(fmt::format("Alias {} is not found.", alias_arn(call.scope, name)));
}

api::kms::AliasListEntry describe(const AliasRow& alias) {
    return {
        .alias_name = alias.name,
        .alias_arn = alias_arn(alias.scope(), alias.name),
        .target_key_id = alias.key_id,
        .creation_date = alias.created,
        .last_updated_date = alias.updated,
    };
}

}  // namespace

Result<api::kms::CreateAliasResponse> create_alias(
    Call& call, const api::kms::CreateAliasRequest& input
) {
    const std::string name = input.alias_name.value_or("");
    if (auto good = check_name(name); !good) return good.error();
    const auto key = find_target(call, input.target_key_id);
    if (!key) return key.error();
    const std::string row = row_key(call.scope, name);
    if (call.tx.get(call.tables.aliases, row)) {
        return Error{
            ErrorKind::Conflict,
            "AlreadyExistsException",
            fmt::format("An alias with the name {} already exists", alias_arn(call.scope, name)),
            {}
        };
    }
    const auto& others = call.tables.aliases_by_key.keys(row_key(call.scope, (*key)->id));
    if (others.size() >= kMostAliases) {
        return Error{
            ErrorKind::LimitExceeded,
            "LimitExceededException",
            fmt::format("A key has {} aliases at most.", kMostAliases),
            {}
        };
    }
    call.tx.put(
        call.tables.aliases,
        row,
        AliasRow{call.scope.account, call.scope.region, name, (*key)->id, call.now, call.now}
    );
    return api::kms::CreateAliasResponse{};
}

Result<api::kms::UpdateAliasResponse> update_alias(
    Call& call, const api::kms::UpdateAliasRequest& input
) {
    const std::string name = input.alias_name.value_or("");
    if (auto good = check_name(name); !good) return good.error();
    const auto key = find_target(call, input.target_key_id);
    if (!key) return key.error();
    const bool there =
        call.tx.update(call.tables.aliases, row_key(call.scope, name), [&](AliasRow& row) {
            row.key_id = (*key)->id;
            row.updated = call.now;
        });
    if (!there) return no_alias(call, name);
    return api::kms::UpdateAliasResponse{};
}

Result<api::kms::DeleteAliasResponse> delete_alias(
    Call& call, const api::kms::DeleteAliasRequest& input
) {
    const std::string name = input.alias_name.value_or("");
    if (auto good = check_name(name); !good) return good.error();
    const std::string row = row_key(call.scope, name);
    if (!call.tx.get(call.tables.aliases, row)) return no_alias(call, name);
    call.tx.erase(call.tables.aliases, row);
    return api::kms::DeleteAliasResponse{};
}

Result<api::kms::ListAliasesResponse> list_aliases(
    Call& call, const api::kms::ListAliasesRequest& input
) {
    std::string key_id;
    if (input.key_id) {
        const auto key = find_named(call, input.key_id);
        if (!key) return key.error();
        key_id = (*key)->id;
    }
    const auto page = take_page(
        call,
        "ListAliases " + key_id,
        {input.limit, input.marker, kAliasesOnPage},
        service::rows_with_prefix(
            call.tables.aliases,
            call.scope.prefix(),
            [key_id](const AliasRow& row) { return key_id.empty() || row.key_id == key_id; }
        )
    );
    if (!page) return page.error();
    api::kms::ListAliasesResponse out;
    out.aliases.emplace();
    for (const std::string& name : page->keys) {
        out.aliases->push_back(describe(*call.tables.aliases.find(name)));
    }
    show_page(out, *page);
    return out;
}

}  // namespace gantry::kms
