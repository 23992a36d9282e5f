#include "services/ssm/model/managed_rows.h"

namespace gantry::ssm {

using reflect::field;

const reflect::TypeInfo& ActivationRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ActivationRow>(
        "Activation",
        {
            field<&ActivationRow::id>("id"),
            field<&ActivationRow::code_hash>("codeHash"),
            field<&ActivationRow::description>("description"),
            field<&ActivationRow::default_instance_name>("defaultInstanceName"),
            field<&ActivationRow::iam_role>("iamRole"),
            field<&ActivationRow::registration_limit>("registrationLimit"),
            field<&ActivationRow::registrations>("registrations"),
            field<&ActivationRow::expires>("expires"),
            field<&ActivationRow::created>("created"),
            field<&ActivationRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& MachineFacts::type_info() {
    static const reflect::TypeInfo info = reflect::structure<MachineFacts>(
        "MachineFacts",
        {
            field<&MachineFacts::agent_version>("agentVersion"),
            field<&MachineFacts::computer_name>("computerName"),
            field<&MachineFacts::ip_address>("ipAddress"),
            field<&MachineFacts::platform_name>("platformName"),
            field<&MachineFacts::platform_version>("platformVersion"),
        }
    );
    return info;
}

const reflect::TypeInfo& ManagedInstanceRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ManagedInstanceRow>(
        "ManagedInstance",
        {
            field<&ManagedInstanceRow::id>("id"),
            field<&ManagedInstanceRow::activation_id>("activationId"),
            field<&ManagedInstanceRow::iam_role>("iamRole"),
            field<&ManagedInstanceRow::name>("name"),
            field<&ManagedInstanceRow::public_key>("publicKey"),
            field<&ManagedInstanceRow::facts>("facts"),
            field<&ManagedInstanceRow::registered>("registered"),
            field<&ManagedInstanceRow::last_ping>("lastPing"),
            field<&ManagedInstanceRow::last_signed>("lastSigned"),
            field<&ManagedInstanceRow::tags>("tags"),
        }
    );
    return info;
}

}  // namespace gantry::ssm
