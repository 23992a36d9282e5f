#include "services/ecr/api/show.h"

#include "services/ecr/model/names.h"

namespace gantry::ecr {

api::ecr::Repository show_repository(const Found& found, const std::string& endpoint) {
    const RepositoryRow& row = *found.repository;
    api::ecr::Repository out{
        .repository_arn = repository_arn(found.scope, row.name),
        .registry_id = found.scope.account,
        .repository_name = row.name,
        .repository_uri = repository_uri(endpoint, row.name),
        .created_at = row.created,
        .image_tag_mutability = row.mutability,
        .image_scanning_configuration =
            api::ecr::ImageScanningConfiguration{.scan_on_push = row.scan_on_push},
        .encryption_configuration = row.encryption,
    };
    if (!row.exclusion_filters.empty()) {
        out.image_tag_mutability_exclusion_filters = row.exclusion_filters;
    }
    return out;
}

api::ecr::ImageDetail show_image(
    const Tables& tables, const Found& repository, const ImageRow& image
) {
    api::ecr::ImageDetail out{
        .registry_id = repository.scope.account,
        .repository_name = repository.repository->name,
        .image_digest = image.digest,
        .image_size_in_bytes = size_of(tables, repository.key, image),
        .image_pushed_at = image.pushed,
        .image_manifest_media_type = image.media_type,
        .last_recorded_pull_time = image.pulled,
        .image_status = api::ecr::ImageStatus::Active,
    };
    auto tags = tags_of(tables, {}, member_key(repository.key, image.digest));
    if (!tags.empty()) out.image_tags = std::move(tags);
    if (!image.artifact_media_type.empty()) out.artifact_media_type = image.artifact_media_type;
    if (!image.subject.empty()) out.subject_manifest_digest = image.subject;
    return out;
}

}  // namespace gantry::ecr
