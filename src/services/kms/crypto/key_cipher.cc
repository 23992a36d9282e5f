#include "services/kms/crypto/key_cipher.h"

#include "base/assert.h"
#include "wire/cipher.h"

namespace gantry::kms {
namespace {

constexpr char kVersion = 1;

std::string sixteen_bits(std::size_t number) {
    GANTRY_ASSERT(number <= 0xFFFF);
    return {static_cast<char>(number >> 8U), static_cast<char>(number & 0xFFU)};
}

std::size_t read_sixteen_bits(std::string_view bytes) {
    const auto high = static_cast<unsigned char>(bytes[0]);
    const auto low = static_cast<unsigned char>(bytes[1]);
    return (std::size_t{high} << 8U) | low;
}

/// No two contexts give the same bytes: each text comes after its length.
void add_text(std::string& bytes, std::string_view text) {
    std::size_t size = text.size();
    for (int i = 0; i < 4; ++i, size >>= 8U) bytes += static_cast<char>(size & 0xFFU);
    bytes += text;
}

std::string bound_to(std::string_view head, const EncryptionContext& context) {
    std::string bytes;
    add_text(bytes, head);
    for (const auto& [key, value] : context) {
        add_text(bytes, key);
        add_text(bytes, value);
    }
    return bytes;
}

std::string bound_of_material(std::string_view key_arn, std::string_view material_id) {
    std::string bytes;
    add_text(bytes, key_arn);
    add_text(bytes, material_id);
    return bytes;
}

std::string row_key_of(const KeyRow& key) {
    return key.scope().prefix() + key.id;
}

}  // namespace

std::optional<Ciphertext> read_ciphertext(std::string_view bytes) {
    constexpr std::size_t kBeforeKey = 3;
    if (bytes.size() < kBeforeKey || bytes[0] != kVersion) return std::nullopt;
    const std::size_t key_size = read_sixteen_bits(bytes.substr(1));
    const std::size_t head_size = kBeforeKey + key_size + 2;
    if (bytes.size() < head_size + wire::kCipherNonceBytes + wire::kCipherTagBytes) {
        return std::nullopt;
    }
    return Ciphertext{
        .head = bytes.substr(0, head_size),
        .key = bytes.substr(kBeforeKey, key_size),
        .material =
            static_cast<std::uint16_t>(read_sixteen_bits(bytes.substr(kBeforeKey + key_size))),
        .nonce = bytes.substr(head_size, wire::kCipherNonceBytes),
        .body = bytes.substr(head_size + wire::kCipherNonceBytes),
    };
}

KeyMaterial draw_material(
    const RootKey& root, IdSource& ids, std::string_view key_arn, SysTime now, std::string rotation
) {
    KeyMaterial material{
        .id = ids.hex(64), .sealed = {}, .created = now, .rotation = std::move(rotation)
    };
    const std::string bytes = root.draw_bytes("key material", ids.hex(64), wire::kCipherKeyBytes);
    material.sealed.bytes = root.seal(bytes, bound_of_material(key_arn, material.id), ids.hex(64));
    return material;
}

bool can_open(const RootKey& root, const KeyRow& key) {
    const KeyMaterial& newest = key.materials.back();
    return root.open(newest.sealed.bytes, bound_of_material(key.arn, newest.id)).has_value();
}

Result<std::string> encrypt_under(
    const RootKey& root,
    IdSource& ids,
    const KeyRow& key,
    const EncryptionContext& context,
    std::string_view text
) {
    const KeyMaterial& newest = key.materials.back();
    const auto opened = root.open(newest.sealed.bytes, bound_of_material(key.arn, newest.id));
    if (!opened) {
        return Error{
            ErrorKind::Internal,
            "KMSInternalException",
            key.arn +
                " was sealed under another root key: is kms.key the one that belongs to "
                "these data?",
            {}
        };
    }
    const std::string name = row_key_of(key);
    std::string out(1, kVersion);
    out.append(sixteen_bits(name.size())).append(name);
    out.append(sixteen_bits(key.materials.size() - 1));
    const std::string bound = bound_to(out, context);
    const std::string nonce = wire::cipher_nonce(ids.hex(64));
    return out + nonce + wire::encrypt({*opened, nonce, bound}, text);
}

std::optional<std::string> decrypt_under(
    const RootKey& root,
    const KeyRow& key,
    const EncryptionContext& context,
    const Ciphertext& ciphertext
) {
    if (ciphertext.material >= key.materials.size()) return std::nullopt;
    const KeyMaterial& material = key.materials[ciphertext.material];
    const auto opened = root.open(material.sealed.bytes, bound_of_material(key.arn, material.id));
    if (!opened) return std::nullopt;
    return wire::decrypt(
        {*opened, ciphertext.nonce, bound_to(ciphertext.head, context)}, ciphertext.body
    );
}

}  // namespace gantry::kms
