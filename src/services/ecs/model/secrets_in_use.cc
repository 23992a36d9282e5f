#include "services/ecs/model/secrets_in_use.h"

namespace gantry::ecs {

using reflect::field;

const reflect::TypeInfo& SecretVersion::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SecretVersion>(
        "SecretVersion",
        {
            field<&SecretVersion::value_from>("valueFrom"),
            field<&SecretVersion::version>("version"),
        }
    );
    return info;
}

const reflect::TypeInfo& SecretsInUse::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SecretsInUse>(
        "SecretsInUse",
        {
            field<&SecretsInUse::deployment_id>("deploymentId"),
            field<&SecretsInUse::begun_at>("begunAt"),
            field<&SecretsInUse::versions>("versions"),
            field<&SecretsInUse::waiting>("waiting"),
            field<&SecretsInUse::first_change_at>("firstChangeAt"),
            field<&SecretsInUse::last_change_at>("lastChangeAt"),
        }
    );
    return info;
}

}  // namespace gantry::ecs
