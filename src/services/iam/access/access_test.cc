#include "services/iam/access/access.h"

#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/iam/model/names.h"
#include "store/memory_journal.h"

namespace gantry::iam {
namespace {

std::string allow_document(std::string_view action) {
    return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":")" +
           std::string(action) + R"(","Resource":"*"}]})";
}

class AccessTest : public testing::Test {
  protected:
    AccessTest() { EXPECT_TRUE(core_.open()); }

    template <class Row>
    void put(const core::Table<Row>& table, Row row, std::string_view type) {
        row.account = "123456789012";
        row.path = "/";
        row.arn = entity_arn({"123456789012", "us-east-1"}, type, "/", row.name);
        core::Transaction tx;
        const std::string key = entity_key(row.account, row.name);
        tx.put(table, key, std::move(row));
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }
    bool may(std::string_view arn, std::string action) {
        auto standing = access_.standing_of(arn);
        EXPECT_TRUE(standing) << (standing ? "" : standing.error().message);
        if (!standing) return false;
        policy::AuthRequest request;
        request.action = std::move(action);
        request.principal = standing->principal;
        request.context = standing->context;
        return policy::evaluate(standing->policies, request).allowed();
    }

    ManualLoop loop_;
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    core::Core core_{loop_, journal_, tables_.all()};
    Access access_{tables_};
    const std::string alice_ = "arn:aws:iam::123456789012:user/alice";
    const std::string session_ = "arn:aws:sts::123456789012:assumed-role/web/task-1";
};

TEST_F(AccessTest, AUserHasItsOwnPoliciesAndItsGroups) {
    GroupRow group{.name = "devs"};
    group.policies.inline_policies = {{"g", allow_document("s3:*")}};
    put(tables_.groups, group, "group");
    UserRow user{.name = "alice"};
    user.policies.inline_policies = {{"u", allow_document("sqs:SendMessage")}};
    user.policies.attached = {"arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess"};
    user.groups = {entity_key("123456789012", "devs")};
    put(tables_.users, user, "user");
    EXPECT_TRUE(may(alice_, "s3:GetObject"));
    EXPECT_TRUE(may(alice_, "sqs:SendMessage"));
    EXPECT_TRUE(may(alice_, "logs:GetLogEvents"));
    EXPECT_FALSE(may(alice_, "ec2:RunInstances"));
    user.policies.boundary = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    put(tables_.users, user, "user");
    EXPECT_TRUE(may(alice_, "s3:GetObject"));
    EXPECT_FALSE(may(alice_, "sqs:SendMessage"));
    user.policies.boundary = "arn:aws:iam::123456789012:policy/gone";
    put(tables_.users, user, "user");
    EXPECT_FALSE(may(alice_, "s3:GetObject"));
}

TEST_F(AccessTest, ASessionHasItsRolesPoliciesInTheirDefaultVersion) {
    PolicyRow managed{.name = "p"};
    managed.versions = {{1, allow_document("s3:GetObject"), {}}, {2, allow_document("s3:*"), {}}};
    put(tables_.policies, managed, "policy");
    RoleRow role{.name = "web"};
    role.id = "AROAEXAMPLE";
    role.policies.attached = {"arn:aws:iam::123456789012:policy/p"};
    role.tags = {{.key = "team", .value = "red"}};
    put(tables_.roles, role, "role");
    EXPECT_FALSE(may(session_, "s3:PutObject"));
    managed.default_version = 2;
    put(tables_.policies, managed, "policy");
    EXPECT_TRUE(may(session_, "s3:PutObject"));
    const auto standing = access_.standing_of(session_);
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->principal.issuer, "arn:aws:iam::123456789012:role/web");
    EXPECT_EQ(*standing->context.find_single("aws:userid"), "AROAEXAMPLE:task-1");
    EXPECT_EQ(*standing->context.find_single("aws:principalarn"), standing->principal.issuer);
    EXPECT_EQ(*standing->context.find_single("aws:principaltag/team"), "red");
}

TEST_F(AccessTest, TheRootIsKnownOthersHaveToBeThere) {
    EXPECT_TRUE(may("arn:aws:iam::123456789012:root", "s3:GetObject"));
    for (const std::string& arn :
         {alice_, session_, std::string("arn:aws:s3:::b"), std::string()}) {
        EXPECT_FALSE(access_.standing_of(arn)) << arn;
    }
}

TEST_F(AccessTest, TheHolderOfASessionIsItsRoleThereOrNot) {
    constexpr const char* kRoleArn = "arn:aws:iam::123456789012:role/web";
    EXPECT_EQ(access_.holder_of(session_), kRoleArn);
    put(tables_.roles, RoleRow{.name = "web"}, "role");
    EXPECT_EQ(access_.holder_of(session_), kRoleArn);
    EXPECT_EQ(
        access_.holder_of("arn:aws-cn:sts::123456789012:assumed-role/none/s"),
        "arn:aws-cn:iam::123456789012:role/none"
    );
    EXPECT_EQ(access_.holder_of(alice_), alice_);
}

TEST_F(AccessTest, AStandingOutlivesItsRows) {
    UserRow user{.name = "alice"};
    user.policies.inline_policies = {{"u", allow_document("s3:*")}};
    put(tables_.users, user, "user");
    const auto standing = access_.standing_of(alice_);
    user.policies.inline_policies.clear();
    put(tables_.users, user, "user");
    EXPECT_EQ(standing->policies.identity.at(0).name, "u");
    EXPECT_EQ(standing->policies.identity.at(0).document->statements.size(), 1U);
    EXPECT_FALSE(may(alice_, "s3:GetObject"));
}

TEST_F(AccessTest, TrustPoliciesByTheRolesArn) {
    RoleRow role{.name = "web"};
    role.trust_policy =
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]})";
    put(tables_.roles, role, "role");
    const auto trust = access_.trust_of("arn:aws:iam::123456789012:role/web");
    ASSERT_TRUE(trust);
    EXPECT_EQ((*trust)->statements.front().principals.accounts.size(), 1U);
    EXPECT_FALSE(access_.trust_of("arn:aws:iam::123456789012:role/path/web"));
}

}  // namespace
}  // namespace gantry::iam
