#include "services/secretsmanager/api/show.h"

#include "services/secretsmanager/api/secrets.h"

namespace gantry::secretsmanager {

std::map<std::string, std::vector<std::string>> stages_by_id(
    const Rows& rows, std::string_view secret_key
) {
    std::map<std::string, std::vector<std::string>> stages;
    for (const VersionPtr& version : versions_of(rows, secret_key)) {
        if (!version->stages.empty()) stages[version->id] = version->stages;
    }
    return stages;
}

Result<api::secretsmanager::DescribeSecretResponse> describe_secret(
    Call& call, const api::secretsmanager::DescribeSecretRequest& input
) {
    const Rows rows{call.tables, call.tx};
    const auto found = find_secret(rows, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    auto shown = show_secret<api::secretsmanager::DescribeSecretResponse>(*found->secret);
    auto stages = stages_by_id(rows, found->key);
    if (!stages.empty()) shown.version_ids_to_stages = std::move(stages);
    return shown;
}

}  // namespace gantry::secretsmanager
