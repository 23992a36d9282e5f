#include <fmt/format.h>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/filters.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/show.h"

namespace gantry::ssm {
namespace {

using api::ssm::DescribeParametersRequest;
using api::ssm::DescribeParametersResult;

Result<Filters> filters_in(const DescribeParametersRequest& input) {
    const bool old = input.filters && !input.filters->empty();
    if (!old) return read_filters(input.parameter_filters, FilterUse::Describe);
    if (input.parameter_filters && !input.parameter_filters->empty()) {
        return validation("You can use either Filters or ParameterFilters in a single request.");
    }
    return read_old_filters(*input.filters);
}

VersionPtr latest_of(const Call& call, const ParameterRow& parameter) {
    const std::string key = parameter_key(call.scope, parameter.name);
    return call.tables.versions.find(version_key(key, parameter.latest));
}

}  // namespace

Result<DescribeParametersResult> describe_parameters(
    Call& call, const DescribeParametersRequest& input
) {
    constexpr std::int32_t kPageSize = 50;
    const auto filters = filters_in(input);
    if (!filters) return filters.error();
    const auto keep = [&](const ParameterRow& parameter) {
        const auto version = latest_of(call, parameter);
        return version && passes(*filters, parameter.tags, *version);
    };
    // What others share is asked for on its own, and there is none.
    const bool shared = input.shared.value_or(false);
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {fmt::format("ssm:DescribeParameters {} {}", shared, text_of(*filters)),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        shared ? service::sorted_keys({})
               : service::rows_with_prefix(call.tables.parameters, call.scope.prefix(), keep)
    );
    if (!page) return invalid_token();
    DescribeParametersResult out{.parameters = std::vector<api::ssm::ParameterMetadata>{}};
    for (const std::string& key : page->keys) {
        const auto parameter = call.tables.parameters.find(key);
        out.parameters->push_back(show_metadata(*latest_of(call, *parameter)));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::ssm
