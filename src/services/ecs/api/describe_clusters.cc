#include "services/ecs/api/cluster_view.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxClusters = 100;

}  // namespace

Result<api::ecs::DescribeClustersResponse> describe_clusters(
    Call& call, const api::ecs::DescribeClustersRequest& input
) {
    std::vector<std::string> wanted = input.clusters.value_or(std::vector<std::string>{});
    if (wanted.size() > kMaxClusters) {
        return invalid_parameter("clusters can have at most 100 items.");
    }
    if (wanted.empty()) wanted.emplace_back("default");

    const ClusterInclude include = ClusterInclude::of(input.include);
    api::ecs::DescribeClustersResponse output;
    output.clusters.emplace();
    output.failures.emplace();
    for (const std::string& reference : wanted) {
        const Result<std::string> name = resolve_cluster_name(call.scope, reference);
        if (!name) return name.error();
        const auto row = call.tables.clusters.find(cluster_key(call.scope, *name));
        if (row) {
            output.clusters->push_back(view_cluster(call, *row, include));
        } else {
            output.failures->push_back({.arn = cluster_arn(call.scope, *name), .reason = "MISSING"}
            );
        }
    }
    return output;
}

}  // namespace gantry::ecs
