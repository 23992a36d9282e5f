#include <algorithm>
#include <string_view>

#include "service/paging.h"
#include "services/ssm/api/activations.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/api/plain_filter.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

using api::ssm::DescribeActivationsFilterKeys;
using api::ssm::DescribeActivationsRequest;
using api::ssm::DescribeActivationsResult;

const std::string& filtered_by(const ActivationRow& row, std::string_view key) {
    if (key == reflect::to_text(DescribeActivationsFilterKeys::ActivationIds)) return row.id;
    if (key == reflect::to_text(DescribeActivationsFilterKeys::DefaultInstanceName)) {
        return row.default_instance_name;
    }
    return row.iam_role;
}

bool passes_all(const ActivationRow& row, const PlainFilters& filters) {
    return std::ranges::all_of(filters, [&row](const PlainFilter& filter) {
        return std::ranges::find(filter.values, filtered_by(row, filter.key)) !=
               filter.values.end();
    });
}

Result<PlainFilters> activation_filters(const DescribeActivationsRequest& input) {
    PlainFilters filters;
    if (!input.filters) return filters;
    for (const auto& filter : *input.filters) {
        if (!filter.filter_key || !filter.filter_values || filter.filter_values->empty()) {
            return api_error("InvalidFilter", "A filter needs a FilterKey and FilterValues.");
        }
        filters.push_back({std::string(reflect::to_text(*filter.filter_key)), *filter.filter_values}
        );
    }
    return filters;
}

api::ssm::Activation show_activation(const ActivationRow& row, SysTime now) {
    api::ssm::Activation shown{
        .activation_id = row.id,
        .iam_role = row.iam_role,
        .registration_limit = row.registration_limit,
        .registrations_count = row.registrations,
        .expiration_date = row.expires,
        .expired = row.expires <= now,
        .created_date = row.created,
    };
    if (!row.description.empty()) shown.description = row.description;
    if (!row.default_instance_name.empty()) {
        shown.default_instance_name = row.default_instance_name;
    }
    if (!row.tags.empty()) shown.tags = row.tags;
    return shown;
}

}  // namespace

Result<DescribeActivationsResult> describe_activations(
    Call& call, const DescribeActivationsRequest& input
) {
    constexpr std::int32_t kPageSize = 50;
    const auto filters = activation_filters(input);
    if (!filters) return filters.error();
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ssm:DescribeActivations" + text_of(*filters),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.activations,
            call.scope.prefix(),
            [&filters](const ActivationRow& row) { return passes_all(row, *filters); }
        )
    );
    if (!page) return invalid_token();
    DescribeActivationsResult out{.activation_list = std::vector<api::ssm::Activation>{}};
    for (const std::string& key : page->keys) {
        out.activation_list->push_back(show_activation(*call.tables.activations.find(key), call.now)
        );
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::ssm
