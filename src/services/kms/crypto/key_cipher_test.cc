#include "services/kms/crypto/key_cipher.h"

#include <gtest/gtest.h>

#include "services/kms/crypto/new_key.h"

namespace gantry::kms {
namespace {

class KeyCipher : public testing::Test {
  protected:
    std::string encrypt(const EncryptionContext& context, std::string_view text) {
        return encrypt_under(root_, ids_, key_, context, text).value();
    }
    std::optional<std::string> decrypt(const EncryptionContext& context, std::string_view bytes) {
        const auto ciphertext = read_ciphertext(bytes);
        if (!ciphertext) return std::nullopt;
        return decrypt_under(root_, key_, context, *ciphertext);
    }

    RootKey root_{std::string(32, 'r')};
    IdSource ids_{Random(1)};
    KeyRow key_ = new_key(root_, ids_, {"123456789012", "us-east-1"}, SysTime{});
};

TEST_F(KeyCipher, opens_with_the_same_context_only) {
    const EncryptionContext context{{"a", "1"}, {"b", "2"}};
    const std::string bytes = encrypt(context, "a value");
    EXPECT_EQ(decrypt(context, bytes), "a value");
    EXPECT_FALSE(decrypt({}, bytes));
    EXPECT_FALSE(decrypt({{"a", "1"}}, bytes));
    EXPECT_FALSE(decrypt({{"a", "1b"}, {"", "2"}}, bytes));
    EXPECT_EQ(bytes.find("value"), std::string::npos);
    EXPECT_NE(bytes, encrypt(context, "a value"));
}

TEST_F(KeyCipher, opens_nothing_that_was_changed) {
    const std::string bytes = encrypt({}, "a value");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(decrypt({}, changed)) << i;
        EXPECT_FALSE(decrypt({}, bytes.substr(0, i))) << i;
    }
}

TEST_F(KeyCipher, rotated_keys_open_what_older_material_encrypted) {
    const std::string before = encrypt({}, "one");
    key_.materials.push_back(draw_material(root_, ids_, key_.arn, SysTime{}, "ON_DEMAND"));
    const std::string after = encrypt({}, "two");
    EXPECT_EQ(decrypt({}, before), "one");
    EXPECT_EQ(decrypt({}, after), "two");
    key_.materials.pop_back();
    EXPECT_FALSE(decrypt({}, after));
}

TEST_F(KeyCipher, material_opens_with_its_root_key_alone) {
    const std::string bytes = encrypt({}, "a value");
    const RootKey other(std::string(32, 'x'));
    EXPECT_TRUE(can_open(root_, key_));
    EXPECT_FALSE(can_open(other, key_));
    EXPECT_FALSE(decrypt_under(other, key_, {}, *read_ciphertext(bytes)));
    const auto refused = encrypt_under(other, ids_, key_, {}, "a value");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "KMSInternalException");
}

}  // namespace
}  // namespace gantry::kms
