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

}  // namespace gantry::ecr
