#include "services/ssm/api/errors.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/show.h"
#include "services/ssm/api/values.h"

namespace gantry::ssm {

using api::ssm::GetParameterHistoryRequest;
using api::ssm::GetParameterHistoryResult;

Result<VersionPage> take_history_page(const Call& call, const GetParameterHistoryRequest& input) {
    constexpr std::int32_t kPageSize = 50;
    const std::string name = input.name.value_or("");
    const auto parameter = find_parameter({call.tables, call.tx}, call.scope, name);
    if (!parameter) return parameter_not_found(name);
    const std::string prefix = versions_prefix(parameter_key(call.scope, parameter->name));
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ssm:GetParameterHistory " + prefix,
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(call.tables.versions, prefix, [](const auto&) { return true; })
    );
    if (!page) return invalid_token();
    VersionPage out{.page = *std::move(page), .versions = {}};
    for (const std::string& key : out.page.keys) {
        out.versions.push_back(call.tables.versions.find(key));
    }
    return out;
}

Result<GetParameterHistoryResult> get_parameter_history(
    Call& call, const GetParameterHistoryRequest& input
) {
    auto page = take_history_page(call, input);
    if (!page) return page.error();
    GetParameterHistoryResult out{.parameters = std::vector<api::ssm::ParameterHistory>{}};
    for (const VersionPtr& version : page->versions) {
        const bool decrypt = input.with_decryption.value_or(false);
        auto value = value_of(call.services, call.tx, *version, decrypt);
        if (!value) return value.error();
        out.parameters->push_back(show_history(*version, *std::move(value)));
    }
    out.next_token = std::move(page->page.next);
    return out;
}

}  // namespace gantry::ssm
