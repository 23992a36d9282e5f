#include "agent/resources/fetch_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/test_tasks.h"

namespace gantry::agent {
namespace {

using test::make_container;
using test::make_task;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;

constexpr const char* kRegion = "us-east-1";
constexpr const char* kFetchedSecret =
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db-AbCdEf";

api::acs::Secret wanted_secret(std::string name, std::string value_from) {
    api::acs::Secret one;
    one.name = std::move(name);
    one.value_from = std::move(value_from);
    one.target = api::acs::SecretTarget::Container;
    return one;
}

api::acs::Container with_secrets(std::vector<api::acs::Secret> secrets) {
    auto container = make_container("app");
    container.secrets = std::move(secrets);
    return container;
}

std::vector<Fetch> plan(std::vector<api::acs::Container> containers) {
    auto made = plan_fetches(make_task(std::move(containers)), kRegion);
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return made ? *made : std::vector<Fetch>{};
}

/// "fine", or the reason.
std::string keep(const Fetch& fetch, const std::string& answer, Fetched& fetched) {
    const auto kept = keep_answer(fetch, answer, fetched);
    return kept ? "fine" : kept.error().message;
}

TEST(FetchPlan, ATaskWithoutAnyNeedsNothing) {
    EXPECT_FALSE(needs_fetching(make_task({make_container("app")})));
    EXPECT_TRUE(plan({make_container("app")}).empty());
    EXPECT_TRUE(needs_fetching(make_task({with_secrets({wanted_secret("A", "/a")})})));
}

TEST(FetchPlan, ParametersComeTenAtATimeAndEachOnce) {
    std::vector<api::acs::Secret> secrets;
    for (int i = 0; i < 11; ++i)
        secrets.push_back(wanted_secret("A" + std::to_string(i), "/p" + std::to_string(i)));
    secrets.push_back(wanted_secret("TWICE", "/p0"));
    secrets.push_back(wanted_secret("FAR", "arn:aws:ssm:eu-west-1:000000000000:parameter/far"));
    const auto fetches = plan({with_secrets(secrets), with_secrets({wanted_secret("B", "/p1")})});
    ASSERT_THAT(fetches, SizeIs(3));
    EXPECT_EQ(fetches[0].region, "eu-west-1");
    EXPECT_THAT(fetches[1].names, SizeIs(10));
    EXPECT_THAT(fetches[2].names, ElementsAre("/p10"));
    EXPECT_EQ(fetches[2].body, R"({"Names":["/p10"],"WithDecryption":true})");
    EXPECT_EQ(fetches[2].service + "." + fetches[2].operation, "ssm.GetParameters");
}

TEST(FetchPlan, AParameterIsKnownByNameArnAndVersion) {
    const std::string arn = "arn:aws:ssm:us-east-1:000000000000:parameter/a";
    const auto container = with_secrets(
        {wanted_secret("NAME", "/a"),
         wanted_secret("ARN", arn),
         wanted_secret("OLD", "/a:1"),
         wanted_secret("LOG", "/log")}
    );
    auto logged = container;
    logged.secrets->back().target = api::acs::SecretTarget::LogDriver;
    const auto fetches = plan({logged});
    ASSERT_THAT(fetches, SizeIs(1));
    Fetched fetched;
    EXPECT_EQ(
        keep(
            fetches[0],
            R"({"Parameters":[{"Name":"/a","ARN":")" + arn + R"(","Value":"new"},)" +
                R"({"Name":"/a","ARN":")" + arn + R"(","Selector":":1","Value":"old"},)" +
                R"({"Name":"/log","Value":"token"}]})",
            fetched
        ),
        "fine"
    );
    const auto resources = container_resources(logged, fetched, kRegion);
    ASSERT_TRUE(resources) << resources.error().message;
    EXPECT_THAT(
        resources->secrets, ElementsAre(Pair("ARN", "new"), Pair("NAME", "new"), Pair("OLD", "old"))
    );
    EXPECT_THAT(resources->log_options, ElementsAre(Pair("LOG", "token")));
}

TEST(FetchPlan, AMissingParameterIsNamed) {
    const auto fetches = plan({with_secrets({wanted_secret("A", "/a"), wanted_secret("B", "/b")})});
    Fetched fetched;
    EXPECT_EQ(
        keep(
            fetches.at(0),
            R"({"Parameters":[{"Name":"/a","Value":"1"}],"InvalidParameters":["/b"]})",
            fetched
        ),
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
        "retrieval failed: unable to retrieve secrets from ssm: invalid ssm parameters: /b"
    );
}

TEST(FetchPlan, ASecretIsFetchedOnceForAllItsKeys) {
    const std::string id = kFetchedSecret;
    const auto container = with_secrets(
        {wanted_secret("USER", id + ":user::"),
         wanted_secret("PORT", id + ":port::"),
         wanted_secret("ALL", id),
         wanted_secret("OLD", id + "::AWSPREVIOUS:")}
    );
    const auto fetches = plan({container});
    ASSERT_THAT(fetches, SizeIs(2));
    EXPECT_EQ(fetches[0].body, R"({"SecretId":")" + id + R"("})");
    EXPECT_EQ(fetches[1].body, R"({"SecretId":")" + id + R"(","VersionStage":"AWSPREVIOUS"})");
    EXPECT_EQ(fetches[0].region, "eu-west-1");
    Fetched fetched;
    EXPECT_EQ(
        keep(fetches[0], R"({"SecretString":"{\"user\":\"me\",\"port\":1}"})", fetched), "fine"
    );
    EXPECT_EQ(keep(fetches[1], R"({"SecretString":"before"})", fetched), "fine");
    const auto resources = container_resources(container, fetched, kRegion);
    ASSERT_TRUE(resources) << resources.error().message;
    EXPECT_THAT(
        resources->secrets,
        ElementsAre(
            Pair("ALL", R"({"user":"me","port":1})"),
            Pair("OLD", "before"),
            Pair("PORT", "1"),
            Pair("USER", "me")
        )
    );
    EXPECT_THAT(keep(fetches[0], R"({"SecretBinary":"AAAA"})", fetched), HasSubstr("is binary"));
}

TEST(FetchPlan, TheFirstFileThatNamesAVariableWins) {
    auto container = make_container("app");
    api::acs::EnvironmentFile file;
    file.type = api::acs::EnvironmentFileType::S3;
    file.value = "arn:aws:s3:::settings/a.env";
    container.environment_files = {file};
    file.value = "arn:aws:s3:::settings/b.env";
    container.environment_files->push_back(file);
    const auto fetches = plan({container});
    ASSERT_THAT(fetches, SizeIs(2));
    EXPECT_EQ(fetches[0].body, R"({"Bucket":"settings","Key":"a.env"})");
    Fetched fetched;
    EXPECT_EQ(keep(fetches[0], "A=1\n", fetched), "fine");
    EXPECT_EQ(keep(fetches[1], "A=2\nB=2\n", fetched), "fine");
    auto resources = container_resources(container, fetched, kRegion);
    ASSERT_TRUE(resources);
    EXPECT_THAT(resources->files, ElementsAre(Pair("A", "1"), Pair("B", "2")));
    EXPECT_EQ(keep(fetches[1], "\xff", fetched), "fine");
    resources = container_resources(container, fetched, kRegion);
    ASSERT_FALSE(resources);
    EXPECT_EQ(
        resources.error().message,
        "ResourceInitializationError: unable to download env files: arn:aws:s3:::settings/b.env: "
        "the file is not UTF-8 text"
    );
}

TEST(FetchPlan, LoginsOfRegistries) {
    auto ours = make_container("ours");
    ours.image = "127.0.0.1:4566/web:1";
    auto& ecr = ours.registry_authentication.emplace();
    ecr.type = api::acs::AuthenticationType::Ecr;
    ecr.ecr_auth_data.emplace().use_execution_role = true;
    auto theirs = make_container("theirs");
    theirs.image = "registry.example.com/web:1";
    auto& asm_data = theirs.registry_authentication.emplace();
    asm_data.type = api::acs::AuthenticationType::Asm;
    asm_data.asm_auth_data.emplace().credentials_parameter = kFetchedSecret;
    const auto fetches = plan({ours, theirs});
    ASSERT_THAT(fetches, SizeIs(2));
    Fetched fetched;
    EXPECT_EQ(
        keep(fetches[0], R"({"authorizationData":[{"authorizationToken":"QVdTOnB3"}]})", fetched),
        "fine"
    );
    EXPECT_EQ(
        keep(fetches[1], R"({"SecretString":"{\"username\":\"u\",\"password\":\"p\"}"})", fetched),
        "fine"
    );
    const auto first = container_resources(ours, fetched, kRegion);
    ASSERT_TRUE(first && first->login);
    EXPECT_EQ(first->login->username, "AWS");
    EXPECT_EQ(first->login->password, "pw");
    EXPECT_EQ(first->login->server, "127.0.0.1:4566");
    // A token is for the registry that ECR names; it is sent to no other.
    const auto answer_for = [&](const char* host) {
        return std::string(R"({"authorizationData":[{"authorizationToken":"QVdTOnB3",)") +
               R"("proxyEndpoint":"http://)" + host + R"("}]})";
    };
    EXPECT_EQ(keep(fetches[0], answer_for("127.0.0.1:4567"), fetched), "fine");
    EXPECT_FALSE(container_resources(ours, fetched, kRegion)->login);
    EXPECT_EQ(keep(fetches[0], answer_for("127.0.0.1:4566"), fetched), "fine");
    EXPECT_TRUE(container_resources(ours, fetched, kRegion)->login);
    const auto second = container_resources(theirs, fetched, kRegion);
    ASSERT_TRUE(second && second->login);
    EXPECT_EQ(second->login->username + ":" + second->login->password, "u:p");
    EXPECT_THAT(
        keep(fetches[1], R"({"SecretString":"hunter2"})", fetched),
        testing::AllOf(
            HasSubstr("does not hold a username and a password"), testing::Not(HasSubstr("hunter2"))
        )
    );
    EXPECT_THAT(keep(fetches[0], "{}", fetched), HasSubstr("holds no token"));
}

TEST(FetchPlan, FailuresSayWhatWasWantedAndWhatWasAnswered) {
    const auto fetches = plan({with_secrets({wanted_secret("A", kFetchedSecret)})});
    EXPECT_EQ(
        failure_reason(
            fetches.at(0),
            Error{ErrorKind::Denied, "AccessDeniedException", "User: x is not authorized", {}},
            2
        ),
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
        "retrieval failed: unable to retrieve secret from asm: service call has been retried 2 "
        "time(s): failed to fetch secret " +
            std::string(kFetchedSecret) +
            " from secrets manager: AccessDeniedException: User: x is not authorized"
    );
    const auto bad = plan_fetches(
        make_task({with_secrets({wanted_secret("A", std::string(kFetchedSecret) + ":key")})}),
        kRegion
    );
    ASSERT_FALSE(bad);
    EXPECT_THAT(bad.error().message, HasSubstr("an invalid ARN format"));
}

TEST(ContainerResources, ValuesAreTakenOutOfTheWordsOfOthers) {
    ContainerResources resources;
    resources.secrets = {{"A", "hunter2"}, {"B", "on"}};
    resources.log_options = {{"gelf-address", "udp://hunter2-host"}};
    EXPECT_EQ(
        hushed("bad address udp://hunter2-host, hunter2; come on", resources),
        "bad address ***, ***; come on"
    );
}

}  // namespace
}  // namespace gantry::agent
