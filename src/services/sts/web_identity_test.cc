// AssumeRoleWithWebIdentity: tokens of an issuer whose keys the operator gave, roles that trust it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sts/assume_role_with_web_identity_response.h"
#include "service/test_world.h"
#include "services/all.h"
#include "services/sts/service.h"
#include "wire/json_codec.h"
#include "wire/web_token_test_support.h"

namespace gantry::sts {
namespace {

constexpr const char* kIssuer = "https://id.example.org/tenant";
constexpr const char* kCiRole = "arn:aws:iam::123456789012:role/ci";
constexpr std::int64_t kHour_s = 3600;

std::string as_json(std::string_view text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

class WebIdentityTest : public testing::Test {
  protected:
    WebIdentityTest() {
        must(
            "CreateOpenIDConnectProvider",
            R"({"Url":"https://id.example.org/tenant","ClientIDList":["gantry"]})"
        );
        make_role("ci", "sts:AssumeRoleWithWebIdentity");
    }

    service::Options options() {
        service::Options all;
        all.of<Options>().oidc_keys.emplace(kIssuer, *wire::KeySet::read(issuer_.key_set()));
        return all;
    }
    void must(const std::string& operation, const std::string& body) {
        const aws::Caller root{
            {"123456789012", "us-east-1"}, "arn:aws:iam::123456789012:root", "", {}
        };
        const auto answer = world_.run_json(root, "iam", operation, body);
        ASSERT_TRUE(answer) << operation << ": " << answer.error().message;
    }
    void make_role(const std::string& name, const std::string& action) {
        const std::string trust = fmt::format(
            R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{},)"
            R"("Principal":{{"Federated":)"
            R"("arn:aws:iam::123456789012:oidc-provider/id.example.org/tenant"}},)"
            R"("Condition":{{"StringEquals":{{"id.example.org/tenant:aud":"gantry"}},)"
            R"("StringLike":{{"id.example.org/tenant:sub":"repo:mine/*"}}}}}}}})",
            action.starts_with('[') ? action : as_json(action)
        );
        must(
            "CreateRole",
            fmt::format(
                R"({{"RoleName":"{}","AssumeRolePolicyDocument":{}}})", name, as_json(trust)
            )
        );
    }
    std::int64_t now_s() { return epoch_ms(world_.loop.now()) / 1000; }
    /// Claims of a good token, with `more` behind them.
    std::string claims(
        std::string_view subject = "repo:mine/app",
        std::string_view more = "",
        std::int64_t age_s = 0
    ) {
        return fmt::format(
            R"({{"iss":"{}","sub":"{}","aud":"gantry","iat":{},"exp":{}{}}})",
            kIssuer,
            subject,
            now_s() - age_s,
            now_s() - age_s + kHour_s,
            more
        );
    }
    Result<api::sts::AssumeRoleWithWebIdentityResponse> assume(
        const std::string& token, const std::string& more = "", const std::string& role = kCiRole
    ) {
        const aws::Caller nobody{{"", "us-east-1"}, "", "", {}};
        const auto answer = world_.run_json(
            nobody,
            "sts",
            "AssumeRoleWithWebIdentity",
            fmt::format(
                R"({{"RoleArn":"{}","RoleSessionName":"job","WebIdentityToken":"{}"{}}})",
                role,
                token,
                more
            )
        );
        if (!answer) return answer.error();
        return wire::decode_json<api::sts::AssumeRoleWithWebIdentityResponse>(*answer);
    }
    /// "Code: message" of what was refused.
    std::string refusal(
        const std::string& token, const std::string& more = "", const std::string& role = kCiRole
    ) {
        const auto answer = assume(token, more, role);
        return answer ? "ok" : answer.error().code + ": " + answer.error().message;
    }
    std::string with_claims(const std::string& text) { return issuer_.token(text); }

    wire::TokenMaker issuer_{"ES256", "k1"};
    service::TestWorld world_{all_services(), options()};
};

TEST_F(WebIdentityTest, a_token_gives_a_session_of_a_role_that_trusts_its_issuer) {
    const auto given = assume(with_claims(claims()), R"(,"DurationSeconds":900)");
    ASSERT_TRUE(given) << given.error().message;
    EXPECT_EQ(given->subject_from_web_identity_token, "repo:mine/app");
    EXPECT_EQ(given->audience, "gantry");
    EXPECT_EQ(given->provider, "arn:aws:iam::123456789012:oidc-provider/id.example.org/tenant");
    EXPECT_EQ(given->assumed_role_user->arn, "arn:aws:sts::123456789012:assumed-role/ci/job");
    EXPECT_EQ(*given->credentials->expiration, world_.loop.now() + Seconds{900});
    const auto session =
        service::read_session_token(world_.settings.secret, *given->credentials->session_token);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->account, "123456789012");
    EXPECT_EQ(session->principal, "arn:aws:sts::123456789012:assumed-role/ci/job");
}

TEST_F(WebIdentityTest, whom_the_trust_does_not_mean_is_not_let_in) {
    const std::string denied =
        "AccessDeniedException: Not authorized to perform sts:AssumeRoleWithWebIdentity";
    EXPECT_EQ(refusal(with_claims(claims("repo:other/app"))), denied);
    EXPECT_EQ(refusal(with_claims(claims()), "", "arn:aws:iam::123456789012:role/none"), denied);
    make_role("plain", "sts:AssumeRole");
    EXPECT_EQ(refusal(with_claims(claims()), "", "arn:aws:iam::123456789012:role/plain"), denied);
}

TEST_F(WebIdentityTest, tokens_that_are_not_good) {
    const std::string invalid = "InvalidIdentityTokenException: ";
    EXPECT_EQ(
        refusal("opaque"),
        invalid +
            "The ID Token provided is not a valid JWT. (You may see this error if you sent "
            "an Access Token)"
    );
    const std::string no_key =
        invalid +
        "Couldn't retrieve verification key from your identity provider,  please "
        "reference AssumeRoleWithWebIdentity documentation for requirements";
    EXPECT_EQ(refusal(wire::TokenMaker("ES256", "k1").token(claims())), no_key);
    EXPECT_EQ(refusal(wire::TokenMaker("ES256", "k2").token(claims())), no_key);
    EXPECT_EQ(
        refusal(with_claims(R"({"iss":"https://other","sub":"s","aud":"a","exp":1,"iat":1})")),
        invalid + "No OpenIDConnect provider found in your account for https://other"
    );
    EXPECT_EQ(
        refusal(with_claims(R"({"iss":"https://other","aud":"a","exp":1,"iat":1})")),
        invalid + "Missing a required claim: sub"
    );
    std::string other = claims();
    other.replace(other.find(R"("aud":"gantry")"), 14, R"("aud":["a","b"])");
    EXPECT_EQ(refusal(with_claims(other)), invalid + "Incorrect token audience");
    EXPECT_EQ(
        refusal(with_claims(claims("repo:mine/app", "", kHour_s))),
        fmt::format(
            "ExpiredTokenException: Token expired: current date/time {0} must be before the "
            "expiration date/time{0}",
            now_s()
        )
    );
    EXPECT_EQ(
        refusal(with_claims(claims("repo:mine/app", fmt::format(R"(,"nbf":{})", now_s() + 301)))),
        invalid +
            fmt::format("The token is not valid before {}; now it is {}", now_s() + 301, now_s())
    );
    EXPECT_EQ(
        refusal(with_claims(claims("repo:mine/app", R"(,"amr":7)"))),
        invalid + "The claim cannot be read: amr"
    );
}

TEST_F(WebIdentityTest, an_issuer_without_keys_is_not_believed) {
    must("CreateOpenIDConnectProvider", R"({"Url":"https://other","ClientIDList":["gantry"]})");
    std::string other = claims();
    other.replace(other.find(kIssuer), std::string_view(kIssuer).size(), "https://other");
    EXPECT_THAT(refusal(with_claims(other)), testing::HasSubstr("verification key"));
}

TEST_F(WebIdentityTest, tags_need_a_right_of_their_own) {
    const std::string tags = R"(,"https://aws.amazon.com/tags":{"principal_tags":{"team":["red"]},)"
                             R"("transitive_tag_keys":["team"]})";
    EXPECT_EQ(
        refusal(with_claims(claims("repo:mine/app", tags))),
        "AccessDeniedException: Not authorized to perform sts:TagSession"
    );
    make_role("tagged", R"(["sts:AssumeRoleWithWebIdentity","sts:TagSession"])");
    const auto given = assume(
        with_claims(claims("repo:mine/app", tags)), "", "arn:aws:iam::123456789012:role/tagged"
    );
    ASSERT_TRUE(given) << given.error().message;
    const auto session =
        service::read_session_token(world_.settings.secret, *given->credentials->session_token);
    EXPECT_EQ(session->tags.at("team"), "red");
    EXPECT_EQ(session->transitive_tags, std::vector<std::string>{"team"});
}

TEST_F(WebIdentityTest, tags_are_checked_as_those_of_assume_role) {
    make_role("tagged", R"(["sts:AssumeRoleWithWebIdentity","sts:TagSession"])");
    const auto with_tags = [this](const std::string& tags) {
        const std::string claim = R"(,"https://aws.amazon.com/tags":{)" + tags + "}";
        return refusal(
            with_claims(claims("repo:mine/app", claim)), "", "arn:aws:iam::123456789012:role/tagged"
        );
    };
    EXPECT_EQ(
        with_tags(R"("principal_tags":{"team":["red"],"Team":["blue"]})"),
        "InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case "
        "insensitive."
    );
    EXPECT_EQ(
        with_tags(R"("principal_tags":{"team":["red"]},"transitive_tag_keys":["job"])"),
        "InvalidParameterValue: The specified transitive tag key must be included in the requested "
        "tags."
    );
    EXPECT_EQ(
        with_tags(R"("principal_tags":{"team":["red"],"team":["blue"]})"),
        "InvalidIdentityTokenException: The claim cannot be read: https://aws.amazon.com/tags"
    );
    EXPECT_EQ(
        with_tags(R"("principal_tags":{"Team":["red"]},"transitive_tag_keys":["team"])"), "ok"
    );
}

TEST_F(WebIdentityTest, what_is_asked_for_is_bounded) {
    const std::string token = with_claims(claims());
    EXPECT_THAT(refusal(token, R"(,"DurationSeconds":3601)"), testing::HasSubstr("MaxSession"));
    EXPECT_THAT(
        refusal(token, R"(,"ProviderId":"www.amazon.com")"), testing::HasSubstr("ProviderId")
    );
    EXPECT_THAT(refusal(token, R"(,"Policy":"{}")"), testing::HasSubstr("MalformedPolicy"));
    EXPECT_EQ(
        refusal(token, R"(,"PolicyArns":[{"arn":"arn:aws:iam::123456789012:policy/none"}])"),
        "ValidationError: Policy arn:aws:iam::123456789012:policy/none does not exist."
    );
    EXPECT_EQ(
        refusal(token, "", "arn:aws:iam::123456789012:user/ci"),
        "ValidationError: arn:aws:iam::123456789012:user/ci is invalid"
    );
}

}  // namespace
}  // namespace gantry::sts
