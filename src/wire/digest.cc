#include "wire/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>

#include "base/assert.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// OpenSSL looks an algorithm up by its name, under a lock, each time one is used that was not
/// fetched before. These are, once in the process; they are never freed.
const EVP_MD* fetched_sha256() {
    static const EVP_MD* const kDigest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    GANTRY_ASSERT(kDigest != nullptr);
    return kDigest;
}

struct FreeMac {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeMac>;

MacContext new_hmac_sha256() {
    static EVP_MAC* const kHmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    GANTRY_ASSERT(kHmac != nullptr);
    MacContext context(EVP_MAC_CTX_new(kHmac));
    std::string digest = "SHA256";
    const OSSL_PARAM settings[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end(),
    };
    GANTRY_ASSERT(context && EVP_MAC_CTX_set_params(context.get(), settings) == 1);
    return context;
}

}  // namespace

Sha256 sha256(std::string_view data) {
    Sha256 out;
    unsigned length = 0;
    const int ok =
        EVP_Digest(data.data(), data.size(), out.data(), &length, fetched_sha256(), nullptr);
    GANTRY_ASSERT(ok == 1 && length == out.size());
    return out;
}

Sha256 hmac_sha256(std::span<const unsigned char> key, std::string_view data) {
    Sha256 out;
    std::size_t length = 0;
    // A null key would mean "the key of the last call".
    static constexpr unsigned char kNoKey = 0;
    thread_local const MacContext context = new_hmac_sha256();
    EVP_MAC_CTX* const with = context.get();
    const bool done =
        EVP_MAC_init(with, key.empty() ? &kNoKey : key.data(), key.size(), nullptr) == 1 &&
        EVP_MAC_update(with, as_bytes(data).data(), data.size()) == 1 &&
        EVP_MAC_final(with, out.data(), &length, out.size()) == 1;
    GANTRY_ASSERT(done && length == out.size());
    return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::span<const unsigned char> bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

std::string to_base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // a NUL is written behind it
    const int length = EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()),
        as_bytes(bytes).data(),
        static_cast<int>(bytes.size())
    );
    text.resize(static_cast<std::size_t>(length));
    return text;
}

bool from_base64(std::string_view text, std::string& bytes) {
    bytes.clear();
    if (text.empty()) return true;
    if (text.size() % 4 != 0 || text.find_first_of(" \t\r\n") != std::string_view::npos)
        return false;
    std::size_t padding = 0;
    while (padding < 2 && text[text.size() - 1 - padding] == '=') ++padding;
    if (text.find('=') < text.size() - padding) return false;
    bytes.resize(text.size() / 4 * 3);
    const int length = EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(bytes.data()),
        as_bytes(text).data(),
        static_cast<int>(text.size())
    );
    if (length < 0) return false;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return true;
}

std::string to_base64url(std::string_view bytes) {
    std::string text((bytes.size() * 4 + 2) / 3, '\0');
    auto next = text.begin();
    std::uint32_t held = 0;
    unsigned held_bits = 0;
    for (const unsigned char byte : as_bytes(bytes)) {
        held = held << 8U | byte;
        held_bits += 8;
        while (held_bits >= 6) {
            held_bits -= 6;
            *next++ = kAlphabet[held >> held_bits & 63U];
        }
    }
    if (held_bits > 0) *next = kAlphabet[held << (6 - held_bits) & 63U];
    return text;
}

bool from_base64url(std::string_view text, std::string& bytes) {
    bytes.clear();
    if (text.size() % 4 == 1) return false;
    std::uint32_t held = 0;
    unsigned held_bits = 0;
    for (const char c : text) {
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos) return false;
        held = held << 6U | static_cast<std::uint32_t>(value);
        held_bits += 6;
        if (held_bits >= 8) {
            held_bits -= 8;
            bytes += static_cast<char>(held >> held_bits & 255U);
        }
    }
    // Left-over bits that are set would let two texts mean the same bytes.
    return (held & ((1U << held_bits) - 1)) == 0;
}

}  // namespace gantry::wire
