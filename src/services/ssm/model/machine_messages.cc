#include "services/ssm/model/machine_messages.h"

#include <fmt/format.h>

namespace gantry::ssm {

using reflect::field;

std::string RegisterMachine::text_to_sign() const {
    return fmt::format(
        "gantry register\n{}\n{}\n{}\n{}", activation_id, activation_code, public_key, signed_at
    );
}

std::string AskForCredentials::text_to_sign() const {
    return fmt::format("gantry credentials\n{}\n{}", instance_id, signed_at);
}

const reflect::TypeInfo& RegisterMachine::type_info() {
    static const reflect::TypeInfo info = reflect::structure<RegisterMachine>(
        "RegisterMachine",
        {
            field<&RegisterMachine::activation_id>("activationId"),
            field<&RegisterMachine::activation_code>("activationCode"),
            field<&RegisterMachine::public_key>("publicKey"),
            field<&RegisterMachine::facts>("facts"),
            field<&RegisterMachine::signed_at>("signedAt"),
            field<&RegisterMachine::signature>("signature"),
        }
    );
    return info;
}

const reflect::TypeInfo& AskForCredentials::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AskForCredentials>(
        "AskForCredentials",
        {
            field<&AskForCredentials::instance_id>("instanceId"),
            field<&AskForCredentials::facts>("facts"),
            field<&AskForCredentials::signed_at>("signedAt"),
            field<&AskForCredentials::signature>("signature"),
        }
    );
    return info;
}

const reflect::TypeInfo& MachineCredentials::type_info() {
    static const reflect::TypeInfo info = reflect::structure<MachineCredentials>(
        "MachineCredentials",
        {
            field<&MachineCredentials::instance_id>("instanceId"),
            field<&MachineCredentials::account>("account"),
            field<&MachineCredentials::region>("region"),
            field<&MachineCredentials::access_key_id>("accessKeyId"),
            field<&MachineCredentials::secret_access_key>("secretAccessKey"),
            field<&MachineCredentials::session_token>("sessionToken"),
            field<&MachineCredentials::expiration>("expiration"),
        }
    );
    return info;
}

bool may_join_later(const Error& why) {
    return why.kind == ErrorKind::Unavailable || why.kind == ErrorKind::Throttled ||
           why.kind == ErrorKind::Internal;
}

}  // namespace gantry::ssm
