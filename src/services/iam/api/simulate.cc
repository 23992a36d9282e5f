#include "services/iam/api/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "aws/arn.h"
#include "services/iam/access/access.h"
#include "services/iam/api/errors.h"
#include "services/iam/api/paging.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/evaluate.h"

namespace gantry::iam {
namespace {

using api::iam::PolicyEvaluationDecisionType;
using api::iam::PolicySourceType;
using policy::DocumentKind;
using OptionalTexts = std::optional<std::vector<std::string>>;

/// The account that owns a resource by its ARN; empty where the ARN does not say.
std::string owner_of(std::string_view resource) {
    const auto arn = aws::Arn::parse(resource);
    return std::string(arn ? policy::account_of_principal(arn->account) : std::string_view{});
}

/// What is simulated: a caller's standing and what was given beside it.
class Simulation {
  public:
    explicit Simulation(Standing standing) : standing_(std::move(standing)) {}

    Result<void> add_policies(const OptionalTexts& texts) {
        for (const std::string& text : texts.value_or(std::vector<std::string>{})) {
            auto named = read(text, DocumentKind::Identity, "PolicyInputList");
            if (!named) return named.error();
            standing_.policies.identity.push_back(*named);
        }
        return {};
    }
    Result<void> set_boundary(const OptionalTexts& texts) {
        if (!texts || texts->empty()) return {};
        auto named =
            read(texts->front(), DocumentKind::Identity, "PermissionsBoundaryPolicyInputList");
        if (!named) return named.error();
        standing_.policies.boundary = *named;
        return {};
    }
    Result<void> set_resource_policy(const std::optional<std::string>& text) {
        if (!text) return {};
        auto named = read(*text, DocumentKind::Resource, "ResourcePolicy");
        if (!named) return named.error();
        standing_.policies.resource.push_back(*named);
        return {};
    }
    /// Whose resources are that do not say so themselves. An account, or its root's ARN.
    Result<void> set_owner(const std::optional<std::string>& owner) {
        if (!owner) return {};
        owner_ = policy::account_of_principal(*owner);
        if (!owner_.empty()) return {};
        return invalid_input(fmt::format("Invalid ResourceOwner: {}", *owner));
    }
    void set_context(const std::optional<std::vector<api::iam::ContextEntry>>& entries) {
        for (const auto& entry : entries.value_or(std::vector<api::iam::ContextEntry>{})) {
            standing_.context.set(
                entry.context_key_name.value_or(""),
                entry.context_key_values.value_or(std::vector<std::string>{})
            );
        }
    }

    [[nodiscard]] api::iam::EvaluationResult try_out(
        const std::string& action, const std::string& resource
    ) const {
        policy::AuthRequest request;
        request.action = action;
        request.resources = {resource};
        request.principal = standing_.principal;
        request.resource_account = owner_of(resource);
        if (request.resource_account.empty()) request.resource_account = owner_;
        request.context = standing_.context;
        const policy::Decision decision = policy::evaluate(standing_.policies, request);
        api::iam::EvaluationResult result{
            .eval_action_name = action,
            .eval_resource_name = resource,
            .eval_decision = decision_type(decision.outcome),
            .matched_statements = std::vector<api::iam::Statement>{},
            .missing_context_values =
                std::vector<std::string>(decision.missing.begin(), decision.missing.end()),
        };
        for (const auto& where : decision.statements) {
            result.matched_statements->push_back(describe(where));
        }
        if (standing_.policies.boundary) {
            policy::PolicySet alone;
            alone.identity = {*standing_.policies.boundary};
            result.permissions_boundary_decision_detail = {
                .allowed_by_permissions_boundary = policy::evaluate(alone, request).allowed(),
            };
        }
        return result;
    }

  private:
    Result<policy::NamedPolicy> read(
        const std::string& text, DocumentKind kind, std::string_view list
    ) {
        auto document = policy::Document::read(text, kind);
        if (!document) return invalid_input(document.error().message);
        names_.push_back(fmt::format("{}.{}", list, ++given_[std::string(list)]));
        documents_.push_back(*std::move(document));
        return policy::NamedPolicy{names_.back(), &documents_.back()};
    }

    static PolicyEvaluationDecisionType decision_type(policy::Outcome outcome) {
        switch (outcome) {
            case policy::Outcome::Allowed: return PolicyEvaluationDecisionType::Allowed;
            case policy::Outcome::ExplicitDeny: return PolicyEvaluationDecisionType::ExplicitDeny;
            case policy::Outcome::ImplicitDeny: break;
        }
        return PolicyEvaluationDecisionType::ImplicitDeny;
    }

    [[nodiscard]] static api::iam::Position position(std::string_view text, std::size_t at) {
        const std::string_view before = text.substr(0, at);
        const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
        return {
            .line = static_cast<std::int32_t>(std::ranges::count(before, '\n') + 1),
            .column = static_cast<std::int32_t>(at - line_start + 1),
        };
    }

    [[nodiscard]] api::iam::Statement describe(const policy::StatementRef& where) const {
        const auto& named = policy::policy_at(standing_.policies, where);
        const auto& statement = policy::statement_at(standing_.policies, where);
        const EntityName arn = parse_entity_arn(named.name);
        PolicySourceType type = PolicySourceType::None;
        if (arn.type == "policy") {
            type =
                arn.account == "aws" ? PolicySourceType::AwsManaged : PolicySourceType::UserManaged;
        } else if (where.type == policy::PolicyType::Resource) {
            type = PolicySourceType::Resource;
        }
        return {
            .source_policy_id =
                std::string(arn.type == "policy" ? std::string_view(arn.name) : named.name),
            .source_policy_type = type,
            .start_position = position(named.document->text, statement.begin),
            .end_position = position(named.document->text, statement.end),
        };
    }

    Standing standing_;
    std::string owner_;
    std::deque<std::string> names_;  // their places stay
    std::deque<policy::Document> documents_;
    std::map<std::string, int> given_;
};

template <class Input>
Result<void> add_given(Simulation& simulation, const Input& input) {
    if (auto added = simulation.add_policies(input.policy_input_list); !added) return added;
    auto boundary = simulation.set_boundary(input.permissions_boundary_policy_input_list);
    if (!boundary) return boundary;
    if (auto owner = simulation.set_owner(input.resource_owner); !owner) return owner;
    simulation.set_context(input.context_entries);
    return simulation.set_resource_policy(input.resource_policy);
}

/// Who calls, where it says so: a user, whether or not it is there.
/// Errors: InvalidInput for other ARNs, and for none where a resource's policy has to name
/// somebody.
template <class Input>
Result<std::optional<policy::Principal>> caller_of(const Input& input, bool source_is_user) {
    if (!input.caller_arn) {
        if (source_is_user || !input.resource_policy) return std::nullopt;
        return invalid_input("CallerArn is required where a ResourcePolicy is given.");
    }
    const EntityName name = parse_entity_arn(*input.caller_arn);
    if (name.type != "user" || name.name.empty()) {
        return invalid_input(fmt::format("Invalid CallerArn: {}", *input.caller_arn));
    }
    return policy::Principal{
        policy::Principal::Type::User, *input.caller_arn, std::string(name.account), ""
    };
}

/// A caller with somebody else's policies is itself in all else: its name, its tags.
void put_caller(const Call& call, policy::Principal&& caller, Standing& standing) {
    const bool same = caller.arn == standing.principal.arn;
    standing.principal = std::move(caller);
    if (same) return;
    standing.context = {};
    const auto itself = Access(call.tables).standing_of(standing.principal.arn);
    const bool ours = standing.principal.account == call.scope.account;
    if (itself && ours) standing.context = itself->context;
}

/// Names each pair of an action and a resource by its number, so that pages can be cut.
template <class AnyCall, class Input>
Result<api::iam::SimulatePolicyResponse> run_simulation(
    const AnyCall& call,
    const Simulation& simulation,
    const Input& input,
    std::string_view operation
) {
    constexpr std::size_t kMaxPairs = 10'000;
    const auto actions = input.action_names.value_or(std::vector<std::string>{});
    auto resources = input.resource_arns.value_or(std::vector<std::string>{});
    if (resources.empty()) resources.emplace_back("*");
    if (actions.size() * resources.size() > kMaxPairs) {
        return invalid_input("Too many actions and resources in one simulation.");
    }
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < actions.size() * resources.size(); ++i) {
        keys.push_back(fmt::format("{:06}", i));
    }
    const auto list = fmt::format("{} {}", actions.size(), resources.size());
    const auto page = cut_page(call, {operation, list, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::SimulatePolicyResponse out;
    out.evaluation_results.emplace();
    for (const std::string& key : page->keys) {
        const auto pair = static_cast<std::size_t>(std::stoul(key));
        out.evaluation_results->push_back(
            simulation.try_out(actions[pair / resources.size()], resources[pair % resources.size()])
        );
    }
    show_page(out, *page);
    return out;
}

}  // namespace

Result<api::iam::SimulatePolicyResponse> simulate_custom_policy(
    const service::RowlessCall& call, const api::iam::SimulateCustomPolicyRequest& input
) {
    auto caller = caller_of(input, false);
    if (!caller) return caller.error();
    Standing nobody;
    nobody.principal = {policy::Principal::Type::User, "", call.scope.account, ""};
    if (*caller) nobody.principal = **std::move(caller);
    Simulation simulation(std::move(nobody));
    if (const auto added = add_given(simulation, input); !added) return added.error();
    return run_simulation(call, simulation, input, "SimulateCustomPolicy");
}

Result<api::iam::SimulatePolicyResponse> simulate_principal_policy(
    Call& call, const api::iam::SimulatePrincipalPolicyRequest& input
) {
    const std::string arn = input.policy_source_arn.value_or("");
    const EntityName name = parse_entity_arn(arn);
    auto standing = Access(call.tables).policies_of(arn);
    if (!standing || name.account != call.scope.account) return no_policy_source(arn);
    auto caller = caller_of(input, name.type == "user");
    if (!caller) return caller.error();
    if (*caller) put_caller(call, **std::move(caller), *standing);
    Simulation simulation(*std::move(standing));
    if (const auto added = add_given(simulation, input); !added) return added.error();
    return run_simulation(call, simulation, input, "SimulatePrincipalPolicy " + arn);
}

}  // namespace gantry::iam
