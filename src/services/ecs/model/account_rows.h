#pragma once

#include <optional>
#include <string>

#include "api/ecs/capacity_provider.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"

namespace gantry::ecs {

/// One account setting of one principal, or of everybody ("default").
/// Key: `<scope>/<name>/<principal ARN or "default">`.
struct AccountSettingRow {
    std::string account;
    std::string region;
    std::string principal_arn;  ///< empty: the account's default
    std::string name;
    std::string value;

    static const reflect::TypeInfo& type_info();
};

/// A capacity provider that a user made. Key: `<scope>/<name>`. FARGATE and FARGATE_SPOT always
/// exist and have no row.
struct CapacityProviderRow {
    std::string account;
    std::string region;
    std::string name;
    api::ecs::CapacityProvider provider;

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
