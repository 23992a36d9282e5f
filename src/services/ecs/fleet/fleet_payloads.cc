// Fleet: what agents are told of their tasks.
#include <set>
#include <string>
#include <utility>

#include "api/acs/payload_message.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/foreign_logs.h"
#include "services/ecs/fleet/payload_builder.h"
#include "services/ecs/fleet/session.h"
#include "services/ecs/model/account_setting.h"
#include "wire/json_codec.h"
#include "wire/url.h"

namespace gantry::fleet {

namespace {

/// One payload is full with this many tasks, or bytes of them: keeps a frame well below what agents
/// accept. One task's are below 1 MiB, for its definition is.
constexpr std::size_t kTasksPerPayload = 50;
constexpr std::size_t kBytesPerPayload = std::size_t{1} << 20;
/// What goes out in one turn of the loop: each may need credentials to be signed.
constexpr std::size_t kTasksPerTurn = 200;

}  // namespace

void Fleet::queue_task(const std::string& instance_key, std::string task_key) {
    if (!control_by_instance_.contains(instance_key)) return;  // all of it goes out on connect
    queued_[instance_key].insert(std::move(task_key));
    post_flush();
}

void Fleet::post_flush() {
    if (flush_posted_) return;
    flush_posted_ = true;
    core_.loop().post([this, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) flush_payloads();
    });
}

/// Instance by instance, until a turn's worth of tasks has gone out.
void Fleet::flush_payloads() {
    flush_posted_ = false;
    flush_disks();
    std::size_t tasks = 0;
    while (!queued_.empty() && tasks < kTasksPerTurn) {
        const auto queued = queued_.extract(queued_.begin());
        tasks += queued.mapped().size();
        flush_networks_of(queued.key());
        const auto session = control_by_instance_.find(queued.key());
        if (session == control_by_instance_.end()) continue;
        send_payload(*sessions_.at(session->second), queued.mapped());
    }
    flush_networks();
    if (!queued_.empty() || !networks_due_.empty()) post_flush();
}

/// Tasks of services have no principal of their own: what counts is the setting of who registered
/// the definition.
std::string Fleet::log_mode_of(const ecs::TaskDefinitionRow& row) const {
    const auto stored = [this](const std::string& key) -> std::optional<std::string> {
        const auto setting = tables_.account_settings.find(key);
        return setting ? std::optional(setting->value) : std::nullopt;
    };
    return ecs::effective_setting(
        stored,
        row.scope(),
        api::ecs::SettingName::DefaultLogDriverMode,
        row.definition.registered_by.value_or("")
    );
}

std::optional<api::acs::Task> Fleet::told_of(const Session& session, const ecs::TaskRow& task) {
    if (task.stopped() && task.acknowledged && !task.holds_attachment()) return std::nullopt;
    const auto definition = tables_.task_definitions.find(
        ecs::task_definition_key(task.scope(), task.family, task.revision)
    );
    const bool stop = task.goal == ecs::TaskGoal::Stopped;
    if (!stop && !definition) return std::nullopt;
    if (!definition || task.stopped()) return build_stop_payload(task);
    const std::string endpoint = options_.endpoint != nullptr ? *options_.endpoint : "";
    api::acs::Task told = build_task_payload(
        task,
        *definition,
        {.registry = wire::host_of_url(endpoint), .log_mode = log_mode_of(*definition)}
    );
    const bool is_ours = !session.hello.process.empty();
    if (!is_ours && !endpoint.empty()) send_logs_to(endpoint, told);
    if (!stop) add_credentials(session, task, *definition, told);
    return told;
}

void Fleet::send_payload(Session& session, const std::set<std::string>& task_keys) {
    auto next = task_keys.begin();
    while (next != task_keys.end()) {
        api::acs::PayloadMessage payload;
        payload.cluster_arn = session.cluster_arn;
        payload.container_instance_arn = session.instance_arn;
        payload.message_id = ids_.uuid();
        payload.generated_at = epoch_ms(core_.loop().now());
        payload.seq_num = next_number(session.instance_key);
        payload.tasks.emplace();
        std::size_t bytes = 0;
        for (; next != task_keys.end(); ++next) {
            if (payload.tasks->size() >= kTasksPerPayload || bytes >= kBytesPerPayload) break;
            const auto task = tables_.tasks.find(*next);
            auto told = task ? told_of(session, *task) : std::nullopt;
            if (!told) continue;
            bytes += wire::encode_json(*told).size();
            payload.tasks->push_back(*std::move(told));
            session.deliveries[*next] = {
                task->goal, *payload.message_id, false, core_.loop().mono()
            };
        }
        if (payload.tasks->empty()) continue;
        send_message(session, "PayloadMessage", wire::encode_json(payload));
    }
}

}  // namespace gantry::fleet
