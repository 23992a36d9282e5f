#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/result.h"
#include "base/time.h"
#include "services/ssm/model/managed_rows.h"

/// What a machine that is not AWS's says to come in, and to be given credentials. Gantry's own:
/// what AWS's agent says there is not public. Bodies are JSON, sent with POST, and need no AWS
/// signature: a machine proves what it is by the code, and by a key pair that it made itself.
namespace gantry::ssm {

/// Where machines register, and where they ask for credentials later.
inline constexpr std::string_view kRegisterPath = "/.gantry/managed-instances/register";
inline constexpr std::string_view kCredentialsPath = "/.gantry/managed-instances/credentials";
inline constexpr std::size_t kMaxMachineMessage = std::size_t{8} << 10U;  ///< bytes
/// How far a machine's clock may be off.
inline constexpr Duration kMachineClockOff = minutes{15};
/// How long credentials last, and how often machines ask for new ones, which also says that they
/// are there.
inline constexpr Duration kMachineCredentialsLast = hours{1};
inline constexpr Duration kMachinePings = minutes{5};

/// Once for each machine. Said again with the same key and signed anew it is answered as the first
/// time: an answer that was lost costs nothing.
struct RegisterMachine {
    std::string activation_id;
    std::string activation_code;
    std::string public_key;  ///< wire::KeyPair
    MachineFacts facts;
    std::string signed_at;  ///< ISO 8601, by the machine's clock; as in AskForCredentials
    std::string signature;  ///< of text_to_sign(), by the key

    [[nodiscard]] std::string text_to_sign() const;
    static const reflect::TypeInfo& type_info();
};

struct AskForCredentials {
    std::string instance_id;
    MachineFacts facts;
    /// Later than whatever the machine signed before: what was said once opens nothing.
    std::string signed_at;
    std::string signature;

    [[nodiscard]] std::string text_to_sign() const;
    static const reflect::TypeInfo& type_info();
};

/// The answer to either: a session of the machine's role.
struct MachineCredentials {
    std::string instance_id;  ///< "mi-…"
    std::string account;
    std::string region;
    std::string access_key_id;
    std::string secret_access_key;
    std::string session_token;
    std::string expiration;  ///< ISO 8601

    static const reflect::TypeInfo& type_info();
};

/// Whether a machine that was refused so may come in later with the same message, signed anew:
/// it asked too often, or the trouble is the control plane's. Any other refusal needs someone to
/// change something.
bool may_join_later(const Error& why);

}  // namespace gantry::ssm
