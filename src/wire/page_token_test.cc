#include "wire/page_token.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

constexpr std::string_view kKey = "a key of the server";
const PageToken kToken{.list = "ListTasks/000000000000/us-east-1/", .after = "default/0123\n\"é"};

TEST(PageToken, gives_back_the_place) {
    const auto after = decode_page_token(kKey, kToken.list, encode_page_token(kKey, kToken));
    ASSERT_TRUE(after.has_value());
    EXPECT_EQ(*after, kToken.after);
}

TEST(PageToken, is_plain_text_and_always_the_same) {
    const std::string token = encode_page_token(kKey, kToken);
    EXPECT_EQ(token, encode_page_token(kKey, kToken));
    EXPECT_EQ(
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-_"),
        std::string::npos
    );
}

TEST(PageToken, is_refused_for_another_list_or_key) {
    const std::string token = encode_page_token(kKey, kToken);
    EXPECT_FALSE(decode_page_token(kKey, "ListServices", token).has_value());
    EXPECT_FALSE(decode_page_token("another", kToken.list, token).has_value());
}

TEST(PageToken, is_refused_with_any_character_changed) {
    const std::string token = encode_page_token(kKey, kToken);
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        const auto after = decode_page_token(kKey, kToken.list, changed);
        ASSERT_FALSE(after.has_value()) << i;
        EXPECT_EQ(after.error().code, "InvalidParameterException");
    }
    for (const std::string_view text : {"", "x", "not a token!", "AAAA"}) {
        EXPECT_FALSE(decode_page_token(kKey, kToken.list, text).has_value()) << text;
    }
}

}  // namespace
}  // namespace gantry::wire
