#include "wire/cipher.h"

#include <openssl/evp.h>

#include <memory>

#include "base/assert.h"

namespace gantry::wire {
namespace {

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher new_cipher() {
    Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    GANTRY_ASSERT(cipher != nullptr);
    return cipher;
}

/// Looked up once (see digest.cc), and never freed.
const EVP_CIPHER* fetched_aes_256_gcm() {
    static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    GANTRY_ASSERT(kCipher != nullptr);
    return kCipher;
}

const unsigned char* bytes_of(std::string_view text) {
    return as_bytes(text).data();
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

void check(const CipherUse& use) {
    GANTRY_ASSERT(use.key.size() == kCipherKeyBytes && use.nonce.size() == kCipherNonceBytes);
}

}  // namespace

std::string encrypt(const CipherUse& use, std::string_view text) {
    check(use);
    const Cipher cipher = new_cipher();
    std::string out(text.size() + kCipherTagBytes, '\0');
    int length = 0;
    unsigned char* const body = bytes_of(out);
    EVP_CIPHER_CTX* const with = cipher.get();
    const bool done =
        EVP_EncryptInit_ex(
            with, fetched_aes_256_gcm(), nullptr, bytes_of(use.key), bytes_of(use.nonce)
        ) == 1 &&
        (use.bound.empty() ||
         EVP_EncryptUpdate(
             with, nullptr, &length, bytes_of(use.bound), static_cast<int>(use.bound.size())
         ) == 1) &&
        EVP_EncryptUpdate(with, body, &length, bytes_of(text), static_cast<int>(text.size())) ==
            1 &&
        EVP_EncryptFinal_ex(with, body + length, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(with, EVP_CTRL_GCM_GET_TAG, kCipherTagBytes, body + text.size()) == 1;
    GANTRY_ASSERT(done);
    return out;
}

std::optional<std::string> decrypt(const CipherUse& use, std::string_view encrypted) {
    check(use);
    if (encrypted.size() < kCipherTagBytes) return std::nullopt;
    const Cipher cipher = new_cipher();
    const std::size_t size = encrypted.size() - kCipherTagBytes;
    std::string text(size, '\0');
    std::string tag(encrypted.substr(size));
    int length = 0;
    EVP_CIPHER_CTX* const with = cipher.get();
    const bool good =
        EVP_DecryptInit_ex(
            with, fetched_aes_256_gcm(), nullptr, bytes_of(use.key), bytes_of(use.nonce)
        ) == 1 &&
        (use.bound.empty() ||
         EVP_DecryptUpdate(
             with, nullptr, &length, bytes_of(use.bound), static_cast<int>(use.bound.size())
         ) == 1) &&
        EVP_DecryptUpdate(
            with, bytes_of(text), &length, bytes_of(encrypted), static_cast<int>(size)
        ) == 1 &&
        EVP_CIPHER_CTX_ctrl(with, EVP_CTRL_GCM_SET_TAG, kCipherTagBytes, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(with, bytes_of(text) + length, &length) == 1;
    if (!good) return std::nullopt;
    return text;
}

SecretNumbers::SecretNumbers(
    std::string_view secret, std::string_view purpose, std::string_view name
)
    : key_(hmac_sha256(as_bytes(secret), purpose)), name_(name) {}

unsigned char SecretNumbers::next_byte() {
    if (used_ == block_.size()) {
        std::string input;
        ++counter_;
        for (unsigned shift = 0; shift < 32; shift += 8) {
            input += static_cast<char>((counter_ >> shift) & 0xFFU);
        }
        block_ = hmac_sha256(key_, input.append(name_));
        used_ = 0;
    }
    return block_[used_++];
}

std::uint32_t SecretNumbers::below(std::uint32_t bound) {
    GANTRY_ASSERT(bound > 0);
    const std::uint32_t first_unfair = UINT32_MAX - UINT32_MAX % bound;
    while (true) {
        std::uint32_t number = 0;
        for (int i = 0; i < 4; ++i) number = (number << 8U) | next_byte();
        if (number < first_unfair) return number % bound;
    }
}

std::string derived_bytes(
    std::string_view secret, std::string_view purpose, std::string_view name, std::size_t length
) {
    SecretNumbers numbers(secret, purpose, name);
    std::string out(length, '\0');
    for (char& byte : out) byte = static_cast<char>(numbers.next_byte());
    return out;
}

std::string cipher_nonce(std::string_view drawn) {
    const Sha256 hash = sha256(drawn);
    return {reinterpret_cast<const char*>(hash.data()), kCipherNonceBytes};
}

}  // namespace gantry::wire
