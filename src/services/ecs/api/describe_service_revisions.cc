#include <algorithm>

#include "services/ecs/api/capacity_shown.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/service_deployments.h"
#include "services/ecs/api/service_resource.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxRevisions = 20;

using StoryPtr = core::Table<ServiceDeploymentRow>::Ptr;

/// The service deployment that brought the revision; null when none is known.
StoryPtr find_story(const Tables& tables, const ServiceResource& revision) {
    const auto rows = tables.service_deployments.with_prefix(revision.service_key + "/");
    const auto found = std::ranges::find_if(rows, [&](const auto& entry) {
        return entry.second->revision_number == revision.id;
    });
    return found == rows.end() ? nullptr : found->second;
}

std::vector<api::ecs::ContainerImage> images_of(
    const Tables& tables, const ServiceDeploymentRow& row
) {
    std::vector<api::ecs::ContainerImage> images;
    const auto definition =
        tables.task_definitions.find(task_definition_key(row.scope(), row.family, row.revision));
    if (!definition || !definition->definition.container_definitions) return images;
    for (const auto& container : *definition->definition.container_definitions) {
        images.push_back({.container_name = container.name, .image = container.image});
        if (container.version_consistency == api::ecs::VersionConsistency::Disabled) continue;
        const auto known =
            std::ranges::find(row.images, container.name.value_or(""), &ResolvedImage::container);
        if (known != row.images.end()) images.back().image_digest = known->digest;
    }
    return images;
}

std::optional<std::vector<api::ecs::ServiceVolumeConfiguration>> volumes_of_revision(
    const ServiceDeploymentRow& row
) {
    if (row.volume_configurations.empty()) return std::nullopt;
    return row.volume_configurations;
}

api::ecs::ServiceRevision describe_revision(const Tables& tables, const ServiceDeploymentRow& row) {
    return {
        .service_revision_arn =
            service_revision_arn(row.scope(), row.cluster, row.service, row.revision_number),
        .service_arn = service_arn(row.scope(), row.cluster, row.service),
        .cluster_arn = cluster_arn(row.scope(), row.cluster),
        .task_definition = task_definition_arn(row.scope(), row.family, row.revision),
        .capacity_provider_strategy = shown_strategy(row.capacity_provider_strategy),
        .launch_type = row.capacity_provider_strategy.empty() ? row.launch_type : std::nullopt,
        .platform_version = row.platform_version,
        .platform_family = platform_family(row.platform_version),
        .network_configuration = row.network_configuration,
        .container_images = images_of(tables, row),
        .volume_configurations = volumes_of_revision(row),
        .created_at = row.created_at,
    };
}

}  // namespace

Result<api::ecs::DescribeServiceRevisionsResponse> describe_service_revisions(
    Call& call, const api::ecs::DescribeServiceRevisionsRequest& input
) {
    if (!input.service_revision_arns || input.service_revision_arns->empty()) {
        return invalid_parameter("serviceRevisionArns cannot be empty.");
    }
    if (input.service_revision_arns->size() > kMaxRevisions) {
        return invalid_parameter("serviceRevisionArns can have at most 20 items.");
    }
    api::ecs::DescribeServiceRevisionsResponse output;
    output.service_revisions.emplace();
    output.failures.emplace();
    for (const std::string& arn : *input.service_revision_arns) {
        const auto resource = parse_service_resource(call, arn, "service-revision");
        if (!resource) return resource.error();
        if (const auto row = find_story(call.tables, *resource)) {
            output.service_revisions->push_back(describe_revision(call.tables, *row));
        } else {
            output.failures->push_back({.arn = arn, .reason = "MISSING"});
        }
    }
    return output;
}

}  // namespace gantry::ecs
