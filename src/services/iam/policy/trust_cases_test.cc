// Who may assume a role: the trust policy has to allow it, also within an account. Cases after the
// IAM User Guide, "How to use trust policies with IAM roles".
#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

const std::string kAssumed = "arn:aws:iam::111122223333:role/deploy";
const std::string kCaller = "arn:aws:iam::111122223333:user/alice";
const std::string kElsewhere(kOtherAccount);

std::string trust(std::string_view principal, std::string_view more = "") {
    return fmt::format(
        R"({{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{}{}{}}})",
        principal,
        more.empty() ? "" : ",",
        more
    );
}

Case assume(Case given) {
    given.trust = true;
    given.action = "sts:AssumeRole";
    given.resources = {kAssumed};
    return given;
}

std::vector<Case> trust_cases() {
    const std::string assume_any = allow("sts:AssumeRole");
    const std::string external = when("StringEquals", "sts:ExternalId", R"("42")");
    return {
        assume(
            {.name = "the trust names the user",
             .resource = {trust(R"({"AWS":")" + kCaller + "\"}")}}
        ),
        assume(
            {.name = "the trust names the account",
             .resource = {trust(R"({"AWS":"111122223333"})")},
             .expected = kNothingAllows,
             .by = PolicyType::Identity}
        ),
        assume(
            {.name = "the trust names the account and the user may",
             .identity = {assume_any},
             .resource = {trust(R"({"AWS":"111122223333"})")}}
        ),
        assume(
            {.name = "the user may, the trust does not",
             .identity = {assume_any},
             .resource = {trust(R"({"AWS":"444455556666"})")},
             .expected = kNothingAllows,
             .by = PolicyType::Resource}
        ),
        assume(
            {.name = "the user may not, by a deny",
             .identity = {deny("sts:*")},
             .resource = {trust(R"({"AWS":")" + kCaller + "\"}")},
             .expected = kDenied}
        ),
        assume(
            {.name = "a service",
             .resource = {trust(R"({"Service":"ecs-tasks.amazonaws.com"})")},
             .who = service()}
        ),
        assume(
            {.name = "one of several services",
             .resource = {trust(R"({"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com"]})")},
             .who = service()}
        ),
        assume(
            {.name = "another service",
             .resource = {trust(R"({"Service":"ec2.amazonaws.com"})")},
             .who = service(),
             .expected = kNothingAllows,
             .by = PolicyType::Resource}
        ),
        assume(
            {.name = "a user is no service",
             .resource = {trust(R"({"Service":"ecs-tasks.amazonaws.com"})")},
             .expected = kNothingAllows}
        ),
        assume(
            {.name = "a trust that wants an external id and gets it",
             .resource = {trust(R"({"AWS":")" + kCaller + "\"}", external)},
             .context = {{"sts:ExternalId", {"42"}}}}
        ),
        assume(
            {.name = "a trust that wants an external id",
             .resource = {trust(R"({"AWS":")" + kCaller + "\"}", external)},
             .expected = kNothingAllows}
        ),
        assume(
            {.name = "another account's user",
             .identity = {assume_any},
             .resource = {trust(R"({"AWS":")" + kCaller + "\"}")},
             .resource_account = kElsewhere}
        ),
        assume(
            {.name = "another account's user who may not",
             .resource = {trust(R"({"AWS":")" + kCaller + "\"}")},
             .resource_account = kElsewhere,
             .expected = kNothingAllows,
             .by = PolicyType::Identity}
        ),
        assume(
            {.name = "a role by another's session",
             .resource = {trust(R"({"AWS":")" + kAssumed + "\"}")},
             .who = session()}
        ),
        assume(
            {.name = "a web identity",
             .resource = {R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":)"
                          R"({"Federated":"arn:aws:iam::111122223333:oidc-provider/idp.example"}})"
             },
             .who =
                 {Principal::Type::WebIdentity,
                  "arn:aws:iam::111122223333:oidc-provider/idp.example",
                  "",
                  ""}}
        ),
        assume(
            {.name = "nobody in particular",
             .resource = {trust(R"({"AWS":"111122223333"})")},
             .who = {},
             .expected = kNothingAllows,
             .by = PolicyType::Resource}
        ),
    };
}

TEST(TrustCasesTest, RolesAndThoseTheyLetIn) {
    for (const Case& given : trust_cases()) check_case(given);
}

}  // namespace
}  // namespace gantry::iam::policy
