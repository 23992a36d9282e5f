#include "services/ecs/api/clusters.h"
#include "services/ecs/api/paging.h"

namespace gantry::ecs {

Result<api::ecs::ListClustersResponse> list_clusters(
    Call& call, const api::ecs::ListClustersRequest& input
) {
    const PageRequest request{
        .operation = "ListClusters",
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const auto& clusters = call.tables.clusters;
    const KeysAfter active =
        rows_with_prefix(clusters, call.scope.prefix(), [](const ClusterRow& row) {
            return row.status != ClusterStatus::Inactive;
        });
    const Result<Page> page = take_page(call, request, active);
    if (!page) return page.error();

    api::ecs::ListClustersResponse output{.next_token = page->next_token};
    output.cluster_arns.emplace();
    for (const std::string& key : page->keys) {
        output.cluster_arns->push_back(clusters.find(key)->arn());
    }
    return output;
}

}  // namespace gantry::ecs
