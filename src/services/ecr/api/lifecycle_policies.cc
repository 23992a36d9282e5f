#include "services/ecr/api/lifecycle_policies.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/find.h"
#include "services/ecr/api/image_ids.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/lifecycle.h"
#include "services/ecr/model/lifecycle_policy.h"

namespace gantry::ecr {
namespace {

using namespace api::ecr;  // NOLINT(google-build-using-namespace): names of shapes only

Error no_policy(const Found& found) {
    return ecr_error(
        ErrorKind::NotFound,
        "LifecyclePolicyNotFoundException",
        fmt::format(
            "Lifecycle policy does not exist for the repository with name '{}' in the registry "
            "with id '{}'",
            found.repository->name,
            found.scope.account
        )
    );
}

Error no_preview(const Found& found) {
    return ecr_error(
        ErrorKind::NotFound,
        "LifecyclePolicyPreviewNotFoundException",
        fmt::format(
            "Lifecycle policy preview does not exist for the repository with name '{}' in the "
            "registry with id '{}'",
            found.repository->name,
            found.scope.account
        )
    );
}

/// Whether an image is one of those that a caller asks for; all where he names none.
bool is_wanted(const GetLifecyclePolicyPreviewRequest& input, const LifecycleImage& image) {
    const auto wanted =
        input.filter ? input.filter->tag_status.value_or(TagStatus::Any) : TagStatus::Any;
    if (wanted != TagStatus::Any && (wanted == TagStatus::Tagged) == image.tags.empty()) {
        return false;
    }
    if (!input.image_ids || input.image_ids->empty()) return true;
    return std::ranges::any_of(*input.image_ids, [&image](const ImageIdentifier& id) {
        if (id.image_digest && *id.image_digest != image.digest) return false;
        if (!id.image_tag) return id.image_digest.has_value();
        return std::ranges::find(image.tags, *id.image_tag) != image.tags.end();
    });
}

LifecyclePolicyPreviewResult show(const LifecycleImage& image, std::int64_t priority) {
    LifecyclePolicyPreviewResult out{
        .image_digest = image.digest,
        .image_pushed_at = image.pushed,
        .action = LifecyclePolicyRuleAction{.type = ImageActionType::Expire},
        .applied_rule_priority = static_cast<std::int32_t>(priority),
    };
    if (!image.tags.empty()) out.image_tags = image.tags;
    return out;
}

using Results = std::map<std::string, LifecyclePolicyPreviewResult>;  ///< by digest

}  // namespace

Result<PutLifecyclePolicyResponse> put_lifecycle_policy(
    Call& call, const PutLifecyclePolicyRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const std::string text = *input.lifecycle_policy_text;
    if (const auto rules = read_lifecycle_policy(text); !rules) return rules.error();
    RepositoryRow row = *found->repository;
    if (row.lifecycle_policy != text) row.lifecycle_evaluated.reset();
    row.lifecycle_policy = text;
    call.tx.put(call.tables.repositories, found->key, std::move(row));
    return PutLifecyclePolicyResponse{found->scope.account, found->repository->name, text};
}

Result<GetLifecyclePolicyResponse> get_lifecycle_policy(
    Call& call, const GetLifecyclePolicyRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const RepositoryRow& row = *found->repository;
    if (row.lifecycle_policy.empty()) return no_policy(*found);
    return GetLifecyclePolicyResponse{
        found->scope.account, row.name, row.lifecycle_policy, row.lifecycle_evaluated
    };
}

Result<DeleteLifecyclePolicyResponse> delete_lifecycle_policy(
    Call& call, const DeleteLifecyclePolicyRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    RepositoryRow row = *found->repository;
    if (row.lifecycle_policy.empty()) return no_policy(*found);
    DeleteLifecyclePolicyResponse out{
        found->scope.account, row.name, row.lifecycle_policy, row.lifecycle_evaluated
    };
    row.lifecycle_policy.clear();
    row.lifecycle_evaluated.reset();
    call.tx.put(call.tables.repositories, found->key, std::move(row));
    return out;
}

Result<StartLifecyclePolicyPreviewResponse> start_lifecycle_policy_preview(
    Call& call, const StartLifecyclePolicyPreviewRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const std::string text =
        input.lifecycle_policy_text.value_or(found->repository->lifecycle_policy);
    if (text.empty()) return no_policy(*found);
    if (const auto rules = read_lifecycle_policy(text); !rules) return rules.error();
    call.tx.put(call.tables.previews, found->key, PreviewRow{text, call.now});
    return StartLifecyclePolicyPreviewResponse{
        found->scope.account,
        found->repository->name,
        text,
        LifecyclePolicyPreviewStatus::InProgress,
    };
}

Result<GetLifecyclePolicyPreviewResponse> get_lifecycle_policy_preview(
    Call& call, const GetLifecyclePolicyPreviewRequest& input
) {
    constexpr std::int32_t kPageSize = 100;
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const auto preview = call.tx.get(call.tables.previews, found->key);
    if (!preview) return no_preview(*found);
    const auto rules = read_lifecycle_policy(preview->policy);
    if (!rules) return rules.error();
    const auto images = lifecycle_images(call.tables, found->key);
    const auto expiring = expiring_images(*rules, images, preview->started);
    Results results;
    std::vector<std::string> keys;
    for (const auto& [image, priority] : expiring) {
        if (!is_wanted(input, images[image])) continue;
        keys.push_back(images[image].digest);
        results.emplace(keys.back(), show(images[image], priority));
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:GetLifecyclePolicyPreview " + found->key,
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::sorted_keys(std::move(keys))
    );
    if (!page) return invalid_token();
    GetLifecyclePolicyPreviewResponse out{
        .registry_id = found->scope.account,
        .repository_name = found->repository->name,
        .lifecycle_policy_text = preview->policy,
        .status = LifecyclePolicyPreviewStatus::Complete,
        .next_token = page->next,
        .preview_results = std::vector<LifecyclePolicyPreviewResult>{},
        .summary = LifecyclePolicyPreviewSummary{},
    };
    out.summary->expiring_image_total_count = static_cast<std::int32_t>(expiring.size());
    for (const std::string& key : page->keys) out.preview_results->push_back(results.at(key));
    return out;
}

}  // namespace gantry::ecr
