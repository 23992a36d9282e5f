#include <algorithm>

#include "api/acs/iam_role_credentials_ack_request.h"
#include "api/acs/iam_role_credentials_message.h"
#include "base/log.h"
#include "base/turn_watch.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/session.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

/// Signed in one turn of the loop; the rest follows in the next.
constexpr std::size_t kRenewedPerTurn = 100;
/// A role that ECS may not take on is tried again after this.
constexpr Duration kRefusedAgain = minutes{5};

using Definition = core::Table<ecs::TaskDefinitionRow>::Ptr;

Definition definition_of(const ecs::Tables& tables, const ecs::TaskRow& task) {
    return tables.task_definitions.find(
        ecs::task_definition_key(task.scope(), task.family, task.revision)
    );
}

std::string role_of(
    ecs::RoleType type, const ecs::TaskRow& task, const ecs::TaskDefinitionRow& definition
) {
    return ecs::role_of_task(type, task.scope(), definition.definition, task.overrides);
}

bool has_any_role(const ecs::TaskRow& task, const ecs::TaskDefinitionRow& definition) {
    return std::ranges::any_of(ecs::kRoleTypes, [&](ecs::RoleType type) {
        return !role_of(type, task, definition).empty();
    });
}

/// Fresh credentials of one of a task's roles. Nothing where it has none; `complete` becomes false
/// where it has one that ECS may not take on.
std::optional<api::acs::IAMRoleCredentials> make_credentials(
    CredentialSource& source,
    ecs::RoleType type,
    const ecs::TaskRow& task,
    const ecs::TaskDefinitionRow& definition,
    bool& complete
) {
    const std::string role = role_of(type, task, definition);
    if (role.empty()) return std::nullopt;
    auto made = source.make(task, type, role);
    if (made) return *std::move(made);
    complete = false;
    log_warn(
        "task_role_not_assumed",
        {{"task", task.arn()}, {"role", role}, {"why", made.error().message}}
    );
    return std::nullopt;
}

}  // namespace

/// Sessions expire by the wall clock, which goes on while the machine sleeps, and may be set
/// forward: what it has gone ahead since the start counts.
MonoTime Fleet::credential_time() const {
    const MonoTime now = core_.loop().mono();
    const auto passed = std::chrono::floor<Duration>(core_.loop().now() - started_at_);
    const Duration ahead = passed - std::chrono::floor<Duration>(now - started_mono_);
    return now + std::max(ahead, Duration{0});
}

/// Only the payload that an agent has yet to take in brings credentials along: it knows none of a
/// task that it does not know.
void Fleet::add_credentials(
    const Session& session,
    const ecs::TaskRow& task,
    const ecs::TaskDefinitionRow& definition,
    api::acs::Task& payload
) {
    if (credentials_ == nullptr || task.acknowledged) return;
    std::vector<std::string> ids;
    bool complete = true;
    for (const ecs::RoleType type : ecs::kRoleTypes) {
        auto made = make_credentials(*credentials_, type, task, definition, complete);
        if (!made) continue;
        ids.push_back(made->credentials_id.value_or(""));
        auto& member = type == ecs::RoleType::TaskExecution ? payload.execution_role_credentials
                                                            : payload.role_credentials;
        member = std::move(made);
    }
    note_sent(task.key(), session.instance_key, std::move(ids), complete);
}

void Fleet::note_sent(
    const std::string& task_key,
    const std::string& instance_key,
    std::vector<std::string> ids,
    bool complete
) {
    const MonoTime now = credential_time();
    const MonoTime again = now + (complete ? kCredentialsLast / 2 : kRefusedAgain);
    if (!ids.empty())
        return credential_book_.sent(task_key, instance_key, std::move(ids), now, again);
    if (!complete) credential_book_.want(task_key, instance_key, again);
}

/// @param all the agent has lost those that it had
void Fleet::want_credentials(const Session& session, bool all) {
    if (credentials_ == nullptr) return;
    const MonoTime now = credential_time();
    for (const std::string& key : tables_.live_tasks_by_instance.keys(session.instance_key)) {
        if (!all && credential_book_.is_settled(key)) continue;
        const auto task = tables_.tasks.find(key);
        const Definition definition = definition_of(tables_, *task);
        // Others come with their payload.
        if (!task->acknowledged || !definition || !has_any_role(*task, *definition)) continue;
        credential_book_.want(key, session.instance_key, now);
    }
    post_due_credentials();
}

void Fleet::post_due_credentials() {
    if (credentials_posted_ || !credential_book_.any_due(credential_time())) return;
    credentials_posted_ = true;
    core_.loop().post([this, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        credentials_posted_ = false;
        if (running_) send_due_credentials();
    });
}

void Fleet::send_due_credentials() {
    if (credentials_ == nullptr) return;
    const TurnPart part("fleet-credentials");
    const MonoTime now = credential_time();
    for (const std::string& task : credential_book_.take_due(now, kRenewedPerTurn)) {
        send_credentials(task);
    }
    post_due_credentials();
}

/// Agents that are away are sent theirs when they are back.
void Fleet::send_credentials(const std::string& task_key) {
    const auto task = tables_.tasks.find(task_key);
    const Definition definition = task ? definition_of(tables_, *task) : nullptr;
    if (!definition || task->stopped()) return credential_book_.forget(task_key);
    const std::string instance_key = task->instance_key();
    const auto found = control_by_instance_.find(instance_key);
    if (found == control_by_instance_.end()) return;
    Session& session = *sessions_.at(found->second);
    if (!task->acknowledged) {
        // Its agent does not know it yet: the payload, which is sent again, has them.
        const MonoTime later = credential_time() + CredentialBook::kSendAgain;
        return credential_book_.want(task_key, instance_key, later);
    }
    std::vector<std::string> ids;
    bool complete = true;
    for (const ecs::RoleType type : ecs::kRoleTypes) {
        auto made = make_credentials(*credentials_, type, *task, *definition, complete);
        if (!made) continue;
        ids.push_back(made->credentials_id.value_or(""));
        api::acs::IAMRoleCredentialsMessage message;
        message.message_id = ids_.uuid();
        message.task_arn = task->arn();
        message.task_cluster_arn = session.cluster_arn;
        message.role_type = reflect::from_text<api::acs::RoleType>(reflect::to_text(type));
        message.role_credentials = std::move(made);
        send_message(session, "IAMRoleCredentialsMessage", wire::encode_json(message));
    }
    note_sent(task_key, instance_key, std::move(ids), complete);
}

void Fleet::on_credentials_taken(const Session& session, const std::string& body) {
    const auto ack = wire::decode_json<api::acs::IAMRoleCredentialsAckRequest>(body);
    if (!ack || !ack->credentials_id) return;
    credential_book_.acknowledged(session.instance_key, *ack->credentials_id);
}

}  // namespace gantry::fleet
