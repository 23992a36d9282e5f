#include <map>
#include <set>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/name_rules.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/show.h"
#include "services/ssm/api/values.h"

namespace gantry::ssm {
namespace {

using api::ssm::GetParameterRequest;
using api::ssm::GetParameterResult;
using api::ssm::GetParametersRequest;
using api::ssm::GetParametersResult;

Result<api::ssm::Parameter> read(const Call& call, const Found& found, bool decrypt) {
    auto value = value_of(call.services, call.tx, *found.version, decrypt);
    if (!value) return value.error();
    return show_parameter(found, *std::move(value));
}

/// Errors: ValidationException for spaces inside of it.
Result<Found> find_named(const Call& call, const std::string& text) {
    const Reference reference = parse_reference(call.scope, text);
    if (auto good = check_no_spaces(reference.name); !good) return good.error();
    return find_version({call.tables, call.tx}, call.scope, text);
}

}  // namespace

Result<GetParameterResult> get_parameter(Call& call, const GetParameterRequest& input) {
    const auto found = find_named(call, input.name.value_or(""));
    if (!found) return found.error();
    auto shown = read(call, *found, input.with_decryption.value_or(false));
    if (!shown) return shown.error();
    return GetParameterResult{.parameter = *std::move(shown)};
}

Result<GetParametersResult> get_parameters(Call& call, const GetParametersRequest& input) {
    std::map<std::string, api::ssm::Parameter> shown;  // by name and selector
    GetParametersResult out;
    out.parameters.emplace();
    out.invalid_parameters.emplace();
    std::set<std::string> seen;
    for (const std::string& name : input.names.value_or(std::vector<std::string>{})) {
        if (!seen.insert(name).second) continue;
        const auto found = find_named(call, name);
        if (!found && found.error().kind != ErrorKind::NotFound) return found.error();
        if (!found) {
            out.invalid_parameters->push_back(name);
            continue;
        }
        auto parameter = read(call, *found, input.with_decryption.value_or(false));
        if (!parameter) return parameter.error();
        shown[found->version->name + ":" + found->reference.selector] = *std::move(parameter);
    }
    for (auto& [name, parameter] : shown) out.parameters->push_back(std::move(parameter));
    return out;
}

}  // namespace gantry::ssm
