#include "services/logs/api/filters.h"
#include "services/logs/filter/pattern.h"

namespace gantry::logs {

Result<api::logs::TestMetricFilterResponse> test_metric_filter(
    const service::RowlessCall& /*call*/, const api::logs::TestMetricFilterRequest& input
) {
    const auto pattern = Pattern::read(input.filter_pattern.value_or(""));
    if (!pattern) return pattern.error();
    using api::logs::MetricFilterMatchRecord;
    api::logs::TestMetricFilterResponse out{.matches = std::vector<MetricFilterMatchRecord>{}};
    std::int64_t number = 0;
    for (const std::string& message : *input.log_event_messages) {
        ++number;
        if (!pattern->matches(message)) continue;
        out.matches->push_back({
            .event_number = number,
            .event_message = message,
            .extracted_values = pattern->extract(message),
        });
    }
    return out;
}

}  // namespace gantry::logs
