// The controller on real rows of Parameter Store and Secrets Manager; each turn is one plan.
#include "services/ecs/secrets/secret_roller.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "service/test_world.h"
#include "services/ecs/secrets/secret_sources.h"
#include "services/ecs/service.h"
#include "services/iam/service.h"
#include "services/kms/service.h"
#include "services/secretsmanager/service.h"
#include "services/ssm/service.h"

namespace gantry::ecs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Scope kRollerScope{"123456789012", "us-east-1"};
constexpr SecretRollRules kSecretRollRules{.quiet = Duration{10'000}, .longest = minutes{1}};

class SecretRollerTest : public testing::Test {
  protected:
    SecretRollerTest() {
        world_.core().subscribe(
            {.on_change =
                 [this](const core::Change& change) {
                     roller_.on_change(change, [this](std::string key) { woken_.insert(key); });
                 },
             .on_reload = [] {}}
        );
        put_parameter("1");
        secret_ = ask("secretsmanager", "CreateSecret", R"({"Name":"db","SecretString":"one"})");
        secret_ = secret_.substr(secret_.find("arn:"));
        secret_ = secret_.substr(0, secret_.find('"'));
    }

    std::string ask(
        const std::string& service, const std::string& operation, const std::string& body
    ) {
        const auto answer = world_.run_json(
            {kRollerScope, "arn:aws:iam::123456789012:root", "", {}}, service, operation, body
        );
        EXPECT_TRUE(answer) << operation << ": " << (answer ? "" : answer.error().message);
        return answer ? *answer : "";
    }
    void put_parameter(const std::string& value) {
        ask("ssm",
            "PutParameter",
            fmt::format(R"({{"Name":"/a","Value":"{}","Type":"String","Overwrite":true}})", value));
    }
    void put_secret(const std::string& value) {
        ask("secretsmanager",
            "PutSecretValue",
            fmt::format(R"({{"SecretId":"db","SecretString":"{}"}})", value));
    }
    /// The id of the secret's only version.
    std::string secret_version() {
        const auto& rows = world_.registry().get<secretsmanager::Instance>().rows();
        return rows.versions.rows().begin()->second->id;
    }

    /// A service whose container uses these.
    void add_service(const std::vector<std::string>& uses, const char* asks = "true") {
        TaskDefinitionRow definition{
            .account = kRollerScope.account, .region = kRollerScope.region
        };
        definition.definition.family = "web";
        definition.definition.revision = 1;
        auto& container = definition.definition.container_definitions.emplace().emplace_back();
        container.docker_labels.emplace().emplace("gantry.roll-on-change", asks);
        container.secrets.emplace();
        for (const auto& use : uses) container.secrets->push_back({.name = "S", .value_from = use});
        core::Transaction tx;
        tx.put(
            tables_.task_definitions,
            task_definition_key(kRollerScope, "web", 1),
            std::move(definition)
        );
        ServiceRow row{
            .account = kRollerScope.account,
            .region = kRollerScope.region,
            .cluster = "default",
            .name = "web"
        };
        row.desired_count = 2;
        row.deployments.push_back(
            {.id = "ecs-svc/1", .family = "web", .revision = 1, .created_at = world_.loop.now()}
        );
        tx.put(tables_.services, row.key(), row);
        world_.commit(std::move(tx));
    }
    [[nodiscard]] ServiceRow row() const {
        return *tables_.services.find(in_cluster_key(kRollerScope, "default", "web"));
    }
    /// Plans until nobody is woken any more. @return when to look again
    std::optional<Duration> turn() {
        std::optional<Duration> again;
        while (!woken_.empty()) {
            const std::string key = *woken_.begin();
            woken_.erase(key);
            core::Plan plan = roller_.plan(key, world_.loop.now());
            again = plan.again_in;
            if (!plan.changes.empty()) world_.commit(std::move(plan.changes));
        }
        return again;
    }
    /// Lets the quiet time pass, as the runner does.
    void pass() {
        world_.loop.advance(kSecretRollRules.quiet);
        woken_.insert(row().key());
        turn();
    }
    std::vector<std::string> events() {
        std::vector<std::string> texts;
        for (const auto& [key, event] : tables_.service_events.rows()) {
            texts.push_back(event->message);
        }
        return texts;
    }

    std::array<const service::Service*, 5> services_{
        &service(), &iam::service(), &kms::service(), &secretsmanager::service(), &ssm::service()
    };
    service::TestWorld world_{services_};
    const Tables& tables_ = world_.registry().get<Instance>().rows();
    std::set<std::string> woken_;
    SecretRoller roller_{tables_, world_.registry(), world_.ids, kSecretRollRules};
    std::string secret_;
};

TEST_F(SecretRollerTest, ANewVersionOfAParameterIsANewDeployment) {
    add_service({"/a"});
    EXPECT_FALSE(turn());
    put_parameter("2");
    EXPECT_THAT(woken_, SizeIs(1));
    EXPECT_EQ(turn(), kSecretRollRules.quiet);
    EXPECT_THAT(row().deployments, SizeIs(1));
    pass();
    ASSERT_THAT(row().deployments, SizeIs(2));
    EXPECT_EQ(row().primary()->revision, 1);
    EXPECT_EQ(row().deployments[1].share, 2);
    EXPECT_EQ(row().secrets_in_use->deployment_id, row().primary()->id);
    EXPECT_THAT(
        events(),
        ElementsAre(fmt::format(
            "(service web) (deployment {}) deployment in progress: a value that its containers use "
            "has changed: /a.",
            row().primary()->id
        ))
    );
    EXPECT_THAT(tables_.service_deployments.rows(), SizeIs(1));
    pass();
    EXPECT_THAT(row().deployments, SizeIs(2)) << "once";
}

TEST_F(SecretRollerTest, WhatBecomesAwscurrentIsANewDeployment) {
    add_service({secret_ + ":key::"});
    turn();
    ask("secretsmanager", "GetSecretValue", R"({"SecretId":"db"})");
    EXPECT_THAT(woken_, IsEmpty()) << "the day's first read is no change";
    ask("secretsmanager",
        "PutSecretValue",
        R"({"SecretId":"db","SecretString":"next","VersionStages":["AWSPENDING"]})");
    EXPECT_FALSE(turn()) << "nobody uses it yet";
    put_secret("two");
    EXPECT_EQ(turn(), kSecretRollRules.quiet);
    pass();
    EXPECT_THAT(row().deployments, SizeIs(2));
    EXPECT_THAT(events().front(), HasSubstr(secret_ + ":key::"));
}

TEST_F(SecretRollerTest, PinnedVersionsStayAndLabelsMove) {
    ask("ssm", "LabelParameterVersion", R"({"Name":"/a","Labels":["live"],"ParameterVersion":1})");
    add_service({"/a:1", "/a:live", secret_ + ":::" + secret_version(), secret_ + "::AWSPREVIOUS:"}
    );
    turn();
    put_parameter("2");
    EXPECT_FALSE(turn());
    ask("ssm", "LabelParameterVersion", R"({"Name":"/a","Labels":["live"],"ParameterVersion":2})");
    EXPECT_EQ(turn(), kSecretRollRules.quiet);
    pass();
    EXPECT_THAT(events().front(), HasSubstr("has changed: /a:live."));
    put_secret("two");
    EXPECT_FALSE(turn()) << "AWSPREVIOUS was not there before";
    put_secret("three");
    EXPECT_EQ(turn(), kSecretRollRules.quiet);
    pass();
    EXPECT_THAT(events().back(), HasSubstr("::AWSPREVIOUS:."));
}

TEST_F(SecretRollerTest, WhoDoesNotAskIsLeftAlone) {
    add_service({"/a"}, "false");
    turn();
    put_parameter("2");
    EXPECT_THAT(woken_, IsEmpty());
    EXPECT_FALSE(row().secrets_in_use);
}

TEST_F(SecretRollerTest, ANewStartOfTheServerRollsNothing) {
    add_service({"/a", secret_});
    turn();
    SecretRoller anew(tables_, world_.registry(), world_.ids, kSecretRollRules);
    std::vector<std::string> keys;
    anew.all_keys([&](std::string key) { keys.push_back(std::move(key)); });
    ASSERT_THAT(keys, ElementsAre(row().key()));
    const core::Plan plan = anew.plan(keys.front(), world_.loop.now() + hours{24});
    EXPECT_TRUE(plan.changes.empty());
    EXPECT_FALSE(plan.again_in);
}

TEST_F(SecretRollerTest, AChangeThatWaitedIsRolledAfterANewStart) {
    add_service({"/a"});
    turn();
    put_parameter("2");
    turn();
    SecretRoller anew(tables_, world_.registry(), world_.ids, kSecretRollRules);
    const core::Plan plan = anew.plan(row().key(), world_.loop.now() + kSecretRollRules.quiet);
    EXPECT_FALSE(plan.changes.empty());
}

TEST_F(SecretRollerTest, AParameterThatIsMadeAnewHasChanged) {
    add_service({"/a"});
    turn();
    ask("ssm", "DeleteParameter", R"({"Name":"/a"})");
    EXPECT_FALSE(turn()) << "what runs is better than what cannot start";
    world_.loop.advance(Duration{1});
    put_parameter("other");
    EXPECT_EQ(turn(), kSecretRollRules.quiet);
}

TEST_F(SecretRollerTest, OtherRegionsAreNamedByArn) {
    const Scope other{kRollerScope.account, "eu-west-1"};
    const std::string in_other = "arn:aws:ssm:eu-west-1:123456789012:parameter/a";
    EXPECT_EQ(version_in_force(world_.registry(), kRollerScope, in_other), "");
    EXPECT_EQ(source_of(kRollerScope, in_other), source_of(other, "/a"));
    const std::string here = version_in_force(world_.registry(), kRollerScope, "/a");
    EXPECT_NE(here, "");
    EXPECT_EQ(
        here,
        version_in_force(world_.registry(), other, "arn:aws:ssm:us-east-1:123456789012:parameter/a")
    );
}

}  // namespace
}  // namespace gantry::ecs
