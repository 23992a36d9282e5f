#include "wire/seal.h"

#include <openssl/evp.h>

#include <memory>

#include "base/assert.h"
#include "wire/digest.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kMaxSealed = std::size_t{1} << 20U;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher new_cipher() {
    Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    GANTRY_ASSERT(cipher != nullptr);
    return cipher;
}

Sha256 key_for(std::string_view secret, std::string_view purpose) {
    return hmac_sha256(as_bytes(secret), purpose);
}

const unsigned char* bytes_of(std::string_view text) {
    return as_bytes(text).data();
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

/// Whatever the text is, twelve bytes of its hash.
std::string nonce_bytes(std::string_view nonce) {
    const Sha256 hash = sha256(nonce);
    return {reinterpret_cast<const char*>(hash.data()), kNonceBytes};
}

}  // namespace

std::string seal(
    std::string_view secret, std::string_view purpose, std::string_view nonce, std::string_view text
) {
    const Sha256 key = key_for(secret, purpose);
    const Cipher cipher = new_cipher();
    std::string out = nonce_bytes(nonce);
    out.resize(kNonceBytes + text.size() + kTagBytes);
    int length = 0;
    unsigned char* body = bytes_of(out) + kNonceBytes;
    const bool done =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes_of(out)) ==
            1 &&
        EVP_EncryptUpdate(
            cipher.get(), body, &length, bytes_of(text), static_cast<int>(text.size())
        ) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), body + length, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, body + text.size()) == 1;
    GANTRY_ASSERT(done);
    return to_base64url(out);
}

std::optional<std::string> unseal(
    std::string_view secret, std::string_view purpose, std::string_view sealed
) {
    std::string bytes;
    if (sealed.size() > kMaxSealed || !from_base64url(sealed, bytes)) return std::nullopt;
    if (bytes.size() < kNonceBytes + kTagBytes) return std::nullopt;
    const Sha256 key = key_for(secret, purpose);
    const Cipher cipher = new_cipher();
    const std::size_t size = bytes.size() - kNonceBytes - kTagBytes;
    std::string text(size, '\0');
    int length = 0;
    const unsigned char* body = bytes_of(bytes) + kNonceBytes;
    const bool good =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes_of(bytes)) ==
            1 &&
        EVP_DecryptUpdate(cipher.get(), bytes_of(text), &length, body, static_cast<int>(size)) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(
            cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, bytes_of(bytes) + kNonceBytes + size
        ) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), bytes_of(text) + length, &length) == 1;
    if (!good) return std::nullopt;
    return text;
}

std::string derived_secret(
    std::string_view secret, std::string_view purpose, std::string_view name, std::size_t length
) {
    const Sha256 mac = hmac_sha256(key_for(secret, purpose), name);
    const std::string text = to_base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
    return text.substr(0, length);
}

}  // namespace gantry::wire
