#include <gtest/gtest.h>

#include <set>

#include "services/iam/model/aws_policies.h"
#include "services/iam/model/names.h"
#include "services/iam/model/tables.h"
#include "services/iam/policy/document.h"

namespace gantry::iam {
namespace {

TEST(IamNamesTest, KeysAreInSmallLetters) {
    EXPECT_EQ(entity_key("123456789012", "Web-Task"), "123456789012/-/web-task");
}

TEST(IamNamesTest, ArnsAreTakenApart) {
    const std::string arn = entity_arn({"123456789012", "us-east-1"}, "role", "/a/b/", "Web");
    EXPECT_EQ(arn, "arn:aws:iam::123456789012:role/a/b/Web");
    const EntityName name = parse_entity_arn(arn);
    EXPECT_EQ(name.account, "123456789012");
    EXPECT_EQ(name.type, "role");
    EXPECT_EQ(name.path, "/a/b/");
    EXPECT_EQ(name.name, "Web");
    EXPECT_EQ(parse_entity_arn("arn:aws:iam::1:role/Web").path, "/");
    for (const std::string_view text : {"", "arn", "arn:aws:iam::1:root", "arn:aws:s3:::a/b"}) {
        EXPECT_EQ(parse_entity_arn(text).type, "") << text;
    }
}

TEST(IamNamesTest, IdsSayWhatTheyAre) {
    IdSource ids{Random(3)};
    EXPECT_EQ(draw_entity_id(ids, "AROA").size(), 21U);
    EXPECT_EQ(draw_access_key_id(ids).size(), 20U);
    EXPECT_TRUE(draw_access_key_id(ids).starts_with("AKIA"));
}

TEST(AwsPoliciesTest, EachIsAPolicyAndFoundByItsArn) {
    std::set<std::string> ids;
    for (const AwsPolicy& known : aws_policies()) {
        const auto read =
            policy::Document::read(std::string(known.document), policy::DocumentKind::Identity);
        EXPECT_TRUE(read) << known.name << ": " << (read ? "" : read.error().message);
        EXPECT_LE(policy::counted_size(known.document), policy::kMaxManagedPolicy) << known.name;
        EXPECT_EQ(find_aws_policy(known.arn()), &known);
        EXPECT_TRUE(ids.insert(known.id()).second) << known.name;
        EXPECT_EQ(known.id().size(), 21U) << known.name;
    }
    EXPECT_EQ(find_aws_policy("arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy"), nullptr);
    EXPECT_NE(
        find_aws_policy("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"),
        nullptr
    );
    EXPECT_TRUE(is_aws_policy_arn("arn:aws:iam::aws:policy/Other"));
    EXPECT_FALSE(is_aws_policy_arn("arn:aws:iam::123456789012:policy/Other"));
}

TEST(IamTablesTest, RowsAreTheSameReadBack) {
    Tables tables;
    RoleRow role;
    role.account = "123456789012";
    role.name = "Web";
    role.created = from_epoch_ms(1'700'000'000'123);
    role.description = "";
    role.policies.inline_policies = {{"p", "{}"}};
    role.policies.attached = {"arn:aws:iam::aws:policy/ReadOnlyAccess"};
    role.tags = {{.key = "a", .value = "b"}};
    const auto text = tables.roles.encode(std::make_shared<const RoleRow>(role));
    const auto back = tables.roles.decode(text);
    ASSERT_TRUE(back);
    EXPECT_EQ(tables.roles.encode(*back), text);
    EXPECT_EQ(static_cast<const RoleRow*>(back->get())->created, role.created);
}

}  // namespace
}  // namespace gantry::iam
