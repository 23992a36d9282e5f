#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/paging.h"
#include "services/ecs/api/service_checks.h"
#include "services/ecs/api/service_deployments.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListServiceDeploymentsRequest;

bool is_listed(const ServiceDeploymentRow& row, const ListServiceDeploymentsRequest& input) {
    if (input.status && !input.status->empty() &&
        std::ranges::find(*input.status, row.status) == input.status->end()) {
        return false;
    }
    if (!input.created_at) return true;
    return (!input.created_at->after || row.created_at >= *input.created_at->after) &&
           (!input.created_at->before || row.created_at <= *input.created_at->before);
}

std::string filter_text(
    const ListServiceDeploymentsRequest& input, const std::string& service_key
) {
    std::string text = service_key;
    if (input.status) {
        for (const auto status : *input.status)
            fmt::format_to(std::back_inserter(text), " {}", reflect::to_text(status));
    }
    if (input.created_at) {
        const auto ms = [](const std::optional<SysTime>& time) {
            return time ? epoch_ms(*time) : 0;
        };
        fmt::format_to(
            std::back_inserter(text),
            " {}-{}",
            ms(input.created_at->after),
            ms(input.created_at->before)
        );
    }
    return text;
}

api::ecs::ServiceDeploymentBrief describe(const ServiceDeploymentRow& row) {
    return {
        .service_deployment_arn = row.arn(),
        .service_arn = service_arn(row.scope(), row.cluster, row.service),
        .cluster_arn = cluster_arn(row.scope(), row.cluster),
        .started_at = row.started_at,
        .created_at = row.created_at,
        .finished_at = row.finished_at,
        .target_service_revision_arn =
            service_revision_arn(row.scope(), row.cluster, row.service, row.revision_number),
        .status = row.status,
        .status_reason = row.status_reason,
    };
}

/// `<created, in milliseconds> <row key>`: the order of the list.
std::string position(const ServiceDeploymentRow& row) {
    return fmt::format("{:015} {}", epoch_ms(row.created_at), row.key());
}

}  // namespace

Result<api::ecs::ListServiceDeploymentsResponse> list_service_deployments(
    Call& call, const ListServiceDeploymentsRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto service = find_service(call, **cluster, input.service);
    if (!service) return service.error();

    const std::string service_key = (*service)->key();
    std::vector<std::string> positions;
    const auto& table = call.tables.service_deployments;
    for (const auto& [key, row] : table.with_prefix(service_key + "/")) {
        if (is_listed(*row, input)) positions.push_back(position(*row));
    }
    const PageRequest request{
        .operation = "ListServiceDeployments",
        .filter = filter_text(input, service_key),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const Result<Page> page =
        take_page(call, request, sorted_keys(std::move(positions), KeyOrder::Descending));
    if (!page) return page.error();

    api::ecs::ListServiceDeploymentsResponse output{.next_token = page->next_token};
    output.service_deployments.emplace();
    for (const std::string& at : page->keys) {
        output.service_deployments->push_back(describe(*table.find(at.substr(at.find(' ') + 1))));
    }
    return output;
}

}  // namespace gantry::ecs
