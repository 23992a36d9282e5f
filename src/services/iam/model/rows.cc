#include "services/iam/model/rows.h"

namespace gantry::iam {

using reflect::field;

const reflect::TypeInfo& InlinePolicy::type_info() {
    static const reflect::TypeInfo info = reflect::structure<InlinePolicy>(
        "InlinePolicy",
        {
            field<&InlinePolicy::name>("name"),
            field<&InlinePolicy::document>("document"),
        }
    );
    return info;
}

const reflect::TypeInfo& PolicyHolder::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PolicyHolder>(
        "PolicyHolder",
        {
            field<&PolicyHolder::inline_policies>("inlinePolicies"),
            field<&PolicyHolder::attached>("attached"),
            field<&PolicyHolder::boundary>("boundary"),
        }
    );
    return info;
}

const reflect::TypeInfo& RoleRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<RoleRow>(
        "Role",
        {
            field<&RoleRow::account>("account"),
            field<&RoleRow::name>("name"),
            field<&RoleRow::path>("path"),
            field<&RoleRow::id>("id"),
            field<&RoleRow::arn>("arn"),
            field<&RoleRow::created>("created"),
            field<&RoleRow::trust_policy>("trustPolicy"),
            field<&RoleRow::description>("description"),
            field<&RoleRow::max_session_duration_s>("maxSessionDurationS"),
            field<&RoleRow::policies>("policies"),
            field<&RoleRow::tags>("tags"),
            field<&RoleRow::service>("service"),
        }
    );
    return info;
}

const reflect::TypeInfo& UserRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<UserRow>(
        "User",
        {
            field<&UserRow::account>("account"),
            field<&UserRow::name>("name"),
            field<&UserRow::path>("path"),
            field<&UserRow::id>("id"),
            field<&UserRow::arn>("arn"),
            field<&UserRow::created>("created"),
            field<&UserRow::policies>("policies"),
            field<&UserRow::groups>("groups"),
            field<&UserRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& GroupRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<GroupRow>(
        "Group",
        {
            field<&GroupRow::account>("account"),
            field<&GroupRow::name>("name"),
            field<&GroupRow::path>("path"),
            field<&GroupRow::id>("id"),
            field<&GroupRow::arn>("arn"),
            field<&GroupRow::created>("created"),
            field<&GroupRow::policies>("policies"),
        }
    );
    return info;
}

const reflect::TypeInfo& AccessKeyRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AccessKeyRow>(
        "AccessKey",
        {
            field<&AccessKeyRow::account>("account"),
            field<&AccessKeyRow::id>("id"),
            field<&AccessKeyRow::user_key>("userKey"),
            field<&AccessKeyRow::active>("active"),
            field<&AccessKeyRow::created>("created"),
        }
    );
    return info;
}

const reflect::TypeInfo& PolicyVersionEntry::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PolicyVersionEntry>(
        "PolicyVersionEntry",
        {
            field<&PolicyVersionEntry::number>("number"),
            field<&PolicyVersionEntry::document>("document"),
            field<&PolicyVersionEntry::created>("created"),
        }
    );
    return info;
}

const reflect::TypeInfo& PolicyRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PolicyRow>(
        "Policy",
        {
            field<&PolicyRow::account>("account"),
            field<&PolicyRow::name>("name"),
            field<&PolicyRow::path>("path"),
            field<&PolicyRow::id>("id"),
            field<&PolicyRow::arn>("arn"),
            field<&PolicyRow::created>("created"),
            field<&PolicyRow::updated>("updated"),
            field<&PolicyRow::description>("description"),
            field<&PolicyRow::versions>("versions"),
            field<&PolicyRow::default_version>("defaultVersion"),
            field<&PolicyRow::next_version>("nextVersion"),
            field<&PolicyRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& InstanceProfileRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<InstanceProfileRow>(
        "InstanceProfile",
        {
            field<&InstanceProfileRow::account>("account"),
            field<&InstanceProfileRow::name>("name"),
            field<&InstanceProfileRow::path>("path"),
            field<&InstanceProfileRow::id>("id"),
            field<&InstanceProfileRow::arn>("arn"),
            field<&InstanceProfileRow::created>("created"),
            field<&InstanceProfileRow::role_key>("roleKey"),
            field<&InstanceProfileRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& OidcProviderRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<OidcProviderRow>(
        "OidcProvider",
        {
            field<&OidcProviderRow::account>("account"),
            field<&OidcProviderRow::name>("name"),
            field<&OidcProviderRow::arn>("arn"),
            field<&OidcProviderRow::created>("created"),
            field<&OidcProviderRow::client_ids>("clientIds"),
            field<&OidcProviderRow::thumbprints>("thumbprints"),
            field<&OidcProviderRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& AccountRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AccountRow>(
        "Account",
        {
            field<&AccountRow::alias>("alias"),
            field<&AccountRow::password_policy>("passwordPolicy"),
        }
    );
    return info;
}

}  // namespace gantry::iam
