// Sessions of tasks' roles, on IAM's rows: who is let in, what credentials open, and until when.
#include <gmock/gmock.h>

#include "services/ecs/roles/exec_rights.h"
#include "services/ecs/roles/roles_test_support.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;

constexpr const char* kOwnAccount =
    R"(,"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},)"
    R"("ArnLike":{"aws:SourceArn":"arn:aws:ecs:us-east-1:123456789012:*"}})";
constexpr const char* kOneCluster =
    R"(,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:ecs:us-east-1:123456789012:task/prod/*"}})";

TEST(ExecRights, TheTasksRoleNeedsTheChannelsOfSystemsManager) {
    Site site;
    site.make_role("web", trust(""));
    TaskDefinitionRow definition{.account = kScope.account, .region = kScope.region};
    const TaskRow task = site.put(site.task("0123"));
    const auto check = [&] {
        const auto good =
            check_exec_rights(site.world.registry(), task, definition, site.world.loop.now());
        return good ? "ok" : good.error().code;
    };
    EXPECT_EQ(check(), "AccessDeniedException") << "it has no role";
    definition.definition.task_role_arn = kRole;
    EXPECT_EQ(check(), "AccessDeniedException");
    site.allow("web", "ssmmessages:CreateControlChannel");
    EXPECT_EQ(check(), "AccessDeniedException") << "all four are needed";
    site.allow("web", "ssmmessages:*");
    EXPECT_EQ(check(), "ok");
}

TEST(ExecRights, NobodyIsAskedWherePoliciesAreOff) {
    Site site(iam::Enforcement::Off);
    TaskDefinitionRow definition{.account = kScope.account, .region = kScope.region};
    definition.definition.task_role_arn = kRole;
    EXPECT_TRUE(check_exec_rights(
        site.world.registry(), site.put(site.task("0123")), definition, site.world.loop.now()
    ));
}

TEST(ExecRights, WhatIsDoneAsATasksRoleOutlivesTheTask) {
    Site site;
    site.make_role("web", trust(""));
    TaskRow task = site.put(site.task("0123"));
    const auto as_role = [&](const std::string& role) {
        return as_task_role(site.world.registry(), kScope, task.arn(), role, site.world.loop.now());
    };
    const auto caller = as_role(kRole);
    ASSERT_TRUE(caller) << caller.error().message;
    task.status = TaskStatus::Stopped;
    task.stopped_at = site.world.loop.now();
    site.put(task);
    EXPECT_NE(outcome_of(site.ask(*caller, "s3", "ListBuckets", "{}")), "ok");
    site.allow("web", "s3:*");
    EXPECT_EQ(outcome_of(site.ask(*caller, "s3", "ListBuckets", "{}")), "ok");
    EXPECT_FALSE(as_role("arn:aws:iam::123456789012:role/none"));
}

TEST(TaskSessions, AreOfTheRoleNamedByTheTask) {
    Site site;
    site.make_role("web", trust(""));
    const TaskRow task = site.put(site.task("0123"));
    const auto made = site.sessions.make(task, RoleType::TaskApplication, kRole);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->role_arn, kRole);
    EXPECT_TRUE(made->access_key_id->starts_with("ASIA"));
    SysTime expires{};
    ASSERT_TRUE(parse_iso8601(*made->expiration, expires));
    EXPECT_EQ(
        expires, std::chrono::floor<Seconds>(site.world.loop.now() + fleet::kCredentialsLast)
    );
    const auto answer = site.ask(site.as(task), "sts", "GetCallerIdentity", "{}");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_THAT(*answer, HasSubstr("arn:aws:sts::123456789012:assumed-role/web/0123"));
}

TEST(TaskSessions, MayDoWhatTheRoleMay) {
    Site site;
    site.make_role("web", trust(""));
    const aws::Caller task = site.as(site.put(site.task("0123")));
    EXPECT_EQ(outcome_of(site.ask(task, "ecs", "ListClusters", "{}")), "AccessDeniedException");
    site.allow("web", "ecs:ListClusters");
    EXPECT_EQ(outcome_of(site.ask(task, "ecs", "ListClusters", "{}")), "ok");
    EXPECT_EQ(outcome_of(site.ask(task, "iam", "ListUsers", "{}")), "AccessDeniedException");
}

TEST(TaskSessions, EndWithTheTask) {
    for (const auto enforcement : {iam::Enforcement::Enforce, iam::Enforcement::Off}) {
        Site site(enforcement);
        site.make_role("web", trust(""));
        site.allow("web", "*");
        TaskRow task = site.put(site.task("0123"));
        const TaskRow other = site.put(site.task("4567"));
        const aws::Caller program = site.as(task);
        const aws::Caller agent = site.as(task, RoleType::TaskExecution);
        const auto all = [&](const aws::Caller& who) {
            return outcome_of(site.ask(who, "ecs", "ListClusters", "{}")) + " " +
                   outcome_of(site.ask(who, "s3", "ListBuckets", "{}")) + " " +
                   outcome_of(site.ask(who, "sts", "GetCallerIdentity", "{}"));
        };
        EXPECT_EQ(all(program), "ok ok ok");
        task.status = TaskStatus::Stopped;
        task.stopped_at = site.world.loop.now();
        site.put(task);
        constexpr const char* kAllExpired =
            "ExpiredTokenException ExpiredTokenException ExpiredTokenException";
        EXPECT_EQ(all(program), kAllExpired);
        EXPECT_EQ(all(agent), "ok ok ok") << "its logs are still on their way";
        site.world.loop.advance(kExecutionRoleLingers);
        EXPECT_EQ(all(agent), kAllExpired);
        EXPECT_EQ(all(site.as(other)), "ok ok ok");
    }
}

TEST(TaskSessions, OfTasksThatNobodyKnowsAreOver) {
    Site site;
    site.make_role("web", trust(""));
    site.allow("web", "*");
    const aws::Caller lost = site.as(site.task("0123"));
    EXPECT_EQ(outcome_of(site.ask(lost, "ecs", "ListClusters", "{}")), "ExpiredTokenException");
}

TEST(TaskRoles, HaveToLetEcsIn) {
    Site site;
    const std::string refused =
        "ClientException: ECS was unable to assume the role "
        "'arn:aws:iam::123456789012:role/web' that was provided for this task. Please verify that "
        "the role being passed has the proper trust relationship and permissions and that your IAM "
        "user has permissions to pass this role.";
    EXPECT_EQ(site.role_check("web"), refused) << "it is not there";
    site.make_role(
        "web",
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
        R"("Principal":{"Service":"ec2.amazonaws.com"}}})"
    );
    EXPECT_EQ(site.role_check("web"), refused);
    EXPECT_EQ(
        site.sessions.make(site.task("0"), RoleType::TaskApplication, kRole).error().code,
        "AccessDeniedException"
    );
    site.make_role("own", trust(kOwnAccount));
    EXPECT_EQ(site.role_check("own"), "ok");
    site.make_role("other", trust(kOtherAccount));
    EXPECT_THAT(site.role_check("other"), HasSubstr("unable to assume"));
    site.make_role("prod", trust(kOneCluster));
    EXPECT_EQ(site.role_check("prod", "prod"), "ok");
    EXPECT_THAT(site.role_check("prod", "test"), HasSubstr("unable to assume"));
}

TEST(TaskRoles, OfOtherAccountsAreNotTakenOn) {
    Site site;
    site.must("iam", "CreateUser", R"({"UserName":"ann"})");
    const Scope other{"999999999999", "us-east-1"};
    std::string text;
    wire::append_json_string(text, trust(""));
    ASSERT_TRUE(site.ask(
        {other, root_arn(other), ""},
        "iam",
        "CreateRole",
        R"({"RoleName":"theirs","AssumeRolePolicyDocument":)" + text + "}"
    ));
    EXPECT_THAT(
        site.role_check("arn:aws:iam::999999999999:role/theirs"), HasSubstr("unable to assume")
    );
}

TEST(TaskRoles, AreTakenAtTheirWordWherePoliciesAreNotEnforced) {
    for (const auto enforcement : {iam::Enforcement::Audit, iam::Enforcement::Off}) {
        Site site(enforcement);
        EXPECT_EQ(site.role_check("web"), "ok");
        site.make_role("shut", trust(kOtherAccount));
        EXPECT_EQ(site.role_check("shut"), "ok");
        const TaskRow task = site.put(site.task("0123"));
        const auto answer = site.ask(site.as(task), "sts", "GetCallerIdentity", "{}");
        ASSERT_TRUE(answer);
        EXPECT_THAT(*answer, HasSubstr("assumed-role/web/0123"));
    }
}

TEST(CredentialsIds, AreTheTasksAndNobodyElses) {
    const std::string arn = task_arn(kScope, "prod", "0123");
    const std::string id = credentials_id("secret", arn, RoleType::TaskApplication);
    EXPECT_THAT(
        id,
        testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                              "[0-9a-f]{12}")
    );
    EXPECT_EQ(id, credentials_id("secret", arn, RoleType::TaskApplication));
    EXPECT_NE(id, credentials_id("secret", arn, RoleType::TaskExecution));
    EXPECT_NE(id, credentials_id("another", arn, RoleType::TaskApplication));
    EXPECT_NE(
        id, credentials_id("secret", task_arn(kScope, "prod", "4567"), RoleType::TaskApplication)
    );
}

}  // namespace
}  // namespace gantry::ecs
