#include "agent/link/telemetry.h"

#include <algorithm>
#include <utility>

#include "agent/link/frames.h"
#include "api/tcs/publish_health_request.h"
#include "api/tcs/publish_instance_status_request.h"
#include "api/tcs/publish_metrics_request.h"

namespace gantry::agent {
namespace {

constexpr std::size_t kMaxTasksPerMessage = 10;
constexpr Duration kStatusInterval{20'000};
constexpr Duration kCheckLimit{2'000};

api::tcs::HealthStatus health_of(HealthStatus health) {
    switch (health) {
        case HealthStatus::Healthy: return api::tcs::HealthStatus::Healthy;
        case HealthStatus::Unhealthy: return api::tcs::HealthStatus::Unhealthy;
        case HealthStatus::Unknown: break;
    }
    return api::tcs::HealthStatus::Unknown;
}

/// Cuts a list into messages: calls `each` with a part and whether it is the last.
template <class T, class F>
void in_parts(std::vector<T> all, F each) {
    for (std::size_t first = 0; first < all.size(); first += kMaxTasksPerMessage) {
        const std::size_t last = std::min(all.size(), first + kMaxTasksPerMessage);
        std::vector<T> part(
            std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(first)),
            std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(last))
        );
        each(std::move(part), last == all.size());
    }
}

}  // namespace

Telemetry::Telemetry(
    Loop& loop,
    IdSource& ids,
    runtime::ContainerRuntime& runtime,
    const TaskBook& book,
    const AgentConfig& config,
    const InstanceIdentity& identity,
    std::function<bool(std::string frame)> send
)
    : loop_(loop),
      ids_(ids),
      runtime_(runtime),
      book_(book),
      config_(config),
      identity_(identity),
      send_(std::move(send)),
      sampler_(loop, runtime, book, config),
      runtime_status_(api::tcs::InstanceHealthcheckStatus::Initializing),
      alive_(std::make_shared<bool>(true)) {}

Telemetry::~Telemetry() {
    loop_.cancel(tick_timer_);
    loop_.cancel(check_timer_);
}

void Telemetry::start_sampling() {
    sampler_.start(identity_.host.cpu_count);
}

void Telemetry::on_stream_open() {
    tick();
}

void Telemetry::on_stream_end() {
    loop_.cancel(tick_timer_);
    tick_timer_ = 0;
    published_.clear();
}

void Telemetry::tick() {
    loop_.cancel(tick_timer_);
    tick_timer_ = loop_.call_after(config_.metrics_interval, [this] { tick(); });
    publish_metrics();
    publish_health();
}

void Telemetry::publish_metrics() {
    api::tcs::PublishMetricsRequest request;
    auto& metadata = request.metadata.emplace();
    metadata.cluster = identity_.cluster;
    metadata.container_instance = identity_.container_instance_arn;
    metadata.message_id = ids_.uuid();
    metadata.fin = true;
    request.timestamp = loop_.now();
    std::vector<api::tcs::TaskMetric> metrics = sampler_.take();
    if (metrics.empty()) {
        metadata.idle = true;
        send_(encode_frame("PublishMetricsRequest", request));
        return;
    }
    in_parts(std::move(metrics), [&](std::vector<api::tcs::TaskMetric> part, bool last) {
        metadata.fin = last;
        request.task_metrics = std::move(part);
        send_(encode_frame("PublishMetricsRequest", request));
    });
}

// ---- Health of containers --------------------------------------------------------------------

std::vector<Telemetry::Published> Telemetry::health_to_publish(const std::string& task) const {
    std::vector<Published> result;
    const TaskBook::Entry* entry = book_.find(task);
    const auto state = book_.state(task);
    if (entry == nullptr || !state || state->stopped()) return result;
    for (const ContainerSpec& container : entry->spec.containers) {
        const ContainerState* its = state->find(container.name);
        if (!container.has_health_check || its == nullptr) continue;
        if (its->progress == Progress::Running) result.push_back({its->name, its->health});
    }
    return result;
}

api::tcs::TaskHealth Telemetry::describe_health(const std::string& task) const {
    api::tcs::TaskHealth health;
    const TaskBook::Entry* entry = book_.find(task);
    const auto state = book_.state(task);
    health.task_arn = task;
    health.cluster_arn = entry->spec.cluster;
    health.task_definition_family = entry->spec.family;
    health.task_definition_version = entry->spec.revision;
    auto& containers = health.containers.emplace();
    for (const Published& one : health_to_publish(task)) {
        auto& container = containers.emplace_back();
        container.container_name = one.container;
        container.health_status = health_of(one.health);
        container.status_since = state->find(one.container)->health_since;
    }
    return health;
}

void Telemetry::look_at(const std::string& task) {
    if (tick_timer_ == 0) return;  // no stream; on_stream_open tells everything
    const std::vector<Published> now = health_to_publish(task);
    const auto before = published_.find(task);
    const bool known = before != published_.end();
    if (now.empty() || (known && before->second == now)) return;
    published_.insert_or_assign(task, now);
    send_health({describe_health(task)});
}

void Telemetry::publish_health() {
    std::vector<api::tcs::TaskHealth> tasks;
    for (const std::string& task : book_.tables().live.keys(AgentTables::kLive)) {
        std::vector<Published> now = health_to_publish(task);
        if (now.empty()) continue;
        published_.insert_or_assign(task, std::move(now));
        tasks.push_back(describe_health(task));
    }
    send_health(std::move(tasks));
}

void Telemetry::send_health(std::vector<api::tcs::TaskHealth> tasks) {
    const std::string message_id = ids_.uuid();
    in_parts(std::move(tasks), [&](std::vector<api::tcs::TaskHealth> part, bool last) {
        api::tcs::PublishHealthRequest request;
        auto& metadata = request.metadata.emplace();
        metadata.cluster = identity_.cluster;
        metadata.container_instance = identity_.container_instance_arn;
        metadata.message_id = message_id;
        metadata.fin = last;
        request.tasks = std::move(part);
        request.timestamp = loop_.now();
        send_(encode_frame("PublishHealthRequest", request));
    });
}

// ---- Health of the instance ------------------------------------------------------------------

void Telemetry::on_control_heartbeat() {
    const bool too_early = last_status_ && loop_.mono() - *last_status_ < kStatusInterval;
    if (too_early || check_timer_ != 0) return;
    const std::uint64_t check = ++check_;
    check_timer_ =
        loop_.call_after(kCheckLimit, [this, check] { on_runtime_checked(check, false); });
    runtime_.host_info(
        [this, check, alive = std::weak_ptr(alive_)](const Result<runtime::HostInfo>& host) {
            if (!alive.expired()) on_runtime_checked(check, host.has_value());
        }
    );
}

void Telemetry::on_runtime_checked(std::uint64_t check, bool answers) {
    if (check != check_ || check_timer_ == 0) return;
    loop_.cancel(check_timer_);
    check_timer_ = 0;
    last_status_ = loop_.mono();
    publish_instance_status(answers);
}

void Telemetry::publish_instance_status(bool runtime_answers) {
    using api::tcs::InstanceHealthcheckStatus;
    const auto status =
        runtime_answers ? InstanceHealthcheckStatus::Ok : InstanceHealthcheckStatus::Impaired;
    if (status != runtime_status_ || !runtime_status_since_) runtime_status_since_ = loop_.now();
    runtime_status_ = status;
    api::tcs::PublishInstanceStatusRequest request;
    auto& metadata = request.metadata.emplace();
    metadata.cluster = identity_.cluster;
    metadata.container_instance = identity_.container_instance_arn;
    metadata.request_id = ids_.uuid();
    auto& entry = request.statuses.emplace().emplace_back();
    entry.type = "ContainerRuntime";
    entry.status = status;
    entry.last_updated = loop_.now();
    entry.last_status_change = runtime_status_since_;
    request.timestamp = loop_.now();
    send_(encode_frame("PublishInstanceStatusRequest", request));
}

void Telemetry::drop(const std::string& task) {
    published_.erase(task);
    sampler_.drop(task);
}

}  // namespace gantry::agent
