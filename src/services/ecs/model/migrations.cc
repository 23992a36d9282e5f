#include "services/ecs/model/migrations.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gantry::ecs {
namespace {

/// The tables there were when names did not say whose they are.
constexpr std::array<std::string_view, 12> kPlainNames{
    "account_settings",
    "capacity_providers",
    "client_tokens",
    "clusters",
    "container_instances",
    "families",
    "log_tails",
    "service_deployments",
    "service_events",
    "services",
    "task_definitions",
    "tasks",
};

Result<void> name_the_service(core::RowChange& change) {
    if (std::ranges::find(kPlainNames, change.table) != kPlainNames.end()) {
        change.table.insert(0, "ecs.");
    }
    return {};
}

}  // namespace

std::vector<core::Migration> migrations() {
    return {{.format = 3, .change = name_the_service}};
}

}  // namespace gantry::ecs
