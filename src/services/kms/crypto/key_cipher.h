#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "services/kms/crypto/root_key.h"
#include "services/kms/model/rows.h"

/// What KMS's keys encrypt, as bytes. A ciphertext names its key, so that whoever decrypts need
/// not: version, the key's row key and the number of its material, a nonce, AES-256-GCM's output.
/// The head and the encryption context are bound to it.
namespace gantry::kms {

using EncryptionContext = std::map<std::string, std::string>;

/// A ciphertext taken apart; the views point into it.
struct Ciphertext {
    std::string_view head;  ///< all before the nonce
    std::string_view key;   ///< the key of the KeyRow
    std::uint16_t material = 0;
    std::string_view nonce;
    std::string_view body;
};

/// Nothing for bytes that are no such thing. Whether they open is another question.
std::optional<Ciphertext> read_ciphertext(std::string_view bytes);

/// New material for a key. @param rotation as in KeyMaterial
KeyMaterial draw_material(
    const RootKey& root, IdSource& ids, std::string_view key_arn, SysTime now, std::string rotation
);

/// Whether a key's newest material was sealed under this root key.
bool can_open(const RootKey& root, const KeyRow& key);

/// Encrypts under a key's newest material.
/// Errors: KMSInternalException where that was sealed under another root key.
Result<std::string> encrypt_under(
    const RootKey& root,
    IdSource& ids,
    const KeyRow& key,
    const EncryptionContext& context,
    std::string_view text
);

/// Nothing where key, context or bytes are not those that it was encrypted with.
std::optional<std::string> decrypt_under(
    const RootKey& root,
    const KeyRow& key,
    const EncryptionContext& context,
    const Ciphertext& ciphertext
);

}  // namespace gantry::kms
