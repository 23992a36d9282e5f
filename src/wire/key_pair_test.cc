#include "wire/key_pair.h"

#include <gtest/gtest.h>

#include "wire/digest.h"

namespace gantry::wire {
namespace {

std::string from_hex_digits(std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    }
    return bytes;
}

/// RFC 8032, section 7.1, test 1.
TEST(KeyPair, SignsAsTheStandardDoes) {
    const auto pair = KeyPair::from_seed(
        from_hex_digits("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    );
    ASSERT_TRUE(pair);
    EXPECT_EQ(
        pair->public_key(),
        to_base64(from_hex_digits("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        ))
    );
    EXPECT_EQ(
        pair->sign(""),
        to_base64(from_hex_digits(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39"
            "701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ))
    );
}

TEST(KeyPair, OnlyItsOwnerSigns) {
    const auto pair = KeyPair::from_seed(std::string(32, 'a'));
    const auto other = KeyPair::from_seed(std::string(32, 'b'));
    ASSERT_TRUE(pair && other);
    const std::string signature = pair->sign("a text");
    EXPECT_TRUE(is_signed_by(pair->public_key(), "a text", signature));
    EXPECT_FALSE(is_signed_by(pair->public_key(), "another", signature));
    EXPECT_FALSE(is_signed_by(other->public_key(), "a text", signature));
    EXPECT_FALSE(is_signed_by(pair->public_key(), "a text", "AAAA"));
    EXPECT_FALSE(is_signed_by("AAAA", "a text", signature));
    EXPECT_FALSE(is_public_key("not base64"));
    EXPECT_FALSE(KeyPair::from_seed("short"));
}

}  // namespace
}  // namespace gantry::wire
