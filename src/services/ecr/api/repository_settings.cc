#include "services/ecr/api/repository_settings.h"

#include "services/ecr/api/checks.h"
#include "services/ecr/api/find.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

using api::ecr::ListTagsForResourceRequest;
using api::ecr::ListTagsForResourceResponse;
using api::ecr::PutImageScanningConfigurationRequest;
using api::ecr::PutImageScanningConfigurationResponse;
using api::ecr::PutImageTagMutabilityRequest;
using api::ecr::PutImageTagMutabilityResponse;
using api::ecr::TagResourceRequest;
using api::ecr::TagResourceResponse;
using api::ecr::UntagResourceRequest;
using api::ecr::UntagResourceResponse;

Result<Found> find_by_arn(const Call& call, const std::optional<std::string>& arn) {
    const auto named = parse_repository_arn(arn.value_or(""));
    if (!named) {
        return invalid_parameter(
            "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'"
        );
    }
    // In another Region nothing of this one is to be found.
    if (named->scope.region != call.scope.region) {
        return repository_not_found(named->scope.account, named->name);
    }
    return find_repository(call, named->scope.account, named->name);
}

void put_tags(Call& call, const Found& found, Tags tags) {
    RepositoryRow row = *found.repository;
    row.tags = std::move(tags);
    call.tx.put(call.tables.repositories, found.key, std::move(row));
}

}  // namespace

Result<PutImageTagMutabilityResponse> put_image_tag_mutability(
    Call& call, const PutImageTagMutabilityRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    RepositoryRow row = *found->repository;
    row.mutability = *input.image_tag_mutability;
    row.exclusion_filters =
        input.image_tag_mutability_exclusion_filters.value_or(ExclusionFilters{});
    if (auto good = check_mutability(row.mutability, row.exclusion_filters); !good) {
        return good.error();
    }
    PutImageTagMutabilityResponse out{
        .registry_id = found->scope.account,
        .repository_name = row.name,
        .image_tag_mutability = row.mutability,
    };
    if (!row.exclusion_filters.empty()) {
        out.image_tag_mutability_exclusion_filters = row.exclusion_filters;
    }
    call.tx.put(call.tables.repositories, found->key, std::move(row));
    return out;
}

Result<PutImageScanningConfigurationResponse> put_image_scanning_configuration(
    Call& call, const PutImageScanningConfigurationRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    RepositoryRow row = *found->repository;
    row.scan_on_push = input.image_scanning_configuration->scan_on_push.value_or(false);
    PutImageScanningConfigurationResponse out{
        .registry_id = found->scope.account,
        .repository_name = row.name,
        .image_scanning_configuration =
            api::ecr::ImageScanningConfiguration{.scan_on_push = row.scan_on_push},
    };
    call.tx.put(call.tables.repositories, found->key, std::move(row));
    return out;
}

Result<TagResourceResponse> tag_resource(Call& call, const TagResourceRequest& input) {
    const auto found = find_by_arn(call, input.resource_arn);
    if (!found) return found.error();
    auto tags = merge_tags(found->repository->tags, *input.tags);
    if (!tags) return tags.error();
    put_tags(call, *found, std::move(*tags));
    return TagResourceResponse{};
}

Result<UntagResourceResponse> untag_resource(Call& call, const UntagResourceRequest& input) {
    const auto found = find_by_arn(call, input.resource_arn);
    if (!found) return found.error();
    auto tags = remove_tags(found->repository->tags, *input.tag_keys);
    if (!tags) return tags.error();
    put_tags(call, *found, std::move(*tags));
    return UntagResourceResponse{};
}

Result<ListTagsForResourceResponse> list_tags_for_resource(
    Call& call, const ListTagsForResourceRequest& input
) {
    const auto found = find_by_arn(call, input.resource_arn);
    if (!found) return found.error();
    return ListTagsForResourceResponse{.tags = found->repository->tags};
}

}  // namespace gantry::ecr
