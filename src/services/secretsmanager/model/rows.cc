#include "services/secretsmanager/model/rows.h"

namespace gantry::secretsmanager {

using reflect::field;

const reflect::TypeInfo& Rotation::type_info() {
    static const reflect::TypeInfo info = reflect::structure<Rotation>(
        "Rotation",
        {
            field<&Rotation::enabled>("enabled"),
            field<&Rotation::lambda_arn>("lambdaArn"),
            field<&Rotation::rules>("rules"),
        }
    );
    return info;
}

const reflect::TypeInfo& SecretRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SecretRow>(
        "Secret",
        {
            field<&SecretRow::name>("name"),
            field<&SecretRow::arn>("arn"),
            field<&SecretRow::description>("description"),
            field<&SecretRow::key_id>("keyId"),
            field<&SecretRow::created>("created"),
            field<&SecretRow::changed>("changed"),
            field<&SecretRow::accessed>("accessed"),
            field<&SecretRow::deletion_date>("deletionDate"),
            field<&SecretRow::policy>("policy"),
            field<&SecretRow::rotation>("rotation"),
            field<&SecretRow::next_version>("nextVersion"),
            field<&SecretRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& VersionRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<VersionRow>(
        "SecretVersion",
        {
            field<&VersionRow::id>("id"),
            field<&VersionRow::number>("number"),
            field<&VersionRow::stages>("stages"),
            field<&VersionRow::created>("created"),
            field<&VersionRow::accessed>("accessed"),
            field<&VersionRow::binary>("binary"),
            field<&VersionRow::key_id>("keyId"),
            field<&VersionRow::sealed>("sealed"),
        }
    );
    return info;
}

}  // namespace gantry::secretsmanager
