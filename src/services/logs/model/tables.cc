#include "services/logs/model/tables.h"

#include "wire/json_codec.h"

namespace gantry::logs {
namespace {

template <class Row>
core::RowCodec<Row> json_rows() {
    return {
        .encode = [](const Row& row) { return wire::encode_json(row); },
        .decode = [](std::string_view text) { return wire::decode_json<Row>(text); },
    };
}

}  // namespace

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
