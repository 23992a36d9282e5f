#include "services/kms/model/rows.h"

namespace gantry::kms {

using reflect::field;

const reflect::TypeInfo& KeyMaterial::type_info() {
    static const reflect::TypeInfo info = reflect::structure<KeyMaterial>(
        "KeyMaterial",
        {
            field<&KeyMaterial::id>("id"),
            field<&KeyMaterial::sealed>("sealed"),
            field<&KeyMaterial::created>("created"),
            field<&KeyMaterial::rotation>("rotation"),
        }
    );
    return info;
}

const reflect::TypeInfo& KeyRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<KeyRow>(
        "Key",
        {
            field<&KeyRow::account>("account"),
            field<&KeyRow::region>("region"),
            field<&KeyRow::id>("id"),
            field<&KeyRow::arn>("arn"),
            field<&KeyRow::service>("service"),
            field<&KeyRow::description>("description"),
            field<&KeyRow::created>("created"),
            field<&KeyRow::enabled>("enabled"),
            field<&KeyRow::deletion_date>("deletionDate"),
            field<&KeyRow::policy>("policy"),
            field<&KeyRow::tags>("tags"),
            field<&KeyRow::rotation_period_days>("rotationPeriodDays"),
            field<&KeyRow::next_rotation>("nextRotation"),
            field<&KeyRow::materials>("materials"),
        }
    );
    return info;
}

const reflect::TypeInfo& AliasRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AliasRow>(
        "Alias",
        {
            field<&AliasRow::account>("account"),
            field<&AliasRow::region>("region"),
            field<&AliasRow::name>("name"),
            field<&AliasRow::key_id>("keyId"),
            field<&AliasRow::created>("created"),
            field<&AliasRow::updated>("updated"),
        }
    );
    return info;
}

}  // namespace gantry::kms
