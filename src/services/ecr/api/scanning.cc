#include <algorithm>

#include "services/ecr/api/find.h"
#include "services/ecr/api/registry_row.h"
#include "services/ecr/api/registry_settings.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/wildcard.h"

namespace gantry::ecr {
namespace {

using namespace api::ecr;  // NOLINT(google-build-using-namespace): names of shapes only

RegistryScanningConfiguration shown(RegistryScanningConfiguration configuration) {
    if (!configuration.scan_type) configuration.scan_type = ScanType::Basic;
    if (!configuration.rules) configuration.rules.emplace();
    return configuration;
}

Result<void> check_rules(const RegistryScanningConfiguration& wanted) {
    for (const auto& rule : *wanted.rules) {
        const bool manual = *rule.scan_frequency == ScanFrequency::Manual;
        const bool continuous = *rule.scan_frequency == ScanFrequency::ContinuousScan;
        const bool enhanced = *wanted.scan_type == ScanType::Enhanced;
        if (!manual && (enhanced || !continuous)) continue;
        return invalid_parameter(
            "Invalid parameter at 'rules' failed to satisfy constraint: 'The scan frequency is not "
            "supported for the scan type'"
        );
    }
    return {};
}

RepositoryScanningConfiguration show(
    const RegistryScanningConfiguration& registry, const Found& found
) {
    const RepositoryRow& row = *found.repository;
    RepositoryScanningConfiguration out{
        .repository_arn = repository_arn(found.scope, row.name),
        .repository_name = row.name,
        .scan_on_push = row.scan_on_push,
        .scan_frequency = row.scan_on_push ? ScanFrequency::ScanOnPush : ScanFrequency::Manual,
        .applied_scan_filters = std::vector<ScanningRepositoryFilter>{},
    };
    for (const auto& rule : *registry.rules) {
        for (const auto& filter : *rule.repository_filters) {
            if (!fits_wildcard(*filter.filter, row.name)) continue;
            out.applied_scan_filters->push_back(filter);
            // Continuous goes before on push.
            if (out.scan_frequency != ScanFrequency::ContinuousScan) {
                out.scan_frequency = rule.scan_frequency;
            }
            out.scan_on_push = true;
        }
    }
    return out;
}

}  // namespace

Result<PutRegistryScanningConfigurationResponse> put_registry_scanning_configuration(
    Call& call, const PutRegistryScanningConfigurationRequest& input
) {
    RegistryRow row = registry_row(call);
    row.scanning = shown({input.scan_type, input.rules});
    if (auto good = check_rules(row.scanning); !good) return good.error();
    PutRegistryScanningConfigurationResponse out{row.scanning};
    put_registry_row(call, std::move(row));
    return out;
}

Result<GetRegistryScanningConfigurationResponse> get_registry_scanning_configuration(
    Call& call, const GetRegistryScanningConfigurationRequest& /*input*/
) {
    return GetRegistryScanningConfigurationResponse{
        call.scope.account, shown(registry_row(call).scanning)
    };
}

Result<BatchGetRepositoryScanningConfigurationResponse> batch_get_repository_scanning_configuration(
    Call& call, const BatchGetRepositoryScanningConfigurationRequest& input
) {
    const auto registry = shown(registry_row(call).scanning);
    BatchGetRepositoryScanningConfigurationResponse out;
    out.scanning_configurations.emplace();
    out.failures.emplace();
    for (const std::string& name : *input.repository_names) {
        const auto found = find_repository(call, std::nullopt, name);
        if (found) {
            out.scanning_configurations->push_back(show(registry, *found));
            continue;
        }
        out.failures->push_back(
            {name, ScanningConfigurationFailureCode::RepositoryNotFound, found.error().message}
        );
    }
    return out;
}

}  // namespace gantry::ecr
