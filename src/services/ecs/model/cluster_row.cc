#include "services/ecs/model/cluster_row.h"

namespace gantry::ecs {

using reflect::field;

const reflect::TypeInfo& ClusterRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ClusterRow>(
        "Cluster",
        {
            field<&ClusterRow::account>("account"),
            field<&ClusterRow::region>("region"),
            field<&ClusterRow::name>("name"),
            field<&ClusterRow::status>("status"),
            field<&ClusterRow::settings>("settings"),
            field<&ClusterRow::configuration>("configuration"),
            field<&ClusterRow::capacity_providers>("capacityProviders"),
            field<&ClusterRow::default_strategy>("defaultStrategy"),
            field<&ClusterRow::service_connect_defaults>("serviceConnectDefaults"),
            field<&ClusterRow::tags>("tags"),
            field<&ClusterRow::created_at>("createdAt"),
            field<&ClusterRow::deleted_at>("deletedAt"),
        }
    );
    return info;
}

}  // namespace gantry::ecs
