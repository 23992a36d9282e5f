#include "services/ecs/fleet/fleet.h"

#include <algorithm>

#include "api/acs/task_manifest_message.h"
#include "base/log.h"
#include "base/turn_watch.h"
#include "services/ecs/fleet/session.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

constexpr Duration kTickInterval{1'000};
constexpr int kPolicyViolation = 1008;
constexpr const char* kDeregistered =
    "InactiveInstanceException: the container instance was deregistered";
constexpr int kServiceRestart = 1012;

Error refuse(const char* code, std::string message) {
    return Error{ErrorKind::InvalidArgument, code, std::move(message), {}};
}

}  // namespace

Fleet::Fleet(
    core::Core& core,
    const ecs::Tables& tables,
    IdSource& ids,
    FleetOptions options,
    CredentialSource* credentials,
    NetworkSource* networks,
    DiskSource* disks
)
    : core_(core),
      tables_(tables),
      ids_(ids),
      options_(options),
      networks_(networks),
      disks_(disks),
      credentials_(credentials),
      lineage_(core),
      alive_(std::make_shared<bool>(true)) {}

Fleet::~Fleet() {
    stop();
}

void Fleet::start() {
    running_ = true;
    core_.subscribe({
        [this, alive = std::weak_ptr(alive_)](const core::Change& change) {
            if (!alive.expired() && running_) on_change(change);
        },
        [this, alive = std::weak_ptr(alive_)] {
            if (!alive.expired() && running_) on_reload();
        },
    });
    watch_connected_rows();
    watch_unacknowledged_rows();
    last_tick_ = core_.loop().mono();
    started_mono_ = last_tick_;
    started_at_ = core_.loop().now();
    tick();
}

void Fleet::stop() {
    if (!running_) return;
    running_ = false;
    core_.loop().cancel(tick_timer_);
    for (const auto& [key, timer] : disconnect_timers_) core_.loop().cancel(timer);
    disconnect_timers_.clear();
    for (const auto& [id, session] : sessions_) {
        session->stream->close(kServiceRestart, "the control plane is stopping");
    }
    sessions_.clear();
    control_by_instance_.clear();
    telemetry_by_instance_.clear();
    unacknowledged_.clear();
    credential_book_.forget_all();
}

// ---- Sessions ------------------------------------------------------------------------------

Result<Fleet::SessionId> Fleet::open_control(
    const AgentHello& hello, std::shared_ptr<AgentStream> stream
) {
    return open(StreamKind::Control, hello, std::move(stream));
}

Result<Fleet::SessionId> Fleet::open_telemetry(
    const AgentHello& hello, std::shared_ptr<AgentStream> stream
) {
    return open(StreamKind::Telemetry, hello, std::move(stream));
}

Result<std::shared_ptr<const ecs::ContainerInstanceRow>> Fleet::admit(const AgentHello& hello) {
    if (!running_) return refuse("ServerException", "The control plane is starting or stopping.");
    const auto arn = ecs::Arn::parse(hello.container_instance);
    if (!arn || arn->type != "container-instance") {
        return refuse("InvalidInstanceException", "Container instance identifier is invalid.");
    }
    if (arn->scope.account != hello.scope.account) {
        return refuse(
            "AccessDeniedException", "The container instance belongs to another account."
        );
    }
    if (auto known = check_told_state(hello); !known) return known.error();
    auto instance = tables_.container_instances.find(arn->scope.prefix() + arn->path);
    if (!instance) return refuse("InvalidInstanceException", "No such container instance.");
    if (instance->status == ecs::InstanceStatus::Inactive) {
        return refuse("InactiveInstanceException", "The container instance was deregistered.");
    }
    if (!hello.machine.empty() && hello.machine != instance->ec2_instance_id) {
        return refuse("AccessDeniedException", "The container instance is another machine's.");
    }
    if (auto way = make_way(hello, *instance); !way) return way.error();
    return instance;
}

/// Two agents that run with copies of one data directory would replace each other for ever. An
/// agent that was started anew has to get in all the same, also when the end of the old one's
/// connection was never heard: so the old one is asked, and stays if it answers.
Result<void> Fleet::make_way(const AgentHello& hello, const ecs::ContainerInstanceRow& instance) {
    const auto found = control_by_instance_.find(instance.key());
    if (found == control_by_instance_.end()) return {};
    Session& older = *sessions_.at(found->second);
    const bool can_tell = !hello.process.empty() && !older.hello.process.empty();
    if (!can_tell || older.hello.process == hello.process) return {};
    const MonoTime now = core_.loop().mono();
    if (!older.rivalry || older.rivalry->process != hello.process) {
        older.rivalry = Session::Rivalry{hello.process, ids_.uuid(), now};
        send_heartbeat(older, older.rivalry->message_id);
    } else if (older.rivalry->answered) {
        log_warn("second_agent_refused", {{"instance", instance.arn()}});
        return refuse(
            "InstanceInUseException",
            "Another agent is connected as this container instance and answers."
        );
    } else if (now - older.rivalry->asked_at >= options_.answer_rival_within) {
        end_session(found->second, kClosedTryAgainLater, "another process took its place");
        return {};
    }
    return refuse("ServerException", "Another agent was connected; whether it still is is asked.");
}

Result<Fleet::SessionId> Fleet::open(
    StreamKind kind, const AgentHello& hello, std::shared_ptr<AgentStream> stream
) {
    const auto admitted = admit(hello);
    if (!admitted) return admitted.error();
    const auto& instance = *admitted;
    const std::string key = instance->key();

    auto& by_instance = kind == StreamKind::Control ? control_by_instance_ : telemetry_by_instance_;
    if (const auto old = by_instance.find(key); old != by_instance.end()) {
        end_session(old->second, kClosedTryAgainLater, "replaced by a newer connection");
    }
    auto session = std::make_unique<Session>();
    session->id = next_session_++;
    session->kind = kind;
    session->instance_key = key;
    session->instance_arn = instance->arn();
    session->cluster_arn = ecs::cluster_arn(instance->scope(), instance->cluster);
    session->hello = hello;
    session->stream = std::move(stream);
    session->last_heard = core_.loop().mono();
    session->last_heartbeat = session->last_heard;
    const SessionId id = session->id;
    by_instance[key] = id;
    sessions_.emplace(id, std::move(session));
    if (kind == StreamKind::Control) {
        log_info(
            "agent_connected", {{"instance", instance->arn()}, {"version", hello.agent_version}}
        );
        mark_connected(*sessions_.at(id));
        send_everything(*sessions_.at(id));
        want_credentials(*sessions_.at(id), hello.send_credentials);
    }
    return id;
}

void Fleet::on_closed(SessionId id) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return;
    const std::unique_ptr<Session> session = std::move(found->second);
    sessions_.erase(found);
    auto& by_instance =
        session->kind == StreamKind::Control ? control_by_instance_ : telemetry_by_instance_;
    if (const auto entry = by_instance.find(session->instance_key);
        entry != by_instance.end() && entry->second == id) {
        by_instance.erase(entry);
        if (session->kind == StreamKind::Control) schedule_disconnect(session->instance_key);
    }
}

void Fleet::end_session(SessionId id, int code, const std::string& reason) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return;
    found->second->stream->close(code, reason);
    on_closed(id);
}

// ---- Feed ----------------------------------------------------------------------------------

void Fleet::on_change(const core::Change& change) {
    if (networks_ != nullptr) {
        networks_->on_change(change, [this](const std::string& key) { queue_networks(key); });
    }
    if (disks_ != nullptr) {
        disks_->on_change(change, [this](const std::string& key) { queue_disks(key); });
    }
    if (change.is_of(tables_.tasks)) {
        on_task_change(change.before_as(tables_.tasks), change.after_as(tables_.tasks));
    } else if (change.is_of(tables_.container_instances)) {
        const auto* after = change.after_as(tables_.container_instances);
        if (after != nullptr && after->status != ecs::InstanceStatus::Inactive) return;
        for (auto* by_instance : {&control_by_instance_, &telemetry_by_instance_}) {
            const auto session = by_instance->find(change.key);
            if (session == by_instance->end()) continue;
            end_session(session->second, kPolicyViolation, kDeregistered);
        }
    }
}

void Fleet::on_task_change(const ecs::TaskRow* before, const ecs::TaskRow* after) {
    const ecs::TaskRow& task = after != nullptr ? *after : *before;
    if (task.instance_id.empty()) return;
    const std::string instance_key = task.instance_key();
    if (after == nullptr || after->stopped()) {
        unacknowledged_.erase(task.key());
        credential_book_.forget(task.key());
        const auto session = control_by_instance_.find(instance_key);
        if (session == control_by_instance_.end()) return;
        auto& deliveries = sessions_.at(session->second)->deliveries;
        const bool went_back =
            after != nullptr && !after->acknowledged && deliveries.contains(task.key());
        if (went_back || (after != nullptr && after->holds_attachment())) {
            // What was sent may arrive yet: it is followed by a stop. Of an interface, and of a
            // volume, the agent has to say that it is gone.
            queue_task(instance_key, task.key());
        } else {
            deliveries.erase(task.key());
        }
        return;
    }
    watch_acknowledgement(*after);
    const bool is_news = before == nullptr || before->goal != after->goal ||
                         before->instance_key() != after->instance_key();
    if (is_news) queue_task(instance_key, after->key());
}

void Fleet::on_reload() {
    // What was lost may be news of who is connected, and of what was acknowledged.
    if (networks_ != nullptr) networks_->on_reload();
    watch_connected_rows();
    watch_unacknowledged_rows();
    end_streams_of_the_gone();
    for (const auto& [instance_key, id] : control_by_instance_) {
        Session& session = *sessions_.at(id);
        mark_connected(session);
        session.deliveries.clear();
        send_everything(session);
        want_credentials(session, false);
    }
}

/// Their end may have come without a change being told.
void Fleet::end_streams_of_the_gone() {
    std::vector<SessionId> ended;
    for (const auto& [id, session] : sessions_) {
        const auto row = tables_.container_instances.find(session->instance_key);
        if (!row || row->status == ecs::InstanceStatus::Inactive) ended.push_back(id);
    }
    for (const SessionId id : ended) end_session(id, kPolicyViolation, kDeregistered);
}

// ---- Outbound ------------------------------------------------------------------------------

void Fleet::send_everything(Session& session) {
    std::set<std::string> task_keys;
    api::acs::TaskManifestMessage manifest;
    manifest.tasks.emplace();
    for (const std::string& key : tables_.live_tasks_by_instance.keys(session.instance_key)) {
        const auto task = tables_.tasks.find(key);
        task_keys.insert(key);
        auto& entry = manifest.tasks->emplace_back();
        entry.task_arn = task->arn();
        entry.task_cluster_arn = ecs::cluster_arn(task->scope(), task->cluster);
        entry.desired_status = std::string(reflect::to_text(task->goal));
    }
    const auto& left = tables_.attachments_left_by_instance.keys(session.instance_key);
    task_keys.insert(left.begin(), left.end());
    send_networks(session, Repeat::Yes);
    send_disks(session);
    send_payload(session, task_keys);

    manifest.cluster_arn = session.cluster_arn;
    manifest.container_instance_arn = session.instance_arn;
    manifest.message_id = ids_.uuid();
    manifest.generated_at = epoch_ms(core_.loop().now());
    manifest.timeline = next_number(session.instance_key);
    send_message(session, "TaskManifestMessage", wire::encode_json(manifest));
}

void Fleet::send_message(Session& session, std::string_view type, std::string body) {
    std::string text = R"({"type":")";
    text += type;
    text += R"(","message":)";
    text += body;
    // What it tells may come from rows that are not durable yet. Should they never be, it is not
    // sent, and all is sent anew from what was loaded instead.
    core_.after_durable([this,
                         id = session.id,
                         text = std::move(text),
                         alive = std::weak_ptr(alive_)](const Result<void>& durable) {
        if (alive.expired() || !durable) return;
        const auto found = sessions_.find(id);
        if (found == sessions_.end()) return;
        // Agents that say what they were told are ours; others are sent what their protocol has.
        const bool says = !found->second->hello.process.empty();
        const std::string end = says ? R"(,"gantryState":")" + lineage_.newest() + "\"}" : "}";
        found->second->stream->send(text + end);
    });
}

std::int64_t Fleet::next_number(const std::string& instance_key) {
    // Grows across restarts without being stored: the clock is far ahead of one number a message.
    std::int64_t& last = last_numbers_[instance_key];
    last = std::max(last + 1, epoch_ms(core_.loop().now()));
    return last;
}

std::optional<std::string> Fleet::why_to_end(const Session& session, MonoTime now) const {
    const Duration limit = session.kind == StreamKind::Control ? options_.silence_limit
                                                               : options_.telemetry_silence_limit;
    if (now - session.last_heard > limit) return "nothing heard from the agent";
    if (session.stream->unsent_bytes() > options_.max_unsent_bytes) {
        return "the agent does not read";
    }
    return std::nullopt;
}

void Fleet::send_heartbeat(Session& session, const std::string& message_id) {
    session.last_heartbeat = core_.loop().mono();
    send_message(
        session, "HeartbeatMessage", R"({"healthy":true,"messageId":")" + message_id + "\"}"
    );
}

void Fleet::send_again(Session& session, MonoTime now) {
    std::set<std::string> again;
    for (const auto& [task_key, delivery] : session.deliveries) {
        if (!delivery.acknowledged && now - delivery.sent_at > options_.resend_after) {
            again.insert(task_key);
        }
    }
    if (!again.empty()) send_payload(session, again);
}

/// While this process stood still nothing could be heard: that time counts against nobody.
void Fleet::forgive_pause(MonoTime now) {
    const MonoTime expected = last_tick_ + kTickInterval;
    last_tick_ = now;
    if (now - expected < kTickInterval) return;
    const auto pause = now - expected;
    for (const auto& [id, session] : sessions_) session->last_heard = session->last_heard + pause;
    for (auto& [key, until] : unacknowledged_) until = until + pause;
}

void Fleet::tick() {
    const TurnPart part("fleet-tick");
    const MonoTime now = core_.loop().mono();
    forgive_pause(now);
    std::vector<std::pair<SessionId, std::string>> ended;
    for (const auto& [id, session] : sessions_) {
        if (auto reason = why_to_end(*session, now)) {
            ended.emplace_back(id, std::move(*reason));
            continue;
        }
        if (now - session->last_heartbeat >= options_.heartbeat_interval) {
            send_heartbeat(*session, ids_.uuid());
        }
        send_again(*session, now);
        send_networks_again(*session, now);
        send_disks_again(*session, now);
    }
    for (const auto& [id, reason] : ended) end_silent_session(id, reason);
    end_unacknowledged_tasks(now);
    send_due_credentials();
    tick_timer_ = core_.loop().call_after(kTickInterval, [this] { tick(); });
}

}  // namespace gantry::fleet
