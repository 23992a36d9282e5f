#include "wire/seal.h"

#include "wire/cipher.h"
#include "wire/digest.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kMaxSealed = std::size_t{1} << 20U;

std::string key_for(std::string_view secret, std::string_view purpose) {
    const Sha256 key = hmac_sha256(as_bytes(secret), purpose);
    return {reinterpret_cast<const char*>(key.data()), key.size()};
}

}  // namespace

std::string seal(
    std::string_view secret, std::string_view purpose, std::string_view nonce, std::string_view text
) {
    const std::string key = key_for(secret, purpose);
    const std::string start = cipher_nonce(nonce);
    return to_base64url(start + encrypt({key, start, {}}, text));
}

std::optional<std::string> unseal(
    std::string_view secret, std::string_view purpose, std::string_view sealed
) {
    std::string bytes;
    if (sealed.size() > kMaxSealed || !from_base64url(sealed, bytes)) return std::nullopt;
    if (bytes.size() < kCipherNonceBytes) return std::nullopt;
    const std::string_view whole = bytes;
    const std::string key = key_for(secret, purpose);
    return decrypt({key, whole.substr(0, kCipherNonceBytes), {}}, whole.substr(kCipherNonceBytes));
}

std::string derived_secret(
    std::string_view secret, std::string_view purpose, std::string_view name, std::size_t length
) {
    const Sha256 mac = hmac_sha256(as_bytes(key_for(secret, purpose)), name);
    const std::string text = to_base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
    return text.substr(0, length);
}

}  // namespace gantry::wire
