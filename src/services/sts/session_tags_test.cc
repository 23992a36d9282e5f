// What a session of a role carries on: tags, who stands behind it, what narrows it, for how long.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "api/sts/assume_role_response.h"
#include "service/test_world.h"
#include "services/all.h"
#include "wire/json_codec.h"

namespace gantry::sts {
namespace {

constexpr const char* kAccountArn = "arn:aws:iam::123456789012:";
constexpr const char* kAnyAction = R"(["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"])";

std::string json_quoted(std::string_view text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

std::string document(std::string_view statement) {
    return fmt::format(R"({{"Version":"2012-10-17","Statement":{{{}}}}})", statement);
}

/// ann may take on the role "first", and its sessions "second".
class SessionTagsTest : public testing::Test {
  protected:
    SessionTagsTest() {
        must("CreateUser", R"({"UserName":"ann"})");
        make_role("first", "user/ann");
        make_role("second", "role/first");
    }

    static aws::Caller caller(std::string principal) {
        return {{"123456789012", "us-east-1"}, std::move(principal), "", {}};
    }
    static aws::Caller ann() { return caller("arn:aws:iam::123456789012:user/ann"); }

    void must(const std::string& operation, const std::string& body) {
        const aws::Caller root = caller("arn:aws:iam::123456789012:root");
        const auto answer = world_.run_json(root, "iam", operation, body);
        ASSERT_TRUE(answer) << operation << ": " << answer.error().message;
    }
    void make_role(
        const std::string& name, const std::string& trusted, const char* actions = kAnyAction
    ) {
        const std::string trust = document(fmt::format(
            R"("Effect":"Allow","Action":{},"Principal":{{"AWS":"{}{}"}})",
            actions,
            kAccountArn,
            trusted
        ));
        must(
            "CreateRole",
            fmt::format(
                R"({{"RoleName":"{}","AssumeRolePolicyDocument":{},"MaxSessionDuration":7200}})",
                name,
                json_quoted(trust)
            )
        );
    }
    void allow(const std::string& role, const std::string& what) {
        const std::string policy = document(R"("Effect":"Allow","Resource":"*",)" + what);
        must(
            "PutRolePolicy",
            fmt::format(
                R"({{"RoleName":"{}","PolicyName":"p","PolicyDocument":{}}})",
                role,
                json_quoted(policy)
            )
        );
    }
    void make_policy(const std::string& name, const std::string& action) {
        const std::string policy =
            document(R"("Effect":"Allow","Resource":"*","Action":)" + json_quoted(action));
        must(
            "CreatePolicy",
            fmt::format(R"({{"PolicyName":"{}","PolicyDocument":{}}})", name, json_quoted(policy))
        );
    }

    Result<api::sts::AssumeRoleResponse> assume(
        const aws::Caller& who, const std::string& role, const std::string& more = ""
    ) {
        const auto answer = world_.run_json(
            who,
            "sts",
            "AssumeRole",
            fmt::format(
                R"({{"RoleArn":"{}role/{}","RoleSessionName":"job"{}}})", kAccountArn, role, more
            )
        );
        if (!answer) return answer.error();
        return wire::decode_json<api::sts::AssumeRoleResponse>(*answer);
    }
    std::string refusal(
        const aws::Caller& who, const std::string& role, const std::string& more = ""
    ) {
        const auto answer = assume(who, role, more);
        return answer ? "ok" : answer.error().code + ": " + answer.error().message;
    }
    /// Whoever has the credentials that come of it.
    aws::Caller session(
        const aws::Caller& who, const std::string& role, const std::string& more = ""
    ) {
        const auto given = assume(who, role, more);
        EXPECT_TRUE(given) << given.error().message;
        aws::Caller nobody = caller("");
        nobody.session = std::make_shared<const aws::Session>();
        if (!given) return nobody;
        auto read =
            service::read_session_token(world_.settings.secret, *given->credentials->session_token);
        EXPECT_TRUE(read);
        aws::Caller taken_on = caller(read->principal);
        taken_on.session = std::make_shared<const aws::Session>(*std::move(read));
        return taken_on;
    }
    bool may(const aws::Caller& who, const std::string& operation) {
        return world_.run_json(who, "ecs", operation, "{}").has_value();
    }

    service::TestWorld world_{all_services()};
};

using Tags = std::map<std::string, std::string>;
using Keys = std::vector<std::string>;

TEST_F(SessionTagsTest, tags_are_the_sessions_whatever_letters_policies_write_them_in) {
    allow(
        "first",
        R"("Action":"ecs:List*","Condition":{"StringEquals":{"aws:PrincipalTag/TEAM":"red"}})"
    );
    const auto red = session(ann(), "first", R"(,"Tags":[{"Key":"Team","Value":"red"}])");
    EXPECT_EQ(red.session->tags, (Tags{{"Team", "red"}}));
    EXPECT_TRUE(may(red, "ListClusters"));
    EXPECT_FALSE(may(session(ann(), "first"), "ListClusters"));
    EXPECT_FALSE(
        may(session(ann(), "first", R"(,"Tags":[{"Key":"Team","Value":"blue"}])"), "ListClusters")
    );
}

TEST_F(SessionTagsTest, trust_can_ask_how_the_call_came) {
    const std::string trust =
        document(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"123456789012"},)"
                 R"("Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})");
    must(
        "UpdateAssumeRolePolicy",
        fmt::format(R"({{"RoleName":"first","PolicyDocument":{}}})", json_quoted(trust))
    );
    must(
        "PutUserPolicy",
        fmt::format(
            R"({{"UserName":"ann","PolicyName":"p","PolicyDocument":{}}})",
            json_quoted(document(R"("Effect":"Allow","Resource":"*","Action":"sts:AssumeRole")"))
        )
    );
    const auto from = [&](const char* address) {
        aws::Caller who = ann();
        who.origin = std::make_shared<const aws::Origin>(aws::Origin{.address = address});
        return assume(who, "first").has_value();
    };
    EXPECT_TRUE(from("192.0.2.7"));
    EXPECT_FALSE(from("198.51.100.7"));
    EXPECT_FALSE(assume(ann(), "first"));
}

TEST_F(SessionTagsTest, keys_that_are_there_twice) {
    const std::string twice =
        "InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case "
        "insensitive.";
    EXPECT_EQ(
        refusal(
            ann(), "first", R"(,"Tags":[{"Key":"Team","Value":"a"},{"Key":"team","Value":"b"}])"
        ),
        twice
    );
    EXPECT_EQ(
        refusal(
            ann(),
            "first",
            R"(,"Tags":[{"Key":"Team","Value":"a"}],"TransitiveTagKeys":["team","TEAM"])"
        ),
        twice
    );
}

TEST_F(SessionTagsTest, transitive_keys_are_of_tags_that_are_there) {
    const std::string not_there =
        "InvalidParameterValue: The specified transitive tag key must be included in the requested "
        "tags.";
    EXPECT_EQ(refusal(ann(), "first", R"(,"TransitiveTagKeys":["team"])"), not_there);
    EXPECT_EQ(
        refusal(
            ann(), "first", R"(,"Tags":[{"Key":"a","Value":"1"}],"TransitiveTagKeys":["a","b"])"
        ),
        not_there
    );
}

TEST_F(SessionTagsTest, transitive_tags_follow_and_others_do_not) {
    const auto first = session(
        ann(),
        "first",
        R"(,"Tags":[{"Key":"Team","Value":"red"},{"Key":"job","Value":"1"}],)"
        R"("TransitiveTagKeys":["team"])"
    );
    EXPECT_EQ(first.session->transitive_tags, Keys{"Team"});
    const auto second = session(
        first, "second", R"(,"Tags":[{"Key":"job","Value":"2"}],"TransitiveTagKeys":["job"])"
    );
    EXPECT_EQ(second.session->tags, (Tags{{"Team", "red"}, {"job", "2"}}));
    EXPECT_EQ(second.session->transitive_tags, (Keys{"Team", "job"}));
    EXPECT_EQ(session(first, "second").session->tags, (Tags{{"Team", "red"}}));
}

TEST_F(SessionTagsTest, an_inherited_tag_is_not_set_anew_in_other_letters) {
    const auto first = session(
        ann(), "first", R"(,"Tags":[{"Key":"Team","Value":"red"}],"TransitiveTagKeys":["Team"])"
    );
    const std::string conflict =
        "InvalidParameterValue: One of the specified transitive tag keys can't be set because it "
        "conflicts with a transitive tag key from the calling session.";
    for (const char* key : {"Team", "team", "TEAM"}) {
        EXPECT_EQ(
            refusal(
                first, "second", fmt::format(R"(,"Tags":[{{"Key":"{}","Value":"blue"}}])", key)
            ),
            conflict
        );
    }
}

TEST_F(SessionTagsTest, who_stands_behind_a_session_stands_behind_those_it_takes_on) {
    const auto first = session(ann(), "first", R"(,"SourceIdentity":"ann")");
    EXPECT_EQ(first.session->source_identity, "ann");
    const auto second = assume(first, "second");
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->source_identity, "ann");
    EXPECT_EQ(session(first, "second").session->source_identity, "ann");
    EXPECT_EQ(refusal(first, "second", R"(,"SourceIdentity":"ann")"), "ok");
    EXPECT_EQ(
        refusal(first, "second", R"(,"SourceIdentity":"bob")"),
        "InvalidParameterValue: The SourceIdentity can't be set because it conflicts with the "
        "source identity of the calling session."
    );
    EXPECT_FALSE(assume(ann(), "first")->source_identity);
}

TEST_F(SessionTagsTest, a_source_identity_needs_a_right_of_its_own_inherited_or_not) {
    make_role("plain", "role/first", R"("sts:AssumeRole")");
    const auto first = session(ann(), "first", R"(,"SourceIdentity":"ann")");
    const auto refused = refusal(first, "plain");
    EXPECT_NE(refused.find("sts:SetSourceIdentity"), std::string::npos) << refused;
    EXPECT_EQ(refusal(session(ann(), "first"), "plain"), "ok");
}

TEST_F(SessionTagsTest, a_managed_policy_narrows_it) {
    allow("first", R"("Action":"ecs:*")");
    make_policy("lists", "ecs:List*");
    const std::string lists = R"(,"PolicyArns":[{"arn":"arn:aws:iam::123456789012:policy/lists"}])";
    const auto narrow = session(ann(), "first", lists);
    EXPECT_TRUE(may(narrow, "ListClusters"));
    EXPECT_FALSE(may(narrow, "CreateCluster"));
    const auto aws_own = session(
        ann(), "first", R"(,"PolicyArns":[{"arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}])"
    );
    EXPECT_TRUE(may(aws_own, "ListClusters"));
    EXPECT_FALSE(may(aws_own, "CreateCluster"));
    // It allows nothing any more once it is gone.
    must("DeletePolicy", R"({"PolicyArn":"arn:aws:iam::123456789012:policy/lists"})");
    EXPECT_FALSE(may(narrow, "ListClusters"));
}

TEST_F(SessionTagsTest, policies_that_are_none_are_refused) {
    for (const char* arn :
         {"arn:aws:iam::123456789012:policy/none",
          "arn:aws:iam::210987654321:policy/lists",
          "arn:aws:iam::aws:policy/NobodyKnows",
          "arn:aws:iam::123456789012:role/first"}) {
        EXPECT_EQ(
            refusal(ann(), "first", fmt::format(R"(,"PolicyArns":[{{"arn":"{}"}}])", arn)),
            fmt::format("ValidationError: Policy {} does not exist.", arn)
        );
    }
    EXPECT_EQ(
        refusal(ann(), "first", R"(,"PolicyArns":[{}])"), "ValidationError: Policy  does not exist."
    );
}

TEST_F(SessionTagsTest, a_session_takes_on_roles_for_an_hour_at_most) {
    EXPECT_EQ(refusal(ann(), "first", R"(,"DurationSeconds":7200)"), "ok");
    const auto first = session(ann(), "first");
    EXPECT_EQ(refusal(first, "second", R"(,"DurationSeconds":3600)"), "ok");
    EXPECT_EQ(
        refusal(first, "second", R"(,"DurationSeconds":3601)"),
        "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles "
        "assumed by role chaining."
    );
}

}  // namespace
}  // namespace gantry::sts
