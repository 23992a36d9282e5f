#include "services/ecs/model/account_rows.h"

namespace gantry::ecs {

using reflect::field;

const reflect::TypeInfo& AccountSettingRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AccountSettingRow>(
        "AccountSetting",
        {
            field<&AccountSettingRow::account>("account"),
            field<&AccountSettingRow::region>("region"),
            field<&AccountSettingRow::principal_arn>("principalArn"),
            field<&AccountSettingRow::name>("name"),
            field<&AccountSettingRow::value>("value"),
        }
    );
    return info;
}

const reflect::TypeInfo& CapacityProviderRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<CapacityProviderRow>(
        "CapacityProvider",
        {
            field<&CapacityProviderRow::account>("account"),
            field<&CapacityProviderRow::region>("region"),
            field<&CapacityProviderRow::name>("name"),
            field<&CapacityProviderRow::provider>("provider"),
        }
    );
    return info;
}

}  // namespace gantry::ecs
