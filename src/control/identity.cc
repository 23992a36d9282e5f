#include "control/identity.h"

#include <algorithm>

#include "control/http_view.h"
#include "net/text.h"
#include "wire/error_codec.h"
#include "wire/sigv2.h"

namespace gantry::control {

namespace {

Error no_credential() {
    Error missing = wire::missing_authentication_token();
    missing.message +=
        ". Any credentials will do here, but there must be some: sign requests, or read pages with "
        "a name and a password (curl -u any:any)";
    return missing;
}

Caller as_session(const std::shared_ptr<const KnownSession>& known, std::string region) {
    const aws::Session& session = known->session;
    return {
        {session.account, std::move(region)},
        session.principal,
        session.access_key_id,
        std::shared_ptr<const aws::Session>(known, &session),
    };
}

Caller as_holder(const AccessKey& key, std::string region) {
    Caller caller{{key.account, std::move(region)}, key.principal, key.id, {}};
    if (caller.principal.empty()) caller.principal = aws::root_arn(caller.scope);
    return caller;
}

/// The value of a header; empty: it is not there.
std::string text_of(const net::HttpRequest& head, std::string_view name) {
    const std::string* const value = head.headers.find(name);
    return value == nullptr ? std::string() : *value;
}

/// Brackets around addresses of version 6 are the port's, not the address's.
std::string bare_address(std::string_view peer) {
    std::string_view address = net::address_in(peer);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    return std::string(address);
}

/// The claimant with how the request came.
Result<Claimant> sent_by(const net::HttpRequest& head, Result<Claimant> claimant) {
    if (!claimant) return claimant;
    claimant->caller.origin = std::make_shared<const aws::Origin>(aws::Origin{
        .address = bare_address(head.peer),
        .tls = head.tls,
        .user_agent = text_of(head, "user-agent"),
        .referer = text_of(head, "referer"),
    });
    return claimant;
}

}  // namespace

Identity::Identity(AuthMode mode, const service::KeyRing& keys, std::string secret)
    : mode_(mode), keys_(keys), sessions_(std::make_shared<KnownSessions>(std::move(secret))) {}

std::optional<wire::SigningKey> Identity::find_signing_key(
    std::string_view id, std::string_view session_token
) const {
    if (session_token.empty()) {
        const auto key = keys_.find(id);
        if (!key) return std::nullopt;
        return wire::SigningKey{key->secret, std::nullopt, key->derived};
    }
    const auto known = sessions_->find(session_token);
    if (!known || known->session.access_key_id != id) return std::nullopt;
    return wire::SigningKey{known->secret, known->session.expires, known->derived};
}

/// Who that makes the caller. In Any also for keys and tokens that are not ours: the root of the
/// account that the key's id spells, or of the default one.
Result<Caller> Identity::caller_of(
    const std::string& access_key_id, const std::string& region, std::string_view session_token
) const {
    if (!aws::is_region(region)) {
        return wire::invalid_signature("Credential should be scoped to a valid region. ");
    }
    if (!session_token.empty()) {
        const auto known = sessions_->find(session_token);
        const bool ours = known && known->session.access_key_id == access_key_id;
        if (ours) return as_session(known, region);
    } else if (const auto key = keys_.find(access_key_id)) {
        return as_holder(*key, region);
    }
    if (mode_ == AuthMode::Verify) return wire::unrecognized_client();  // gone meanwhile
    const bool spelt = aws::is_account_id(access_key_id);
    return as_holder(
        {access_key_id, {}, spelt ? access_key_id : std::string(aws::kDefaultAccount), {}}, region
    );
}

Result<Claimant> Identity::judge_head(
    const net::HttpRequest& head,
    std::string_view signing_name,
    SysTime now,
    const wire::SigningRules& rules
) const {
    if (mode_ == AuthMode::Any) return sent_by(head, believe(head, now));
    auto verified = wire::verify_head(
        view_of(head),
        {.region = {}, .service = std::string(signing_name)},
        [this](std::string_view id, std::string_view token) { return find_signing_key(id, token); },
        now,
        rules
    );
    if (!verified) return verified.error();
    return sent_by(head, claimant_of(std::move(*verified)));
}

Result<Claimant> Identity::judge_v2(const net::HttpRequest& head, SysTime now) const {
    if (mode_ == AuthMode::Any) return sent_by(head, believe(head, now));
    auto verified = wire::verify_v2(
        view_of(head),
        [this](std::string_view id, std::string_view token) { return find_signing_key(id, token); },
        now
    );
    if (!verified) return verified.error();
    return sent_by(head, claimant_of(std::move(*verified)));
}

Result<Claimant> Identity::claimant_of(wire::HeadSignature verified) const {
    const wire::VerifiedSignature& who = verified.who;
    auto caller = caller_of(who.access_key_id, who.region, who.session_token);
    if (!caller) return caller.error();
    return Claimant{std::move(*caller), std::move(verified)};
}

Result<Claimant> Identity::believe(const net::HttpRequest& head, SysTime now) const {
    const std::string* authorization = head.headers.find("authorization");
    const auto claimed = wire::read_claimed_signature(view_of(head));
    const bool presigned = claimed && head.method != "POST";
    if (authorization == nullptr && !presigned) return no_credential();
    const bool signs = authorization == nullptr || authorization->starts_with("AWS4-");
    if (!signs || !claimed) {
        return wire::incomplete_signature(
            "Authorization must be of Signature Version 4, with a Credential like "
            "keyid/date/region/service/aws4_request."
        );
    }
    auto caller = caller_of(claimed->access_key_id, claimed->region, claimed->session_token);
    if (!caller) return caller.error();
    if (caller->session && caller->session->expires <= now) return wire::expired_token();
    return Claimant{std::move(*caller), std::nullopt};
}

Result<Caller> Identity::judge_body(const net::HttpRequest& request, const Claimant& claimant)
    const {
    if (!claimant.signature) return claimant.caller;
    const auto verified = wire::verify_body(
        request.body,
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
    if (mode_ == AuthMode::Any && basic && reads) {
        const AccessKey anybody{{}, {}, aws::kDefaultAccount, {}};
        return sent_by(head, Claimant{as_holder(anybody, aws::kDefaultRegion), std::nullopt});
    }
    return judge_head(head, {}, now);  // pages are no service's
}

}  // namespace gantry::control
