#include <fmt/format.h>

#include <algorithm>

#include "service/paging.h"
#include "services/ssm/api/activations.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

using api::ssm::DescribeActivationsFilterKeys;
using api::ssm::DescribeActivationsRequest;
using api::ssm::DescribeActivationsResult;

using ActivationFilters = std::vector<api::ssm::DescribeActivationsFilter>;

const std::string& filtered_by(const ActivationRow& row, DescribeActivationsFilterKeys key) {
    switch (key) {
        case DescribeActivationsFilterKeys::ActivationIds: return row.id;
        case DescribeActivationsFilterKeys::DefaultInstanceName: return row.default_instance_name;
        case DescribeActivationsFilterKeys::IamRole: break;
    }
    return row.iam_role;
}

bool passes_all(const ActivationRow& row, const ActivationFilters& filters) {
    return std::ranges::all_of(filters, [&row](const auto& filter) {
        return std::ranges::find(*filter.filter_values, filtered_by(row, *filter.filter_key)) !=
               filter.filter_values->end();
    });
}

std::string text_of_filters(const ActivationFilters& filters) {
    std::string text;
    for (const auto& filter : filters) {
        text += fmt::format(" {}", reflect::to_text(*filter.filter_key));
        for (const std::string& value : *filter.filter_values) text += "=" + value;
    }
    return text;
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
    const ActivationFilters filters = input.filters.value_or(ActivationFilters{});
    for (const auto& filter : filters) {
        if (!filter.filter_key || !filter.filter_values || filter.filter_values->empty()) {
            return api_error("InvalidFilter", "A filter needs a FilterKey and FilterValues.");
        }
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ssm:DescribeActivations" + text_of_filters(filters),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.activations,
            call.scope.prefix(),
            [&filters](const ActivationRow& row) { return passes_all(row, filters); }
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
