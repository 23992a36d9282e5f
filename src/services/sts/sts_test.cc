// STS on IAM's rows: who may take on which role, and what the tokens that come of it say.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sts/assume_role_response.h"
#include "api/sts/get_caller_identity_response.h"
#include "api/sts/get_session_token_response.h"
#include "service/test_world.h"
#include "services/all.h"
#include "services/sts/port.h"
#include "wire/json_codec.h"

namespace gantry::sts {
namespace {

using testing::HasSubstr;

constexpr const char* kTrustsAnn =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
    R"("Principal":{"AWS":"arn:aws:iam::123456789012:user/ann"}}})";
constexpr const char* kDeploy = "arn:aws:iam::123456789012:role/deploy";

std::string json_text(std::string_view text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

class StsTest : public testing::Test {
  protected:
    StsTest() {
        must("iam", "CreateUser", R"({"UserName":"ann"})");
        must("iam", "CreateUser", R"({"UserName":"bob"})");
        make_role("deploy", kTrustsAnn);
    }

    static aws::Caller caller(std::string principal) {
        return {{"123456789012", "us-east-1"}, std::move(principal), "", {}};
    }
    static aws::Caller root() { return caller("arn:aws:iam::123456789012:root"); }
    static aws::Caller user(const std::string& name) {
        return caller("arn:aws:iam::123456789012:user/" + name);
    }
    /// A caller with the credentials that an answer gave.
    aws::Caller session(const api::sts::Credentials& given) {
        auto read = service::read_session_token(world_.settings.secret, *given.session_token);
        EXPECT_TRUE(read);
        aws::Caller who = caller(read->principal);
        who.session = std::make_shared<const aws::Session>(*std::move(read));
        return who;
    }

    Result<std::string> ask(
        const aws::Caller& who,
        const std::string& service,
        const std::string& operation,
        const std::string& body
    ) {
        return world_.run_json(who, service, operation, body);
    }
    void must(const std::string& service, const std::string& operation, const std::string& body) {
        const auto answer = ask(root(), service, operation, body);
        ASSERT_TRUE(answer) << operation << ": " << answer.error().message;
    }
    void make_role(const std::string& name, const std::string& trust) {
        must(
            "iam",
            "CreateRole",
            fmt::format(
                R"({{"RoleName":"{}","AssumeRolePolicyDocument":{}}})", name, json_text(trust)
            )
        );
    }
    void allow_role(const std::string& name, const std::string& action) {
        const std::string policy = fmt::format(
            R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{}","Resource":"*"}}}})",
            action
        );
        must(
            "iam",
            "PutRolePolicy",
            fmt::format(
                R"({{"RoleName":"{}","PolicyName":"p","PolicyDocument":{}}})",
                name,
                json_text(policy)
            )
        );
    }
    Result<api::sts::AssumeRoleResponse> assume(
        const aws::Caller& who, const std::string& more = "", const std::string& role = kDeploy
    ) {
        const auto answer =
            ask(who,
                "sts",
                "AssumeRole",
                fmt::format(R"({{"RoleArn":"{}","RoleSessionName":"ci"{}}})", role, more));
        if (!answer) return answer.error();
        return wire::decode_json<api::sts::AssumeRoleResponse>(*answer);
    }
    std::string code_of(const Result<api::sts::AssumeRoleResponse>& answer) {
        return answer ? "ok" : answer.error().code;
    }

    service::TestWorld world_{all_services()};
};

TEST_F(StsTest, everybody_may_ask_who_they_are) {
    const auto identity = [this](const aws::Caller& who) {
        return *wire::decode_json<api::sts::GetCallerIdentityResponse>(
            *ask(who, "sts", "GetCallerIdentity", "{}")
        );
    };
    EXPECT_EQ(identity(root()).arn, "arn:aws:iam::123456789012:root");
    EXPECT_EQ(identity(root()).user_id, "123456789012");
    EXPECT_EQ(identity(user("ann")).arn, "arn:aws:iam::123456789012:user/ann");
    EXPECT_TRUE(identity(user("ann")).user_id->starts_with("AIDA"));
    const auto deploy = assume(user("ann"));
    ASSERT_TRUE(deploy) << deploy.error().message;
    const auto now = identity(session(*deploy->credentials));
    EXPECT_EQ(now.arn, "arn:aws:sts::123456789012:assumed-role/deploy/ci");
    EXPECT_EQ(now.user_id, deploy->assumed_role_user->assumed_role_id);
    EXPECT_TRUE(now.user_id->starts_with("AROA"));
    EXPECT_TRUE(now.user_id->ends_with(":ci"));
}

TEST_F(StsTest, a_role_lets_in_whom_it_trusts) {
    EXPECT_EQ(code_of(assume(user("ann"))), "ok");
    const auto bob = assume(user("bob"));
    ASSERT_FALSE(bob);
    EXPECT_EQ(bob.error().code, "AccessDeniedException");
    EXPECT_EQ(
        bob.error().message,
        "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: sts:AssumeRole on "
        "resource: arn:aws:iam::123456789012:role/deploy"
    );
    EXPECT_EQ(
        code_of(assume(user("ann"), "", "arn:aws:iam::123456789012:role/none")),
        "AccessDeniedException"
    );
}

TEST_F(StsTest, conditions_of_the_trust_are_asked) {
    make_role(
        "vendor",
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{"AWS":"arn:aws:iam::123456789012:user/ann"},
            "Condition":{"StringEquals":{"sts:ExternalId":"77"}}}})"
    );
    const std::string vendor = "arn:aws:iam::123456789012:role/vendor";
    EXPECT_EQ(code_of(assume(user("ann"), "", vendor)), "AccessDeniedException");
    EXPECT_EQ(
        code_of(assume(user("ann"), R"(,"ExternalId":"78")", vendor)), "AccessDeniedException"
    );
    EXPECT_EQ(code_of(assume(user("ann"), R"(,"ExternalId":"77")", vendor)), "ok");
}

TEST_F(StsTest, a_session_may_do_what_its_role_may) {
    const auto given = assume(user("ann"));
    ASSERT_TRUE(given);
    const aws::Caller who = session(*given->credentials);
    EXPECT_EQ(ask(who, "ecs", "ListClusters", "{}").error().code, "AccessDeniedException");
    allow_role("deploy", "ecs:List*");
    EXPECT_TRUE(ask(who, "ecs", "ListClusters", "{}"));
    const auto refused = ask(who, "ecs", "CreateCluster", "{}");
    ASSERT_FALSE(refused);
    EXPECT_THAT(
        refused.error().message,
        HasSubstr(
            "User: arn:aws:sts::123456789012:assumed-role/deploy/ci is not authorized to perform: "
            "ecs:CreateCluster"
        )
    );
}

TEST_F(StsTest, a_session_is_not_of_another_role_with_the_same_name) {
    const auto given = assume(user("ann"));
    ASSERT_TRUE(given);
    const aws::Caller who = session(*given->credentials);
    allow_role("deploy", "ecs:List*");
    ASSERT_TRUE(ask(who, "ecs", "ListClusters", "{}"));
    must("iam", "DeleteRolePolicy", R"({"RoleName":"deploy","PolicyName":"p"})");
    must("iam", "DeleteRole", R"({"RoleName":"deploy"})");
    make_role("deploy", kTrustsAnn);
    allow_role("deploy", "ecs:List*");
    EXPECT_EQ(ask(who, "ecs", "ListClusters", "{}").error().code, "AccessDeniedException");
    const auto anew = assume(user("ann"));
    ASSERT_TRUE(anew);
    EXPECT_TRUE(ask(session(*anew->credentials), "ecs", "ListClusters", "{}"));
}

TEST_F(StsTest, a_role_was_used_when_its_sessions_were) {
    const auto used = [this] {
        const auto answer = ask(root(), "iam", "GetRole", R"({"RoleName":"deploy"})").value();
        return answer.substr(answer.find(R"("RoleLastUsed":)"));
    };
    EXPECT_EQ(used(), R"("RoleLastUsed":{}}})");
    const auto given = assume(user("ann"));
    ASSERT_TRUE(given);
    world_.loop.advance(Seconds{60});
    EXPECT_FALSE(ask(session(*given->credentials), "ecs", "ListClusters", "{}"));
    const std::string once = used();
    EXPECT_THAT(once, HasSubstr(R"("LastUsedDate":)"));
    EXPECT_THAT(once, HasSubstr(R"("Region":"us-east-1")"));
    world_.loop.advance(Seconds{60});
    EXPECT_EQ(used(), once);
    // Another one with that name was never used.
    must("iam", "DeleteRole", R"({"RoleName":"deploy"})");
    make_role("deploy", kTrustsAnn);
    EXPECT_EQ(used(), R"("RoleLastUsed":{}}})");
}

TEST_F(StsTest, a_session_policy_narrows_it) {
    allow_role("deploy", "ecs:*");
    const std::string only_lists = json_text(
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecs:List*","Resource":"*"}})"
    );
    const auto given = assume(user("ann"), R"(,"Policy":)" + only_lists);
    ASSERT_TRUE(given) << given.error().message;
    const aws::Caller who = session(*given->credentials);
    EXPECT_TRUE(ask(who, "ecs", "ListClusters", "{}"));
    EXPECT_EQ(ask(who, "ecs", "CreateCluster", "{}").error().code, "AccessDeniedException");
    EXPECT_EQ(
        code_of(assume(user("ann"), R"(,"Policy":"{}")")), "MalformedPolicyDocumentException"
    );
}

TEST_F(StsTest, durations_are_bounded_by_the_role) {
    EXPECT_EQ(code_of(assume(user("ann"), R"(,"DurationSeconds":3600)")), "ok");
    EXPECT_EQ(code_of(assume(user("ann"), R"(,"DurationSeconds":3601)")), "ValidationError");
    EXPECT_EQ(code_of(assume(user("ann"), R"(,"DurationSeconds":1)")), "ValidationError");
    const auto given = assume(user("ann"), R"(,"DurationSeconds":900)");
    EXPECT_EQ(*given->credentials->expiration, world_.loop.now() + Seconds{900});
}

TEST_F(StsTest, session_tokens_are_of_the_caller_itself) {
    const auto answer = ask(user("ann"), "sts", "GetSessionToken", "{}");
    ASSERT_TRUE(answer);
    const auto given = *wire::decode_json<api::sts::GetSessionTokenResponse>(*answer);
    const aws::Caller who = session(*given.credentials);
    EXPECT_EQ(who.principal, "arn:aws:iam::123456789012:user/ann");
    EXPECT_EQ(ask(who, "sts", "GetSessionToken", "{}").error().code, "AccessDeniedException");
    EXPECT_EQ(
        *given.credentials->secret_access_key,
        service::secret_access_key(world_.settings.secret, *given.credentials->access_key_id)
    );
}

TEST_F(StsTest, a_session_of_a_user_itself_may_not_ask_iam_and_little_of_sts) {
    must(
        "iam",
        "PutUserPolicy",
        R"({"UserName":"ann","PolicyName":"all","PolicyDocument":)" +
            json_text(
                R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})"
            ) +
            "}"
    );
    const auto refused = [this](const aws::Caller& who, const char* service, const char* what) {
        const auto answer = ask(who, service, what, R"({"AccessKeyId":"ASIAQNZGKIQY56JQ7WML"})");
        return answer ? "ok" : answer.error().code + ": " + answer.error().message;
    };
    for (const aws::Caller& who : {user("ann"), root()}) {
        EXPECT_EQ(refused(who, "iam", "ListUsers"), "ok");
        const auto answer = ask(who, "sts", "GetSessionToken", "{}");
        ASSERT_TRUE(answer);
        const aws::Caller itself =
            session(*wire::decode_json<api::sts::GetSessionTokenResponse>(*answer)->credentials);
        EXPECT_EQ(
            refused(itself, "iam", "ListUsers"),
            "UnrecognizedClientException: The security token included in the request is invalid."
        );
        EXPECT_EQ(
            refused(itself, "sts", "GetAccessKeyInfo"),
            "AccessDeniedException: Cannot call GetAccessKeyInfo with session credentials"
        );
        EXPECT_EQ(refused(itself, "sts", "GetCallerIdentity"), "ok");
        EXPECT_EQ(refused(itself, "ecs", "ListClusters"), "ok");
    }
    const auto answer = ask(user("ann"), "sts", "GetSessionToken", "{}");
    const auto given = *wire::decode_json<api::sts::GetSessionTokenResponse>(*answer);
    EXPECT_EQ(code_of(assume(session(*given.credentials))), "ok");
    allow_role("deploy", "*");
    const auto role = session(*assume(user("ann"))->credentials);
    EXPECT_EQ(refused(role, "iam", "ListUsers"), "ok");
}

TEST_F(StsTest, the_account_of_a_sessions_key_can_be_read_from_it) {
    const auto account_of = [this](const std::string& id) {
        const auto answer =
            ask(root(), "sts", "GetAccessKeyInfo", R"({"AccessKeyId":")" + id + R"("})");
        return answer ? *answer : answer.error().code;
    };
    const std::string key = *assume(user("ann"))->credentials->access_key_id;
    EXPECT_EQ(account_of(key), R"({"Account":"123456789012"})");
    EXPECT_NE(key, *assume(user("ann"))->credentials->access_key_id);
    EXPECT_EQ(account_of("ASIAAAAAAAAAAAAAAAAA"), "ValidationError") << "not of that kind";
    EXPECT_EQ(account_of("ASIA7777777777777777"), "ValidationError") << "no account's number";
    EXPECT_EQ(account_of("AKIAQYLPMN5HHHFPZAM2"), "ValidationError") << "nobody's";
    // As AWS's are: a published example.
    EXPECT_EQ(account_of_session_key("ASIAQNZGKIQY56JQ7WML"), "029608264753");
    for (const char* account : {"000000000000", "000000000001", "999999999999"}) {
        IdSource ids{Random(1)};
        const auto given = give_credentials({.account = account}, {}, "secret", ids);
        EXPECT_EQ(account_of_session_key(given.access_key_id), account);
    }
}

TEST_F(StsTest, nothing_is_stored) {
    const auto before = world_.core().applied();
    ASSERT_TRUE(assume(user("ann")));
    ASSERT_TRUE(ask(user("ann"), "sts", "GetSessionToken", "{}"));
    EXPECT_EQ(world_.core().applied(), before);
}

}  // namespace
}  // namespace gantry::sts
