#include "agent/link/control_inbox.h"

#include <algorithm>

#include "agent/engine/task_event.h"
#include "api/acs/ack_request.h"
#include "api/acs/heartbeat_ack_request.h"
#include "api/acs/heartbeat_message.h"
#include "api/acs/iam_role_credentials_ack_request.h"
#include "api/acs/iam_role_credentials_message.h"
#include "api/acs/nack_request.h"
#include "api/acs/stage_update_message.h"
#include "api/acs/task_manifest_message.h"
#include "api/acs/task_stop_verification_ack.h"
#include "api/acs/task_stop_verification_message.h"
#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr const char* kStopped = "STOPPED";

/// The state changes all the time elsewhere: it is written down with what it brought, and without
/// any news now and then.
constexpr Duration kKeepToldState = minutes{1};

/// A payload whose tasks are read one by one, so that one that cannot be read does not hide the
/// others.
struct PayloadFrame {
    std::optional<std::string> cluster_arn;
    std::optional<std::string> message_id;
    std::int64_t seq_num = 0;
    std::int64_t timeline = 0;
    std::vector<reflect::RawJson> tasks;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<PayloadFrame>(
            "PayloadMessage",
            {
                field<&PayloadFrame::cluster_arn>("clusterArn"),
                field<&PayloadFrame::message_id>("messageId"),
                field<&PayloadFrame::seq_num>("seqNum"),
                field<&PayloadFrame::timeline>("timeline"),
                field<&PayloadFrame::tasks>("tasks"),
            }
        );
        return info;
    }
};

/// As much of a task as can be read when the whole cannot.
struct TaskWords {
    std::optional<std::string> arn;
    std::optional<std::string> desired_status;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<TaskWords>(
            "Task",
            {
                field<&TaskWords::arn>("arn"),
                field<&TaskWords::desired_status>("desiredStatus"),
            }
        );
        return info;
    }
};

bool wants_stop(const std::string& task_json) {
    const auto words = wire::decode_json<TaskWords>(task_json);
    return words && words->desired_status == kStopped;
}

template <class Message>
std::optional<Message> read(const std::string& json) {
    auto message = wire::decode_json<Message>(json);
    if (message) return std::move(*message);
    log_warn("control_message_unreadable", {{"why", message.error().message}});
    return std::nullopt;
}

}  // namespace

ControlInbox::ControlInbox(
    core::Core& core, TaskBook& book, const InstanceIdentity& identity, Listener listener
)
    : core_(core),
      book_(book),
      identity_(identity),
      listener_(std::move(listener)),
      told_state_(book.tables().agent_row().told_state),
      told_state_kept_(core.loop().mono()),
      alive_(std::make_shared<bool>(true)) {}

const std::map<std::string, ControlInbox::Handler, std::less<>>& ControlInbox::handlers() {
    static const std::map<std::string, Handler, std::less<>> kHandlers = {
        {"HeartbeatMessage", &ControlInbox::on_heartbeat},
        {"PayloadMessage", &ControlInbox::on_payload},
        {"TaskManifestMessage", &ControlInbox::on_manifest},
        {"TaskStopVerificationAck", &ControlInbox::on_stop_verification},
        {"IAMRoleCredentialsMessage", &ControlInbox::on_credentials},
        {"GantryNetworkMessage", &ControlInbox::on_network},
        {"StageUpdateMessage", &ControlInbox::on_update},
        {"PerformUpdateMessage", &ControlInbox::on_update},
        {"GantryExecMessage", &ControlInbox::on_exec},
        {"GantryStorageMessage", &ControlInbox::on_storage},
        {"CloseMessage", &ControlInbox::on_notice},
        {"ErrorMessage", &ControlInbox::on_notice},
    };
    return kHandlers;
}

void ControlInbox::on_open() {
    ++stream_;
    asked_message_.clear();
    stop_candidates_.clear();
}

void ControlInbox::on_text(const std::string& text) {
    const auto frame = decode_frame(text);
    if (!frame) {
        log_warn("control_frame_unreadable", {{"why", frame.error().message}});
        return;
    }
    const auto handler = handlers().find(frame->type);
    if (handler == handlers().end()) {
        log_info("control_message_ignored", {{"type", frame->type}});
        return;
    }
    if (!frame->told_state.empty()) told_state_ = frame->told_state;
    (this->*handler->second)(frame->message);
    if (core_.loop().mono() - told_state_kept_ >= kKeepToldState) keep_told_state();
}

void ControlInbox::on_heartbeat(const std::string& message) {
    const auto heartbeat = read<api::acs::HeartbeatMessage>(message);
    if (!heartbeat) return;
    api::acs::HeartbeatAckRequest answer;
    answer.message_id = heartbeat->message_id;
    listener_.send(encode_frame("HeartbeatAckRequest", answer));
    listener_.on_heartbeat();
}

void ControlInbox::on_notice(const std::string& message) {
    log_info("control_plane_says", {{"message", message}});
}

void ControlInbox::on_update(const std::string& message) {
    const auto update = read<api::acs::StageUpdateMessage>(message);
    if (!update) return;
    api::acs::NackRequest answer;
    answer.cluster = update->cluster_arn;
    answer.container_instance = identity_.container_instance_arn;
    answer.message_id = update->message_id;
    answer.reason = "Updates are disabled";
    listener_.send(encode_frame("NackRequest", answer));
}

/// Acknowledged when it is in force, or a newer one in its place; not at all when it failed and a
/// newer one took its place: that one is acknowledged.
void ControlInbox::on_network(const std::string& message) {
    auto state = read<api::acs::GantryNetworkMessage>(message);
    if (!state) return;
    std::string answer = ack(state->cluster_arn.value_or(""), state->message_id.value_or(""));
    listener_.on_network(
        std::move(*state),
        [this, answer = std::move(answer), stream = stream_, alive = std::weak_ptr(alive_)] {
            if (!alive.expired() && stream == stream_) listener_.send(answer);
        }
    );
}

// ---- Payloads --------------------------------------------------------------------------------

void ControlInbox::on_payload(const std::string& message) {
    auto payload = read<PayloadFrame>(message);
    if (!payload) return;
    const std::string message_id = payload->message_id.value_or("");
    bool all_accepted = true;
    std::vector<std::string> acks{message_id};
    std::vector<const std::string*> to_stop;  // makes room for what is to start
    std::vector<const std::string*> to_start;
    for (const reflect::RawJson& task : payload->tasks) {
        (wants_stop(task.text) ? to_stop : to_start).push_back(&task.text);
    }
    for (const auto& tasks : {to_stop, to_start}) {
        for (const std::string* task : tasks) all_accepted = take_in(*task, acks) && all_accepted;
    }
    note_number(std::max(payload->seq_num, payload->timeline));
    if (!all_accepted || message_id.empty()) return;
    acks.front() = ack(payload->cluster_arn.value_or(""), message_id);
    std::rotate(acks.begin(), acks.begin() + 1, acks.end());  // the payload's own comes last
    send_when_durable(std::move(acks));
}

bool ControlInbox::take_in(const std::string& json, std::vector<std::string>& acks) {
    auto task = wire::decode_json<api::acs::Task>(json);
    if (!task) {
        log_error("task_unreadable", {{"why", task.error().message}});
        const auto words = wire::decode_json<TaskWords>(json);
        if (!words || !words->arn || book_.find(*words->arn) != nullptr) return false;
        api::acs::Task bare;
        bare.arn = words->arn;
        book_.add(bare, "TaskStateError: " + task.error().message);
        return false;
    }
    const std::string arn = task->arn.value_or("");
    if (arn.empty()) {
        log_error("task_without_arn");
        return false;
    }
    using enum api::acs::RoleType;
    keep_credentials(arn, TaskApplication, task->role_credentials, acks.front(), acks);
    keep_credentials(arn, TaskExecution, task->execution_role_credentials, acks.front(), acks);
    if (book_.find(arn) == nullptr) return !book_.add(std::move(*task)).has_value();
    if (task->desired_status == kStopped) {
        book_.apply(arn, event::StopAsked{});
    } else {
        book_.apply(arn, event::StillWanted{});
    }
    return true;
}

void ControlInbox::note_number(std::int64_t number) {
    AgentRow row = book_.tables().agent_row();
    if (number <= row.last_number) return;
    row.last_number = number;
    row.told_state = told_state_;
    told_state_kept_ = core_.loop().mono();
    core::Transaction tx;
    tx.put(book_.tables().agent, kAgentKey, std::move(row));
    core_.commit(std::move(tx), "message number");
}

void ControlInbox::keep_told_state() {
    told_state_kept_ = core_.loop().mono();
    AgentRow row = book_.tables().agent_row();
    if (row.told_state == told_state_) return;
    row.told_state = told_state_;
    core::Transaction tx;
    tx.put(book_.tables().agent, kAgentKey, std::move(row));
    core_.commit(std::move(tx), "state that was told");
}

std::string ControlInbox::ack(const std::string& cluster, const std::string& message_id) const {
    api::acs::AckRequest answer;
    answer.cluster = cluster.empty() ? identity_.cluster : cluster;
    answer.container_instance = identity_.container_instance_arn;
    answer.message_id = message_id;
    return encode_frame("AckRequest", answer);
}

void ControlInbox::send_when_durable(std::vector<std::string> frames) {
    core_.after_durable([this,
                         frames = std::move(frames),
                         stream = stream_,
                         alive = std::weak_ptr(alive_)](const Result<void>& durable) {
        if (alive.expired() || !durable || stream != stream_) return;
        for (const std::string& frame : frames) listener_.send(frame);
    });
}

// ---- Credentials -----------------------------------------------------------------------------

void ControlInbox::keep_credentials(
    const std::string& task,
    api::acs::RoleType type,
    const std::optional<api::acs::IAMRoleCredentials>& credentials,
    const std::string& message_id,
    std::vector<std::string>& acks
) {
    if (!credentials || !credentials->credentials_id) return;
    const std::string& id = *credentials->credentials_id;
    credentials_.insert_or_assign(id, *credentials);
    credentials_of_task_[task].insert(id);
    if (type == api::acs::RoleType::TaskExecution) execution_id_of_task_[task] = id;
    api::acs::IAMRoleCredentialsAckRequest answer;
    answer.message_id = message_id;
    answer.expiration = credentials->expiration;
    answer.credentials_id = id;
    acks.push_back(encode_frame("IAMRoleCredentialsAckRequest", answer));
}

void ControlInbox::on_credentials(const std::string& message) {
    const auto news = read<api::acs::IAMRoleCredentialsMessage>(message);
    if (!news || book_.find(news->task_arn.value_or("")) == nullptr) return;
    std::vector<std::string> acks;
    keep_credentials(
        *news->task_arn,
        news->role_type.value_or(api::acs::RoleType::TaskApplication),
        news->role_credentials,
        news->message_id.value_or(""),
        acks
    );
    for (const std::string& frame : acks) listener_.send(frame);
}

const api::acs::IAMRoleCredentials* ControlInbox::credentials(const std::string& id) const {
    const auto found = credentials_.find(id);
    return found == credentials_.end() ? nullptr : &found->second;
}

const api::acs::IAMRoleCredentials* ControlInbox::execution_credentials(const std::string& task
) const {
    const auto found = execution_id_of_task_.find(task);
    return found == execution_id_of_task_.end() ? nullptr : credentials(found->second);
}

void ControlInbox::drop(const std::string& task) {
    execution_id_of_task_.erase(task);
    const auto found = credentials_of_task_.find(task);
    if (found == credentials_of_task_.end()) return;
    for (const std::string& id : found->second) credentials_.erase(id);
    credentials_of_task_.erase(found);
}

// ---- The manifest ----------------------------------------------------------------------------

void ControlInbox::on_manifest(const std::string& message) {
    const auto manifest = read<api::acs::TaskManifestMessage>(message);
    if (!manifest || !manifest->message_id) return;
    if (manifest->timeline <= book_.tables().agent_row().last_number) {
        log_info("manifest_outdated", {{"timeline", manifest->timeline}});
        return;
    }
    note_number(manifest->timeline);
    std::set<std::string> wanted;
    for (const auto& task : manifest->tasks.value_or(std::vector<api::acs::TaskIdentifier>{})) {
        if (task.desired_status != kStopped) wanted.insert(task.task_arn.value_or(""));
    }
    api::acs::TaskStopVerificationMessage question;
    question.message_id = manifest->message_id;
    auto& candidates = question.stop_candidates.emplace();
    asked_message_ = *manifest->message_id;
    stop_candidates_.clear();
    for (const std::string& task : book_.tables().live.keys(AgentTables::kLive)) {
        if (wanted.contains(task) || book_.state(task)->goal == Goal::Stopped) continue;
        stop_candidates_.insert(task);
        auto& candidate = candidates.emplace_back();
        candidate.task_arn = task;
        candidate.task_cluster_arn = book_.find(task)->spec.cluster;
        candidate.desired_status = kStopped;
    }
    std::vector<std::string> frames{ack(manifest->cluster_arn.value_or(""), *manifest->message_id)};
    if (!candidates.empty()) {
        frames.push_back(encode_frame("TaskStopVerificationMessage", question));
    }
    send_when_durable(std::move(frames));
}

void ControlInbox::on_stop_verification(const std::string& message) {
    const auto answer = read<api::acs::TaskStopVerificationAck>(message);
    if (!answer || asked_message_.empty() || answer->message_id != asked_message_) return;
    asked_message_.clear();
    for (const auto& task : answer->stop_tasks.value_or(std::vector<api::acs::TaskIdentifier>{})) {
        const std::string arn = task.task_arn.value_or("");
        if (!stop_candidates_.contains(arn)) continue;
        log_warn("task_not_wanted", {{"task", arn}});
        book_.apply(arn, event::StopAsked{});
    }
    stop_candidates_.clear();
}

}  // namespace gantry::agent
