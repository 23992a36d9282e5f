#include "services/ecr/model/token.h"

#include <memory>

#include "base/reflect.h"
#include "wire/json_codec.h"
#include "wire/seal.h"

namespace gantry::ecr {
namespace {

constexpr std::string_view kPurpose = "ecr authorization token";

struct Sealed {
    std::string account;
    std::string region;
    std::string principal;
    std::string access_key_id;
    std::optional<aws::Session> session;
    SysTime expires{};

    static const reflect::TypeInfo& type_info();
};

const reflect::TypeInfo& Sealed::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<Sealed>(
        "AuthorizationToken",
        {
            field<&Sealed::account>("account"),
            field<&Sealed::region>("region"),
            field<&Sealed::principal>("principal"),
            field<&Sealed::access_key_id>("key"),
            field<&Sealed::session>("session"),
            field<&Sealed::expires>("expires"),
        }
    );
    return info;
}

}  // namespace

std::string seal_token(
    std::string_view secret, std::string_view nonce, const aws::Caller& caller, SysTime expires
) {
    Sealed sealed{
        .account = caller.scope.account,
        .region = caller.scope.region,
        .principal = caller.principal,
        .access_key_id = caller.access_key_id,
        .session = std::nullopt,
        .expires = expires,
    };
    if (caller.session) sealed.session = *caller.session;
    return wire::seal(secret, kPurpose, nonce, wire::encode_json(sealed));
}

std::optional<aws::Caller> open_token(
    std::string_view secret, std::string_view token, SysTime now
) {
    const auto text = wire::unseal(secret, kPurpose, token);
    if (!text) return std::nullopt;
    auto sealed = wire::decode_json<Sealed>(*text);
    if (!sealed || sealed->expires <= now) return std::nullopt;
    aws::Caller caller{
        {std::move(sealed->account), std::move(sealed->region)},
        std::move(sealed->principal),
        std::move(sealed->access_key_id),
        nullptr,
    };
    if (sealed->session) {
        caller.session = std::make_shared<const aws::Session>(std::move(*sealed->session));
    }
    return caller;
}

}  // namespace gantry::ecr
