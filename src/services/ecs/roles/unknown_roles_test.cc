// Roles that nobody made, as `gantry dev` takes them.
#include <gmock/gmock.h>

#include "net/http.h"
#include "services/ecs/roles/exec_rights.h"
#include "services/ecs/roles/roles_test_support.h"

namespace gantry::ecs {
namespace {

/// As gantry dev has it where nothing else was asked for.
service::Options as_dev() {
    service::Options dev = with(iam::Enforcement::Enforce);
    dev.of<iam::Options>().takes_unknown_roles = true;
    return dev;
}

TEST(UnknownRoles, MayDoAllInTheirTasksAccountAndItIsNoted) {
    Site site(as_dev());
    auto& gate = site.world.registry().get<iam::Instance>().gate();
    EXPECT_EQ(site.role_check(kRole), "ok");
    EXPECT_EQ(gate.passed(), 1U) << "that ECS takes it on";
    const aws::Caller task = site.as(site.put(site.task(std::string(32, 'a'))));
    EXPECT_EQ(outcome_of(site.ask(task, "ecs", "ListClusters", "{}")), "ok");
    EXPECT_EQ(outcome_of(site.ask(task, "s3", "ListBuckets", "{}")), "ok");
    EXPECT_EQ(gate.passed(), 4U) << "its session was made, and two calls";
    const iam::PrincipalCalls* calls = gate.calls().find(kRole);
    ASSERT_NE(calls, nullptr) << "`gantry iam suggest` has the policy that it would need";
    EXPECT_EQ(calls->actions.at("ecs:ListClusters").all.done, 1U);
    EXPECT_EQ(calls->last_denial->request.action, "s3:ListAllMyBuckets");
}

TEST(UnknownRoles, AreRefusedWhatAResourcesPolicyForbids) {
    Site site(as_dev());
    const aws::Caller task = site.as(site.put(site.task("0123")));
    site.must("secretsmanager", "CreateSecret", R"({"Name":"s","SecretString":"x"})");
    const auto read = [&] {
        return outcome_of(site.ask(task, "secretsmanager", "GetSecretValue", R"({"SecretId":"s"})")
        );
    };
    EXPECT_EQ(read(), "ok");
    std::string text;
    wire::append_json_string(
        text,
        R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Resource":"*",)"
        R"("Action":"secretsmanager:GetSecretValue"}})"
    );
    site.must(
        "secretsmanager", "PutResourcePolicy", R"({"SecretId":"s","ResourcePolicy":)" + text + "}"
    );
    EXPECT_EQ(read(), "AccessDeniedException");
}

TEST(UnknownRoles, HaveTheirPoliciesOnceSomebodyMakesThem) {
    Site site(as_dev());
    const aws::Caller task = site.as(site.put(site.task("0123")));
    site.make_role("web", trust(""));
    EXPECT_EQ(outcome_of(site.ask(task, "ecs", "ListClusters", "{}")), "AccessDeniedException");
    site.allow("web", "ecs:ListClusters");
    EXPECT_EQ(outcome_of(site.ask(task, "ecs", "ListClusters", "{}")), "ok");
    const aws::Caller of_now = site.as(site.put(site.task("4567")));
    site.must("iam", "DeleteRolePolicy", R"({"RoleName":"web","PolicyName":"p"})");
    site.must("iam", "DeleteRole", R"({"RoleName":"web"})");
    EXPECT_EQ(outcome_of(site.ask(of_now, "ecs", "ListClusters", "{}")), "AccessDeniedException")
        << "one that was made and is gone";
}

TEST(UnknownRoles, OfOtherAccountsCountAsTheTasks) {
    Site site(as_dev());
    const std::string foreign = "arn:aws:iam::999999999999:role/ecsTaskExecutionRole";
    EXPECT_EQ(site.role_check(foreign), "ok");
    const auto made = site.sessions.make(site.task("0123"), RoleType::TaskExecution, foreign);
    ASSERT_TRUE(made);
    const auto session =
        service::read_session_token(site.world.settings.secret, *made->session_token);
    ASSERT_TRUE(session);
    EXPECT_EQ(
        session->principal, "arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/0123"
    );
}

TEST(UnknownRoles, OfSessionsThatNoTaskWasGivenAreNone) {
    Site site(as_dev());
    EXPECT_EQ(
        outcome_of(site.ask(
            {kScope, root_arn(kScope), ""},
            "sts",
            "AssumeRole",
            R"({"RoleArn":"arn:aws:iam::123456789012:role/none","RoleSessionName":"me"})"
        )),
        "AccessDeniedException"
    );
}

TEST(UnknownRoles, OfOtherAccountsAreTheTasksOwnOnceSomebodyMadeThem) {
    Site site(as_dev());
    site.make_role("web", trust(""));
    for (const std::string arn :
         {"arn:aws:iam::999999999999:role/web", "arn:aws:iam::123456789012:role/path/web"}) {
        EXPECT_EQ(site.role_check(arn), "ok");
        TaskDefinitionRow definition{.account = kScope.account, .region = kScope.region};
        definition.definition.task_role_arn = arn;
        const TaskRow task = site.task("0123");
        const auto may_exec = [&] {
            return check_exec_rights(site.world.registry(), task, definition, site.world.loop.now())
                .has_value();
        };
        EXPECT_FALSE(may_exec()) << arn;
        site.allow("web", "ssmmessages:*");
        EXPECT_TRUE(may_exec()) << arn;
        site.allow("web", "s3:*");
    }
    site.make_role("shut", trust(kOtherAccount));
    for (const char* arn :
         {"arn:aws:iam::999999999999:role/shut", "arn:aws:iam::123456789012:role/path/shut"}) {
        EXPECT_THAT(site.role_check(arn), testing::HasSubstr("unable to assume")) << arn;
    }
}

TEST(UnknownRoles, OfOtherAccountsAreRefusedWherePoliciesAreKeptToTheLetter) {
    Site site;
    site.make_role("web", trust(""));
    EXPECT_THAT(
        site.role_check("arn:aws:iam::999999999999:role/web"),
        testing::HasSubstr("unable to assume")
    );
}

TEST(UnknownRoles, WhatTheirTrustPolicyHadToAllowIsNoted) {
    Site site(as_dev());
    const aws::Caller task = site.as(site.put(site.task("0123")));
    const auto assume = [&](const std::string& role) {
        return outcome_of(site.ask(
            task,
            "sts",
            "AssumeRole",
            R"({"RoleArn":"arn:aws:iam::123456789012:role/)" + role + R"(","RoleSessionName":"me"})"
        ));
    };
    const auto letting_in = [](const std::string& whom) {
        return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
               R"("Principal":{"AWS":")" +
               whom + R"("}}})";
    };
    auto& gate = site.world.registry().get<iam::Instance>().gate();
    site.make_role("of_all", letting_in("123456789012"));
    const auto before = gate.passed();
    EXPECT_EQ(assume("of_all"), "ok");
    EXPECT_EQ(gate.passed(), before + 1) << "its own policies would have to allow it";
    EXPECT_EQ(gate.calls().find(kRole)->last_denial->request.action, "sts:AssumeRole");
    site.make_role("of_none", letting_in("999999999999"));
    EXPECT_EQ(assume("of_none"), "AccessDeniedException");
    site.make_role("of_this", letting_in(task.principal));
    EXPECT_EQ(assume("of_this"), "ok");
    EXPECT_EQ(gate.passed(), before + 1);
}

/// A page about a principal, by any of its names.
net::HttpResponse iam_page(
    const Site& site, const std::string& path, const std::string& principal, const char* more = ""
) {
    for (const service::Page& page : site.world.registry().get<iam::Instance>().pages()) {
        if (page.path != path) continue;
        net::HttpRequest request;
        request.target = path + "?principal=" + principal + more;
        return page.make(request);
    }
    return {};
}

TEST(UnknownRoles, AreKnownToPagesByTheirSessionsNamesToo) {
    using iam::Enforcement;
    for (const auto& options : {as_dev(), with(Enforcement::Audit), with(Enforcement::Off)}) {
        Site site(options);
        const aws::Caller task = site.as(site.put(site.task("0123")));
        EXPECT_EQ(outcome_of(site.ask(task, "s3", "ListBuckets", "{}")), "ok");
        for (const std::string& name : {task.principal, std::string(kRole)}) {
            const auto suggested = iam_page(site, "/_gantry/iam/suggest", name);
            EXPECT_EQ(suggested.status, 200) << suggested.body;
            EXPECT_THAT(suggested.body, testing::HasSubstr("s3:ListAllMyBuckets"));
        }
    }
}

TEST(UnknownRoles, AreExplainedByNameWithAnActionAndWithout) {
    Site site(as_dev());
    const aws::Caller task = site.as(site.put(site.task("0123")));
    const auto explained = [&](const std::string& name, const char* more = "") {
        return iam_page(site, "/_gantry/iam/explain", name, more);
    };
    constexpr const char* kAction = "&action=ecs:ListClusters";
    EXPECT_EQ(explained(kRole, kAction).status, 404) << "it called nothing yet";
    EXPECT_EQ(outcome_of(site.ask(task, "s3", "ListBuckets", "{}")), "ok");
    for (const std::string& name : {task.principal, std::string(kRole)}) {
        EXPECT_THAT(explained(name).body, testing::HasSubstr("s3:ListAllMyBuckets"));
        const auto answer = explained(name, kAction);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_THAT(answer.body, testing::HasSubstr(R"("outcome":"implicitDeny")"));
        EXPECT_THAT(answer.body, testing::HasSubstr(R"("action":"ecs:ListClusters")"));
    }
}

}  // namespace
}  // namespace gantry::ecs
