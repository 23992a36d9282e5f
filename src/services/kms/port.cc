#include "services/kms/port.h"

#include "base/sabotage.h"
#include "service/registry.h"
#include "services/kms/api/access.h"
#include "services/kms/crypto/new_key.h"
#include "services/kms/model/errors.h"
#include "services/kms/service.h"
#include "wire/cipher.h"

namespace gantry::kms {
namespace {

constexpr char kEnvelope = 'E';
/// Its key seals nothing else.
constexpr std::string_view kNonce("\0\0\0\0\0\0\0\0\0\0\0\0", wire::kCipherNonceBytes);

struct Envelope {
    std::string_view data_key;  ///< encrypted under the KMS key
    std::string_view body;
};

/// 'E', the length of the data key, the data key, what it encrypts.
std::string write_envelope(std::string_view data_key, std::string_view body) {
    std::string bytes(1, kEnvelope);
    bytes += static_cast<char>(data_key.size() >> 8U);
    bytes += static_cast<char>(data_key.size() & 0xFFU);
    return bytes.append(data_key).append(body);
}

std::optional<Envelope> read_envelope(std::string_view bytes) {
    if (bytes.size() < 3 || bytes[0] != kEnvelope) return std::nullopt;
    const auto high = static_cast<unsigned char>(bytes[1]);
    const auto low = static_cast<unsigned char>(bytes[2]);
    const std::size_t size = (std::size_t{high} << 8U) | low;
    if (bytes.size() < 3 + size) return std::nullopt;
    return Envelope{bytes.substr(3, size), bytes.substr(3 + size)};
}

}  // namespace

bool is_own(const Use& use) {
    if (use.key.empty()) return true;
    const auto named = read_key_name(use.scope, use.key);
    return named && named->scope == use.scope && named->name == service_alias(use.service);
}

std::optional<service::Access> key_access(
    const service::Registry& services, const Use& use, std::string_view action
) {
    const Tables& tables = services.get<Instance>().rows();
    const std::string name = is_own(use) ? service_alias(use.service) : use.key;
    if (is_own(use) && !tables.aliases.find(row_key(use.scope, name))) return std::nullopt;
    service::Access access{.action = std::string(action)};
    access.resources.push_back(key_resource(tables, {}, use.scope, name));
    add_context_keys(use.context, access);
    access.context.push_back(
        {"kms:ViaService", {std::string(use.service) + "." + use.scope.region + ".amazonaws.com"}}
    );
    const bool by_owner = use.caller_account.empty();
    access.context.push_back(
        {"kms:CallerAccount", {by_owner ? use.scope.account : use.caller_account}}
    );
    return access;
}

Result<std::string> find_usable_key(
    const service::Registry& services, const core::Transaction& tx, const Use& use
) {
    const Tables& tables = services.get<Instance>().rows();
    const std::string name = use.key.empty() ? service_alias(use.service) : use.key;
    const auto key = find_key(tables, tx, use.scope, name);
    if (!key) return is_own(use) ? Result<std::string>(std::string()) : key.error();
    if (!(*key)->service.empty() && (*key)->service != use.service) return not_allowed();
    if (auto good = check_usable(**key); !good) return good.error();
    return (*key)->arn;
}

Result<std::string> seal(
    const service::Registry& services,
    core::Transaction& tx,
    IdSource& ids,
    SysTime now,
    const Use& use,
    std::string_view text
) {
    const auto usable = find_usable_key(services, tx, use);
    if (!usable) return usable.error();
    const Instance& kms = services.get<Instance>();
    const RootKey root = kms.root_key();
    KeyPtr key;
    if (is_own(use)) {
        key = ensure_service_key(kms.rows(), tx, root, ids, use.scope, use.service, now);
    } else {
        key = find_key(kms.rows(), tx, use.scope, *usable).value();
    }
    const std::string data_key = root.draw_bytes("data key", ids.hex(64), wire::kCipherKeyBytes);
    const auto encrypted = encrypt_under(root, ids, *key, use.context, data_key);
    if (!encrypted) return encrypted.error();
    if (sabotaged(Sabotage::SealNothing)) return write_envelope(*encrypted, text);
    return write_envelope(*encrypted, wire::encrypt({data_key, kNonce, {}}, text));
}

Result<std::string> unseal(
    const service::Registry& services,
    const core::Transaction& tx,
    const EncryptionContext& context,
    std::string_view sealed
) {
    const auto envelope = read_envelope(sealed);
    const auto ciphertext = envelope ? read_ciphertext(envelope->data_key) : std::nullopt;
    if (!ciphertext) return invalid_ciphertext();
    const Instance& kms = services.get<Instance>();
    const auto key = tx.get(kms.rows().keys, std::string(ciphertext->key));
    if (!key) return not_found_exception("The key that the value was encrypted with is gone.");
    if (auto good = check_usable(*key); !good) return good.error();
    const auto data_key = decrypt_under(kms.root_key(), *key, context, *ciphertext);
    if (!data_key || data_key->size() != wire::kCipherKeyBytes) return invalid_ciphertext();
    auto text = wire::decrypt({*data_key, kNonce, {}}, envelope->body);
    if (!text) return invalid_ciphertext();
    return *std::move(text);
}

std::optional<std::string> key_of_sealed(
    const service::Registry& services, std::string_view sealed
) {
    const auto envelope = read_envelope(sealed);
    const auto ciphertext = envelope ? read_ciphertext(envelope->data_key) : std::nullopt;
    if (!ciphertext) return std::nullopt;
    const auto key = services.get<Instance>().rows().keys.find(ciphertext->key);
    if (!key) return std::nullopt;
    return key->arn;
}

}  // namespace gantry::kms
