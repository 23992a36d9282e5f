#include "services/kms/crypto/root_key.h"

#include "wire/cipher.h"

namespace gantry::kms {

std::string RootKey::seal(std::string_view text, std::string_view bound, std::string_view drawn)
    const {
    const std::string nonce = wire::cipher_nonce(drawn);
    return nonce + wire::encrypt({bytes_, nonce, bound}, text);
}

std::optional<std::string> RootKey::open(std::string_view sealed, std::string_view bound) const {
    if (sealed.size() < wire::kCipherNonceBytes) return std::nullopt;
    const auto nonce = sealed.substr(0, wire::kCipherNonceBytes);
    return wire::decrypt({bytes_, nonce, bound}, sealed.substr(wire::kCipherNonceBytes));
}

std::string RootKey::draw_bytes(
    std::string_view purpose, std::string_view drawn, std::size_t length
) const {
    return wire::derived_bytes(bytes_, purpose, drawn, length);
}

}  // namespace gantry::kms
