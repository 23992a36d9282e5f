#include "wire/key_pair.h"

#include <openssl/evp.h>

#include "base/assert.h"
#include "wire/digest.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;

struct KeyFreer {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using KeyHandle = std::unique_ptr<EVP_PKEY, KeyFreer>;
using SignContext = std::unique_ptr<EVP_MD_CTX, KeyFreer>;

}  // namespace

struct KeyPair::Key {
    KeyHandle handle;
};

Result<KeyPair> KeyPair::from_seed(std::string_view seed) {
    if (seed.size() != kKeyBytes) return invalid_argument("a key's seed has 32 bytes");
    KeyHandle handle{
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, as_bytes(seed).data(), seed.size())
    };
    GANTRY_ASSERT(handle != nullptr);
    std::string bytes(kKeyBytes, '\0');
    std::size_t size = bytes.size();
    GANTRY_ASSERT(
        EVP_PKEY_get_raw_public_key(
            handle.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size
        ) == 1
    );
    auto key = std::make_shared<Key>();
    key->handle = std::move(handle);
    return KeyPair(std::move(key), to_base64(bytes));
}

std::string KeyPair::sign(std::string_view text) const {
    const SignContext context{EVP_MD_CTX_new()};
    std::string out(kSignatureBytes, '\0');
    std::size_t size = out.size();
    GANTRY_ASSERT(
        context != nullptr &&
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->handle.get()) == 1 &&
        EVP_DigestSign(
            context.get(),
            reinterpret_cast<unsigned char*>(out.data()),
            &size,
            as_bytes(text).data(),
            text.size()
        ) == 1
    );
    return to_base64(out);
}

bool is_public_key(std::string_view text) {
    std::string bytes;
    return from_base64(text, bytes) && bytes.size() == kKeyBytes && to_base64(bytes) == text;
}

bool is_signed_by(std::string_view public_key, std::string_view text, std::string_view signature) {
    std::string key;
    std::string bytes;
    if (!is_public_key(public_key) || !from_base64(public_key, key)) return false;
    if (!from_base64(signature, bytes) || bytes.size() != kSignatureBytes) return false;
    const KeyHandle handle{
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, as_bytes(key).data(), key.size())
    };
    const SignContext context{EVP_MD_CTX_new()};
    return handle && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, handle.get()) == 1 &&
           EVP_DigestVerify(
               context.get(),
               as_bytes(bytes).data(),
               bytes.size(),
               as_bytes(text).data(),
               text.size()
           ) == 1;
}

}  // namespace gantry::wire
