#pragma once

#include "base/random.h"
#include "base/result.h"
#include "core/transaction.h"
#include "service/call.h"
#include "service/registry.h"
#include "services/ssm/model/machine_messages.h"
#include "services/ssm/model/tables.h"

/// What becomes of machines that want to come in, and of those that are in.
namespace gantry::ssm {

/// What they are judged by, at one moment; changes are staged in `tx`.
struct MachineDesk {
    const Tables& tables;
    const service::Registry& services;
    const service::Settings& settings;
    IdSource& ids;
    SysTime now;
    core::Transaction& tx;
};

/// Lets a machine in, once for each key; counts it at its activation.
/// Errors: ValidationException for what cannot be read; AccessDeniedException for a signature that
/// is not of the key, a clock that is off by more than a quarter of an hour, what was signed no
/// later than something before, and roles that do not let ssm.amazonaws.com in; InvalidActivation
/// for an activation that is not there, another code, one that has expired, and one that as many
/// machines have used as may.
Result<MachineCredentials> register_machine(const MachineDesk& desk, const RegisterMachine& asked);

/// Gives a machine that is in a session of its role.
/// Errors: as above; InvalidInstanceId for machines that are not registered, or not any more.
Result<MachineCredentials> renew_machine(const MachineDesk& desk, const AskForCredentials& asked);

/// Whether a session that was given to a machine has ended because the machine is not registered
/// any more. False for all other sessions.
bool machine_session_has_ended(const Tables& tables, const aws::Session& session);

}  // namespace gantry::ssm
