#include "service/credentials.h"

#include <mutex>

#include "wire/derived_keys.h"
#include "wire/json_codec.h"
#include "wire/seal.h"

namespace gantry::service {
namespace {

constexpr std::string_view kTokenPurpose = "session token";
constexpr std::string_view kKeyPurpose = "secret access key";
constexpr std::size_t kSecretLength = 40;

}  // namespace

void KeyRing::put(AccessKey key) {
    const std::unique_lock lock(mutex_);
    std::string id = key.id;
    key.derived = std::make_shared<wire::DerivedKeys>();
    keys_.insert_or_assign(std::move(id), std::move(key));
}

void KeyRing::remove(std::string_view id) {
    const std::unique_lock lock(mutex_);
    if (const auto found = keys_.find(id); found != keys_.end()) keys_.erase(found);
}

std::optional<AccessKey> KeyRing::find(std::string_view id) const {
    const std::shared_lock lock(mutex_);
    const auto found = keys_.find(id);
    if (found == keys_.end()) return std::nullopt;
    return found->second;
}

std::string make_session_token(
    std::string_view secret, std::string_view nonce, const aws::Session& session
) {
    return wire::seal(secret, kTokenPurpose, nonce, wire::encode_json(session));
}

std::optional<aws::Session> read_session_token(std::string_view secret, std::string_view token) {
    const auto text = wire::unseal(secret, kTokenPurpose, token);
    if (!text) return std::nullopt;
    auto session = wire::decode_json<aws::Session>(*text);
    if (!session) return std::nullopt;
    return std::move(*session);
}

std::string secret_access_key(std::string_view secret, std::string_view access_key_id) {
    return wire::derived_secret(secret, kKeyPurpose, access_key_id, kSecretLength);
}

}  // namespace gantry::service
