#include "services/logs/model/tables.h"

#include "service/json_rows.h"

namespace gantry::logs {

using service::json_rows;
Tables::Tables()
    : groups("logs.groups", json_rows<GroupRow>()),
      streams("logs.streams", json_rows<StreamRow>()),
      metric_filters("logs.metric_filters", json_rows<MetricFilterRow>()),
      subscription_filters("logs.subscription_filters", json_rows<SubscriptionFilterRow>()),
      resource_policies("logs.resource_policies", json_rows<ResourcePolicyRow>()),
      query_definitions("logs.query_definitions", json_rows<QueryDefinitionRow>()) {}

std::vector<core::TableBase*> Tables::all() {
    return {
        &groups,
        &streams,
        &metric_filters,
        &subscription_filters,
        &resource_policies,
        &query_definitions,
    };
}

}  // namespace gantry::logs
