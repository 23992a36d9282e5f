#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "services/iam/api/call.h"
#include "services/iam/api/errors.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/document.h"

/// What roles, users, groups and their like have in common, so that one function does for all.
namespace gantry::iam {

struct RoleNoun {
    using Row = RoleRow;
    static constexpr std::string_view kWord = "role";
    static constexpr std::string_view kAttachQuota = "PoliciesPerRole";
    static constexpr std::size_t kMaxInline = policy::kMaxRoleInline;
    static const core::Table<Row>& table(const Tables& tables) { return tables.roles; }
    template <class Input>
    static std::string name_in(const Input& input) {
        return input.role_name.value_or("");
    }
    template <class Output>
    static void show_name(Output& out, const Row& row) {
        out.role_name = row.name;
    }
};

struct UserNoun {
    using Row = UserRow;
    static constexpr std::string_view kWord = "user";
    static constexpr std::string_view kAttachQuota = "PoliciesPerUser";
    static constexpr std::size_t kMaxInline = policy::kMaxUserInline;
    static const core::Table<Row>& table(const Tables& tables) { return tables.users; }
    template <class Input>
    static std::string name_in(const Input& input) {
        return input.user_name.value_or("");
    }
    template <class Output>
    static void show_name(Output& out, const Row& row) {
        out.user_name = row.name;
    }
};

struct GroupNoun {
    using Row = GroupRow;
    static constexpr std::string_view kWord = "group";
    static constexpr std::string_view kAttachQuota = "PoliciesPerGroup";
    static constexpr std::size_t kMaxInline = policy::kMaxGroupInline;
    static const core::Table<Row>& table(const Tables& tables) { return tables.groups; }
    template <class Input>
    static std::string name_in(const Input& input) {
        return input.group_name.value_or("");
    }
    template <class Output>
    static void show_name(Output& out, const Row& row) {
        out.group_name = row.name;
    }
};

/// The key that an entity of that name has in the caller's account.
inline std::string key_of(const Call& call, std::string_view name) {
    return entity_key(call.scope.account, name);
}

/// Puts a row where its name says. The key is made first: an argument may be moved before another
/// is read.
template <class Row>
void put_named(Call& call, const core::Table<Row>& table, Row row) {
    const std::string key = key_of(call, row.name);
    call.tx.put(table, key, std::move(row));
}

/// Errors: NoSuchEntity "The <word> with name <name> cannot be found."
template <class Noun>
Result<typename core::Table<typename Noun::Row>::Ptr> find_named(
    const Call& call, std::string_view name
) {
    auto row = call.tx.get(Noun::table(call.tables), key_of(call, name));
    if (!row) return not_found_by_name(Noun::kWord, name);
    return row;
}

/// The same of the entity that an input names.
template <class Noun, class Input>
auto find_in(const Call& call, const Input& input) {
    return find_named<Noun>(call, Noun::name_in(input));
}

/// Roles of services are changed by nobody else.
/// Errors: UnmodifiableEntity.
inline Result<void> check_modifiable(const RoleRow& row) {
    if (row.service.empty()) return {};
    return unmodifiable(fmt::format(
        "Cannot perform the operation on the protected role '{}' - this role is only modifiable "
        "by AWS",
        row.name
    ));
}
template <class Row>
Result<void> check_modifiable(const Row&) {
    return {};
}

/// What find_in finds, if it may be changed.
template <class Noun, class Input>
Result<typename core::Table<typename Noun::Row>::Ptr> find_to_change(
    const Call& call, const Input& input
) {
    auto row = find_in<Noun>(call, input);
    if (!row) return row;
    if (const auto may = check_modifiable(**row); !may) return may.error();
    return row;
}

}  // namespace gantry::iam
