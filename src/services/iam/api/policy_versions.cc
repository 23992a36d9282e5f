#include <fmt/format.h>

#include <algorithm>

#include "services/iam/api/checks.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"
#include "services/iam/api/policies.h"

namespace gantry::iam {
namespace {

constexpr std::size_t kMaxVersions = 5;

Error version_not_found(std::string_view arn, std::string_view id) {
    return no_such_entity(
        fmt::format("Policy {} version {} does not exist or is not attachable.", arn, id)
    );
}

/// The place of a version by its id; the end for none.
auto version_place(const PolicyRow& row, std::string_view id) {
    return std::ranges::find_if(row.versions, [id](const PolicyVersionEntry& version) {
        return version_id(version.number) == id;
    });
}

/// Sorts as the newest first.
std::string version_order(std::int64_t number) {
    return fmt::format("{:012}", 999'999'999'999 - number);
}

std::vector<api::iam::PolicyVersion> all_versions(const Call& call, const std::string& arn) {
    std::vector<api::iam::PolicyVersion> versions;
    if (const AwsPolicy* known = find_aws_policy(arn)) return {describe_version(*known)};
    if (const auto row = find_policy_row(call, arn)) {
        for (auto version = row->versions.rbegin(); version != row->versions.rend(); ++version) {
            versions.push_back(describe_version(*row, *version));
        }
    }
    return versions;
}

}  // namespace

Result<api::iam::CreatePolicyVersionResponse> create_policy_version(
    Call& call, const api::iam::CreatePolicyVersionRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    const auto found = find_policy_row(call, arn);
    if (!found) return policy_not_found(arn);
    const std::string document = input.policy_document.value_or("");
    if (const auto checked = check_managed_policy(document); !checked) return checked.error();
    if (found->versions.size() >= kMaxVersions) {
        return limit_exceeded(
            "A managed policy can have up to 5 versions. Before you create a new version, you must "
            "delete an existing version."
        );
    }
    PolicyRow row = *found;
    row.versions.push_back({row.next_version++, document, call.now});
    row.updated = call.now;
    if (input.set_as_default.value_or(false)) row.default_version = row.versions.back().number;
    auto version = describe_version(row, row.versions.back());
    version.document.reset();
    put_named(call, call.tables.policies, std::move(row));
    return api::iam::CreatePolicyVersionResponse{.policy_version = version};
}

Result<api::iam::GetPolicyVersionResponse> get_policy_version(
    Call& call, const api::iam::GetPolicyVersionRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    if (!policy_exists(call, arn)) return policy_not_found(arn);
    const std::string id = input.version_id.value_or("");
    for (auto& version : all_versions(call, arn)) {
        if (version.version_id == id) {
            return api::iam::GetPolicyVersionResponse{.policy_version = std::move(version)};
        }
    }
    return version_not_found(arn, id);
}

Result<api::iam::ListPolicyVersionsResponse> list_policy_versions(
    Call& call, const api::iam::ListPolicyVersionsRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    if (!policy_exists(call, arn)) return policy_not_found(arn);
    std::map<std::string, api::iam::PolicyVersion> versions;
    std::vector<std::string> keys;
    for (auto& version : all_versions(call, arn)) {
        version.document.reset();
        keys.push_back(version_order(std::stoll(version.version_id->substr(1))));
        versions[keys.back()] = std::move(version);
    }
    const auto page =
        cut_page(call, {"ListPolicyVersions", arn, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListPolicyVersionsResponse out;
    out.versions.emplace();
    for (const auto& key : page->keys) out.versions->push_back(versions.at(key));
    show_page(out, *page);
    return out;
}

Result<api::iam::SetDefaultPolicyVersionResponse> set_default_policy_version(
    Call& call, const api::iam::SetDefaultPolicyVersionRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    const auto found = find_policy_row(call, arn);
    if (!found) return policy_not_found(arn);
    const std::string id = input.version_id.value_or("");
    const auto place = version_place(*found, id);
    if (place == found->versions.end()) return version_not_found(arn, id);
    PolicyRow row = *found;
    row.default_version = place->number;
    row.updated = call.now;
    put_named(call, call.tables.policies, std::move(row));
    return api::iam::SetDefaultPolicyVersionResponse{};
}

Result<api::iam::DeletePolicyVersionResponse> delete_policy_version(
    Call& call, const api::iam::DeletePolicyVersionRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    const auto found = find_policy_row(call, arn);
    if (!found) return policy_not_found(arn);
    const std::string id = input.version_id.value_or("");
    const auto place = version_place(*found, id);
    if (place == found->versions.end()) return version_not_found(arn, id);
    const std::int64_t number = place->number;
    if (number == found->default_version) {
        return delete_conflict("Cannot delete the default version of a policy.");
    }
    PolicyRow row = *found;
    std::erase_if(row.versions, [number](const auto& version) { return version.number == number; });
    put_named(call, call.tables.policies, std::move(row));
    return api::iam::DeletePolicyVersionResponse{};
}

}  // namespace gantry::iam
