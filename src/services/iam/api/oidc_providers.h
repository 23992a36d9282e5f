#pragma once

#include "api/iam/add_client_id_to_open_id_connect_provider_request.h"
#include "api/iam/add_client_id_to_open_id_connect_provider_response.h"
#include "api/iam/create_open_id_connect_provider_request.h"
#include "api/iam/create_open_id_connect_provider_response.h"
#include "api/iam/delete_open_id_connect_provider_request.h"
#include "api/iam/delete_open_id_connect_provider_response.h"
#include "api/iam/get_open_id_connect_provider_request.h"
#include "api/iam/get_open_id_connect_provider_response.h"
#include "api/iam/list_open_id_connect_providers_request.h"
#include "api/iam/list_open_id_connect_providers_response.h"
#include "api/iam/remove_client_id_from_open_id_connect_provider_request.h"
#include "api/iam/remove_client_id_from_open_id_connect_provider_response.h"
#include "api/iam/update_open_id_connect_provider_thumbprint_request.h"
#include "api/iam/update_open_id_connect_provider_thumbprint_response.h"
#include "services/iam/api/call.h"

/// Providers of OpenID Connect, whose tokens AssumeRoleWithWebIdentity takes. Their keys are given
/// to Gantry locally (sts/keys.h): nothing is fetched from them, and thumbprints are kept only.
/// Source: IAM API Reference.
namespace gantry::iam {

/// Errors: NoSuchEntity.
Result<core::Table<OidcProviderRow>::Ptr> find_provider(const Call& call, std::string_view arn);

/// Errors: EntityAlreadyExists, InvalidInput, LimitExceeded, ValidationError for a URL that is not
/// https or has a query.
Result<api::iam::CreateOpenIDConnectProviderResponse>
create_oidc_provider(Call&, const api::iam::CreateOpenIDConnectProviderRequest&);
/// Its URL is told without "https://", as by AWS. Errors: NoSuchEntity.
Result<api::iam::GetOpenIDConnectProviderResponse>
get_oidc_provider(Call&, const api::iam::GetOpenIDConnectProviderRequest&);
Result<api::iam::ListOpenIDConnectProvidersResponse>
list_oidc_providers(Call&, const api::iam::ListOpenIDConnectProvidersRequest&);
/// One that is not there is fine.
Result<api::iam::DeleteOpenIDConnectProviderResponse>
delete_oidc_provider(Call&, const api::iam::DeleteOpenIDConnectProviderRequest&);
/// Again is fine. Errors: NoSuchEntity, LimitExceeded.
Result<api::iam::AddClientIDToOpenIDConnectProviderResponse>
add_client_id(Call&, const api::iam::AddClientIDToOpenIDConnectProviderRequest&);
/// One that is not there is fine. Errors: NoSuchEntity.
Result<api::iam::RemoveClientIDFromOpenIDConnectProviderResponse>
remove_client_id(Call&, const api::iam::RemoveClientIDFromOpenIDConnectProviderRequest&);
/// Replaces them all. Errors: NoSuchEntity, InvalidInput.
Result<api::iam::UpdateOpenIDConnectProviderThumbprintResponse>
update_thumbprints(Call&, const api::iam::UpdateOpenIDConnectProviderThumbprintRequest&);

}  // namespace gantry::iam
