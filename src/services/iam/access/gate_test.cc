#include "services/iam/access/gate.h"

#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/iam/model/names.h"
#include "store/memory_journal.h"

namespace gantry::iam {
namespace {

constexpr const char* kAnnArn = "arn:aws:iam::123456789012:user/ann";
constexpr const char* kTaskOne = "arn:aws:ecs:us-east-1:123456789012:task/a/1";

class GateTest : public testing::Test {
  protected:
    GateTest() {
        EXPECT_TRUE(core_.open());
        put_user(R"("Action":"ecs:List*")");
    }

    void put_user(const std::string& more) {
        UserRow user{.account = "123456789012", .name = "ann", .path = "/", .arn = kAnnArn};
        user.policies.inline_policies = {
            {"p",
             R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*",)" + more +
                 "}}"}
        };
        core::Transaction tx;
        tx.put(tables_.users, entity_key("123456789012", "ann"), std::move(user));
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }
    static aws::Caller caller(std::string principal) {
        return {{"123456789012", "us-east-1"}, std::move(principal), "", {}};
    }
    std::string ask(Gate& gate, const std::string& action, const char* principal = kAnnArn) {
        const service::Access what{.action = action, .resources = {{kTaskOne}}};
        const auto good = gate.authorize(caller(principal), what, loop_.now());
        return good ? "ok" : good.error().message;
    }

    ManualLoop loop_;
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    core::Core core_{loop_, journal_, tables_.all()};
    Access access_{tables_};
};

TEST_F(GateTest, EnforcedDenialsAreRefusedAndRemembered) {
    Gate gate(access_, Enforcement::Enforce);
    EXPECT_EQ(ask(gate, "ecs:ListTasks"), "ok");
    EXPECT_EQ(
        ask(gate, "ecs:StopTask"),
        "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecs:StopTask on "
        "resource: arn:aws:ecs:us-east-1:123456789012:task/a/1 because no identity-based policy "
        "allows the ecs:StopTask action"
    );
    EXPECT_NE(ask(gate, "ecs:ListTasks", "arn:aws:iam::123456789012:user/gone"), "ok");
    const PrincipalCalls* calls = gate.calls().find(kAnnArn);
    ASSERT_NE(calls, nullptr);
    EXPECT_EQ(calls->actions.at("ecs:ListTasks").all.done, 1U);
    EXPECT_EQ(calls->actions.at("ecs:StopTask").resources.at(kTaskOne).refused, 1U);
    EXPECT_EQ(calls->last_denial->request.action, "ecs:StopTask");
    EXPECT_EQ(gate.passed(), 0U);
}

TEST_F(GateTest, AuditedDenialsAreDoneAndCounted) {
    Gate gate(access_, Enforcement::Audit);
    EXPECT_EQ(ask(gate, "ecs:StopTask"), "ok");
    EXPECT_EQ(ask(gate, "ecs:StopTask"), "ok");
    EXPECT_EQ(ask(gate, "ecs:ListTasks"), "ok");
    EXPECT_EQ(gate.passed(), 2U);
    EXPECT_EQ(gate.calls().find(kAnnArn)->actions.at("ecs:StopTask").all.done, 2U);
    EXPECT_TRUE(gate.calls().find(kAnnArn)->last_denial);
    EXPECT_EQ(ask(gate, "ecs:ListTasks", "arn:aws:iam::123456789012:user/gone"), "ok");
}

TEST_F(GateTest, CallsOfSessionsAreTheRolesAlsoWhenItIsGone) {
    for (const auto how : {Enforcement::Audit, Enforcement::Off}) {
        Gate gate(access_, how);
        EXPECT_EQ(ask(gate, "ecs:StopTask", "arn:aws:sts::123456789012:assumed-role/gone/s"), "ok");
        EXPECT_NE(gate.calls().find("arn:aws:iam::123456789012:role/gone"), nullptr);
    }
}

TEST_F(GateTest, AQuestionIsJudgedAndNoCall) {
    for (const auto how : {Enforcement::Enforce, Enforcement::Audit, Enforcement::Off}) {
        Gate gate(access_, how);
        {
            const service::Authorizer::Question question(&gate);
            EXPECT_EQ(ask(gate, "ecs:StopTask") == "ok", how != Enforcement::Enforce);
            EXPECT_EQ(ask(gate, "ecs:ListTasks"), "ok");
        }
        EXPECT_EQ(gate.calls().find(kAnnArn), nullptr);
        EXPECT_EQ(gate.passed(), 0U);
        ask(gate, "ecs:ListTasks");
        EXPECT_NE(gate.calls().find(kAnnArn), nullptr);
    }
}

TEST_F(GateTest, NothingIsAskedWhenItIsOff) {
    Gate gate(access_, Enforcement::Off);
    EXPECT_EQ(ask(gate, "ecs:StopTask"), "ok");
    EXPECT_EQ(ask(gate, "ecs:ListTasks", "arn:aws:iam::123456789012:user/gone"), "ok");
    EXPECT_EQ(gate.passed(), 0U);
    EXPECT_FALSE(gate.calls().find(kAnnArn)->last_denial);
}

TEST_F(GateTest, TheRootsCallsAreRememberedToo) {
    Gate gate(access_, Enforcement::Enforce);
    constexpr const char* kRootArn = "arn:aws:iam::123456789012:root";
    EXPECT_EQ(ask(gate, "ecs:StopTask", kRootArn), "ok");
    EXPECT_EQ(gate.calls().find(kRootArn)->actions.at("ecs:StopTask").all.done, 1U);
}

TEST_F(GateTest, AStandingIsKeptUntilWhatItWasReadFromChanges) {
    const auto first = *access_.shared_standing(kAnnArn);
    EXPECT_EQ(*access_.shared_standing(kAnnArn), first);
    put_user(R"("Action":"ecs:*")");
    const auto second = *access_.shared_standing(kAnnArn);
    EXPECT_NE(second, first);
    Gate gate(access_, Enforcement::Enforce);
    EXPECT_EQ(ask(gate, "ecs:StopTask"), "ok");
}

TEST_F(GateTest, FurtherRightsOfFurtherRightsAreAskedForToo) {
    Gate gate(access_, Enforcement::Enforce);
    const service::Access innermost{.action = "kms:Decrypt"};
    const service::Access inner{.action = "ecs:ListServices", .also = {innermost}};
    const service::Access what{.action = "ecs:ListTasks", .also = {inner}};
    const auto good = gate.authorize(caller(kAnnArn), what, loop_.now());
    ASSERT_FALSE(good);
    EXPECT_NE(good.error().message.find("kms:Decrypt"), std::string::npos);
}

/// A condition, and whether it holds of a call from each place.
struct AskedOfACall {
    const char* condition;
    bool by_http, by_tls, by_gantry;
};

constexpr AskedOfACall kAskedOfCalls[] = {
    {R"("Bool":{"aws:SecureTransport":"true"})", false, true, true},
    {R"("Bool":{"aws:SecureTransport":"false"})", true, false, false},
    {R"("IpAddress":{"aws:SourceIp":"192.0.2.0/24"})", true, false, false},
    {R"("IpAddress":{"aws:SourceIp":"2001:db8::/32"})", false, true, false},
    {R"("NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"})", false, true, true},
    {R"("StringLike":{"aws:UserAgent":"aws-cli/*"})", true, false, false},
    {R"("Null":{"aws:Referer":"true"})", true, false, true},
    {R"("Bool":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"})", true, true, true
    },
    {R"("StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"})", true, true, true},
    {R"("Null":{"aws:TokenIssueTime":"true","aws:MultiFactorAuthPresent":"true"})", true, true, true
    },
};

TEST_F(GateTest, HowACallCameCanBeAskedFor) {
    Gate gate(access_, Enforcement::Enforce);
    const auto asked = [&](std::shared_ptr<const aws::Origin> origin) {
        aws::Caller ann = caller(kAnnArn);
        ann.origin = std::move(origin);
        const service::Access what{.action = "ecs:ListTasks", .resources = {{kTaskOne}}};
        return gate.authorize(ann, what, loop_.now()).has_value();
    };
    const auto http = std::make_shared<const aws::Origin>(
        aws::Origin{.address = "192.0.2.7", .user_agent = "aws-cli/2.9.19"}
    );
    const auto tls = std::make_shared<const aws::Origin>(
        aws::Origin{.address = "2001:db8::7", .tls = true, .referer = "https://example.com/"}
    );
    for (const auto& [condition, by_http, by_tls, by_gantry] : kAskedOfCalls) {
        put_user(R"("Action":"ecs:*","Condition":{)" + std::string(condition) + "}");
        EXPECT_EQ(asked(http), by_http) << condition;
        EXPECT_EQ(asked(tls), by_tls) << condition;
        EXPECT_EQ(asked(nullptr), by_gantry) << condition;
    }
}

TEST_F(GateTest, AResourceOfAnotherAccountIsSeenAsThat) {
    Gate gate(access_, Enforcement::Enforce);
    put_user(
        R"("Action":"ecs:*","Condition":{"StringEquals":{"aws:ResourceAccount":"210987654321"}})"
    );
    constexpr const char* kOpen =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",)"
        R"("Principal":"*"}})";
    const auto ask_of = [&](const std::string& account) {
        const service::Access what{
            .action = "ecs:ListTasks",
            .resources = {{"arn:aws:s3:::b", {}, account, service::ResourcePolicy{kOpen, true}}},
        };
        return gate.authorize(caller(kAnnArn), what, loop_.now()).has_value();
    };
    EXPECT_TRUE(ask_of("210987654321"));
    EXPECT_FALSE(ask_of("098765432109"));
}

/// IAM's "revoke sessions" denies what was issued before, and leaves what comes later alone.
TEST_F(GateTest, SessionsCanBeRevokedByWhenTheyWereIssued) {
    const UserRow user = *tables_.users.find(entity_key("123456789012", "ann"));
    aws::Session session{
        .account = "123456789012",
        .principal = kAnnArn,
        .user_id = user.id,
    };
    ASSERT_TRUE(parse_iso8601("2026-11-01T10:00:00Z", session.issued.emplace()));
    Gate gate(access_, Enforcement::Enforce);
    const auto may = [&] {
        aws::Caller ann = caller(kAnnArn);
        ann.session = std::make_shared<const aws::Session>(session);
        const service::Access what{.action = "ecs:ListTasks", .resources = {{kTaskOne}}};
        return gate.authorize(ann, what, loop_.now()).has_value();
    };
    put_user(
        R"("Action":"ecs:*","Condition":{"DateGreaterThan":)"
        R"({"aws:TokenIssueTime":"2026-11-01T12:00:00Z"},"Bool":{"aws:MultiFactorAuthPresent":"false"}})"
    );
    EXPECT_FALSE(may());
    session.issued = *session.issued + hours{3};
    EXPECT_TRUE(may());
    session.issued.reset();
    EXPECT_FALSE(may());
}

TEST_F(GateTest, ADenialIsKeptWithTheResourcesOwnPolicy) {
    const std::string text =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*",)"
        R"("Resource":"*"}})";
    const service::Access what{
        .action = "ecs:ListTasks",
        .resources = {{kTaskOne, {}, "123456789012", service::ResourcePolicy{text, true}}},
    };
    for (const auto how : {Enforcement::Enforce, Enforcement::Audit}) {
        Gate gate(access_, how);
        const auto answer = gate.authorize(caller(kAnnArn), what, loop_.now());
        EXPECT_EQ(answer.has_value(), how == Enforcement::Audit);
        const auto& last = gate.calls().find(kAnnArn)->last_denial;
        ASSERT_TRUE(last && last->resource_policy);
        EXPECT_EQ(last->resource_policy->document, text);
        EXPECT_TRUE(last->resource_policy->must_allow);
        ask(gate, "ecs:StopTask");
        EXPECT_FALSE(gate.calls().find(kAnnArn)->last_denial->resource_policy);
    }
}

TEST_F(GateTest, AResourcesOwnPolicyHasItsSay) {
    Gate gate(access_, Enforcement::Enforce);
    const auto ask_about = [&](const char* effect, const char* who, bool must_allow) {
        service::ResourcePolicy own{
            std::string(R"({"Version":"2012-10-17","Statement":{"Action":"ecs:*","Resource":"*",)"
            ) + R"("Effect":")" +
                effect + R"(","Principal":{"AWS":")" + who + R"("}}})",
            must_allow
        };
        const service::Access what{
            .action = "ecs:ListTasks",
            .resources = {{kTaskOne, {}, "123456789012", std::move(own)}},
        };
        return gate.authorize(caller(kAnnArn), what, loop_.now()).has_value();
    };
    constexpr const char* kBob = "arn:aws:iam::123456789012:user/bob";
    EXPECT_TRUE(ask_about("Allow", kBob, false)) << "her own policies allow it";
    EXPECT_FALSE(ask_about("Deny", kAnnArn, false));
    EXPECT_FALSE(ask_about("Allow", kBob, true)) << "a key's policy has to name her";
    EXPECT_TRUE(ask_about("Allow", "123456789012", true)) << "or hand it on to the account";
    put_user(R"("Action":"sqs:*")");
    EXPECT_TRUE(ask_about("Allow", kAnnArn, false)) << "the resource's policy is enough";
    EXPECT_FALSE(ask_about("Allow", "123456789012", true));
}

}  // namespace
}  // namespace gantry::iam
