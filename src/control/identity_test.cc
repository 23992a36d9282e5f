#include "control/identity.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

TEST(Identity, ThePrincipalIsOfTheRegionsPartition) {
    const service::KeyRing none;
    const Identity anyone(AuthMode::Any, none, "secret");
    const auto principal_in = [&anyone](const std::string& region) {
        net::HttpRequest request{.method = "POST", .target = "/"};
        request.headers.add(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=123456789012/20250101/" + region +
                "/ecs/aws4_request, SignedHeaders=host, Signature=" + std::string(64, '0')
        );
        return anyone.judge_head(request, "ecs", SysTime{})->caller.principal;
    };
    EXPECT_EQ(principal_in("us-east-1"), "arn:aws:iam::123456789012:root");
    EXPECT_EQ(principal_in("cn-north-1"), "arn:aws-cn:iam::123456789012:root");
    EXPECT_EQ(principal_in("us-gov-west-1"), "arn:aws-us-gov:iam::123456789012:root");
}

net::HttpRequest claims(const std::string& method, const std::string& authorization) {
    net::HttpRequest request{.method = method, .target = "/"};
    if (!authorization.empty()) request.headers.add("Authorization", authorization);
    return request;
}

std::string claim_of(const std::string& id, const std::string& region) {
    return "AWS4-HMAC-SHA256 Credential=" + id + "/20250101/" + region +
           "/ecs/aws4_request, SignedHeaders=host, Signature=0";
}

TEST(Identity, HowARequestCameIsTold) {
    const service::KeyRing none;
    const Identity anyone(AuthMode::Any, none, "secret");
    net::HttpRequest request = claims("POST", claim_of("123456789012", "us-east-1"));
    const auto origin_of = [&](const std::string& peer, bool tls) {
        request.peer = peer;
        request.tls = tls;
        return *anyone.judge_head(request, "ecs", SysTime{})->caller.origin;
    };
    EXPECT_EQ(origin_of("192.0.2.7:49152", false).address, "192.0.2.7");
    EXPECT_FALSE(origin_of("192.0.2.7:49152", false).tls);
    EXPECT_EQ(origin_of("[2001:db8::7]:49152", true).address, "2001:db8::7");
    EXPECT_TRUE(origin_of("[2001:db8::7]:49152", true).tls);
    EXPECT_EQ(origin_of("", false).address, "") << "a unix socket";
    EXPECT_EQ(origin_of("", false).user_agent, "");
    request.headers.add("User-Agent", "aws-cli/2.9.19");
    request.headers.add("Referer", "https://example.com/");
    EXPECT_EQ(origin_of("", false).user_agent, "aws-cli/2.9.19");
    EXPECT_EQ(origin_of("", false).referer, "https://example.com/");
}

TEST(Identity, AnybodyIsSomebody) {
    const service::KeyRing none;
    const Identity anyone(AuthMode::Any, none, "secret");
    const auto code = [&](const net::HttpRequest& head) {
        const auto judged = anyone.judge_head(head, "ecs", SysTime{});
        return judged ? judged->caller.scope.account : judged.error().code;
    };
    EXPECT_EQ(code(claims("POST", claim_of("123456789012", "us-east-1"))), "123456789012");
    EXPECT_EQ(code(claims("POST", claim_of("AKIDEXAMPLE", "us-east-1"))), aws::kDefaultAccount);
    EXPECT_EQ(code(claims("POST", "")), "MissingAuthenticationTokenException");
    EXPECT_EQ(code(claims("GET", "")), "MissingAuthenticationTokenException");
    for (const char* careless :
         {"", "Basic YTpi", "Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b/c"}) {
        net::HttpRequest request = claims("POST", "");
        request.headers.add("Authorization", careless);
        EXPECT_EQ(code(request), "IncompleteSignatureException") << careless;
    }
    for (const char* region : {"US-EAST-1", "us_east_1", "", "-us", "us-", "us--1", "0"}) {
        EXPECT_EQ(code(claims("POST", claim_of("a", region))), "InvalidSignatureException")
            << region;
    }
}

TEST(Identity, ASignatureInTheQueryIsNotTakenFromForms) {
    const service::KeyRing none;
    const Identity anyone(AuthMode::Any, none, "secret");
    const auto let_in = [&](const std::string& method) {
        net::HttpRequest request = claims(method, "");
        request.target = "/?X-Amz-Credential=000000000000/20250101/us-east-1/ecs/aws4_request";
        return anyone.judge_head(request, "ecs", SysTime{}).has_value();
    };
    EXPECT_TRUE(let_in("GET"));
    EXPECT_TRUE(let_in("HEAD"));
    EXPECT_TRUE(let_in("PUT")) << "no page can send that without asking";
    EXPECT_FALSE(let_in("POST"));
}

TEST(Identity, ReadersOfPagesMayUseAPasswordWhereAnythingWillDo) {
    const service::KeyRing none;
    const Identity anyone(AuthMode::Any, none, "secret");
    service::KeyRing ring;
    ring.put({"id", "secret", aws::kDefaultAccount, ""});
    const Identity strict(AuthMode::Verify, ring, "secret");
    const auto basic = claims("GET", "Basic YTpi");
    EXPECT_TRUE(anyone.judge_reader(basic, SysTime{}).has_value());
    EXPECT_FALSE(anyone.judge_reader(claims("POST", "Basic YTpi"), SysTime{}).has_value());
    EXPECT_FALSE(anyone.judge_reader(claims("GET", "Basic "), SysTime{}).has_value());
    EXPECT_FALSE(anyone.judge_head(basic, "ecs", SysTime{}).has_value());
    EXPECT_FALSE(strict.judge_reader(basic, SysTime{}).has_value());
}

TEST(Identity, ASessionIsWhoItsTokenSays) {
    const service::KeyRing none;
    const aws::Session session{
        .access_key_id = "ASIAEXAMPLE",
        .account = "111111111111",
        .principal = "arn:aws:sts::111111111111:assumed-role/deploy/ci",
        .expires = from_epoch_ms(1'000),
    };
    net::HttpRequest request = claims("POST", claim_of("ASIAEXAMPLE", "us-east-1"));
    request.headers.add(
        "X-Amz-Security-Token", service::make_session_token("secret", "1", session)
    );
    const Identity anyone(AuthMode::Any, none, "secret");
    const auto judged = anyone.judge_head(request, "ecs", from_epoch_ms(999));
    ASSERT_TRUE(judged);
    EXPECT_EQ(judged->caller.principal, session.principal);
    EXPECT_EQ(judged->caller.scope.account, "111111111111");
    EXPECT_EQ(*judged->caller.session, session);
    EXPECT_EQ(
        anyone.judge_head(request, "ecs", from_epoch_ms(1'000)).error().code,
        "ExpiredTokenException"
    );
    // Another installation's token says nothing here.
    const Identity elsewhere(AuthMode::Any, none, "another");
    EXPECT_EQ(
        elsewhere.judge_head(request, "ecs", SysTime{})->caller.principal,
        "arn:aws:iam::000000000000:root"
    );
}

}  // namespace
}  // namespace gantry::control
