#include <algorithm>

#include "services/ecs/api/describe_service.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/services.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxServices = 10;

ShowTags tags_wanted(const api::ecs::DescribeServicesRequest& input) {
    const bool wanted =
        input.include &&
        std::ranges::find(*input.include, api::ecs::ServiceField::Tags) != input.include->end();
    return wanted ? ShowTags::Yes : ShowTags::No;
}

/// Failures name what was asked for: an ARN as it was given, a name in the short form of ARNs.
std::string failure_arn(const Scope& scope, const std::string& name_or_arn) {
    if (looks_like_arn(name_or_arn)) return name_or_arn;
    const Arn arn{
        .partition = std::string(partition_of(scope.region)),
        .scope = scope,
        .type = "service",
        .path = name_or_arn,
    };
    return arn.str();
}

}  // namespace

Result<api::ecs::DescribeServicesResponse> describe_services(
    Call& call, const api::ecs::DescribeServicesRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (!input.services || input.services->empty()) {
        return invalid_parameter("Services cannot be empty.");
    }
    if (input.services->size() > kMaxServices) {
        return invalid_parameter("service names can have at most 10 items.");
    }
    api::ecs::DescribeServicesResponse output;
    output.services.emplace();
    output.failures.emplace();
    for (const std::string& name_or_arn : *input.services) {
        const auto name = resolve_service_name(call, (*cluster)->name, name_or_arn);
        if (!name) return name.error();
        const std::string key = in_cluster_key(call.scope, (*cluster)->name, *name);
        if (const auto row = call.tx.get(call.tables.services, key)) {
            output.services->push_back(describe_service(call, *row, tags_wanted(input)));
        } else {
            output.failures->push_back(
                {.arn = failure_arn(call.scope, name_or_arn), .reason = "MISSING"}
            );
        }
    }
    return output;
}

}  // namespace gantry::ecs
