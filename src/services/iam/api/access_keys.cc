#include "services/iam/api/access_keys.h"

#include <fmt/format.h>

#include "service/credentials.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"
#include "services/iam/api/users.h"

namespace gantry::iam {
namespace {

using api::iam::StatusType;

constexpr std::size_t kMaxKeys = 2;

Error key_not_found(std::string_view id) {
    return no_such_entity(fmt::format("The Access Key with id {} cannot be found.", id));
}

/// The key of that id, if it is the user's.
template <class Input>
Result<core::Table<AccessKeyRow>::Ptr> find_access_key(const Call& call, const Input& input) {
    const auto user = find_user_meant(call, input.user_name);
    if (!user) return user.error();
    const std::string id = input.access_key_id.value_or("");
    auto row = call.tx.get(call.tables.access_keys, account_prefix(call.scope.account) + id);
    if (!row || row->user_key != key_of(call, (*user)->name)) return key_not_found(id);
    return row;
}

StatusType status_of(const AccessKeyRow& row) {
    return row.active ? StatusType::Active : StatusType::Inactive;
}

}  // namespace

Result<api::iam::CreateAccessKeyResponse> create_access_key(
    Call& call, const api::iam::CreateAccessKeyRequest& input
) {
    const auto user = find_user_meant(call, input.user_name);
    if (!user) return user.error();
    AccessKeyRow row;
    row.user_key = key_of(call, (*user)->name);
    if (call.tables.access_keys_by_user.keys(row.user_key).size() >= kMaxKeys) {
        return over_quota("AccessKeysPerUser", kMaxKeys);
    }
    row.account = call.scope.account;
    row.id = draw_access_key_id(call.ids);
    row.created = call.now;
    api::iam::CreateAccessKeyResponse out{
        .access_key =
            api::iam::AccessKey{
                .user_name = (*user)->name,
                .access_key_id = row.id,
                .status = StatusType::Active,
                .secret_access_key = service::secret_access_key(call.settings.secret, row.id),
                .create_date = row.created,
            }
    };
    const std::string key = account_prefix(row.account) + row.id;
    call.tx.put(call.tables.access_keys, key, std::move(row));
    return out;
}

Result<api::iam::ListAccessKeysResponse> list_access_keys(
    Call& call, const api::iam::ListAccessKeysRequest& input
) {
    const auto user = find_user_meant(call, input.user_name);
    if (!user) return user.error();
    const std::string user_key = key_of(call, (*user)->name);
    const auto& found = call.tables.access_keys_by_user.keys(user_key);
    const std::vector<std::string> keys(found.begin(), found.end());
    const auto page =
        cut_page(call, {"ListAccessKeys", user_key, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListAccessKeysResponse out;
    out.access_key_metadata.emplace();
    for (const auto& key : page->keys) {
        const auto row = call.tables.access_keys.find(key);
        out.access_key_metadata->push_back({
            .user_name = (*user)->name,
            .access_key_id = row->id,
            .status = status_of(*row),
            .create_date = row->created,
        });
    }
    show_page(out, *page);
    return out;
}

Result<api::iam::UpdateAccessKeyResponse> update_access_key(
    Call& call, const api::iam::UpdateAccessKeyRequest& input
) {
    const auto found = find_access_key(call, input);
    if (!found) return found.error();
    AccessKeyRow row = **found;
    row.active = input.status == StatusType::Active;
    const std::string key = account_prefix(row.account) + row.id;
    call.tx.put(call.tables.access_keys, key, std::move(row));
    return api::iam::UpdateAccessKeyResponse{};
}

Result<api::iam::DeleteAccessKeyResponse> delete_access_key(
    Call& call, const api::iam::DeleteAccessKeyRequest& input
) {
    const auto found = find_access_key(call, input);
    if (!found) return found.error();
    call.tx.erase(call.tables.access_keys, account_prefix((*found)->account) + (*found)->id);
    return api::iam::DeleteAccessKeyResponse{};
}

Result<api::iam::GetAccessKeyLastUsedResponse> get_access_key_last_used(
    Call& call, const api::iam::GetAccessKeyLastUsedRequest& input
) {
    const std::string id = input.access_key_id.value_or("");
    const auto row = call.tables.access_keys.find(account_prefix(call.scope.account) + id);
    const auto user = row ? call.tables.users.find(row->user_key) : nullptr;
    if (!user) return key_not_found(id);
    api::iam::AccessKeyLastUsed last{.service_name = "N/A", .region = "N/A"};
    if (const LastUse* use = find_last_use(call, id, row->created)) {
        last = {use->when, use->service, use->region};
    }
    return api::iam::GetAccessKeyLastUsedResponse{
        .user_name = user->name,
        .access_key_last_used = std::move(last),
    };
}

}  // namespace gantry::iam
