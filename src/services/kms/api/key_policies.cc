#include "services/kms/api/key_policies.h"

#include "services/kms/api/checks.h"
#include "services/kms/api/paging.h"
#include "services/kms/model/errors.h"

namespace gantry::kms {
namespace {

/// A key has one policy.
constexpr const char* kDefault = "default";

Result<void> check_name(const std::optional<std::string>& name) {
    if (name.value_or(kDefault) == kDefault) return {};
    return not_found_exception("No such policy exists");
}

}  // namespace

Result<api::kms::GetKeyPolicyResponse> get_key_policy(
    Call& call, const api::kms::GetKeyPolicyRequest& input
) {
    const auto key = find_own(call, input.key_id);
    if (!key) return key.error();
    if (auto good = check_name(input.policy_name); !good) return good.error();
    return api::kms::GetKeyPolicyResponse{.policy = (*key)->policy, .policy_name = kDefault};
}

Result<api::kms::PutKeyPolicyResponse> put_key_policy(
    Call& call, const api::kms::PutKeyPolicyRequest& input
) {
    const auto key = find_changeable(call, input.key_id);
    if (!key) return key.error();
    if (auto good = check_name(input.policy_name); !good) return good.error();
    const std::string policy = input.policy.value_or("");
    if (auto good = check_key_policy(policy); !good) return good.error();
    edit_key(call, **key, [&](KeyRow& row) { row.policy = policy; });
    return api::kms::PutKeyPolicyResponse{};
}

Result<api::kms::ListKeyPoliciesResponse> list_key_policies(
    Call& call, const api::kms::ListKeyPoliciesRequest& input
) {
    const auto key = find_own(call, input.key_id);
    if (!key) return key.error();
    const auto page = take_page(
        call,
        "ListKeyPolicies " + (*key)->id,
        {input.limit, input.marker},
        service::sorted_keys({kDefault})
    );
    if (!page) return page.error();
    api::kms::ListKeyPoliciesResponse out{.policy_names = page->keys};
    show_page(out, *page);
    return out;
}

}  // namespace gantry::kms
