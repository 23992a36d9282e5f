#include "control/identity.h"

#include <algorithm>

#include "wire/error_codec.h"

namespace gantry::control {

namespace {

/// What readers of pages sign for: there is no service of that.
constexpr std::string_view kPagesSigningName = "ecs";

wire::HttpView view_of(const net::HttpRequest& request) {
    return {request.method, request.target, request.headers.all(), request.body};
}

Error no_credential() {
    Error missing = wire::missing_authentication_token();
    missing.message +=
        ". Any credentials will do here, but there must be some: sign requests, or read pages with "
        "a name and a password (curl -u any:any)";
    return missing;
}

Result<Caller> caller_of(std::string access_key_id, std::string region, std::string account) {
    if (!aws::is_region(region)) {
        return wire::invalid_signature("Credential should be scoped to a valid region. ");
    }
    Caller caller{{std::move(account), std::move(region)}, {}, std::move(access_key_id)};
    caller.principal = aws::root_arn(caller.scope);
    return caller;
}

}  // namespace

const AccessKey* Identity::find_key(std::string_view id) const {
    const auto found = std::ranges::find(keys_, id, &AccessKey::id);
    return found == keys_.end() ? nullptr : &*found;
}

std::optional<wire::SigningKey> Identity::find_signing_key(
    std::string_view id, std::string_view session_token
) const {
    const AccessKey* key = find_key(id);
    if (key == nullptr || !session_token.empty()) return std::nullopt;
    return wire::SigningKey{key->secret, std::nullopt};
}

Result<Claimant> Identity::judge_head(
    const net::HttpRequest& head, std::string_view signing_name, SysTime now
) const {
    if (mode_ == AuthMode::Any) return believe(head);
    auto verified = wire::verify_head(
        view_of(head),
        {.region = {}, .service = std::string(signing_name)},
        [this](std::string_view id, std::string_view token) { return find_signing_key(id, token); },
        now
    );
    if (!verified) return verified.error();
    const std::string& id = verified->who.access_key_id;
    auto caller = caller_of(id, verified->who.region, find_key(id)->account);
    if (!caller) return caller.error();
    return Claimant{std::move(*caller), std::move(*verified)};
}

Result<Claimant> Identity::believe(const net::HttpRequest& head) const {
    const std::string* authorization = head.headers.find("authorization");
    const bool reads = head.method == "GET" || head.method == "HEAD";
    const auto claimed = wire::read_claimed_signature(view_of(head));
    if (authorization == nullptr && !(reads && claimed)) return no_credential();
    const bool signs = authorization == nullptr || authorization->starts_with("AWS4-");
    if (!signs || !claimed) {
        return wire::incomplete_signature(
            "Authorization must be of Signature Version 4, with a Credential like "
            "keyid/date/region/service/aws4_request."
        );
    }
    const std::string& id = claimed->access_key_id;
    auto caller =
        caller_of(id, claimed->region, aws::is_account_id(id) ? id : aws::kDefaultAccount);
    if (!caller) return caller.error();
    return Claimant{std::move(*caller), std::nullopt};
}

Result<Caller> Identity::judge_body(const net::HttpRequest& request, const Claimant& claimant)
    const {
    if (!claimant.signature) return claimant.caller;
    const auto verified = wire::verify_body(
        view_of(request),
        *claimant.signature,
        [this](std::string_view id, std::string_view token) { return find_signing_key(id, token); }
    );
    if (!verified) return verified.error();
    return claimant.caller;
}

Result<Claimant> Identity::judge_reader(const net::HttpRequest& head, SysTime now) const {
    constexpr std::string_view kBasic = "Basic ";
    const std::string* authorization = head.headers.find("authorization");
    const bool basic = authorization != nullptr && authorization->starts_with(kBasic) &&
                       authorization->size() > kBasic.size();
    const bool reads = head.method == "GET" || head.method == "HEAD";
    if (mode_ == AuthMode::Any && basic && reads) return Claimant{};
    return judge_head(head, kPagesSigningName, now);
}

}  // namespace gantry::control
