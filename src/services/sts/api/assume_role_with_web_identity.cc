#include <fmt/format.h>

#include "services/iam/port.h"
#include "services/sts/api/grant.h"
#include "services/sts/api/identity_token.h"
#include "services/sts/api/operations.h"
#include "services/sts/api/role_session.h"
#include "services/sts/api/session_tags.h"
#include "services/sts/service.h"
#include "wire/web_token.h"

namespace gantry::sts {
namespace {

using Input = api::sts::AssumeRoleWithWebIdentityRequest;
using Output = api::sts::AssumeRoleWithWebIdentityResponse;

/// A token that was verified, and whom it speaks for.
struct Identity {
    iam::OidcProvider provider;
    IdentityClaims claims;
    std::string audience;
};

/// The issuer's name as policies and provider ARNs have it.
std::string_view without_scheme(std::string_view issuer) {
    constexpr std::string_view kHttps = "https://";
    if (issuer.starts_with(kHttps)) issuer.remove_prefix(kHttps.size());
    return issuer;
}

Result<Identity> identify(const Call& call, const std::string& text, std::string_view account) {
    const auto token = wire::WebToken::read(text);
    if (!token) {
        return invalid_identity_token(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
            "Access Token)"
        );
    }
    auto claims = read_claims(token->claims());
    if (!claims) return claims.error();
    const auto provider =
        iam::find_oidc_provider(call.services, account, without_scheme(claims->issuer));
    if (!provider) {
        return invalid_identity_token(fmt::format(
            "No OpenIDConnect provider found in your account for {}", claims->issuer.substr(0, 256)
        ));
    }
    const wire::KeySet* keys = call.services.get<Instance>().keys_of(claims->issuer);
    if (keys == nullptr || !token->verify(*keys)) {
        return invalid_identity_token(
            "Couldn't retrieve verification key from your identity provider,  please reference "
            "AssumeRoleWithWebIdentity documentation for requirements"
        );
    }
    auto audience = check_claims(*claims, provider->client_ids, call.now);
    if (!audience) return audience.error();
    return Identity{*provider, *std::move(claims), *std::move(audience)};
}

WantedTags wanted_tags(const IdentityClaims& claims) {
    return {{claims.tags.begin(), claims.tags.end()}, claims.transitive_tags};
}

/// What trust policies ask of.
iam::RoleRequest request_of(const Input& input, const Identity& identity) {
    const std::string issuer(without_scheme(identity.claims.issuer));
    iam::RoleRequest request{
        .role_arn = *input.role_arn,
        .actions = {"sts:AssumeRoleWithWebIdentity"},
        .context =
            {
                {issuer + ":sub", {identity.claims.subject}},
                {issuer + ":aud", {identity.audience}},
                {"sts:RoleSessionName", {*input.role_session_name}},
            },
    };
    if (!identity.claims.methods.empty()) {
        request.context.push_back({issuer + ":amr", identity.claims.methods});
    }
    if (!identity.claims.source_identity.empty()) {
        request.actions.emplace_back("sts:SetSourceIdentity");
        request.context.push_back({"sts:SourceIdentity", {identity.claims.source_identity}});
    }
    std::vector<std::string> keys;
    for (const auto& [key, value] : identity.claims.tags) {
        keys.push_back(key);
        request.context.push_back({"aws:RequestTag/" + key, {value}});
    }
    if (keys.empty()) return request;
    request.actions.emplace_back("sts:TagSession");
    request.context.push_back({"aws:TagKeys", std::move(keys)});
    request.context.push_back({"sts:TransitiveTagKeys", identity.claims.transitive_tags});
    return request;
}

}  // namespace

Result<Output> assume_role_with_web_identity(Call& call, const Input& input) {
    if (auto good = check_session_policies(input.policy); !good) return good.error();
    const auto account = iam::account_of_role(*input.role_arn);
    if (!account) return validation_error(fmt::format("{} is invalid", *input.role_arn));
    const auto identity = identify(call, *input.web_identity_token, *account);
    if (!identity) return identity.error();
    const WantedTags wanted = wanted_tags(identity->claims);
    if (auto good = check_session_tags(wanted, nullptr); !good) return good.error();
    const auto role = iam::assume_for(
        call.services, identity->provider, call.scope.region, request_of(input, *identity), call.now
    );
    if (!role) return role.error();
    const auto lasting = check_duration(input.duration_seconds, *role);
    if (!lasting) return lasting.error();
    auto session =
        begin_session(call, *role, *input.role_session_name, input.policy, input.policy_arns);
    if (!session) return session.error();
    add_session_tags(wanted, nullptr, *session);
    session->source_identity = identity->claims.source_identity;
    Output output{
        .credentials = grant(call, *session, *lasting),
        .subject_from_web_identity_token = identity->claims.subject,
        .assumed_role_user = describe_session(*session),
        .provider = identity->provider.arn,
        .audience = identity->audience,
    };
    if (!session->source_identity.empty()) output.source_identity = session->source_identity;
    return output;
}

}  // namespace gantry::sts
