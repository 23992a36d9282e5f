// Who is meant: resource-based policies within and between accounts, boundaries,
// session policies. Cases after the IAM User Guide, "Policy evaluation for requests within a single
// account", "Cross-account policy evaluation logic" and "Permissions boundaries for IAM entities".
#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

const std::string kEveryone = R"("Principal":"*")";
const std::string kRole = "arn:aws:iam::111122223333:role/deploy";
const std::string kSession = "arn:aws:sts::111122223333:assumed-role/deploy/ci";
const std::string kAlice = "arn:aws:iam::111122223333:user/alice";
const std::string kRoot = "arn:aws:iam::111122223333:root";
const std::string kOther(kOtherAccount);

std::vector<Case> boundary_cases() {
    return {
        {.name = "both allow", .identity = {allow("s3:*")}, .boundary = allow("s3:*")},
        {.name = "the boundary does not",
         .identity = {allow("*")},
         .boundary = allow("ec2:*"),
         .expected = kNothingAllows,
         .by = PolicyType::Boundary},
        {.name = "a boundary grants nothing",
         .boundary = allow("*"),
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "the boundary denies",
         .identity = {allow("*")},
         .boundary = allow("*") + "," + deny("s3:*"),
         .expected = kDenied,
         .by = PolicyType::Boundary},
        {.name = "the boundary allows other resources only",
         .identity = {allow("*")},
         .boundary = allow("s3:*", "arn:aws:s3:::other/*"),
         .expected = kNothingAllows,
         .by = PolicyType::Boundary},
        {.name = "session policies limit",
         .identity = {allow("*")},
         .session_policies = {{allow("ec2:*")}},
         .who = session(),
         .expected = kNothingAllows,
         .by = PolicyType::Session},
        {.name = "session policies agree",
         .identity = {allow("*")},
         .session_policies = {{allow("s3:*")}},
         .who = session()},
        {.name = "one of several session policies suffices",
         .identity = {allow("*")},
         .session_policies = {{allow("ec2:*"), allow("s3:*")}},
         .who = session()},
        {.name = "session policies grant nothing",
         .session_policies = {{allow("*")}},
         .who = session(),
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "a session policy denies",
         .identity = {allow("*")},
         .session_policies = {{allow("*") + "," + deny("s3:*")}},
         .who = session(),
         .expected = kDenied,
         .by = PolicyType::Session},
        {.name = "identity, boundary and session agree",
         .identity = {allow("s3:*")},
         .boundary = allow("s3:Get*"),
         .session_policies = {{allow("s3:GetObject")}},
         .who = session()},
        {.name = "identity and session agree, the boundary does not",
         .identity = {allow("s3:*")},
         .boundary = allow("s3:Put*"),
         .session_policies = {{allow("s3:GetObject")}},
         .who = session(),
         .expected = kNothingAllows,
         .by = PolicyType::Boundary},
        {.name = "no session policies at all", .identity = {allow("s3:*")}, .who = session()},
        {.name = "a federated user whom no policy was given",
         .identity = {allow("s3:*")},
         .session_policies = {{}},
         .who = federated_user(),
         .expected = kNothingAllows,
         .by = PolicyType::Session},
        {.name = "a federated user has what both allow",
         .identity = {allow("s3:*")},
         .session_policies = {{allow("s3:Get*")}},
         .who = federated_user()},
        {.name = "a root's federated user is limited by its policy",
         .session_policies = {{allow("ec2:*")}},
         .who = root(),
         .expected = kNothingAllows,
         .by = PolicyType::Session},
    };
}

std::vector<Case> own_account_cases() {
    return {
        {.name = "a bucket grants to a user", .resource = {allow("s3:*", "*", to_aws(kAlice))}},
        {.name = "a bucket grants to another user",
         .resource = {allow("s3:*", "*", to_aws("arn:aws:iam::111122223333:user/bob"))},
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "a grant to a user is beyond its boundary",
         .boundary = allow("ec2:*"),
         .resource = {allow("s3:*", "*", to_aws(kAlice))}},
        {.name = "but not beyond a boundary's deny",
         .boundary = allow("*") + "," + deny("s3:*"),
         .resource = {allow("s3:*", "*", to_aws(kAlice))},
         .expected = kDenied},
        {.name = "a bucket denies a user",
         .identity = {allow("*")},
         .resource = {deny("s3:*", "*", to_aws(kAlice))},
         .expected = kDenied,
         .by = PolicyType::Resource},
        {.name = "an identity's deny beats a bucket's grant",
         .identity = {deny("s3:*")},
         .resource = {allow("s3:*", "*", to_aws(kAlice))},
         .expected = kDenied,
         .by = PolicyType::Identity},
        {.name = "a grant to everyone", .resource = {allow("s3:*", "*", kEveryone)}},
        {.name = "a grant to every principal of AWS", .resource = {allow("s3:*", "*", to_aws("*"))}
        },
        {.name = "a grant to the account hands nothing to its users",
         .resource = {allow("s3:*", "*", to_aws(kRoot))},
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "a grant to the account and a user's own policy",
         .identity = {allow("s3:*")},
         .resource = {allow("s3:*", "*", to_aws(kRoot))}},
        {.name = "a deny to the account denies its users",
         .identity = {allow("*")},
         .resource = {deny("s3:*", "*", to_aws("111122223333"))},
         .expected = kDenied},
        {.name = "a deny to the account denies its sessions",
         .identity = {allow("*")},
         .resource = {deny("s3:*", "*", to_aws(kRoot))},
         .who = session(),
         .expected = kDenied},
        {.name = "a deny to another account",
         .identity = {allow("*")},
         .resource = {deny("s3:*", "*", to_aws(kOther))}},
        {.name = "a grant to a role reaches its sessions",
         .resource = {allow("s3:*", "*", to_aws(kRole))},
         .who = session()},
        {.name = "a grant to a role is within its boundary",
         .boundary = allow("ec2:*"),
         .resource = {allow("s3:*", "*", to_aws(kRole))},
         .who = session(),
         .expected = kNothingAllows,
         .by = PolicyType::Boundary},
        {.name = "a grant to a role is within session policies",
         .session_policies = {{allow("ec2:*")}},
         .resource = {allow("s3:*", "*", to_aws(kRole))},
         .who = session(),
         .expected = kNothingAllows,
         .by = PolicyType::Session},
        {.name = "a grant to a role, boundary and session policies agree",
         .boundary = allow("s3:*"),
         .session_policies = {{allow("s3:*")}},
         .resource = {allow("s3:*", "*", to_aws(kRole))},
         .who = session()},
        {.name = "a grant to a session is beyond its boundary",
         .boundary = allow("ec2:*"),
         .resource = {allow("s3:*", "*", to_aws(kSession))},
         .who = session()},
        {.name = "a grant to a session is beyond session policies",
         .session_policies = {{allow("ec2:*")}},
         .resource = {allow("s3:*", "*", to_aws(kSession))},
         .who = session()},
        {.name = "a grant to a session is not for the next",
         .resource = {allow("s3:*", "*", to_aws(kSession))},
         .who = session("deploy", "other"),
         .expected = kNothingAllows},
        {.name = "everyone with the role's ARN as a condition is the session itself",
         .boundary = allow("ec2:*"),
         .resource = {allow(
             "s3:*", "*", kEveryone + "," + when("ArnEquals", "aws:PrincipalArn", '"' + kRole + '"')
         )},
         .who = session(),
         .context = {{"aws:PrincipalArn", {kRole}}}},
        {.name = "everyone with another role's ARN as a condition",
         .resource = {allow(
             "s3:*", "*", kEveryone + "," + when("ArnEquals", "aws:PrincipalArn", '"' + kRole + '"')
         )},
         .who = session("other"),
         .context = {{"aws:PrincipalArn", {"arn:aws:iam::111122223333:role/other"}}},
         .expected = kNothingAllows},
        {.name = "a grant to a federated user is beyond its policy",
         .session_policies = {{}},
         .resource = {allow("s3:*", "*", to_aws("arn:aws:sts::111122223333:federated-user/bob"))},
         .who = federated_user()},
        {.name = "a grant to the user behind a federated user is within its policy",
         .session_policies = {{}},
         .resource = {allow("s3:*", "*", to_aws(kAlice))},
         .who = federated_user(),
         .expected = kNothingAllows,
         .by = PolicyType::Session},
        {.name = "a statement of a bucket for other objects",
         .resource = {allow("s3:*", "arn:aws:s3:::photos/dog.png", to_aws(kAlice))},
         .expected = kNothingAllows},
        {.name = "one of several principals",
         .resource = {allow(
             "s3:*",
             "*",
             to(R"({"AWS":["111122223333","arn:aws:iam::111122223333:user/alice"],"Service":"x.amazonaws.com"})"
             )
         )}},
    };
}

std::vector<Case> not_principal_cases() {
    const auto all_but = [](std::string_view names) {
        return deny("s3:*", "*", fmt::format(R"("NotPrincipal":{{"AWS":[{}]}})", names));
    };
    const std::string alice = R"("arn:aws:iam::111122223333:user/alice","111122223333")";
    return {
        {.name = "all but alice and she", .identity = {allow("*")}, .resource = {all_but(alice)}},
        {.name = "all but alice and bob",
         .identity = {allow("*")},
         .resource = {all_but(alice)},
         .who = user("bob"),
         .expected = kDenied,
         .by = PolicyType::Resource},
        {.name = "alice without her account is denied",
         .identity = {allow("*")},
         .resource = {all_but(R"("arn:aws:iam::111122223333:user/alice")")},
         .expected = kDenied},
        {.name = "a role without its session is denied",
         .identity = {allow("*")},
         .resource = {all_but(R"("111122223333","arn:aws:iam::111122223333:role/deploy")")},
         .who = session(),
         .expected = kDenied},
        {.name = "account, role and session",
         .identity = {allow("*")},
         .resource = {all_but(R"("111122223333","arn:aws:iam::111122223333:role/deploy",)"
                              R"("arn:aws:sts::111122223333:assumed-role/deploy/ci")")},
         .who = session()},
        {.name = "an allow to all but bob",
         .resource = {allow(
             "s3:*", "*", R"("NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/bob"})"
         )}},
        {.name = "an allow to all but alice",
         .resource = {allow(
             "s3:*", "*", R"("NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/alice"})"
         )},
         .expected = kNothingAllows},
    };
}

std::vector<Case> other_account_cases() {
    return {
        {.name = "both sides allow",
         .identity = {allow("s3:*")},
         .resource = {allow("s3:*", "*", to_aws(kAlice))},
         .resource_account = kOther},
        {.name = "both sides allow, the resource to the account",
         .identity = {allow("s3:*")},
         .resource = {allow("s3:*", "*", to_aws(kRoot))},
         .resource_account = kOther},
        {.name = "both sides allow, the resource to everyone",
         .identity = {allow("s3:*")},
         .resource = {allow("s3:*", "*", kEveryone)},
         .resource_account = kOther},
        {.name = "only the identity",
         .identity = {allow("s3:*")},
         .resource_account = kOther,
         .expected = kNothingAllows,
         .by = PolicyType::Resource},
        {.name = "only the resource",
         .resource = {allow("s3:*", "*", to_aws(kAlice))},
         .resource_account = kOther,
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "the root needs the resource's policy",
         .who = root(),
         .resource_account = kOther,
         .expected = kNothingAllows,
         .by = PolicyType::Resource},
        {.name = "the root and the resource's policy",
         .resource = {allow("s3:*", "*", to_aws("111122223333"))},
         .who = root(),
         .resource_account = kOther},
        {.name = "a boundary holds there too",
         .identity = {allow("s3:*")},
         .boundary = allow("ec2:*"),
         .resource = {allow("s3:*", "*", to_aws(kAlice))},
         .resource_account = kOther,
         .expected = kNothingAllows,
         .by = PolicyType::Boundary},
        {.name = "a grant to the session is not enough between accounts",
         .session_policies = {{allow("ec2:*")}},
         .resource = {allow("s3:*", "*", to_aws(kSession))},
         .who = session(),
         .resource_account = kOther,
         .expected = kNothingAllows,
         .by = PolicyType::Identity},
        {.name = "the other account denies",
         .identity = {allow("s3:*")},
         .resource = {allow("s3:*", "*", kEveryone), deny("s3:*", "*", to_aws(kRoot))},
         .resource_account = kOther,
         .expected = kDenied,
         .by = PolicyType::Resource},
        {.name = "own identity denies",
         .identity = {deny("s3:*")},
         .resource = {allow("s3:*", "*", kEveryone)},
         .resource_account = kOther,
         .expected = kDenied,
         .by = PolicyType::Identity},
    };
}

TEST(PrincipalCasesTest, BoundariesAndSessionPolicies) {
    for (const Case& given : boundary_cases()) check_case(given);
}
TEST(PrincipalCasesTest, ResourcePoliciesWithinAnAccount) {
    for (const Case& given : own_account_cases()) check_case(given);
}
TEST(PrincipalCasesTest, NotPrincipal) {
    for (const Case& given : not_principal_cases()) check_case(given);
}
TEST(PrincipalCasesTest, BetweenAccounts) {
    for (const Case& given : other_account_cases()) check_case(given);
}

TEST(PrincipalCasesTest, AccountsAreReadFromNumbersAndRoots) {
    EXPECT_EQ(account_of_principal("111122223333"), "111122223333");
    EXPECT_EQ(account_of_principal("arn:aws-cn:iam::111122223333:root"), "111122223333");
    EXPECT_EQ(account_of_principal("arn:aws:iam::111122223333:user/root"), "");
    EXPECT_EQ(account_of_principal("11112222333"), "");
    EXPECT_EQ(account_of_principal(":iam:::root"), "");
}

}  // namespace
}  // namespace gantry::iam::policy
