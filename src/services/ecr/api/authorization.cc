#include "services/ecr/api/authorization.h"

#include "services/ecr/model/token.h"
#include "wire/digest.h"

namespace gantry::ecr {

using api::ecr::AuthorizationData;
using api::ecr::GetAuthorizationTokenRequest;
using api::ecr::GetAuthorizationTokenResponse;

Result<GetAuthorizationTokenResponse> get_authorization_token(
    Call& call, const GetAuthorizationTokenRequest& input
) {
    const SysTime expires = call.now + kTokenLasts;
    const std::size_t registries = input.registry_ids ? input.registry_ids->size() : 1;
    GetAuthorizationTokenResponse out{.authorization_data = std::vector<AuthorizationData>{}};
    for (std::size_t i = 0; i < registries; ++i) {
        const std::string token =
            seal_token(call.settings.secret, call.ids.hex(32), call.caller, expires);
        out.authorization_data->push_back({
            .authorization_token = wire::to_base64(std::string(kTokenUser) + ":" + token),
            .expires_at = expires,
            .proxy_endpoint = call.settings.endpoint,
        });
    }
    return out;
}

}  // namespace gantry::ecr
