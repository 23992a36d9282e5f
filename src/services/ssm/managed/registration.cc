#include "services/ssm/managed/registration.h"

#include <fmt/format.h>

#include <chrono>

#include "aws/session.h"
#include "services/ssm/api/activations.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/api/managed_instances.h"
#include "services/ssm/api/managed_roles.h"
#include "services/ssm/model/names.h"
#include "services/sts/port.h"
#include "wire/digest.h"
#include "wire/key_pair.h"
#include "wire/utf8.h"

namespace gantry::ssm {
namespace {

constexpr std::size_t kMaxFact = 255;  // characters, as of ComputerName

Error denied(std::string message) {
    return Error{ErrorKind::Denied, "AccessDeniedException", std::move(message), {}};
}

Error invalid_activation(std::string message) {
    return api_error("InvalidActivation", std::move(message));
}

Result<void> check_facts(const MachineFacts& facts) {
    for (const std::string* text :
         {&facts.agent_version,
          &facts.computer_name,
          &facts.ip_address,
          &facts.platform_name,
          &facts.platform_version}) {
        if (text->size() > kMaxFact) {
            return validation("What a machine tells of itself has 255 characters at most.");
        }
    }
    return {};
}

/// Whether the owner of the key says it, now. Answers when it was signed.
Result<SysTime> check_signed(
    std::string_view key,
    const std::string& text,
    const std::string& signed_at,
    std::string_view signature,
    SysTime now
) {
    SysTime when;
    if (!parse_iso8601(signed_at, when)) return validation("signedAt is no time (ISO 8601).");
    if (!wire::is_signed_by(key, text, signature)) {
        return denied("The signature is not of the machine's key.");
    }
    if (when > now + kMachineClockOff || when < now - kMachineClockOff) {
        return denied(fmt::format(
            "The machine's clock says {} and the control plane's {}; set them to the same time.",
            format_iso8601(when),
            format_iso8601(now)
        ));
    }
    return when;
}

/// The machine with that key; null for none.
core::Table<ManagedInstanceRow>::Ptr find_by_key(
    const Tables& tables, std::string_view public_key, std::string& key
) {
    const auto& keys = tables.managed_instances_by_key.keys(public_key);
    if (keys.empty()) return nullptr;
    key = *keys.begin();
    return tables.managed_instances.find(key);
}

/// The activation that lets one more machine in.
Result<ActivationRow> find_activation(
    const MachineDesk& desk, const RegisterMachine& asked, std::string& key
) {
    const auto& keys = desk.tables.activations_by_id.keys(asked.activation_id);
    const auto row = keys.empty() ? nullptr : desk.tables.activations.find(*keys.begin());
    const bool fits =
        row && wire::equal_in_constant_time(
                   row->code_hash, hash_of_code(asked.activation_id, asked.activation_code)
               );
    if (!fits) {
        return invalid_activation(
            "The activation isn't valid. The activation might have been deleted, or the "
            "ActivationId and the ActivationCode don't match."
        );
    }
    if (row->expires <= desk.now) {
        return invalid_activation(fmt::format(
            "The activation expired at {}; make another with CreateActivation.",
            format_iso8601(row->expires)
        ));
    }
    if (row->registrations >= row->registration_limit) {
        return invalid_activation(fmt::format(
            "The activation is used up: {} of {} machines have registered; make another with "
            "CreateActivation.",
            row->registrations,
            row->registration_limit
        ));
    }
    key = *keys.begin();
    return *row;
}

Result<MachineCredentials> session_of(
    const MachineDesk& desk, const std::string& key, const ManagedInstanceRow& row
) {
    const aws::Scope scope = scope_in_key(key);
    const std::string arn = managed_instance_arn(scope, row.id);
    const auto role = assume_managed_role(desk.services, scope, row.iam_role, arn, desk.now);
    if (!role) return role.error();
    aws::Session session = sts::role_session(*role, scope.region, row.id);
    session.given_for = arn;
    session.issued = desk.now;
    const auto expires =
        std::chrono::floor<std::chrono::seconds>(desk.now + kMachineCredentialsLast);
    auto given = sts::give_credentials(std::move(session), expires, desk.settings.secret, desk.ids);
    return MachineCredentials{
        .instance_id = row.id,
        .account = scope.account,
        .region = scope.region,
        .access_key_id = std::move(given.access_key_id),
        .secret_access_key = std::move(given.secret_access_key),
        .session_token = std::move(given.session_token),
        .expiration = format_iso8601(given.expires),
    };
}

/// It is there, and tells what it is. What was said once opens nothing, even to who heard it.
Result<MachineCredentials> note_ping(
    const MachineDesk& desk,
    const std::string& key,
    ManagedInstanceRow row,
    const MachineFacts& facts,
    SysTime signed_at
) {
    if (signed_at <= row.last_signed) {
        return denied(
            "The machine signed something at that time before, or later; it has to sign anew."
        );
    }
    row.last_signed = signed_at;
    row.last_ping = desk.now;
    row.facts = facts;
    auto session = session_of(desk, key, row);
    if (session) desk.tx.put(desk.tables.managed_instances, key, std::move(row));
    return session;
}

}  // namespace

Result<MachineCredentials> register_machine(const MachineDesk& desk, const RegisterMachine& asked) {
    if (!wire::is_public_key(asked.public_key)) return validation("publicKey is no key.");
    if (auto good = check_facts(asked.facts); !good) return good.error();
    const auto signed_at = check_signed(
        asked.public_key, asked.text_to_sign(), asked.signed_at, asked.signature, desk.now
    );
    if (!signed_at) return signed_at.error();
    std::string key;
    if (const auto known = find_by_key(desk.tables, asked.public_key, key)) {
        return note_ping(desk, key, *known, asked.facts, *signed_at);
    }
    std::string activation_key;
    auto activation = find_activation(desk, asked, activation_key);
    if (!activation) return activation.error();
    ManagedInstanceRow row;
    row.id = "mi-" + desk.ids.hex(17);
    row.activation_id = activation->id;
    row.iam_role = activation->iam_role;
    row.name = activation->default_instance_name;
    row.public_key = asked.public_key;
    row.registered = desk.now;
    row.tags = activation->tags;
    const std::string new_key = id_key(scope_in_key(activation_key), row.id);
    auto session = note_ping(desk, new_key, std::move(row), asked.facts, *signed_at);
    if (!session) return session;
    ++activation->registrations;
    desk.tx.put(desk.tables.activations, activation_key, *std::move(activation));
    return session;
}

Result<MachineCredentials> renew_machine(const MachineDesk& desk, const AskForCredentials& asked) {
    if (auto good = check_facts(asked.facts); !good) return good.error();
    const auto& keys = desk.tables.managed_instances_by_id.keys(asked.instance_id);
    const auto row = keys.empty() ? nullptr : desk.tables.managed_instances.find(*keys.begin());
    if (!row) {
        return api_error(
            "InvalidInstanceId",
            fmt::format("The machine {} is not registered, or not any more.", asked.instance_id)
        );
    }
    const auto signed_at = check_signed(
        row->public_key, asked.text_to_sign(), asked.signed_at, asked.signature, desk.now
    );
    if (!signed_at) return signed_at.error();
    return note_ping(desk, *keys.begin(), *row, asked.facts, *signed_at);
}

bool machine_session_has_ended(const Tables& tables, const aws::Session& session) {
    const std::string key = managed_instance_key(session.given_for);
    return !key.empty() && !tables.managed_instances.find(key);
}

}  // namespace gantry::ssm
