#include "services/iam/api/context_keys.h"

#include "services/iam/access/access.h"
#include "services/iam/api/errors.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/context_keys.h"

namespace gantry::iam {
namespace {

using Response = api::iam::GetContextKeysForPolicyResponse;
using Texts = std::vector<std::string>;

Result<void> add_keys(const Texts& documents, policy::ContextKeys& keys) {
    for (const std::string& text : documents) {
        const auto document = policy::Document::read(text, policy::DocumentKind::Identity);
        if (!document) return invalid_input(document.error().message);
        policy::add_context_keys(*document, keys);
    }
    return {};
}

Response show_keys(const policy::ContextKeys& keys) {
    Response out;
    auto& names = out.context_key_names.emplace();
    for (const auto& [lower, key] : keys) names.push_back(key);
    return out;
}

}  // namespace

Result<Response> get_context_keys_for_custom_policy(
    const service::RowlessCall&, const api::iam::GetContextKeysForCustomPolicyRequest& input
) {
    policy::ContextKeys keys;
    const auto added = add_keys(input.policy_input_list.value_or(Texts{}), keys);
    if (!added) return added.error();
    return show_keys(keys);
}

Result<Response> get_context_keys_for_principal_policy(
    Call& call, const api::iam::GetContextKeysForPrincipalPolicyRequest& input
) {
    const std::string arn = input.policy_source_arn.value_or("");
    const auto source = Access(call.tables).policies_of(arn);
    if (!source || parse_entity_arn(arn).account != call.scope.account) {
        return no_policy_source(arn);
    }
    policy::ContextKeys keys;
    for (const auto& named : source->policies.identity) {
        policy::add_context_keys(*named.document, keys);
    }
    const auto added = add_keys(input.policy_input_list.value_or(Texts{}), keys);
    if (!added) return added.error();
    return show_keys(keys);
}

}  // namespace gantry::iam
