#include "wire/cipher.h"

#include <gtest/gtest.h>

#include <array>

namespace gantry::wire {
namespace {

/// The bytes that hexadecimal digits say.
std::string hex(std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    }
    return bytes;
}

// Test cases 13, 14 and 16 of McGrew and Viega, "The Galois/Counter Mode of Operation".
TEST(Cipher, is_aes_256_gcm) {
    const std::string zero_key(32, '\0');
    const std::string zero_nonce(12, '\0');
    EXPECT_EQ(encrypt({zero_key, zero_nonce, {}}, {}), hex("530f8afbc74536b9a963b4f1c4cb738b"));
    EXPECT_EQ(
        encrypt({zero_key, zero_nonce, {}}, std::string(16, '\0')),
        hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    );
    const std::string key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const std::string nonce = hex("cafebabefacedbaddecaf888");
    const std::string bound = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const std::string text = hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449"
        "a6b525b16aedf5aa0de657ba637b39"
    );
    const std::string encrypted = encrypt({key, nonce, bound}, text);
    EXPECT_EQ(encrypted.substr(text.size()), hex("76fc6ece0f4e1768cddf8853bb2d551b"));
    EXPECT_EQ(decrypt({key, nonce, bound}, encrypted), text);
}

TEST(Cipher, opens_nothing_that_was_changed_or_bound_otherwise) {
    const std::string key(32, 'k');
    const std::string nonce(12, 'n');
    const std::string encrypted = encrypt({key, nonce, "bound"}, "a value");
    EXPECT_EQ(decrypt({key, nonce, "bound"}, encrypted), "a value");
    EXPECT_FALSE(decrypt({key, nonce, "other"}, encrypted));
    EXPECT_FALSE(decrypt({key, nonce, {}}, encrypted));
    EXPECT_FALSE(decrypt({std::string(32, 'x'), nonce, "bound"}, encrypted));
    for (std::size_t i = 0; i < encrypted.size(); ++i) {
        std::string changed = encrypted;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(decrypt({key, nonce, "bound"}, changed)) << i;
        EXPECT_FALSE(decrypt({key, nonce, "bound"}, encrypted.substr(0, i))) << i;
    }
}

TEST(DerivedBytes, are_the_same_for_the_same_and_other_for_others) {
    const std::string long_one = derived_bytes("secret", "key", "1", 1024);
    EXPECT_EQ(long_one.size(), 1024U);
    EXPECT_EQ(long_one.substr(0, 33), derived_bytes("secret", "key", "1", 33));
    EXPECT_NE(long_one.substr(0, 32), long_one.substr(32, 32));
    EXPECT_NE(long_one.substr(0, 32), derived_bytes("secret", "key", "2", 32));
    EXPECT_NE(long_one.substr(0, 32), derived_bytes("secret", "other", "1", 32));
    EXPECT_NE(long_one.substr(0, 32), derived_bytes("other", "key", "1", 32));
}

TEST(SecretNumbers, are_spread_evenly_below_their_bound) {
    SecretNumbers numbers("secret", "password", "1");
    std::array<int, 10> seen{};
    for (int i = 0; i < 10'000; ++i) ++seen.at(numbers.below(10));
    for (const int count : seen) EXPECT_NEAR(count, 1'000, 150);
    EXPECT_EQ(numbers.below(1), 0U);
}

}  // namespace
}  // namespace gantry::wire
