#include "services/iam/api/oidc_providers.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/api/checks.h"
#include "services/iam/api/nouns.h"

namespace gantry::iam {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kHttps = "https://";
constexpr std::size_t kMaxProviders = 100;
constexpr std::size_t kMaxClientIds = 100;
constexpr std::size_t kMaxThumbprints = 5;

/// The URL without its scheme; nothing for what no provider may have.
std::optional<std::string> name_of_url(const std::string& url) {
    if (!url.starts_with(kHttps) || url.size() == kHttps.size()) return std::nullopt;
    if (url.find_first_of("?#@\" ") != std::string::npos) return std::nullopt;
    return url.substr(kHttps.size());
}

Result<void> check_client_ids(const Texts& ids) {
    if (ids.size() <= kMaxClientIds) return {};
    return over_quota("ClientIdsPerOpenIdConnectProvider", kMaxClientIds);
}

Result<void> check_thumbprints(const Texts& thumbprints) {
    if (thumbprints.size() <= kMaxThumbprints) return {};
    return invalid_input(
        fmt::format("Thumbprint list must contain fewer than {} entries.", kMaxThumbprints)
    );
}

Result<void> check_new_provider(
    const Call& call, const api::iam::CreateOpenIDConnectProviderRequest& input
) {
    if (auto tags = check_tags(input.tags); !tags) return tags;
    if (auto ids = check_client_ids(input.client_id_list.value_or(Texts{})); !ids) return ids;
    auto prints = check_thumbprints(input.thumbprint_list.value_or(Texts{}));
    if (!prints) return prints;
    const auto there = call.tables.oidc_providers.with_prefix(account_prefix(call.scope.account));
    if (std::ranges::distance(there) < static_cast<std::ptrdiff_t>(kMaxProviders)) return {};
    return over_quota("OpenIdConnectProvidersPerAccount", kMaxProviders);
}

Texts without_repeats(const Texts& texts) {
    Texts once;
    for (const std::string& text : texts) {
        if (std::ranges::find(once, text) == once.end()) once.push_back(text);
    }
    return once;
}

void put(Call& call, OidcProviderRow row) {
    put_named(call, call.tables.oidc_providers, std::move(row));
}

}  // namespace

Result<core::Table<OidcProviderRow>::Ptr> find_provider(const Call& call, std::string_view arn) {
    auto row = call.tx.get(call.tables.oidc_providers, key_of(call, provider_name(arn)));
    if (row && row->arn == arn) return row;
    return no_such_entity(fmt::format("OpenIDConnect Provider not found for arn {}", arn));
}

Result<api::iam::CreateOpenIDConnectProviderResponse> create_oidc_provider(
    Call& call, const api::iam::CreateOpenIDConnectProviderRequest& input
) {
    const std::string url = input.url.value_or("");
    const auto name = name_of_url(url);
    if (!name) return validation_error("Invalid Open ID Connect Provider URL");
    if (call.tx.get(call.tables.oidc_providers, key_of(call, *name))) {
        return already_exists(fmt::format("Provider with url {} already exists.", url));
    }
    if (const auto good = check_new_provider(call, input); !good) return good.error();
    OidcProviderRow row{
        .account = call.scope.account,
        .name = *name,
        .arn = fmt::format("{}oidc-provider/{}", aws::iam_prefix(call.scope), *name),
        .created = call.now,
        .client_ids = without_repeats(input.client_id_list.value_or(Texts{})),
        .thumbprints = without_repeats(input.thumbprint_list.value_or(Texts{})),
        .tags = input.tags.value_or(Tags{}),
    };
    api::iam::CreateOpenIDConnectProviderResponse out{
        .open_id_connect_provider_arn = row.arn, .tags = input.tags
    };
    put(call, std::move(row));
    return out;
}

Result<api::iam::GetOpenIDConnectProviderResponse> get_oidc_provider(
    Call& call, const api::iam::GetOpenIDConnectProviderRequest& input
) {
    const auto found = find_provider(call, input.open_id_connect_provider_arn.value_or(""));
    if (!found) return found.error();
    const OidcProviderRow& row = **found;
    return api::iam::GetOpenIDConnectProviderResponse{
        .url = row.name,
        .client_id_list = row.client_ids,
        .thumbprint_list = row.thumbprints,
        .create_date = row.created,
        .tags = row.tags,
    };
}

Result<api::iam::ListOpenIDConnectProvidersResponse>
list_oidc_providers(Call& call, const api::iam::ListOpenIDConnectProvidersRequest&) {
    api::iam::ListOpenIDConnectProvidersResponse out;
    auto& list = out.open_id_connect_provider_list.emplace();
    const std::string prefix = account_prefix(call.scope.account);
    for (const auto& [key, row] : call.tables.oidc_providers.with_prefix(prefix)) {
        list.push_back({.arn = row->arn});
    }
    return out;
}

Result<api::iam::DeleteOpenIDConnectProviderResponse> delete_oidc_provider(
    Call& call, const api::iam::DeleteOpenIDConnectProviderRequest& input
) {
    const auto found = find_provider(call, input.open_id_connect_provider_arn.value_or(""));
    if (found) call.tx.erase(call.tables.oidc_providers, key_of(call, (*found)->name));
    return api::iam::DeleteOpenIDConnectProviderResponse{};
}

Result<api::iam::AddClientIDToOpenIDConnectProviderResponse> add_client_id(
    Call& call, const api::iam::AddClientIDToOpenIDConnectProviderRequest& input
) {
    const auto found = find_provider(call, input.open_id_connect_provider_arn.value_or(""));
    if (!found) return found.error();
    OidcProviderRow row = **found;
    row.client_ids.push_back(input.client_id.value_or(""));
    row.client_ids = without_repeats(row.client_ids);
    if (const auto fits = check_client_ids(row.client_ids); !fits) return fits.error();
    put(call, std::move(row));
    return api::iam::AddClientIDToOpenIDConnectProviderResponse{};
}

Result<api::iam::RemoveClientIDFromOpenIDConnectProviderResponse> remove_client_id(
    Call& call, const api::iam::RemoveClientIDFromOpenIDConnectProviderRequest& input
) {
    const auto found = find_provider(call, input.open_id_connect_provider_arn.value_or(""));
    if (!found) return found.error();
    OidcProviderRow row = **found;
    std::erase(row.client_ids, input.client_id.value_or(""));
    put(call, std::move(row));
    return api::iam::RemoveClientIDFromOpenIDConnectProviderResponse{};
}

Result<api::iam::UpdateOpenIDConnectProviderThumbprintResponse> update_thumbprints(
    Call& call, const api::iam::UpdateOpenIDConnectProviderThumbprintRequest& input
) {
    const auto found = find_provider(call, input.open_id_connect_provider_arn.value_or(""));
    if (!found) return found.error();
    const auto wanted = input.thumbprint_list.value_or(Texts{});
    if (const auto good = check_thumbprints(wanted); !good) return good.error();
    OidcProviderRow row = **found;
    row.thumbprints = without_repeats(wanted);
    put(call, std::move(row));
    return api::iam::UpdateOpenIDConnectProviderThumbprintResponse{};
}

}  // namespace gantry::iam
