// Whatever policies are made of a few statements: Deny wins, order does not matter, an Allow more
// takes nothing away and a Deny more gives nothing.
#include <algorithm>

#include "base/random.h"
#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

constexpr int kRounds = 1000;

class PolicyWriter {
  public:
    explicit PolicyWriter(std::uint64_t seed) : random_(seed) {}

    std::string statement(std::string_view effect, bool principal) {
        std::string more = principal ? principals() : "";
        if (random_.below(3) == 0) more += (more.empty() ? "" : ",") + condition();
        return policy::statement(effect, one(kActions), one(kResources), more);
    }
    std::vector<std::string> policies(bool principal, std::size_t most) {
        std::vector<std::string> list;
        for (std::size_t n = random_.below(most + 1); n > 0; --n) {
            list.push_back(statement(random_.below(4) == 0 ? "Deny" : "Allow", principal));
        }
        return list;
    }
    Case world() {
        Case made{.name = "made"};
        made.identity = policies(false, 4);
        made.resource = policies(true, 3);
        if (random_.below(3) == 0) made.boundary = statement("Allow", false);
        if (random_.below(3) == 0) made.session_policies = policies(false, 3);
        const Principal callers[] = {root(), user(), session(), federated_user(), service()};
        made.who = callers[random_.below(std::size(callers))];
        made.action = one(kAsked);
        made.resources = {std::string(one(kThings))};
        if (random_.below(3) == 0) made.resource_account = std::string(kOtherAccount);
        if (random_.below(2) == 0) made.context["k"] = {random_.below(2) == 0 ? "1" : "2"};
        if (random_.below(2) == 0) made.context["aws:username"] = {"alice"};
        return made;
    }
    void shuffle(std::vector<std::string>& list) {
        for (std::size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[random_.below(i)]);
    }

  private:
    static constexpr std::string_view kActions[] = {
        "*", "s3:*", "s3:Get*", "s3:GetObject", "ec2:*"
    };
    static constexpr std::string_view kResources[] = {
        "*",
        "arn:aws:s3:::a/*",
        "arn:aws:s3:::*/x",
        "arn:aws:s3:::${aws:username}/*",
    };
    static constexpr std::string_view kAsked[] = {
        "s3:GetObject", "s3:PutObject", "ec2:RunInstances"
    };
    static constexpr std::string_view kThings[] = {"arn:aws:s3:::a/x", "arn:aws:s3:::alice/y", "*"};
    static constexpr std::string_view kNames[] = {
        R"({"AWS":"111122223333"})",
        R"("*")",
        R"({"AWS":"arn:aws:iam::111122223333:user/alice"})",
        R"({"AWS":"arn:aws:iam::111122223333:role/deploy"})",
        R"({"AWS":"arn:aws:sts::111122223333:assumed-role/deploy/ci"})",
        R"({"Service":"ecs-tasks.amazonaws.com"})",
    };
    static constexpr std::string_view kOperators[] = {
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIfExists",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringNotEquals",
    };

    std::string principals() { return fmt::format(R"("Principal":{})", one(kNames)); }
    std::string condition() {
        return when(
            one(kOperators), "k", random_.below(2) == 0 ? R"("1")" : R"("${aws:username}")"
        );
    }
    template <std::size_t N>
    std::string_view one(const std::string_view (&list)[N]) {
        return list[random_.below(N)];
    }

    Random random_;
};

Outcome outcome_of(const Case& given) {
    return CaseWorld(given).decide().outcome;
}

/// Denied is less than what nothing allows, which is less than allowed.
int rank(Outcome outcome) {
    switch (outcome) {
        case Outcome::ExplicitDeny: return 0;
        case Outcome::ImplicitDeny: return 1;
        case Outcome::Allowed: return 2;
    }
    return 0;
}

TEST(EvaluatePropertyTest, OrderDoesNotMatter) {
    PolicyWriter writer(11);
    for (int i = 0; i < kRounds; ++i) {
        Case given = writer.world();
        const Outcome before = outcome_of(given);
        writer.shuffle(given.identity);
        writer.shuffle(given.resource);
        if (given.session_policies) writer.shuffle(*given.session_policies);
        ASSERT_EQ(static_cast<int>(outcome_of(given)), static_cast<int>(before)) << i;
    }
}

TEST(EvaluatePropertyTest, ADenyOfEverythingAlwaysWins) {
    PolicyWriter writer(12);
    for (int i = 0; i < kRounds; ++i) {
        Case given = writer.world();
        given.identity.push_back(deny("*"));
        ASSERT_EQ(static_cast<int>(outcome_of(given)), static_cast<int>(kDenied)) << i;
    }
}

TEST(EvaluatePropertyTest, AnAllowTakesNothingAway) {
    PolicyWriter writer(13);
    for (int i = 0; i < kRounds; ++i) {
        Case given = writer.world();
        const int before = rank(outcome_of(given));
        given.identity.push_back(writer.statement("Allow", false));
        given.resource.push_back(writer.statement("Allow", true));
        ASSERT_GE(rank(outcome_of(given)), before) << i;
    }
}

TEST(EvaluatePropertyTest, ADenyGivesNothing) {
    PolicyWriter writer(14);
    for (int i = 0; i < kRounds; ++i) {
        Case given = writer.world();
        const int before = rank(outcome_of(given));
        given.identity.push_back(writer.statement("Deny", false));
        given.resource.push_back(writer.statement("Deny", true));
        ASSERT_LE(rank(outcome_of(given)), before) << i;
    }
}

TEST(EvaluatePropertyTest, ABoundaryAndSessionPoliciesGiveNothing) {
    PolicyWriter writer(15);
    for (int i = 0; i < kRounds; ++i) {
        Case given = writer.world();
        given.boundary.reset();
        given.session_policies.reset();
        const int before = rank(outcome_of(given));
        given.boundary = writer.statement("Allow", false);
        given.session_policies = writer.policies(false, 3);
        ASSERT_LE(rank(outcome_of(given)), before) << i;
    }
}

TEST(EvaluatePropertyTest, TheStatementsThatAreNamedDecideAlone) {
    PolicyWriter writer(16);
    for (int i = 0; i < kRounds; ++i) {
        const Case given = writer.world();
        const CaseWorld world(given);
        const Decision decision = world.decide();
        for (const StatementRef& where : decision.statements) {
            const Effect effect = statement_at(world.set, where).effect;
            ASSERT_EQ(effect == Effect::Allow, decision.allowed()) << i;
        }
        ASSERT_EQ(decision.resource.empty(), decision.allowed()) << i;
    }
}

}  // namespace
}  // namespace gantry::iam::policy
