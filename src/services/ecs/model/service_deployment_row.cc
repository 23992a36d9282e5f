#include "services/ecs/model/service_deployment_row.h"

namespace gantry::ecs {

using reflect::field;

bool ServiceDeploymentRow::is_over() const {
    using enum api::ecs::ServiceDeploymentStatus;
    return status == Successful || status == Stopped || status == RollbackSuccessful ||
           status == RollbackFailed;
}

const reflect::TypeInfo& ServiceDeploymentRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ServiceDeploymentRow>(
        "ServiceDeployment",
        {
            field<&ServiceDeploymentRow::account>("account"),
            field<&ServiceDeploymentRow::region>("region"),
            field<&ServiceDeploymentRow::cluster>("cluster"),
            field<&ServiceDeploymentRow::service>("service"),
            field<&ServiceDeploymentRow::id>("id"),
            field<&ServiceDeploymentRow::revision_number>("revisionNumber"),
            field<&ServiceDeploymentRow::family>("family"),
            field<&ServiceDeploymentRow::revision>("revision"),
            field<&ServiceDeploymentRow::launch_type>("launchType"),
            field<&ServiceDeploymentRow::capacity_provider_strategy>("capacityProviderStrategy"),
            field<&ServiceDeploymentRow::platform_version>("platformVersion"),
            field<&ServiceDeploymentRow::network_configuration>("networkConfiguration"),
            field<&ServiceDeploymentRow::volume_configurations>("volumeConfigurations"),
            field<&ServiceDeploymentRow::images>("images"),
            field<&ServiceDeploymentRow::source_revisions>("sourceRevisions"),
            field<&ServiceDeploymentRow::configuration>("configuration"),
            field<&ServiceDeploymentRow::status>("status"),
            field<&ServiceDeploymentRow::status_reason>("statusReason"),
            field<&ServiceDeploymentRow::failure_count>("failureCount"),
            field<&ServiceDeploymentRow::failure_threshold>("failureThreshold"),
            field<&ServiceDeploymentRow::breaker_triggered>("breakerTriggered"),
            field<&ServiceDeploymentRow::rollback_revision>("rollbackRevision"),
            field<&ServiceDeploymentRow::rollback_started_at>("rollbackStartedAt"),
            field<&ServiceDeploymentRow::created_at>("createdAt"),
            field<&ServiceDeploymentRow::started_at>("startedAt"),
            field<&ServiceDeploymentRow::finished_at>("finishedAt"),
            field<&ServiceDeploymentRow::stopped_at>("stoppedAt"),
            field<&ServiceDeploymentRow::updated_at>("updatedAt"),
        }
    );
    return info;
}

}  // namespace gantry::ecs
