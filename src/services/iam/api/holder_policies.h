#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/sabotage.h"
#include "services/iam/api/checks.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"
#include "services/iam/model/aws_policies.h"
#include "wire/percent.h"

/// Handlers for the policies of users, groups and roles: AttachRolePolicy is
/// `attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>`.
namespace gantry::iam {

/// Errors: NoSuchEntity, LimitExceeded, UnmodifiableEntity. Attaching again is fine.
template <class Noun, class Output, class Input>
Result<Output> attach_policy(Call& call, const Input& input) {
    const auto found = find_to_change<Noun>(call, input);
    if (!found) return found.error();
    const std::string arn = input.policy_arn.value_or("");
    if (!policy_exists(call, arn)) return policy_not_attachable(arn);
    auto row = **found;
    auto& attached = row.policies.attached;
    if (std::ranges::find(attached, arn) != attached.end()) return Output{};
    if (attached.size() >= kMaxAttached) return over_quota(Noun::kAttachQuota, kMaxAttached);
    attached.push_back(arn);
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Errors: NoSuchEntity, also when it is not attached.
template <class Noun, class Output, class Input>
Result<Output> detach_policy(Call& call, const Input& input) {
    const auto found = find_to_change<Noun>(call, input);
    if (!found) return found.error();
    const std::string arn = input.policy_arn.value_or("");
    auto row = **found;
    if (std::erase(row.policies.attached, arn) == 0) return policy_not_found(arn);
    if (sabotaged(Sabotage::ForgetDetach)) return Output{};
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Ordered by ARN. Errors: NoSuchEntity, ValidationError.
template <class Noun, class Output, class Input>
Result<Output> list_attached_policies(Call& call, const Input& input) {
    const auto found = find_in<Noun>(call, input);
    if (!found) return found.error();
    const std::string prefix = input.path_prefix.value_or("/");
    std::vector<std::string> arns = (*found)->policies.attached;
    std::erase_if(arns, [&](const auto& arn) {
        return !parse_entity_arn(arn).path.starts_with(prefix);
    });
    std::ranges::sort(arns);
    const auto operation = fmt::format("ListAttached {}", Noun::kWord);
    const auto page = cut_page(
        call, {operation, (*found)->name + " " + prefix, input.marker, input.max_items}, arns
    );
    if (!page) return page.error();
    Output out;
    out.attached_policies.emplace();
    for (const auto& arn : page->keys) out.attached_policies->push_back(describe_attached(arn));
    show_page(out, *page);
    return out;
}

/// Where an inline policy of that name stands, or would stand.
inline auto inline_place(std::vector<InlinePolicy>& policies, const std::string& name) {
    return std::ranges::lower_bound(policies, name, {}, &InlinePolicy::name);
}

/// Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded when all together are too long.
template <class Noun, class Output, class Input>
Result<Output> put_inline_policy(Call& call, const Input& input) {
    const auto found = find_to_change<Noun>(call, input);
    if (!found) return found.error();
    const std::string document = input.policy_document.value_or("");
    if (const auto checked = check_identity_policy(document); !checked) return checked.error();
    auto row = **found;
    const std::string name = input.policy_name.value_or("");
    auto& policies = row.policies.inline_policies;
    const auto place = inline_place(policies, name);
    if (place != policies.end() && place->name == name) {
        place->document = document;
    } else {
        policies.insert(place, InlinePolicy{name, document});
    }
    std::size_t size = 0;
    for (const InlinePolicy& one : policies) size += policy::counted_size(one.document);
    if (size > Noun::kMaxInline) {
        return limit_exceeded(fmt::format(
            "Maximum policy size of {} bytes exceeded for {} {}",
            Noun::kMaxInline,
            Noun::kWord,
            row.name
        ));
    }
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Errors: NoSuchEntity "The role policy with name … cannot be found."
template <class Noun, class Output, class Input>
Result<Output> get_inline_policy(Call& call, const Input& input) {
    const auto found = find_in<Noun>(call, input);
    if (!found) return found.error();
    const std::string name = input.policy_name.value_or("");
    const auto& policies = (*found)->policies.inline_policies;
    const auto policy = std::ranges::find(policies, name, &InlinePolicy::name);
    if (policy == policies.end()) {
        return not_found_by_name(fmt::format("{} policy", Noun::kWord), name);
    }
    Output out;
    Noun::show_name(out, **found);
    out.policy_name = policy->name;
    out.policy_document = wire::percent_encode(policy->document);
    return out;
}

/// Errors: NoSuchEntity.
template <class Noun, class Output, class Input>
Result<Output> delete_inline_policy(Call& call, const Input& input) {
    const auto found = find_to_change<Noun>(call, input);
    if (!found) return found.error();
    const std::string name = input.policy_name.value_or("");
    auto row = **found;
    const auto gone = std::erase_if(row.policies.inline_policies, [&](const InlinePolicy& one) {
        return one.name == name;
    });
    if (gone == 0) return not_found_by_name(fmt::format("{} policy", Noun::kWord), name);
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Errors: NoSuchEntity, ValidationError.
template <class Noun, class Output, class Input>
Result<Output> list_inline_policies(Call& call, const Input& input) {
    const auto found = find_in<Noun>(call, input);
    if (!found) return found.error();
    std::vector<std::string> names;
    for (const InlinePolicy& one : (*found)->policies.inline_policies) names.push_back(one.name);
    const auto operation = fmt::format("ListInline {}", Noun::kWord);
    auto page = cut_page(call, {operation, (*found)->name, input.marker, input.max_items}, names);
    if (!page) return page.error();
    Output out;
    show_page(out, *page);
    out.policy_names = std::move(page->keys);
    return out;
}

/// Errors: NoSuchEntity.
template <class Noun, class Output, class Input>
Result<Output> put_boundary(Call& call, const Input& input) {
    const auto found = find_to_change<Noun>(call, input);
    if (!found) return found.error();
    const std::string arn = input.permissions_boundary.value_or("");
    if (const auto checked = check_boundary(call, arn); !checked) return checked.error();
    auto row = **found;
    row.policies.boundary = arn;
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Errors: NoSuchEntity, also where there is no boundary.
template <class Noun, class Output, class Input>
Result<Output> delete_boundary(Call& call, const Input& input) {
    const auto found = find_to_change<Noun>(call, input);
    if (!found) return found.error();
    auto row = **found;
    if (row.policies.boundary.empty()) {
        return no_such_entity(fmt::format("{} does not have a permissions boundary.", row.name));
    }
    row.policies.boundary.clear();
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Whether what is to be deleted still has policies.
/// Errors: DeleteConflict.
inline Result<void> check_no_policies(const PolicyHolder& holder) {
    if (!holder.attached.empty()) {
        return delete_conflict("Cannot delete entity, must detach all policies first.");
    }
    if (!holder.inline_policies.empty()) {
        return delete_conflict("Cannot delete entity, must delete policies first.");
    }
    return {};
}

}  // namespace gantry::iam
