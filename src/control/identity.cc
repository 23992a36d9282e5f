#include "control/identity.h"

#include <algorithm>

#include "wire/sigv4.h"

namespace gantry::control {

namespace {

bool is_account_id(std::string_view text) {
    return text.size() == 12 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Regions end up in keys and ARNs: letters, digits and dashes only.
bool is_region(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

}  // namespace

const AccessKey* Identity::find_key(std::string_view id) const {
    const auto found = std::ranges::find(keys_, id, &AccessKey::id);
    return found == keys_.end() ? nullptr : &*found;
}

Result<Caller> Identity::identify(
    const net::HttpRequest& request, std::string_view signing_name, SysTime now
) const {
    const wire::HttpView view{request.method, request.target, request.headers.all(), request.body};
    Caller caller;
    if (mode_ == AuthMode::Any) {
        const auto claimed = wire::read_claimed_signature(view);
        if (claimed) {
            caller.access_key_id = claimed->access_key_id;
            caller.scope.region = claimed->region;
        }
        caller.scope.account =
            is_account_id(caller.access_key_id) ? caller.access_key_id : kDefaultAccount;
    } else {
        const auto verified = wire::verify_signature(
            view,
            {.region = {}, .service = std::string(signing_name)},
            [this](std::string_view id, std::string_view) -> std::optional<wire::SigningKey> {
                const AccessKey* key = find_key(id);
                if (key == nullptr) return std::nullopt;
                return wire::SigningKey{key->secret, std::nullopt};
            },
            now
        );
        if (!verified) return verified.error();
        caller.access_key_id = verified->access_key_id;
        caller.scope.region = verified->region;
        caller.scope.account = find_key(verified->access_key_id)->account;
    }
    if (!is_region(caller.scope.region)) caller.scope.region = kDefaultRegion;
    caller.principal = ecs::root_arn(caller.scope);
    return caller;
}

}  // namespace gantry::control
