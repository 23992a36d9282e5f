#pragma once

#include <cstdint>
#include <string>

#include "base/reflect.h"
#include "base/time.h"
#include "services/ssm/model/rows.h"

/// Machines that are not AWS's, and the codes by which they come in.
/// Source: Systems Manager User Guide, "Create a hybrid activation to register nodes".
namespace gantry::ssm {

/// How long an activation lasts for which nothing is said, and at most.
inline constexpr Duration kActivationLasts = hours{24};
inline constexpr Duration kActivationLastsAtMost = hours{24 * 30};

/// What somebody may register machines with. Key: `account/region/<id>`.
struct ActivationRow {
    std::string id;         ///< a UUID
    std::string code_hash;  ///< hash_of_code(): the code itself was told once and is kept nowhere
    std::string description;
    std::string default_instance_name;
    std::string iam_role;  ///< as it was given: a name, with its path or without
    std::int32_t registration_limit = 1;
    std::int32_t registrations = 0;  ///< machines that came in by it, those that left included
    SysTime expires{};
    SysTime created{};
    Tags tags;  ///< of machines that come in

    friend bool operator==(const ActivationRow&, const ActivationRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What a machine tells of itself.
struct MachineFacts {
    std::string agent_version;  ///< "0.1.0.0"
    std::string computer_name;
    std::string ip_address;
    std::string platform_name;     ///< "Debian GNU/Linux"
    std::string platform_version;  ///< "12"

    friend bool operator==(const MachineFacts&, const MachineFacts&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A machine that registered. Key: `account/region/mi-…`. Gone once it is deregistered.
struct ManagedInstanceRow {
    std::string id;  ///< "mi-" and 17 hexadecimal digits
    std::string activation_id;
    std::string iam_role;  ///< as in ActivationRow
    std::string name;
    std::string public_key;  ///< wire::KeyPair; its private half is on the machine and nowhere else
    MachineFacts facts;
    SysTime registered{};
    SysTime last_ping{};    ///< when it last asked for credentials
    SysTime last_signed{};  ///< by the machine's clock: what it signed then or before opens nothing
    Tags tags;

    friend bool operator==(const ManagedInstanceRow&, const ManagedInstanceRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ssm
