#include "services/ssm/model/rows.h"

namespace gantry::ssm {

using reflect::field;

const reflect::TypeInfo& PolicyEntry::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PolicyEntry>(
        "PolicyEntry",
        {
            field<&PolicyEntry::type>("type"),
            field<&PolicyEntry::text>("text"),
        }
    );
    return info;
}

const reflect::TypeInfo& ParameterRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ParameterRow>(
        "Parameter",
        {
            field<&ParameterRow::name>("name"),
            field<&ParameterRow::arn>("arn"),
            field<&ParameterRow::latest>("latest"),
            field<&ParameterRow::tier>("tier"),
            field<&ParameterRow::expires>("expires"),
            field<&ParameterRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& VersionRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<VersionRow>(
        "ParameterVersion",
        {
            field<&VersionRow::name>("name"),
            field<&VersionRow::arn>("arn"),
            field<&VersionRow::version>("version"),
            field<&VersionRow::type>("type"),
            field<&VersionRow::value>("value"),
            field<&VersionRow::sealed>("sealed"),
            field<&VersionRow::key_id>("keyId"),
            field<&VersionRow::modified>("modified"),
            field<&VersionRow::modified_by>("modifiedBy"),
            field<&VersionRow::description>("description"),
            field<&VersionRow::allowed_pattern>("allowedPattern"),
            field<&VersionRow::tier>("tier"),
            field<&VersionRow::data_type>("dataType"),
            field<&VersionRow::policies>("policies"),
            field<&VersionRow::labels>("labels"),
        }
    );
    return info;
}

const reflect::TypeInfo& SettingRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SettingRow>(
        "ServiceSetting",
        {
            field<&SettingRow::id>("id"),
            field<&SettingRow::value>("value"),
            field<&SettingRow::modified>("modified"),
            field<&SettingRow::modified_by>("modifiedBy"),
        }
    );
    return info;
}

}  // namespace gantry::ssm
