#include "fleet/fleet.h"

#include <algorithm>

#include "api/acs/payload_message.h"
#include "api/acs/task_manifest_message.h"
#include "base/log.h"
#include "fleet/payload_builder.h"
#include "fleet/session.h"
#include "services/ecs/reconcile/task_report.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

constexpr Duration kTickInterval{1'000};
/// One payload is full with this many tasks, or bytes of them: keeps a frame well below what agents
/// accept. One task's are below 1 MiB, for its definition is.
constexpr std::size_t kTasksPerPayload = 50;
constexpr std::size_t kBytesPerPayload = std::size_t{1} << 20;

constexpr int kTryAgainLater = 1013;
constexpr int kPolicyViolation = 1008;
constexpr int kServiceRestart = 1012;

Error refuse(const char* code, std::string message) {
    return Error{ErrorKind::InvalidArgument, code, std::move(message), {}};
}

/// What an agent says of its versions as it connects; Amazon's says it nowhere else.
std::optional<api::ecs::VersionInfo> version_told(
    const AgentHello& hello, std::optional<api::ecs::VersionInfo> known
) {
    const auto learn = [&](std::optional<std::string> api::ecs::VersionInfo::* member,
                           const std::string& told) {
        if (told.empty()) return;
        if (!known) known.emplace();
        (*known).*member = told;
    };
    learn(&api::ecs::VersionInfo::agent_version, hello.agent_version);
    learn(&api::ecs::VersionInfo::agent_hash, hello.agent_hash);
    learn(&api::ecs::VersionInfo::docker_version, hello.docker_version);
    return known;
}

}  // namespace

Fleet::Fleet(core::Core& core, const ecs::Tables& tables, IdSource& ids, FleetOptions options)
    : core_(core),
      tables_(tables),
      ids_(ids),
      options_(options),
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

Result<std::shared_ptr<const ecs::ContainerInstanceRow>> Fleet::admit(const AgentHello& hello
) const {
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
    auto instance = tables_.container_instances.find(arn->scope.prefix() + arn->path);
    if (!instance) return refuse("InvalidInstanceException", "No such container instance.");
    if (instance->status == ecs::InstanceStatus::Inactive) {
        return refuse("InactiveInstanceException", "The container instance was deregistered.");
    }
    return instance;
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
        end_session(old->second, kTryAgainLater, "replaced by a newer connection");
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

// ---- Connectivity --------------------------------------------------------------------------

void Fleet::mark_connected(const Session& session) {
    const std::string& instance_key = session.instance_key;
    if (const auto timer = disconnect_timers_.find(instance_key);
        timer != disconnect_timers_.end()) {
        core_.loop().cancel(timer->second);
        disconnect_timers_.erase(timer);
    }
    const auto row = tables_.container_instances.find(instance_key);
    if (!row) return;
    const auto version = version_told(session.hello, row->version_info);
    if (row->agent_connected && row->version_info == version) return;
    core::Transaction tx;
    tx.update(tables_.container_instances, instance_key, [&](ecs::ContainerInstanceRow& r) {
        if (!r.agent_connected) r.agent_connected_at = core_.loop().now();
        r.agent_connected = true;
        r.version_info = version;
        ++r.version;
    });
    core_.commit(std::move(tx), "fleet agent connected " + instance_key);
}

void Fleet::schedule_disconnect(const std::string& instance_key) {
    if (disconnect_timers_.contains(instance_key)) return;
    const SysTime since = core_.loop().now();
    disconnect_timers_[instance_key] =
        core_.loop().call_after(options_.disconnect_grace, [this, instance_key, since] {
            disconnect_timers_.erase(instance_key);
            mark_disconnected(instance_key, since);
        });
}

/// Gives the agents whose rows say that they are connected the usual time to show it.
void Fleet::watch_connected_rows() {
    for (const auto& [key, row] : tables_.container_instances.rows()) {
        if (row->agent_connected && !control_by_instance_.contains(key)) schedule_disconnect(key);
    }
}

void Fleet::mark_disconnected(const std::string& instance_key, SysTime since) {
    const auto row = tables_.container_instances.find(instance_key);
    if (!row || !row->agent_connected || control_by_instance_.contains(instance_key)) return;
    log_warn("agent_away", {{"instance", row->arn()}});
    core::Transaction tx;
    tx.update(tables_.container_instances, instance_key, [&](ecs::ContainerInstanceRow& r) {
        r.agent_connected = false;
        r.agent_connected_at = core_.loop().now();
        ++r.version;
    });
    end_unsent_tasks(tx, instance_key, since);
    core_.commit(std::move(tx), "fleet agent away " + instance_key);
}

/// Tasks that were placed while the agent still counted as connected and was not: nobody has heard
/// of them, so that services can start others at once.
void Fleet::end_unsent_tasks(core::Transaction& tx, const std::string& instance_key, SysTime since)
    const {
    for (const std::string& key : tables_.live_tasks_by_instance.keys(instance_key)) {
        const auto task = tables_.tasks.find(key);
        if (task->status != ecs::TaskStatus::Pending || task->created_at <= since) continue;
        tx.put(
            tables_.tasks,
            key,
            ecs::end_task(
                *task,
                api::ecs::TaskStopCode::TaskFailedToStart,
                "The container instance's agent is not connected",
                core_.loop().now()
            )
        );
    }
}

// ---- Feed ----------------------------------------------------------------------------------

void Fleet::on_change(const core::Change& change) {
    if (change.is_of(tables_.tasks)) {
        on_task_change(change.before_as(tables_.tasks), change.after_as(tables_.tasks));
    } else if (change.is_of(tables_.container_instances)) {
        const auto* after = change.after_as(tables_.container_instances);
        if (after != nullptr && after->status != ecs::InstanceStatus::Inactive) return;
        for (auto* by_instance : {&control_by_instance_, &telemetry_by_instance_}) {
            const auto session = by_instance->find(change.key);
            if (session == by_instance->end()) continue;
            end_session(
                session->second,
                kPolicyViolation,
                "InactiveInstanceException: the container instance was deregistered"
            );
        }
    }
}

void Fleet::on_task_change(const ecs::TaskRow* before, const ecs::TaskRow* after) {
    if (after == nullptr || after->instance_id.empty()) return;
    const std::string instance_key =
        ecs::in_cluster_key(after->scope(), after->cluster, after->instance_id);
    if (after->stopped()) {
        const auto session = control_by_instance_.find(instance_key);
        // Stopped without the agent's word (a forced deregistration): it may still run there.
        if (session != control_by_instance_.end()) {
            sessions_.at(session->second)->deliveries.erase(after->key());
        }
        return;
    }
    const bool is_news = before == nullptr || before->goal != after->goal ||
                         before->instance_id != after->instance_id;
    if (is_news) queue_task(instance_key, after->key());
}

void Fleet::on_reload() {
    // What was lost may be news of who is connected.
    watch_connected_rows();
    for (const auto& [instance_key, id] : control_by_instance_) {
        Session& session = *sessions_.at(id);
        mark_connected(session);
        session.deliveries.clear();
        send_everything(session);
    }
}

// ---- Outbound ------------------------------------------------------------------------------

void Fleet::queue_task(const std::string& instance_key, std::string task_key) {
    if (!control_by_instance_.contains(instance_key)) return;  // all of it goes out on connect
    queued_[instance_key].insert(std::move(task_key));
    if (flush_posted_) return;
    flush_posted_ = true;
    core_.loop().post([this, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) flush_payloads();
    });
}

void Fleet::flush_payloads() {
    flush_posted_ = false;
    const auto queued = std::exchange(queued_, {});
    for (const auto& [instance_key, task_keys] : queued) {
        const auto session = control_by_instance_.find(instance_key);
        if (session == control_by_instance_.end()) continue;
        send_payload(*sessions_.at(session->second), task_keys);
    }
}

void Fleet::send_everything(Session& session) {
    std::set<std::string> task_keys;
    api::acs::TaskManifestMessage manifest;
    manifest.tasks.emplace();
    for (const std::string& key : tables_.live_tasks_by_instance.keys(session.instance_key)) {
        const auto task = tables_.tasks.find(key);
        task_keys.insert(key);
        auto& entry = manifest.tasks->emplace_back();
        entry.task_arn = task->arn();
        entry.task_cluster_arn = session.cluster_arn;
        entry.desired_status = std::string(reflect::to_text(task->goal));
    }
    send_payload(session, task_keys);

    manifest.cluster_arn = session.cluster_arn;
    manifest.container_instance_arn = session.instance_arn;
    manifest.message_id = ids_.uuid();
    manifest.generated_at = epoch_ms(core_.loop().now());
    manifest.timeline = next_number(session.instance_key);
    send_message(session, "TaskManifestMessage", wire::encode_json(manifest));
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
            if (!task || task->stopped()) continue;
            const auto definition = tables_.task_definitions.find(
                ecs::task_definition_key(task->scope(), task->family, task->revision)
            );
            const bool stop = task->goal == ecs::TaskGoal::Stopped;
            if (!stop && !definition) continue;
            payload.tasks->push_back(
                definition ? build_task_payload(*task, *definition) : build_stop_payload(*task)
            );
            session.deliveries[*next] = {
                task->goal, *payload.message_id, false, core_.loop().mono()
            };
            bytes += wire::encode_json(payload.tasks->back()).size();
        }
        if (payload.tasks->empty()) continue;
        send_message(session, "PayloadMessage", wire::encode_json(payload));
    }
}

void Fleet::send_message(Session& session, std::string_view type, std::string body) {
    std::string text = R"({"type":")";
    text += type;
    text += R"(","message":)";
    text += body;
    text += '}';
    // What it tells may come from rows that are not durable yet. Should they never be, it is not
    // sent, and all is sent anew from what was loaded instead.
    core_.after_durable([this,
                         id = session.id,
                         text = std::move(text),
                         alive = std::weak_ptr(alive_)](const Result<void>& durable) {
        if (alive.expired() || !durable) return;
        if (const auto found = sessions_.find(id); found != sessions_.end()) {
            found->second->stream->send(text);
        }
    });
}

std::int64_t Fleet::next_number(const std::string& instance_key) {
    // Grows across restarts without being stored: the clock is far ahead of one number a message.
    std::int64_t& last = last_numbers_[instance_key];
    last = std::max(last + 1, epoch_ms(core_.loop().now()));
    return last;
}

void Fleet::tick() {
    const MonoTime now = core_.loop().mono();
    std::vector<std::pair<SessionId, std::string>> ended;
    for (const auto& [id, session] : sessions_) {
        if (now - session->last_heard > options_.silence_limit) {
            ended.emplace_back(id, "nothing heard from the agent");
            continue;
        }
        if (session->stream->unsent_bytes() > options_.max_unsent_bytes) {
            ended.emplace_back(id, "the agent does not read");
            continue;
        }
        if (now - session->last_heartbeat >= options_.heartbeat_interval) {
            session->last_heartbeat = now;
            send_message(
                *session,
                "HeartbeatMessage",
                R"({"healthy":true,"messageId":")" + ids_.uuid() + "\"}"
            );
        }
        std::set<std::string> again;
        for (const auto& [task_key, delivery] : session->deliveries) {
            if (!delivery.acknowledged && now - delivery.sent_at > options_.resend_after) {
                again.insert(task_key);
            }
        }
        if (!again.empty()) send_payload(*session, again);
    }
    for (const auto& [id, reason] : ended) end_session(id, kTryAgainLater, reason);
    tick_timer_ = core_.loop().call_after(kTickInterval, [this] { tick(); });
}

}  // namespace gantry::fleet
