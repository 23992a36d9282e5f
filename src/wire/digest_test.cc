#include "wire/digest.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

TEST(Digest, matches_published_values) {
    EXPECT_EQ(
        to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_EQ(
        to_hex(hmac_sha256(as_bytes("Jefe"), "what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        to_hex(hmac_sha256({}, "")),
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    );
}

TEST(Digest, compares_whole_texts) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("ab", "ab"));
    EXPECT_FALSE(equal_in_constant_time("ab", "ac"));
    EXPECT_FALSE(equal_in_constant_time("ab", "abc"));
}

TEST(Base64, goes_there_and_back) {
    EXPECT_EQ(to_base64("\xFB\xFF\xFE"), "+//+");
    for (std::size_t length = 0; length < 20; ++length) {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i * 37 + length);
        std::string back;
        ASSERT_TRUE(from_base64(to_base64(bytes), back));
        EXPECT_EQ(back, bytes);
    }
}

TEST(Base64, refuses_what_is_no_such_text) {
    std::string bytes;
    for (const std::string_view text :
         {"A", "AA", "AAA", "AA=A", "====", "AAAA====", "A-AA", " AAA", "AAAA\n\n\n\n"}) {
        EXPECT_FALSE(from_base64(text, bytes)) << text;
    }
}

TEST(Base64Url, goes_there_and_back) {
    EXPECT_EQ(to_base64url("\xFB\xFF\xFE"), "-__-");
    for (std::size_t length = 0; length < 20; ++length) {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i * 37 + length);
        std::string back;
        ASSERT_TRUE(from_base64url(to_base64url(bytes), back));
        EXPECT_EQ(back, bytes);
    }
}

TEST(Base64Url, refuses_what_it_would_not_write) {
    std::string bytes;
    for (const std::string_view text : {"A", "AAAAA", "AA==", "A+AA", "AB", "AAB", "A A"}) {
        EXPECT_FALSE(from_base64url(text, bytes)) << text;
    }
}

}  // namespace
}  // namespace gantry::wire
