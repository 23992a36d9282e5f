#include "services/kms/api/ciphers.h"

#include <fmt/format.h>

#include "service/registry.h"
#include "services/kms/api/checks.h"
#include "services/kms/crypto/key_cipher.h"
#include "services/kms/model/errors.h"
#include "services/kms/service.h"

namespace gantry::kms {
namespace {

using api::kms::EncryptionAlgorithmSpec;

constexpr auto kSymmetric = EncryptionAlgorithmSpec::SymmetricDefault;

Result<void> check_algorithm(const std::optional<EncryptionAlgorithmSpec>& algorithm) {
    if (algorithm.value_or(kSymmetric) == kSymmetric) return {};
    return kms_error(
        "InvalidKeyUsageException",
        fmt::format(
            "Algorithm {} and key spec SYMMETRIC_DEFAULT are incompatible.",
            reflect::to_text(*algorithm)
        )
    );
}

RootKey root_of(const Call& call) {
    return call.services.get<Instance>().root_key();
}

struct Opened {
    std::string text;
    KeyPtr key;
    std::string material_id;
};

/// @param key_id the key that it must be, where the caller says so
Result<Opened> open(
    const Call& call,
    const std::optional<reflect::Blob>& blob,
    const std::optional<std::string>& key_id,
    const EncryptionContext& context
) {
    const auto ciphertext = read_ciphertext(blob ? blob->bytes : std::string_view());
    const auto key = ciphertext ? call.tables.keys.find(ciphertext->key) : nullptr;
    if (!key || key->region != call.scope.region) return invalid_ciphertext();
    if (key_id) {
        const auto named = find_named(call, key_id);
        if (!named) return named.error();
        if ((*named)->arn != key->arn) {
            return kms_error(
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation."
            );
        }
    }
    if (!key->service.empty()) return not_allowed();
    if (auto good = check_usable(*key); !good) return good.error();
    auto text = decrypt_under(root_of(call), *key, context, *ciphertext);
    if (!text) return invalid_ciphertext();
    return Opened{*std::move(text), key, key->materials[ciphertext->material].id};
}

Result<std::size_t> size_of(
    const std::optional<std::int32_t>& bytes, const std::optional<api::kms::DataKeySpec>& spec
) {
    if (bytes.has_value() == spec.has_value()) {
        return validation_exception("Please specify either number of bytes or key spec.");
    }
    if (bytes) return static_cast<std::size_t>(*bytes);
    return *spec == api::kms::DataKeySpec::Aes128 ? std::size_t{16} : std::size_t{32};
}

/// A data key, and itself under a key.
struct DataKey {
    std::string text;
    std::string encrypted;
    KeyPtr key;
};

template <class Input>
Result<DataKey> make_data_key(Call& call, const Input& input) {
    const auto key = find_usable(call, input.key_id);
    if (!key) return key.error();
    const auto size = size_of(input.number_of_bytes, input.key_spec);
    if (!size) return size.error();
    const RootKey root = root_of(call);
    DataKey made{root.draw_bytes("data key", call.ids.hex(64), *size), {}, *key};
    const auto context = input.encryption_context.value_or(EncryptionContext{});
    auto encrypted = encrypt_under(root, call.ids, **key, context, made.text);
    if (!encrypted) return encrypted.error();
    made.encrypted = *std::move(encrypted);
    return made;
}

}  // namespace

Result<api::kms::EncryptResponse> encrypt(Call& call, const api::kms::EncryptRequest& input) {
    const auto key = find_usable(call, input.key_id);
    if (!key) return key.error();
    if (auto good = check_algorithm(input.encryption_algorithm); !good) return good.error();
    auto encrypted = encrypt_under(
        root_of(call),
        call.ids,
        **key,
        input.encryption_context.value_or(EncryptionContext{}),
        input.plaintext.value_or(reflect::Blob{}).bytes
    );
    if (!encrypted) return encrypted.error();
    return api::kms::EncryptResponse{
        .ciphertext_blob = reflect::Blob{*std::move(encrypted)},
        .key_id = (*key)->arn,
        .encryption_algorithm = kSymmetric,
    };
}

Result<api::kms::DecryptResponse> decrypt(Call& call, const api::kms::DecryptRequest& input) {
    if (auto good = check_algorithm(input.encryption_algorithm); !good) return good.error();
    auto opened = open(
        call,
        input.ciphertext_blob,
        input.key_id,
        input.encryption_context.value_or(EncryptionContext{})
    );
    if (!opened) return opened.error();
    return api::kms::DecryptResponse{
        .key_id = opened->key->arn,
        .plaintext = reflect::Blob{std::move(opened->text)},
        .encryption_algorithm = kSymmetric,
        .key_material_id = opened->material_id,
    };
}

Result<api::kms::ReEncryptResponse> re_encrypt(
    Call& call, const api::kms::ReEncryptRequest& input
) {
    for (const auto& algorithm :
         {input.source_encryption_algorithm, input.destination_encryption_algorithm}) {
        if (auto good = check_algorithm(algorithm); !good) return good.error();
    }
    const auto opened = open(
        call,
        input.ciphertext_blob,
        input.source_key_id,
        input.source_encryption_context.value_or(EncryptionContext{})
    );
    if (!opened) return opened.error();
    const auto key = find_usable(call, input.destination_key_id);
    if (!key) return key.error();
    auto encrypted = encrypt_under(
        root_of(call),
        call.ids,
        **key,
        input.destination_encryption_context.value_or(EncryptionContext{}),
        opened->text
    );
    if (!encrypted) return encrypted.error();
    return api::kms::ReEncryptResponse{
        .ciphertext_blob = reflect::Blob{*std::move(encrypted)},
        .source_key_id = opened->key->arn,
        .key_id = (*key)->arn,
        .source_encryption_algorithm = kSymmetric,
        .destination_encryption_algorithm = kSymmetric,
        .source_key_material_id = opened->material_id,
        .destination_key_material_id = (*key)->materials.back().id,
    };
}

Result<api::kms::GenerateDataKeyResponse> generate_data_key(
    Call& call, const api::kms::GenerateDataKeyRequest& input
) {
    auto made = make_data_key(call, input);
    if (!made) return made.error();
    return api::kms::GenerateDataKeyResponse{
        .ciphertext_blob = reflect::Blob{std::move(made->encrypted)},
        .plaintext = reflect::Blob{std::move(made->text)},
        .key_id = made->key->arn,
        .key_material_id = made->key->materials.back().id,
    };
}

Result<api::kms::GenerateDataKeyWithoutPlaintextResponse> generate_data_key_without_plaintext(
    Call& call, const api::kms::GenerateDataKeyWithoutPlaintextRequest& input
) {
    auto made = make_data_key(call, input);
    if (!made) return made.error();
    return api::kms::GenerateDataKeyWithoutPlaintextResponse{
        .ciphertext_blob = reflect::Blob{std::move(made->encrypted)},
        .key_id = made->key->arn,
        .key_material_id = made->key->materials.back().id,
    };
}

Result<api::kms::GenerateRandomResponse> generate_random(
    Call& call, const api::kms::GenerateRandomRequest& input
) {
    if (!input.number_of_bytes) return validation_exception("Please specify a number of bytes.");
    const auto size = static_cast<std::size_t>(*input.number_of_bytes);
    return api::kms::GenerateRandomResponse{
        .plaintext = reflect::Blob{root_of(call).draw_bytes("random", call.ids.hex(64), size)},
    };
}

}  // namespace gantry::kms
