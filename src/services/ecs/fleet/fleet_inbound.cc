#include "api/acs/ack_request.h"
#include "api/acs/heartbeat_ack_request.h"
#include "api/acs/task_stop_verification_ack.h"
#include "api/acs/task_stop_verification_message.h"
#include "api/tcs/publish_health_request.h"
#include "api/tcs/publish_instance_status_request.h"
#include "base/log.h"
#include "base/sabotage.h"
#include "services/ecs/fleet/envelope.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/session.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/reconcile/health_report.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

constexpr std::size_t kMaxTailLines = 100;
constexpr std::size_t kMaxTailBytes = 16U << 10U;
/// Of pulls that are remembered of an agent.
constexpr std::size_t kMostPulls = 64;
constexpr std::size_t kLongestImage = 1024;

struct LogTail {
    std::optional<std::string> task_arn;
    std::optional<std::string> container_name;
    std::vector<std::string> lines;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<LogTail>(
            "GantryLogTail",
            {reflect::field<&LogTail::task_arn>("taskArn"),
             reflect::field<&LogTail::container_name>("containerName"),
             reflect::field<&LogTail::lines>("lines")}
        );
        return info;
    }
};

/// The newest lines that fit the bounds, oldest first.
std::vector<std::string> bounded(std::vector<std::string> lines) {
    std::size_t bytes = 0;
    std::size_t first = lines.size();
    while (first > 0 && lines.size() - first < kMaxTailLines) {
        bytes += lines[first - 1].size();
        if (bytes > kMaxTailBytes) break;
        --first;
    }
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first));
    return lines;
}

}  // namespace

void Fleet::on_text(SessionId id, std::string_view text) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return;
    Session& session = *found->second;
    session.last_heard = core_.loop().mono();
    const auto envelope = parse_envelope(text);
    if (!envelope) {
        log_warn(
            "agent_frame_unreadable",
            {{"instance", session.instance_arn}, {"why", envelope.error().message}}
        );
        return;
    }
    if (session.kind == StreamKind::Control) {
        on_control_message(session, *envelope->type, envelope->message->text);
    } else {
        on_telemetry_message(session, *envelope->type, envelope->message->text);
    }
}

void Fleet::on_control_message(Session& session, std::string_view type, const std::string& body) {
    if (type == "AckRequest") {
        const auto ack = wire::decode_json<api::acs::AckRequest>(body);
        if (ack && ack->message_id) on_acknowledgement(session, *ack->message_id);
    } else if (type == "HeartbeatAckRequest") {
        const auto ack = wire::decode_json<api::acs::HeartbeatAckRequest>(body);
        auto& rivalry = session.rivalry;
        if (ack && rivalry && ack->message_id == rivalry->message_id) rivalry->answered = true;
    } else if (type == "TaskStopVerificationMessage") {
        on_stop_verification(session, body);
    } else if (type == "GantryLogTail") {
        on_log_tail(session, body);
    } else if (type == wire::kPullProgressMessage) {
        on_pull_progress(session, body);
    } else if (type == wire::kStorageReport) {
        on_storage_report(session, body);
    } else if (type == "IAMRoleCredentialsAckRequest") {
        on_credentials_taken(session, body);
    } else if (type != "NackRequest") {
        log_debug("agent_message_unknown", {{"type", type}, {"instance", session.instance_arn}});
    }
}

void Fleet::on_acknowledgement(Session& session, const std::string& message_id) {
    if (session.networks && session.networks->message_id == message_id) {
        session.networks->acknowledged = true;
    }
    core::Transaction tx;
    for (auto next = session.deliveries.begin(); next != session.deliveries.end();) {
        const auto delivery = next++;
        if (delivery->second.message_id != message_id) continue;
        delivery->second.acknowledged = true;
        const auto task = tables_.tasks.find(delivery->first);
        const bool took_it = delivery->second.goal == ecs::TaskGoal::Running;
        const bool went_back = task && task->stopped() && !task->acknowledged;
        if (took_it && (went_back || (task && task->stopped() && task->holds_attachment()))) {
            // It ended while the agent took it, perhaps in a change that is not durable yet.
            queue_task(session.instance_key, delivery->first);
        } else if (!task || task->stopped()) {
            session.deliveries.erase(delivery);
        } else if (!task->acknowledged) {
            tx.update(tables_.tasks, delivery->first, [](ecs::TaskRow& row) {
                row.acknowledged = true;
                const bool interface = ecs::move_attachment(row, ecs::AttachmentStatus::Attaching);
                const bool volume = ecs::move_volume(
                    row,
                    sabotaged(Sabotage::AttachedEarly) ? ecs::AttachmentStatus::Attached
                                                       : ecs::AttachmentStatus::Attaching
                );
                if (interface || volume) ++row.version;
            });
        }
    }
    if (!tx.empty()) core_.commit(std::move(tx), "fleet acknowledged " + session.instance_key);
}

/// The agent runs tasks that the manifest did not list: those that no row wants are to stop.
void Fleet::on_stop_verification(Session& session, const std::string& body) {
    const auto question = wire::decode_json<api::acs::TaskStopVerificationMessage>(body);
    if (!question || !question->stop_candidates) return;
    api::acs::TaskStopVerificationAck answer;
    answer.message_id = question->message_id;
    answer.generated_at = epoch_ms(core_.loop().now());
    answer.stop_tasks.emplace();
    for (const auto& candidate : *question->stop_candidates) {
        const auto arn = ecs::Arn::parse(candidate.task_arn.value_or(""));
        if (!arn || arn->type != "task") continue;
        const auto task = tables_.tasks.find(arn->scope.prefix() + arn->path);
        const bool wanted = task && !task->stopped() && task->goal == ecs::TaskGoal::Running;
        if (!wanted) answer.stop_tasks->push_back(candidate);
    }
    send_message(session, "TaskStopVerificationAck", wire::encode_json(answer));
}

void Fleet::on_log_tail(Session& session, const std::string& body) {
    auto tail = wire::decode_json<LogTail>(body);
    if (!tail || !tail->task_arn || !tail->container_name) return;
    const auto arn = ecs::Arn::parse(*tail->task_arn);
    if (!arn || arn->type != "task") return;
    const auto task = tables_.tasks.find(arn->scope.prefix() + arn->path);
    if (!task || task->instance_key() != session.instance_key) return;
    core::Transaction tx;
    tx.put(
        tables_.log_tails,
        task->key() + "/" + *tail->container_name,
        ecs::LogTailRow{
            task->key(), *tail->container_name, bounded(std::move(tail->lines)), core_.loop().now()
        }
    );
    core_.commit(std::move(tx), "fleet log tail " + task->id);
}

void Fleet::on_pull_progress(Session& session, const std::string& body) {
    auto progress = wire::decode_json<wire::PullProgress>(body);
    if (!progress || progress->image.size() > kLongestImage) return;
    if (progress->over) {
        session.pulls.erase(progress->image);
    } else if (session.pulls.size() < kMostPulls || session.pulls.contains(progress->image)) {
        const std::string image = progress->image;
        session.pulls.insert_or_assign(image, *std::move(progress));
    }
}

const std::map<std::string, wire::PullProgress>* Fleet::pulls_of(const std::string& instance_key
) const {
    const auto control = control_by_instance_.find(instance_key);
    if (control == control_by_instance_.end()) return nullptr;
    const auto session = sessions_.find(control->second);
    return session == sessions_.end() ? nullptr : &session->second->pulls;
}

void Fleet::on_telemetry_message(Session& session, std::string_view type, const std::string& body) {
    if (type == "PublishHealthRequest") {
        on_health(session, body);
        send_message(session, "AckPublishHealth", R"({"message":"ok"})");
    } else if (type == "PublishMetricsRequest") {
        // Metric samples are not state; they are acknowledged and dropped until there is a store
        // for them.
        send_message(session, "AckPublishMetric", R"({"message":"ok"})");
    } else if (type == "PublishInstanceStatusRequest") {
        on_instance_status(session, body);
        send_message(session, "AckPublishInstanceStatus", R"({"message":"ok"})");
    }
}

void Fleet::on_health(Session& session, const std::string& body) {
    const auto report = wire::decode_json<api::tcs::PublishHealthRequest>(body);
    if (!report || !report->tasks) return;
    core::Transaction tx;
    for (const auto& entry : *report->tasks) {
        const auto arn = ecs::Arn::parse(entry.task_arn.value_or(""));
        if (!arn || !entry.containers) continue;
        const auto task = tables_.tasks.find(arn->scope.prefix() + arn->path);
        if (!task || task->instance_key() != session.instance_key) continue;
        std::vector<ecs::ContainerHealth> healths;
        for (const auto& container : *entry.containers) {
            if (!container.health_status) continue;
            const auto status =
                reflect::from_text<api::ecs::HealthStatus>(reflect::to_text(*container.health_status
                ));
            if (status) healths.push_back({container.container_name.value_or(""), *status});
        }
        if (auto changed = ecs::apply_health_report(*task, healths)) {
            tx.put(tables_.tasks, task->key(), std::move(*changed));
        }
    }
    if (!tx.empty()) core_.commit(std::move(tx), "fleet health " + session.instance_key);
}

void Fleet::on_instance_status(Session& session, const std::string& body) {
    const auto report = wire::decode_json<api::tcs::PublishInstanceStatusRequest>(body);
    if (!report || !report->statuses) return;
    const auto row = tables_.container_instances.find(session.instance_key);
    for (const auto& status : *report->statuses) {
        if (!row || status.type != "ContainerRuntime" || !status.status) continue;
        const std::string health(reflect::to_text(*status.status));
        if (row->runtime_health == health) continue;
        core::Transaction tx;
        tx.update(
            tables_.container_instances,
            session.instance_key,
            [&](ecs::ContainerInstanceRow& r) {
                r.runtime_health = health;
                r.runtime_health_at = core_.loop().now();
            }
        );
        core_.commit(std::move(tx), "fleet instance status " + session.instance_key);
        return;
    }
}

}  // namespace gantry::fleet
