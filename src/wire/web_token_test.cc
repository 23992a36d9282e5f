#include "wire/web_token.h"

#include <gtest/gtest.h>

#include "wire/digest.h"
#include "wire/web_token_test_support.h"

namespace gantry::wire {
namespace {

constexpr const char* kClaims = R"({"iss":"https://id.example.org","sub":"me"})";

TEST(WebTokenTest, EachAlgorithmIsVerifiedByItsKey) {
    for (const char* algorithm : {"RS256", "RS384", "RS512", "ES256", "ES384", "ES512"}) {
        const TokenMaker maker(algorithm, "k1");
        const auto keys = KeySet::read(maker.key_set());
        ASSERT_TRUE(keys) << algorithm << ": " << keys.error().message;
        const auto token = WebToken::read(maker.token(kClaims));
        ASSERT_TRUE(token) << algorithm << ": " << token.error().message;
        EXPECT_EQ(token->claims(), kClaims);
        EXPECT_TRUE(token->verify(*keys)) << algorithm;
        const auto others = KeySet::read(TokenMaker(algorithm, "k1").key_set());
        EXPECT_FALSE(token->verify(*others)) << algorithm;
        const auto renamed = KeySet::read(maker.key_set("k2"));
        EXPECT_FALSE(token->verify(*renamed)) << "another kid";
    }
}

TEST(WebTokenTest, ChangedTokensAreNotVerified) {
    const TokenMaker maker("ES256", "k1");
    const auto keys = KeySet::read(maker.key_set());
    const std::string text = maker.token(kClaims);
    for (std::size_t at = 0; at < text.size(); at += 7) {
        std::string changed = text;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        if (changed == text) continue;
        const auto token = WebToken::read(changed);
        // The last letter of a part has bits that mean nothing.
        if (token && at + 1 != text.size()) {
            EXPECT_FALSE(token->verify(*keys)) << at;
        }
    }
}

TEST(WebTokenTest, WhatIsNoToken) {
    const std::string none = to_base64url(R"({"alg":"none"})") + "." + to_base64url(kClaims) + ".";
    const std::string shared = to_base64url(R"({"alg":"HS256"})") + "." + to_base64url(kClaims) +
                               "." + to_base64url(std::string(32, 'x'));
    const std::string critical = to_base64url(R"({"alg":"ES256","crit":["b64"],"b64":false})") +
                                 "." + to_base64url(kClaims) + "." +
                                 to_base64url(std::string(64, 'x'));
    for (const std::string& text :
         {std::string(),
          std::string("a.b.c"),
          std::string(".."),
          std::string("opaque"),
          std::string("z=\"\xd6") + std::string(60, '.'),
          to_base64url(R"({"alg":"ES256"})") + "." + to_base64url(kClaims) + ".z=aa",
          none,
          shared,
          critical,
          std::string(kMaxWebToken + 1, 'a')}) {
        EXPECT_FALSE(WebToken::read(text)) << text.substr(0, 100);
    }
}

TEST(WebTokenTest, WhatIsNoKeySet) {
    const TokenMaker maker("RS256", "k1");
    for (const std::string& text : {
             std::string(),
             std::string("[]"),
             std::string("{}"),
             std::string(R"({"keys":[]})"),
             std::string(R"({"keys":[{"kty":"oct","k":"AAAA"}]})"),
             std::string(R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]})"),
             std::string(R"({"keys":[{"kty":"RSA","n":"z=aa","e":"AQAB"}]})"),
             std::string(R"({"keys":[{"kty":"EC","crv":"P-256","x":"a=","y":"a\u003d"}]})"),
             maker.private_key_set(),
             maker.key_set() + "x",
             std::string(kMaxKeySet + 1, ' '),
         }) {
        EXPECT_FALSE(KeySet::read(text)) << text.substr(0, 100);
    }
    // Keys for encryption and of kinds that are not known do no harm beside others.
    std::string more = maker.key_set();
    more.insert(more.find('[') + 1, R"({"kty":"OKP","crv":"Ed25519","x":"AA"},)");
    const auto keys = KeySet::read(more);
    ASSERT_TRUE(keys) << keys.error().message;
    EXPECT_EQ(keys->size(), 1U);
}

}  // namespace
}  // namespace gantry::wire
