#include "services/iam/policy/evaluate.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "base/assert.h"
#include "services/iam/policy/condition.h"
#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

/// What the policies of one type say about one resource.
struct Voices {
    std::vector<StatementRef> allow;
    std::vector<StatementRef> deny;
    Reach reach = Reach::None;  ///< Resource: how closely the closest Allow names the caller
};

std::span<const NamedPolicy> policies_of(const PolicySet& set, PolicyType type) {
    switch (type) {
        case PolicyType::Identity: return set.identity;
        case PolicyType::Resource: return set.resource;
        case PolicyType::Boundary:
            return set.boundary ? std::span(&*set.boundary, 1) : std::span<const NamedPolicy>();
        case PolicyType::Session:
            return set.session ? std::span<const NamedPolicy>(*set.session)
                               : std::span<const NamedPolicy>();
    }
    return {};
}

/// Whether a list takes in what matched; an unknown variable counts for a Deny only.
bool takes_in(const PatternList& list, Match match, Effect effect) {
    if (!list.negated) return match == Match::Yes;
    return match == Match::No || (match == Match::Unresolved && effect == Effect::Deny);
}

/// Decides about one resource of a request.
class Hearing {
  public:
    Hearing(
        const PolicySet& policies,
        const AuthRequest& request,
        std::string_view lower_action,
        std::string_view resource,
        MissingKeys& missing
    )
        : policies_(policies),
          request_(request),
          action_(lower_action),
          resource_(resource),
          missing_(missing) {}

    Decision decide() {
        hear(PolicyType::Identity, identity_);
        hear(PolicyType::Resource, resources_);
        hear(PolicyType::Boundary, boundary_);
        hear(PolicyType::Session, session_);
        if (auto denied = explicit_deny()) return *std::move(denied);
        const Principal& who = request_.principal;
        if (who.account.empty()) return by_resource_alone();
        const bool own =
            request_.resource_account.empty() || request_.resource_account == who.account;
        return own ? within_account() : between_accounts();
    }

    Applying hear_one(PolicyType type) {
        Voices voices;
        hear(type, voices);
        return {std::move(voices.allow), std::move(voices.deny)};
    }

  private:
    void hear(PolicyType type, Voices& voices) {
        const auto policies = policies_of(policies_, type);
        for (std::size_t p = 0; p < policies.size(); ++p) {
            const auto& statements = policies[p].document->statements;
            for (std::size_t s = 0; s < statements.size(); ++s) {
                hear(statements[s], StatementRef{type, p, s}, voices);
            }
        }
    }

    void hear(const Statement& statement, const StatementRef& where, Voices& voices) {
        if (!concerns_request(statement)) return;
        Reach reach = Reach::Direct;
        if (where.type == PolicyType::Resource) reach = reach_of_statement(statement);
        if (reach == Reach::None || !conditions_hold(statement)) return;
        if (statement.effect == Effect::Deny) {
            voices.deny.push_back(where);
        } else {
            voices.allow.push_back(where);
            voices.reach = std::max(voices.reach, reach);
        }
    }

    [[nodiscard]] bool concerns_request(const Statement& statement) const {
        const Context& context = request_.context;
        const Match action = match_any(statement.actions.patterns, action_, context, &missing_);
        if (!takes_in(statement.actions, action, statement.effect)) return false;
        if (!statement.resources.given) return true;
        const Match match = match_any(statement.resources.patterns, resource_, context, &missing_);
        return takes_in(statement.resources, match, statement.effect);
    }

    [[nodiscard]] bool conditions_hold(const Statement& statement) const {
        return std::ranges::all_of(statement.conditions, [&](const Condition& condition) {
            return holds(condition, statement.effect, request_.context, &missing_);
        });
    }

    [[nodiscard]] Reach reach_of_statement(const Statement& statement) const {
        if (!statement.has_principals) return Reach::None;
        const Principal& who = request_.principal;
        if (!statement.not_principals) return reach_of(statement.principals, who);
        const bool meant = statement.effect == Effect::Deny
                               ? !leaves_out(statement.principals, who)
                               : reach_of(statement.principals, who) == Reach::None;
        return meant ? Reach::Direct : Reach::None;
    }

    std::optional<Decision> explicit_deny() const {
        Decision decision = denied(Outcome::ExplicitDeny, PolicyType::Identity);
        const std::pair<PolicyType, const Voices*> all[] = {
            {PolicyType::Identity, &identity_},
            {PolicyType::Resource, &resources_},
            {PolicyType::Boundary, &boundary_},
            {PolicyType::Session, &session_},
        };
        for (const auto& [type, voices] : all) {
            if (voices->deny.empty()) continue;
            if (decision.statements.empty()) decision.by = type;
            std::ranges::copy(voices->deny, std::back_inserter(decision.statements));
        }
        if (decision.statements.empty()) return std::nullopt;
        return decision;
    }

    [[nodiscard]] Decision by_resource_alone() const {
        if (resources_.allow.empty()) return denied(PolicyType::Resource);
        return allowed({&resources_});
    }

    [[nodiscard]] Decision within_account() const {
        if (resources_.reach == Reach::Direct) return allowed({&resources_});
        if (resources_.reach == Reach::Issuer) {
            if (const auto limit = limit_of_session()) return denied(*limit);
            return allowed({&resources_, &boundary_, &session_});
        }
        if (const auto limit = limit_of_caller()) return denied(*limit);
        if (policies_.resource_must_allow && resources_.reach == Reach::None) {
            return denied(PolicyType::Resource);
        }
        return allowed({&identity_, &resources_, &boundary_, &session_});
    }

    [[nodiscard]] Decision between_accounts() const {
        if (const auto limit = limit_of_caller()) return denied(*limit);
        if (resources_.allow.empty()) return denied(PolicyType::Resource);
        return allowed({&identity_, &resources_, &boundary_, &session_});
    }

    /// Whose policies do not allow what the caller's side has to allow.
    [[nodiscard]] std::optional<PolicyType> limit_of_caller() const {
        const bool root = request_.principal.type == Principal::Type::Root;
        if (!root && identity_.allow.empty()) return PolicyType::Identity;
        return limit_of_session();
    }

    [[nodiscard]] std::optional<PolicyType> limit_of_session() const {
        if (policies_.boundary && boundary_.allow.empty()) return PolicyType::Boundary;
        if (policies_.session && session_.allow.empty()) return PolicyType::Session;
        return std::nullopt;
    }

    [[nodiscard]] Decision denied(Outcome outcome, PolicyType by) const {
        Decision decision;
        decision.outcome = outcome;
        decision.by = by;
        decision.resource = resource_;
        return decision;
    }
    [[nodiscard]] Decision denied(PolicyType by) const { return denied(Outcome::ImplicitDeny, by); }

    [[nodiscard]] static Decision allowed(std::initializer_list<const Voices*> by) {
        Decision decision;
        decision.outcome = Outcome::Allowed;
        for (const Voices* voices : by) {
            std::ranges::copy(voices->allow, std::back_inserter(decision.statements));
        }
        return decision;
    }

    const PolicySet& policies_;
    const AuthRequest& request_;
    std::string_view action_;
    std::string_view resource_;
    MissingKeys& missing_;
    Voices identity_;
    Voices resources_;
    Voices boundary_;
    Voices session_;
};

/// The stronger of two answers about different resources: the first Deny, then the first that
/// nothing allows.
void combine(Decision& all, Decision&& one) {
    if (all.outcome == Outcome::ExplicitDeny) return;
    if (one.outcome == Outcome::Allowed) {
        if (!all.allowed()) return;
        std::ranges::copy(one.statements, std::back_inserter(all.statements));
        return;
    }
    if (one.outcome == Outcome::ExplicitDeny || all.allowed()) all = std::move(one);
}

}  // namespace

Decision evaluate(const PolicySet& policies, const AuthRequest& request) {
    static const std::string kAny = "*";
    const std::string action = lower_case(request.action);
    const std::span<const std::string> resources =
        request.resources.empty() ? std::span(&kAny, 1) : std::span(request.resources);
    MissingKeys missing;
    Decision all;
    all.outcome = Outcome::Allowed;
    for (const std::string& resource : resources) {
        combine(all, Hearing(policies, request, action, resource, missing).decide());
    }
    std::ranges::sort(all.statements);
    const auto repeated = std::ranges::unique(all.statements);
    all.statements.erase(repeated.begin(), repeated.end());
    all.missing = std::move(missing);
    return all;
}

Applying applying_statements(
    const PolicySet& policies,
    PolicyType type,
    const AuthRequest& request,
    const std::string& resource
) {
    MissingKeys missing;
    const std::string action = lower_case(request.action);
    return Hearing(policies, request, action, resource, missing).hear_one(type);
}

std::vector<NamedPolicy> policies_of_type(const PolicySet& policies, PolicyType type) {
    const auto list = policies_of(policies, type);
    return {list.begin(), list.end()};
}

const NamedPolicy& policy_at(const PolicySet& policies, const StatementRef& where) {
    const auto list = policies_of(policies, where.type);
    GANTRY_ASSERT(where.policy < list.size());
    return list[where.policy];
}

const Statement& statement_at(const PolicySet& policies, const StatementRef& where) {
    const auto& statements = policy_at(policies, where).document->statements;
    GANTRY_ASSERT(where.statement < statements.size());
    return statements[where.statement];
}

}  // namespace gantry::iam::policy
