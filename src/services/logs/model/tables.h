#pragma once

#include <vector>

#include "core/table.h"
#include "services/logs/model/rows.h"

namespace gantry::logs {

/// All tables of CloudWatch Logs. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<GroupRow> groups;
    core::Table<StreamRow> streams;
    core::Table<MetricFilterRow> metric_filters;
    core::Table<SubscriptionFilterRow> subscription_filters;
    core::Table<ResourcePolicyRow> resource_policies;
    core::Table<QueryDefinitionRow> query_definitions;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::logs
