#include "services/ssm/api/show.h"

namespace gantry::ssm {
namespace {

std::vector<api::ssm::ParameterInlinePolicy> show_policies(const VersionRow& version) {
    std::vector<api::ssm::ParameterInlinePolicy> shown;
    for (const PolicyEntry& policy : version.policies) {
        shown.push_back({
            .policy_text = policy.text,
            .policy_type = policy.type,
            .policy_status = "Pending",
        });
    }
    return shown;
}

/// What metadata and history have in common.
template <class Shown>
Shown show_common(const VersionRow& version) {
    Shown shown{
        .name = version.name,
        .type = version.type,
        .last_modified_date = version.modified,
        .last_modified_user = version.modified_by,
        .version = version.version,
        .tier = version.tier,
        .policies = show_policies(version),
        .data_type = version.data_type,
    };
    if (!version.key_id.empty()) shown.key_id = version.key_id;
    if (!version.description.empty()) shown.description = version.description;
    if (!version.allowed_pattern.empty()) shown.allowed_pattern = version.allowed_pattern;
    return shown;
}

}  // namespace

api::ssm::Parameter show_parameter(const VersionRow& version, std::string value) {
    return {
        .name = version.name,
        .type = version.type,
        .value = std::move(value),
        .version = version.version,
        .last_modified_date = version.modified,
        .arn = version.arn,
        .data_type = version.data_type,
    };
}

api::ssm::Parameter show_parameter(const Found& found, std::string value) {
    auto shown = show_parameter(*found.version, std::move(value));
    if (!found.reference.selector.empty()) shown.selector = ":" + found.reference.selector;
    return shown;
}

api::ssm::ParameterMetadata show_metadata(const VersionRow& version) {
    auto shown = show_common<api::ssm::ParameterMetadata>(version);
    shown.arn = version.arn;
    return shown;
}

api::ssm::ParameterHistory show_history(const VersionRow& version, std::string value) {
    auto shown = show_common<api::ssm::ParameterHistory>(version);
    shown.value = std::move(value);
    shown.labels = version.labels;
    return shown;
}

}  // namespace gantry::ssm
