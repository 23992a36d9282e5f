#include "services/logs/model/rows.h"

namespace gantry::logs {

using reflect::field;

const reflect::TypeInfo& GroupRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<GroupRow>(
        "Group",
        {
            field<&GroupRow::account>("account"),
            field<&GroupRow::region>("region"),
            field<&GroupRow::name>("name"),
            field<&GroupRow::id>("id"),
            field<&GroupRow::created>("created"),
            field<&GroupRow::retention_days>("retentionDays"),
            field<&GroupRow::log_class>("logClass"),
            field<&GroupRow::deletion_protection>("deletionProtection"),
            field<&GroupRow::tags>("tags"),
            field<&GroupRow::gone_before>("goneBefore"),
        }
    );
    return info;
}

const reflect::TypeInfo& StreamRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<StreamRow>(
        "Stream",
        {
            field<&StreamRow::name>("name"),
            field<&StreamRow::id>("id"),
            field<&StreamRow::created>("created"),
        }
    );
    return info;
}

const reflect::TypeInfo& MetricFilterRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<MetricFilterRow>(
        "MetricFilter",
        {
            field<&MetricFilterRow::name>("name"),
            field<&MetricFilterRow::group>("group"),
            field<&MetricFilterRow::pattern>("pattern"),
            field<&MetricFilterRow::transformations>("transformations"),
            field<&MetricFilterRow::created>("created"),
            field<&MetricFilterRow::on_transformed>("onTransformed"),
        }
    );
    return info;
}

const reflect::TypeInfo& SubscriptionFilterRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SubscriptionFilterRow>(
        "SubscriptionFilter",
        {
            field<&SubscriptionFilterRow::name>("name"),
            field<&SubscriptionFilterRow::group>("group"),
            field<&SubscriptionFilterRow::pattern>("pattern"),
            field<&SubscriptionFilterRow::destination_arn>("destinationArn"),
            field<&SubscriptionFilterRow::role_arn>("roleArn"),
            field<&SubscriptionFilterRow::distribution>("distribution"),
            field<&SubscriptionFilterRow::created>("created"),
            field<&SubscriptionFilterRow::on_transformed>("onTransformed"),
        }
    );
    return info;
}

const reflect::TypeInfo& ResourcePolicyRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ResourcePolicyRow>(
        "ResourcePolicy",
        {
            field<&ResourcePolicyRow::name>("name"),
            field<&ResourcePolicyRow::document>("document"),
            field<&ResourcePolicyRow::updated>("updated"),
        }
    );
    return info;
}

const reflect::TypeInfo& QueryDefinitionRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<QueryDefinitionRow>(
        "QueryDefinition",
        {
            field<&QueryDefinitionRow::id>("id"),
            field<&QueryDefinitionRow::name>("name"),
            field<&QueryDefinitionRow::query>("query"),
            field<&QueryDefinitionRow::groups>("groups"),
            field<&QueryDefinitionRow::modified>("modified"),
        }
    );
    return info;
}

}  // namespace gantry::logs
