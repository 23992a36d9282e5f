// Which policies decide: identity-based ones, explicit and implicit denials, Action, Resource and
// their negations, variables. Cases after the IAM User Guide, "Policy evaluation logic" and "IAM
// JSON policy elements reference".
#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

const std::string kCat = "arn:aws:s3:::photos/cat.png";
const std::string kNotS3 = R"({"Effect":"Allow","NotAction":"s3:*","Resource":"*"})";
const std::string kNotPhotos =
    R"({"Effect":"Deny","Action":"s3:*","NotResource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"]})";

std::vector<Case> order_cases() {
    return {
        {.name = "nothing allows", .expected = kNothingAllows, .by = PolicyType::Identity},
        {.name = "an allow allows", .identity = {allow("s3:GetObject")}},
        {.name = "a deny alone denies", .identity = {deny("s3:*")}, .expected = kDenied},
        {.name = "deny wins within a policy",
         .identity = {allow("s3:*") + "," + deny("s3:GetObject")},
         .expected = kDenied},
        {.name = "deny wins from another policy",
         .identity = {deny("s3:GetObject"), allow("*")},
         .expected = kDenied,
         .by = PolicyType::Identity},
        {.name = "a deny of something else does not matter",
         .identity = {allow("s3:*") + "," + deny("s3:PutObject")}},
        {.name = "a deny of another resource does not matter",
         .identity = {allow("s3:*"), deny("s3:*", "arn:aws:s3:::secrets/*")}},
        {.name = "a deny whose condition fails does not matter",
         .identity = {allow("s3:*"), deny("s3:*", "*", when("StringEquals", "aws:x", R"("1")"))},
         .context = {{"aws:x", {"2"}}}},
        {.name = "a deny whose condition holds",
         .identity = {allow("s3:*"), deny("s3:*", "*", when("StringEquals", "aws:x", R"("1")"))},
         .context = {{"aws:x", {"1"}}},
         .expected = kDenied},
        {.name = "the root may do everything", .who = root()},
        {.name = "the root is not beyond a bucket's deny",
         .resource = {deny("s3:*", "*", to(R"("*")"))},
         .who = root(),
         .expected = kDenied,
         .by = PolicyType::Resource},
        {.name = "one of several statements suffices",
         .identity = {allow("ec2:*") + "," + allow("s3:Put*") + "," + allow("s3:Get*")}},
        {.name = "one of several policies suffices",
         .identity = {allow("ec2:*"), allow("s3:Put*"), allow("s3:Get*")}},
        {.name = "all resources have to be allowed",
         .identity = {allow("s3:*", "arn:aws:s3:::photos/*")},
         .resources = {kCat, "arn:aws:s3:::other/dog.png"},
         .expected = kNothingAllows},
        {.name = "all resources are allowed by different statements",
         .identity =
             {allow("s3:*", "arn:aws:s3:::photos/*"), allow("s3:*", "arn:aws:s3:::other/*")},
         .resources = {kCat, "arn:aws:s3:::other/dog.png"}},
        {.name = "a deny of the second resource is told rather than the first that nothing allows",
         .identity = {deny("s3:*", "arn:aws:s3:::other/*")},
         .resources = {kCat, "arn:aws:s3:::other/dog.png"},
         .expected = kDenied},
        {.name = "a user does not have the policies of a session",
         .session_policies = {{}},
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "a principal's own account given by number",
         .identity = {allow("s3:*")},
         .resource_account = std::string(kOwnAccount)},
    };
}

std::vector<Case> action_cases() {
    return {
        {.name = "actions mean the same in capitals", .identity = {allow("S3:getOBJECT")}},
        {.name = "the request's action in small letters",
         .identity = {allow("s3:GetObject")},
         .action = "s3:getobject"},
        {.name = "a star for all of a service", .identity = {allow("s3:*")}},
        {.name = "a star for everything", .identity = {allow("*")}},
        {.name = "a star for service and action", .identity = {allow("*:*")}},
        {.name = "a star at the front", .identity = {allow("s3:*Object")}},
        {.name = "a star in the middle", .identity = {allow("s3:G*t")}},
        {.name = "question marks", .identity = {allow("s3:Get??????")}},
        {.name = "a question mark is not nothing",
         .identity = {allow("s3:GetObject?")},
         .expected = kNothingAllows},
        {.name = "a longer action",
         .identity = {allow("s3:GetObject")},
         .action = "s3:GetObjectAcl",
         .expected = kNothingAllows},
        {.name = "another service", .identity = {allow("ec2:GetObject")}, .expected = kNothingAllows
        },
        {.name = "one of a list",
         .identity =
             {R"({"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"*"})"}},
        {.name = "none of a list",
         .identity =
             {R"({"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"*"})"},
         .expected = kNothingAllows},
        {.name = "NotAction allows all others", .identity = {kNotS3}, .action = "ec2:RunInstances"},
        {.name = "NotAction does not allow what it names",
         .identity = {kNotS3},
         .expected = kNothingAllows},
        {.name = "what NotAction leaves out is not denied",
         .identity = {kNotS3, allow("s3:GetObject")}},
        {.name = "NotAction with Deny denies all others",
         .identity =
             {allow("*"), R"({"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*"})"},
         .expected = kDenied},
        {.name = "NotAction with Deny leaves out what it names",
         .identity =
             {allow("*"), R"({"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*"})"},
         .action = "iam:GetUser"},
        {.name = "NotAction of a list names each",
         .identity = {R"({"Effect":"Allow","NotAction":["ec2:*","s3:GetObject"],"Resource":"*"})"},
         .expected = kNothingAllows},
    };
}

std::vector<Case> resource_cases() {
    return {
        {.name = "the very resource", .identity = {allow("s3:*", kCat)}},
        {.name = "resources are told apart by capitals",
         .identity = {allow("s3:*", "arn:aws:s3:::photos/Cat.png")},
         .expected = kNothingAllows},
        {.name = "a star behind a prefix", .identity = {allow("s3:*", "arn:aws:s3:::photos/*")}},
        {.name = "a star for one word", .identity = {allow("s3:*", "arn:aws:s3:::*/cat.png")}},
        {.name = "stars and question marks", .identity = {allow("s3:*", "arn:aws:s3:::p*/???.png")}
        },
        {.name = "a bucket is not what is in it",
         .identity = {allow("s3:*", "arn:aws:s3:::photos")},
         .expected = kNothingAllows},
        {.name = "region and account as stars",
         .identity = {allow("ecs:*", "arn:aws:ecs:*:*:cluster/default")},
         .action = "ecs:DescribeClusters",
         .resources = {"arn:aws:ecs:us-east-1:111122223333:cluster/default"}},
        {.name = "another region",
         .identity = {allow("ecs:*", "arn:aws:ecs:eu-west-1:*:cluster/*")},
         .action = "ecs:DescribeClusters",
         .resources = {"arn:aws:ecs:us-east-1:111122223333:cluster/default"},
         .expected = kNothingAllows},
        {.name = "an action without resources needs a star",
         .identity = {allow("ecs:*", "arn:aws:ecs:us-east-1:111122223333:*")},
         .action = "ecs:ListClusters",
         .resources = {},
         .expected = kNothingAllows},
        {.name = "an action without resources and a star",
         .identity = {allow("ecs:*")},
         .action = "ecs:ListClusters",
         .resources = {}},
        {.name = "one of a list of resources",
         .identity =
             {R"({"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::photos/*"]})"
             }},
        {.name = "NotResource allows the others",
         .identity = {R"({"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::secrets/*"})"
         }},
        {.name = "NotResource does not allow what it names",
         .identity = {R"({"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::photos/*"})"
         },
         .expected = kNothingAllows},
        {.name = "NotResource with Deny leaves out what it names",
         .identity = {allow("s3:*"), kNotPhotos}},
        {.name = "NotResource with Deny denies the others",
         .identity = {allow("s3:*"), kNotPhotos},
         .resources = {"arn:aws:s3:::other/cat.png"},
         .expected = kDenied},
        {.name = "a star in the request is no wildcard",
         .identity = {allow("s3:*", kCat)},
         .resources = {"arn:aws:s3:::*"},
         .expected = kNothingAllows},
    };
}

std::string variable_policy(std::string_view version, std::string_view resource) {
    return fmt::format(
        R"({{"Version":"{}","Statement":{{"Effect":"Allow","Action":"s3:*","Resource":"{}",)"
        R"("Principal":"*"}}}})",
        version,
        resource
    );
}

std::vector<Case> variable_cases() {
    const std::string home = "arn:aws:s3:::home/${aws:username}/*";
    const std::string team = "arn:aws:s3:::${aws:PrincipalTag/team, 'company-wide'}/*";
    return {
        {.name = "a variable in a resource",
         .identity = {allow("s3:*", home)},
         .resources = {"arn:aws:s3:::home/alice/x"},
         .context = {{"aws:username", {"alice"}}}},
        {.name = "a variable with another value",
         .identity = {allow("s3:*", home)},
         .resources = {"arn:aws:s3:::home/bob/x"},
         .context = {{"aws:username", {"alice"}}},
         .expected = kNothingAllows},
        {.name = "a variable without a value",
         .identity = {allow("s3:*", home)},
         .resources = {"arn:aws:s3:::home/alice/x"},
         .expected = kNothingAllows},
        {.name = "variables are named in any letters",
         .identity = {allow("s3:*", "arn:aws:s3:::home/${AWS:UserName}")},
         .resources = {"arn:aws:s3:::home/alice"},
         .context = {{"aws:username", {"alice"}}}},
        {.name = "a value's star is no wildcard",
         .identity = {allow("s3:*", home)},
         .resources = {"arn:aws:s3:::home/bob/x"},
         .context = {{"aws:username", {"*"}}},
         .expected = kNothingAllows},
        {.name = "a key with two values cannot stand in a text",
         .identity = {allow("s3:*", home)},
         .resources = {"arn:aws:s3:::home/alice/x"},
         .context = {{"aws:username", {"alice", "bob"}}},
         .expected = kNothingAllows},
        {.name = "a default value",
         .identity = {allow("s3:*", team)},
         .resources = {"arn:aws:s3:::company-wide/x"}},
        {.name = "a default value is not used beside a value",
         .identity = {allow("s3:*", team)},
         .resources = {"arn:aws:s3:::company-wide/x"},
         .context = {{"aws:PrincipalTag/team", {"red"}}},
         .expected = kNothingAllows},
        {.name = "a tag of the principal",
         .identity = {allow("s3:*", team)},
         .resources = {"arn:aws:s3:::red/x"},
         .context = {{"aws:PrincipalTag/team", {"red"}}}},
        {.name = "a star that stands for itself",
         .identity = {allow("s3:*", "arn:aws:s3:::b/${*}")},
         .resources = {"arn:aws:s3:::b/*"}},
        {.name = "a star that stands for itself matches nothing else",
         .identity = {allow("s3:*", "arn:aws:s3:::b/${*}")},
         .resources = {"arn:aws:s3:::b/x"},
         .expected = kNothingAllows},
        {.name = "a question mark and a dollar that stand for themselves",
         .identity = {allow("s3:*", "arn:aws:s3:::b/${?}${$}")},
         .resources = {"arn:aws:s3:::b/?$"}},
        {.name = "two variables in one resource",
         .identity = {allow("s3:*", "arn:aws:s3:::${aws:PrincipalTag/team}*${aws:username}*")},
         .resources = {"arn:aws:s3:::red/of/alice/x"},
         .context = {{"aws:PrincipalTag/team", {"red"}}, {"aws:username", {"alice"}}}},
        {.name = "version 2008-10-17 has no variables",
         .resource = {variable_policy("2008-10-17", home)},
         .resources = {"arn:aws:s3:::home/alice/x"},
         .context = {{"aws:username", {"alice"}}},
         .expected = kNothingAllows},
        {.name = "version 2012-10-17 has them",
         .resource = {variable_policy("2012-10-17", home)},
         .resources = {"arn:aws:s3:::home/alice/x"},
         .context = {{"aws:username", {"alice"}}}},
        {.name = "in version 2008-10-17 a variable is its text",
         .resource = {variable_policy("2008-10-17", home)},
         .resources = {"arn:aws:s3:::home/${aws:username}/x"}},
        {.name = "an unknown variable in NotResource allows nothing",
         .identity =
             {R"({"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::${aws:username}/*"})"
             },
         .expected = kNothingAllows},
        {.name = "an unknown variable in NotResource denies",
         .identity =
             {allow("s3:*"),
              R"({"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::${aws:username}/*"})"
             },
         .expected = kDenied},
        {.name = "a resource's tag must be the principal's",
         .identity = {allow(
             "s3:*",
             "*",
             when("StringEquals", "aws:ResourceTag/team", R"("${aws:PrincipalTag/team}")")
         )},
         .context = {{"aws:ResourceTag/team", {"red"}}, {"aws:PrincipalTag/team", {"red"}}}},
        {.name = "a resource's tag is another's",
         .identity = {allow(
             "s3:*",
             "*",
             when("StringEquals", "aws:ResourceTag/team", R"("${aws:PrincipalTag/team}")")
         )},
         .context = {{"aws:ResourceTag/team", {"blue"}}, {"aws:PrincipalTag/team", {"red"}}},
         .expected = kNothingAllows},
        {.name = "a condition with an unknown variable does not equal nothing",
         .identity = {allow("s3:*", "*", when("StringEquals", "aws:x", R"("${aws:username}")"))},
         .context = {{"aws:x", {""}}},
         .expected = kNothingAllows},
        {.name = "an unknown variable behind a negation allows nothing",
         .identity = {allow("s3:*", "*", when("StringNotEquals", "aws:x", R"("${aws:username}")"))},
         .context = {{"aws:x", {"y"}}},
         .expected = kNothingAllows},
        {.name = "an unknown variable behind a negation denies",
         .identity =
             {allow("s3:*"),
              deny("s3:*", "*", when("StringNotEquals", "aws:x", R"("${aws:username}")"))},
         .context = {{"aws:x", {"y"}}},
         .expected = kDenied},
    };
}

TEST(EvaluationCasesTest, TheOrderInWhichPoliciesDecide) {
    for (const Case& given : order_cases()) check_case(given);
}
TEST(EvaluationCasesTest, Actions) {
    for (const Case& given : action_cases()) check_case(given);
}
TEST(EvaluationCasesTest, Resources) {
    for (const Case& given : resource_cases()) check_case(given);
}
TEST(EvaluationCasesTest, Variables) {
    for (const Case& given : variable_cases()) check_case(given);
}

TEST(EvaluationCasesTest, TheStatementsThatDecidedAreNamed) {
    const Case given{
        .name = "two allow",
        .identity = {allow("ec2:*") + "," + allow("s3:*"), allow("s3:GetObject")},
    };
    const CaseWorld world(given);
    const Decision decision = world.decide();
    ASSERT_EQ(decision.statements.size(), 2U);
    EXPECT_EQ(decision.statements[0], (StatementRef{PolicyType::Identity, 0, 1}));
    EXPECT_EQ(decision.statements[1], (StatementRef{PolicyType::Identity, 1, 0}));
    EXPECT_EQ(statement_at(world.set, decision.statements[0]).actions.texts.at(0), "s3:*");
}

TEST(EvaluationCasesTest, OnlyTheDenyIsNamedWhereOneApplies) {
    const Case given{.name = "deny", .identity = {allow("s3:*") + "," + deny("s3:Get*")}};
    const Decision decision = CaseWorld(given).decide();
    ASSERT_EQ(decision.statements.size(), 1U);
    EXPECT_EQ(decision.statements[0], (StatementRef{PolicyType::Identity, 0, 1}));
    EXPECT_EQ(decision.resource, kCat);
}

TEST(EvaluationCasesTest, KeysThatWereAskedForAndNotKnownAreNamed) {
    const Case given{
        .name = "missing",
        .identity =
            {allow("s3:*", "arn:aws:s3:::photos/*", when("Bool", "aws:SecureTransport", "true")) +
             "," + allow("s3:*", "arn:aws:s3:::${aws:userId}/*")},
    };
    const Decision decision = CaseWorld(given).decide();
    EXPECT_EQ(decision.missing, (MissingKeys{"aws:SecureTransport", "aws:userId"}));
}

}  // namespace
}  // namespace gantry::iam::policy
