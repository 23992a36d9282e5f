#include "services/ssm/api/errors.h"
#include "services/ssm/api/parameters.h"

namespace gantry::ssm {
namespace {

using api::ssm::DeleteParameterRequest;
using api::ssm::DeleteParameterResult;
using api::ssm::DeleteParametersRequest;
using api::ssm::DeleteParametersResult;

/// Names only: an ARN, or a selector, names nothing that can be deleted.
bool erase_named(Call& call, const std::string& text) {
    const Reference reference = parse_reference(call.scope, text);
    if (reference.by_arn || !reference.selector.empty()) return false;
    if (!find_parameter({call.tables, call.tx}, call.scope, text)) return false;
    erase_parameter(call.tables, call.tx, reference.key());
    return true;
}

}  // namespace

void erase_parameter(const Tables& tables, core::Transaction& tx, const std::string& key) {
    for (const VersionPtr& version : versions_of({tables, tx}, key)) {
        tx.erase(tables.versions, version_key(key, version->version));
    }
    tx.erase(tables.parameters, key);
}

Result<DeleteParameterResult> delete_parameter(Call& call, const DeleteParameterRequest& input) {
    const std::string name = input.name.value_or("");
    if (!erase_named(call, name)) return parameter_not_found(name);
    return DeleteParameterResult{};
}

Result<DeleteParametersResult> delete_parameters(Call& call, const DeleteParametersRequest& input) {
    DeleteParametersResult out;
    out.deleted_parameters.emplace();
    out.invalid_parameters.emplace();
    for (const std::string& name : input.names.value_or(std::vector<std::string>{})) {
        const bool erased = erase_named(call, name);
        (erased ? out.deleted_parameters : out.invalid_parameters)->push_back(name);
    }
    return out;
}

}  // namespace gantry::ssm
