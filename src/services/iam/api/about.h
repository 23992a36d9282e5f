#pragma once

#include <type_traits>

#include "api/iam/add_role_to_instance_profile_request.h"
#include "api/iam/create_open_id_connect_provider_request.h"
#include "api/iam/create_service_linked_role_request.h"
#include "api/iam/get_access_key_last_used_request.h"
#include "service/access_tags.h"
#include "service/authorizer.h"
#include "services/iam/api/nouns.h"

/// What calls are about, for policies: third arguments of service::operation (operation_table.cc).
/// What is there or not makes no difference, but that paths, tags and boundaries come from rows.
/// Operations without one have no resources. Source: Service Authorization Reference, "Actions,
/// resources, and condition keys for AWS Identity and Access Management".
namespace gantry::iam::about {

using service::Resource;

/// An entity by its name.
template <class Noun>
Resource entity(const Call& call, const std::string& name) {
    const auto row = call.tx.get(Noun::table(call.tables), key_of(call, name));
    if (!row) return {entity_arn(call.scope, Noun::kWord, "/", name)};
    if constexpr (requires { row->tags; }) {
        return {row->arn, service::resource_tags("iam", row->tags)};
    } else {
        return {row->arn};
    }
}
/// A user; the caller itself where none is named.
Resource user(const Call& call, const std::string& name);
Resource profile(const Call& call, const std::string& name);
Resource policy(const Call& call, const std::string& arn);
Resource provider(const Call& call, const std::string& arn);

inline void add(service::Access& access, std::string_view key, const std::string& value) {
    if (!value.empty()) access.context.push_back({std::string(key), {value}});
}

/// iam:PermissionsBoundary, of an entity as it is.
template <class Noun>
void add_boundary(const Call& call, const std::string& name, service::Access& access) {
    const auto row = call.tx.get(Noun::table(call.tables), key_of(call, name));
    if (row) add(access, "iam:PermissionsBoundary", row->policies.boundary);
}

/// Tags that are set, or the keys of those that go.
template <class Input>
void add_changed_tags(const Input& input, service::Access& access) {
    if constexpr (requires { input.tag_keys; }) {
        if (input.tag_keys) access.context.push_back({"aws:TagKeys", *input.tag_keys});
    } else {
        service::add_request_tags(input.tags.value_or(Tags{}), access.context);
    }
}

/// A user, role or group.
template <class Noun>
inline constexpr auto kOf = [](const Call& call, const auto& input, service::Access& access) {
    const std::string name = Noun::name_in(input);
    if constexpr (std::is_same_v<Noun, UserNoun>) {
        access.resources.push_back(user(call, name));
    } else {
        access.resources.push_back(entity<Noun>(call, name));
    }
};

/// The same where its policies change: which, and what its boundary is.
template <class Noun>
inline constexpr auto kOfPolicyOf =
    [](const Call& call, const auto& input, service::Access& access) {
        kOf<Noun>(call, input, access);
        add_boundary<Noun>(call, Noun::name_in(input), access);
        if constexpr (requires { input.policy_arn; }) {
            add(access, "iam:PolicyARN", input.policy_arn.value_or(""));
        }
    };

/// The same where its boundary changes to another.
template <class Noun>
inline constexpr auto kOfBoundaryOf =
    [](const Call& call, const auto& input, service::Access& access) {
        kOf<Noun>(call, input, access);
        add(access, "iam:PermissionsBoundary", input.permissions_boundary.value_or(""));
    };

/// The same where its tags change.
template <class Noun>
inline constexpr auto kOfTagsOf = [](const Call& call, const auto& input, service::Access& access) {
    kOf<Noun>(call, input, access);
    add_changed_tags(input, access);
};

/// A new entity, under its path. Tags that come with it need the right to tag as well.
/// @param type of its ARN: "user"
/// @param tag  the action that tags it: "iam:TagUser"
template <class Input>
void add_new(
    const Call& call,
    const Input& input,
    std::string_view type,
    const std::string& name,
    std::string_view tag,
    service::Access& access
) {
    const Resource made{entity_arn(call.scope, type, input.path.value_or("/"), name)};
    access.resources.push_back(made);
    if constexpr (requires { input.permissions_boundary; }) {
        add(access, "iam:PermissionsBoundary", input.permissions_boundary.value_or(""));
    }
    if constexpr (requires { input.tags; }) {
        if (!input.tags || input.tags->empty()) return;
        service::add_request_tags(*input.tags, access.context);
        access.also.push_back({std::string(tag), {made}, access.context});
    }
}

inline constexpr auto kOfNewUser = [](const Call& call, const auto& input, auto& access) {
    add_new(call, input, "user", input.user_name.value_or(""), "iam:TagUser", access);
};
inline constexpr auto kOfNewRole = [](const Call& call, const auto& input, auto& access) {
    add_new(call, input, "role", input.role_name.value_or(""), "iam:TagRole", access);
};
inline constexpr auto kOfNewGroup = [](const Call& call, const auto& input, auto& access) {
    add_new(call, input, "group", input.group_name.value_or(""), {}, access);
};
inline constexpr auto kOfNewPolicy = [](const Call& call, const auto& input, auto& access) {
    add_new(call, input, "policy", input.policy_name.value_or(""), "iam:TagPolicy", access);
};
inline constexpr auto kOfNewProfile = [](const Call& call, const auto& input, auto& access) {
    const std::string name = input.instance_profile_name.value_or("");
    add_new(call, input, "instance-profile", name, "iam:TagInstanceProfile", access);
};

/// What is renamed or moved is asked for as it was and as it will be.
template <class Noun>
inline constexpr auto kOfMoved = [](const Call& call, const auto& input, service::Access& access) {
    const std::string name = Noun::name_in(input);
    const Resource before = entity<Noun>(call, name);
    access.resources.push_back(before);
    std::string new_name = name;
    if constexpr (std::is_same_v<Noun, UserNoun>) {
        new_name = input.new_user_name.value_or(name);
    } else {
        new_name = input.new_group_name.value_or(name);
    }
    const std::string path = input.new_path.value_or(parse_entity_arn(before.arn).path);
    const std::string after = entity_arn(call.scope, Noun::kWord, path, new_name);
    if (after != before.arn) access.resources.push_back({after, before.context});
};

inline constexpr auto kOfProfile = [](const Call& call, const auto& input, auto& access) {
    access.resources.push_back(profile(call, input.instance_profile_name.value_or("")));
};
inline constexpr auto kOfTagsOfProfile = [](const Call& call, const auto& input, auto& access) {
    kOfProfile(call, input, access);
    add_changed_tags(input, access);
};
inline constexpr auto kOfPolicy = [](const Call& call, const auto& input, auto& access) {
    access.resources.push_back(policy(call, input.policy_arn.value_or("")));
};
inline constexpr auto kOfTagsOfPolicy = [](const Call& call, const auto& input, auto& access) {
    kOfPolicy(call, input, access);
    add_changed_tags(input, access);
};

inline constexpr auto kOfProvider = [](const Call& call, const auto& input, auto& access) {
    access.resources.push_back(provider(call, input.open_id_connect_provider_arn.value_or("")));
};
inline constexpr auto kOfTagsOfProvider = [](const Call& call, const auto& input, auto& access) {
    kOfProvider(call, input, access);
    add_changed_tags(input, access);
};
void of_new_provider(
    const Call& call,
    const api::iam::CreateOpenIDConnectProviderRequest& input,
    service::Access& access
);

/// Everything of a kind, under a path: "arn:aws:iam::123456789012:user/".
/// @param type "user"
void add_all(
    const Call& call,
    std::string_view type,
    const std::optional<std::string>& path,
    service::Access& access
);
inline constexpr auto kOfUsers = [](const Call& call, const auto& input, auto& access) {
    add_all(call, "user", input.path_prefix, access);
};
inline constexpr auto kOfRoles = [](const Call& call, const auto& input, auto& access) {
    add_all(call, "role", input.path_prefix, access);
};
inline constexpr auto kOfGroups = [](const Call& call, const auto& input, auto& access) {
    add_all(call, "group", input.path_prefix, access);
};
inline constexpr auto kOfProfiles = [](const Call& call, const auto& input, auto& access) {
    add_all(call, "instance-profile", input.path_prefix, access);
};

/// A profile, and the right to pass the role to machines.
void of_role_in_profile(
    const Call& call,
    const api::iam::AddRoleToInstanceProfileRequest& input,
    service::Access& access
);
/// Its name is the service's to choose.
void of_service_linked_role(
    const Call& call, const api::iam::CreateServiceLinkedRoleRequest& input, service::Access& access
);
/// The user whose key it is.
void of_key_use(
    const Call& call, const api::iam::GetAccessKeyLastUsedRequest& input, service::Access& access
);
/// Whose policies are tried, or read.
inline constexpr auto kOfSource = [](const Call&, const auto& input, service::Access& access) {
    access.resources.push_back({input.policy_source_arn.value_or("")});
};

}  // namespace gantry::iam::about
