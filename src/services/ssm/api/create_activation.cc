#include <algorithm>

#include "services/ssm/api/activations.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/api/managed_roles.h"
#include "services/ssm/api/tags.h"
#include "services/ssm/model/names.h"
#include "wire/digest.h"
#include "wire/seal.h"

namespace gantry::ssm {
namespace {

using api::ssm::CreateActivationRequest;
using api::ssm::CreateActivationResult;

constexpr std::size_t kCodeLength = 20;
constexpr std::size_t kDrawnLength = 43;

/// Letters and digits that nobody can guess.
std::string draw_code(Call& call, const std::string& id) {
    std::string code;
    while (code.size() < kCodeLength) {
        std::string drawn = wire::derived_secret(
            call.settings.secret, "activation code", id + call.ids.hex(64), kDrawnLength
        );
        std::erase_if(drawn, [](char c) { return c == '-' || c == '_'; });
        code += drawn;
    }
    code.resize(kCodeLength);
    return code;
}

Result<SysTime> expiry_of(const CreateActivationRequest& input, SysTime now) {
    const SysTime expires = input.expiration_date.value_or(now + kActivationLasts);
    if (expires <= now) return validation("ExpirationDate must be in the future.");
    if (expires > now + kActivationLastsAtMost) {
        return validation("ExpirationDate must be within 30 days of the current date.");
    }
    return expires;
}

}  // namespace

std::string hash_of_code(std::string_view activation_id, std::string_view code) {
    return wire::to_hex(wire::sha256(std::string(activation_id) + ":" + std::string(code)));
}

Result<CreateActivationResult> create_activation(Call& call, const CreateActivationRequest& input) {
    const std::string role = input.iam_role.value_or("");
    const auto expires = expiry_of(input, call.now);
    if (!expires) return expires.error();
    Tags tags = input.tags.value_or(Tags{});
    if (auto good = check_tags(tags); !good) return good.error();
    if (auto good = check_managed_role(call.services, call.scope, role, call.now); !good) {
        return good.error();
    }
    ActivationRow row;
    row.id = call.ids.uuid();
    const std::string code = draw_code(call, row.id);
    row.code_hash = hash_of_code(row.id, code);
    row.description = input.description.value_or("");
    row.default_instance_name = input.default_instance_name.value_or("");
    row.iam_role = role;
    row.registration_limit = input.registration_limit.value_or(1);
    row.expires = *expires;
    row.created = call.now;
    row.tags = std::move(tags);
    CreateActivationResult out{.activation_id = row.id, .activation_code = code};
    const std::string key = id_key(call.scope, row.id);
    call.tx.put(call.tables.activations, key, std::move(row));
    return out;
}

}  // namespace gantry::ssm
