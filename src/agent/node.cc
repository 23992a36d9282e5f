#include "agent/node.h"

#include <algorithm>
#include <utility>

#include "agent/engine/names.h"
#include "agent/engine/task_engine.h"
#include "agent/engine/task_mounts.h"
#include "agent/link/frames.h"
#include "agent/link/registration_request.h"
#include "base/log.h"
#include "wire/pull_progress.h"

namespace gantry::agent {
namespace {

/// How long an agent whose instance was deregistered waits before it asks again.
constexpr Duration kInactiveWait = hours{1};
constexpr double kControlBackoff = 1.5;
/// Beyond the protocol: tells this process from another on a copy of its data. See
/// docs/decisions/0018.
constexpr const char* kProcessQuery = "gantryProcess";
/// The same: what the control plane last told of its state. See docs/decisions/0021.
constexpr const char* kStateQuery = "gantryState";
constexpr const char* kInstanceInUse = "InstanceInUseException";
constexpr double kTelemetryBackoff = 2.0;
constexpr Duration kTelemetryRetryMin{1'000};
constexpr Duration kTelemetryRetryMax = minutes{1};

/// Two a core keep it busy while some wait for the disk; more only make each of them slower.
std::size_t parallel_starts(const AgentConfig& config, const runtime::HostInfo& host) {
    const std::int64_t wanted = config.parallel_starts.value_or(2 * host.cpu_count);
    return static_cast<std::size_t>(std::max<std::int64_t>(1, wanted));
}

StorageSetup storage_setup_of(const AgentConfig& config, const storage::StorageDriver* driver) {
    StorageSetup setup;
    setup.file_systems = config.file_systems;
    setup.file_system_directory = config.file_system_directory;
    if (driver == nullptr || !driver->abilities().mounts) return setup;
    setup.mounts = driver->place();
    const auto& kinds = driver->abilities().file_systems;
    setup.task_disks = std::ranges::find(kinds, kTaskDiskFileSystem) != kinds.end();
    return setup;
}

std::string label_of(const runtime::RuntimeEvent& event, const char* label) {
    const auto found = event.labels.find(label);
    return found == event.labels.end() ? "" : found->second;
}

}  // namespace

Node::Node(
    Loop& loop,
    IdSource& ids,
    ControlLink& link,
    runtime::ContainerRuntime& runtime,
    core::Core& core,
    const AgentTables& tables,
    const AgentConfig& config,
    const InstanceIdentity& identity,
    TaskEndpoint* endpoint,
    network::NetworkDriver* network,
    files::TaskFiles* files,
    storage::StorageDriver* storage,
    memory_files::MemoryFiles* secret_files,
    Listener listener
)
    : loop_(loop),
      ids_(ids),
      runtime_(runtime),
      network_(network),
      files_(files),
      storage_(storage),
      storage_setup_(storage_setup_of(config, storage)),
      secret_files_(secret_files),
      config_(config),
      identity_(identity),
      listener_(std::move(listener)),
      book_(core, tables, config, [this](const std::string& task) { changed(task); }),
      monitor_(runtime, identity.container_instance_arn, runtime_listener()),
      images_(
          loop,
          ids.random(),
          runtime,
          monitor_,
          config.pull_behavior,
          [this](const ImageStore::Got& got) { image_cleaner_.on_image(got); },
          [this](const std::string& image, const runtime::ImageProgress* progress) {
              tell_progress(image, progress);
          }
      ),
      ports_(config.host_bind_address, config.dynamic_port_first, config.dynamic_port_last),
      resources_(
          link, [this](const std::string& task) { return inbox_.execution_credentials(task); }
      ),
      logs_(
          {loop,
           ids.random(),
           runtime,
           link,
           core,
           book_,
           [this](const std::string& task) { return inbox_.execution_credentials(task); }}
      ),
      runner_(tools(), [this](const std::string& task) { changed(task); }),
      network_keeper_(loop, ids.random(), network, identity, [this] { runner_.network_changed(); }),
      reconciler_(tools(), runner_),
      cleaner_(
          tools(),
          [this](const std::string& task) { return logs_.needs(task); },
          [this](const std::string& task) { forgotten(task); }
      ),
      groups_(tools()),
      storage_watch_(tools()),
      secret_file_keeper_(tools()),
      disk_keeper_(storage, [this](std::string frame) { control_stream_.send(std::move(frame)); }),
      image_cleaner_(core, tools()),
      endpoints_(loop, link, identity),
      control_stream_(
          loop,
          ids.random(),
          link,
          endpoints_,
          stream_options(StreamKind::Control),
          control_listener()
      ),
      telemetry_stream_(
          loop,
          ids.random(),
          link,
          endpoints_,
          stream_options(StreamKind::Telemetry),
          telemetry_listener()
      ),
      tailer_(
          tools(),
          [this](const LogTail& tail) {
              return control_stream_.send(encode_frame("GantryLogTail", tail));
          }
      ),
      reporter_(loop, ids.random(), link, core, book_, identity),
      exec_({loop, runtime, link, endpoints_, book_, identity, config}),
      inbox_(
          core,
          book_,
          identity,
          {.send = [this](std::string frame) { control_stream_.send(std::move(frame)); },
           .on_heartbeat = [this] { telemetry_.on_control_heartbeat(); },
           .on_network = [this](
                             api::acs::GantryNetworkMessage state, std::function<void()> done
                         ) { network_keeper_.apply(std::move(state), std::move(done)); },
           .on_exec = [this](const std::string& message) { exec_.on_request(message); },
           .on_storage = [this](const std::string& message) { disk_keeper_.on_orders(message); }}
      ),
      telemetry_(
          loop,
          ids,
          runtime,
          book_,
          config,
          identity,
          [this](std::string frame) { return telemetry_stream_.send(std::move(frame)); }
      ),
      desk_(endpoint == nullptr ? nullptr : endpoint->open_desk(view(link))),
      alive_(std::make_shared<bool>(true)) {}

Node::~Node() = default;

void Node::tell_progress(const std::string& image, const runtime::ImageProgress* progress) {
    wire::PullProgress news{.image = image, .over = progress == nullptr};
    if (progress != nullptr) {
        news.layers = progress->layers;
        news.layers_done = progress->layers_done;
        news.bytes = progress->bytes;
        news.bytes_done = progress->bytes_done;
    }
    control_stream_.send(encode_frame(wire::kPullProgressMessage, news));
}

OperationTools Node::tools() {
    return {
        loop_,
        ids_.random(),
        runtime_,
        monitor_,
        images_,
        ports_,
        book_,
        config_,
        identity_.container_instance_arn,
        logs_,
        resources_,
        network_,
        pauses_,
        files_,
        storage_,
        storage_setup_,
        secret_files_,
    };
}

NodeView Node::view(ControlLink& link) const {
    return {
        .loop = loop_,
        .runtime = runtime_,
        .link = link,
        .config = config_,
        .identity = identity_,
        .book = book_,
        .network = network_,
        .credentials = [this](const std::string& id) { return inbox_.credentials(id); },
    };
}

void Node::start() {
    for (const auto& [task, entry] : book_.entries()) {
        book_.apply(task, event::Restarted{});
        changed(task);
    }
    secret_file_keeper_.start();
    monitor_.start();
    control_stream_.start();
    telemetry_stream_.start();
    image_cleaner_.start();
}

void Node::on_host() {
    host_known_ = true;
    runner_.set_parallel_starts(parallel_starts(config_, identity_.host));
    telemetry_.start_sampling();
    for (const auto& [task, entry] : book_.entries()) changed(task);
}

AgentStatus Node::status() const {
    return {
        .container_instance_arn = identity_.container_instance_arn,
        .control_connected = control_stream_.is_open(),
        .telemetry_connected = telemetry_stream_.is_open(),
        .runtime_connected = monitor_.connected(),
        .tasks = book_.entries().size(),
    };
}

// ---- Tasks -----------------------------------------------------------------------------------

void Node::changed(const std::string& task) {
    dirty_.insert(task);
    if (std::exchange(turn_posted_, true)) return;
    loop_.post([this, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) turn();
    });
}

/// While rows cannot be written nothing is decided: what a turn notes would be refused, and the
/// very same turn follow at once. Once they can, the agent begins anew with all its tasks.
void Node::turn() {
    turn_posted_ = false;
    if (retired_ || !book_.writable()) return;
    if (host_known_) book_.admit(instance_capacity(config_, identity_.host));
    for (const std::string& task : std::exchange(dirty_, {})) look_at(task);
}

void Node::look_at(const std::string& task) {
    if (desk_) desk_->look_at(task);
    tailer_.look_at(task);
    logs_.look_at(task);
    runner_.look_at(task);
    // Not before the control plane has let this agent in: another one may run on a copy of its
    // data.
    if (had_control_stream_) reporter_.look_at(task);
    telemetry_.look_at(task);
    groups_.look_at(task);
    storage_watch_.look_at(task);
    secret_file_keeper_.look_at(task);
    exec_.look_at(task);
    cleaner_.look_at(task);
}

void Node::forgotten(const std::string& task) {
    if (desk_) desk_->drop(task);
    runner_.drop(task);
    tailer_.drop(task);
    logs_.drop(task);
    reporter_.drop(task);
    groups_.drop(task);
    storage_watch_.drop(task);
    secret_file_keeper_.drop(task);
    inbox_.drop(task);
    telemetry_.drop(task);
}

// ---- The runtime -----------------------------------------------------------------------------

RuntimeMonitor::Listener Node::runtime_listener() {
    return {
        .on_connected =
            [this] {
                listener_.on_runtime_back();
                runner_.runtime_back();
                reconciler_.run();
                exec_.runtime_back();
                logs_.try_now();
            },
        .on_disconnected = [this] { runner_.runtime_lost(); },
        .on_event = [this](const runtime::RuntimeEvent& event) { on_runtime_event(event); },
    };
}

void Node::on_runtime_event(const runtime::RuntimeEvent& event) {
    const std::string task = label_of(event, kTaskLabel);
    const std::string container = label_of(event, kContainerLabel);
    using Kind = runtime::RuntimeEvent::Kind;
    switch (event.kind) {
        case Kind::Die:
        case Kind::Destroy: return runner_.observe(task, container);
        case Kind::HealthChanged:
            return book_.apply(
                task, event::HealthTold{container, health_of(event.health), event.time}
            );
        case Kind::Start: return on_start_event(task, container);
        case Kind::OutOfMemory: break;  // what it led to is read when the container dies
    }
}

/// The answer to a start of ours says what there is to say. Somebody else may start a container
/// whose task has stopped (`docker restart`): it must not go on unseen.
void Node::on_start_event(const std::string& task, const std::string& container) {
    const auto state = book_.state(task);
    if (container == kPauseContainer && state && !state->stopped()) return;
    const ContainerState* its = state ? state->find(container) : nullptr;
    if (its == nullptr || its->stopped()) reconciler_.run();
}

// ---- The control plane -----------------------------------------------------------------------

KeptStream::Options Node::stream_options(StreamKind kind) {
    if (kind == StreamKind::Control) {
        return {
            kind,
            Backoff(config_.reconnect_min, config_.reconnect_max, kControlBackoff),
            config_.inactivity_limit,
            [this] { return control_query(); }
        };
    }
    return {
        kind,
        Backoff(kTelemetryRetryMin, kTelemetryRetryMax, kTelemetryBackoff),
        config_.inactivity_limit,
        [this] { return telemetry_query(); }
    };
}

KeptStream::Listener Node::control_listener() {
    return {
        .on_open = [this] { on_control_open(); },
        .on_text =
            [this](const std::string& text) {
                // What is not acknowledged is sent again, to the one that comes after.
                if (!retired_) inbox_.on_text(text);
            },
        .on_end = [this](const std::string& reason) { on_control_end(reason); },
    };
}

KeptStream::Listener Node::telemetry_listener() {
    return {
        .on_open = [this] { telemetry_.on_stream_open(); },
        .on_text = [](const std::string&) {},  // heartbeats and acknowledgements: signs of life
        .on_end = [this](const std::string&) { telemetry_.on_stream_end(); },
    };
}

void Node::on_control_open() {
    log_info("control_stream_open");
    if (!std::exchange(had_control_stream_, true)) {
        for (const auto& [task, entry] : book_.entries()) changed(task);
    }
    inbox_.on_open();
    reporter_.try_now();
    tailer_.offer_again();
    logs_.try_now();
    telemetry_stream_.start();
}

void Node::on_control_end(const std::string& reason) {
    if (reason.find(kInstanceInUse) != std::string::npos) {
        control_stream_.stop();
        telemetry_stream_.stop();
        return listener_.on_replaced(
            {ErrorKind::Conflict,
             kInstanceInUse,
             "another agent is connected as " + identity_.container_instance_arn +
                 " and answers; one of the two runs with a copy of the other's data directory. "
                 "Stop "
                 "the other, or remove " +
                 config_.data_dir + " to join as a new instance",
             {}}
        );
    }
    if (reason.find("InactiveInstanceException") == std::string::npos) return;
    log_warn("instance_deregistered", {{"instance", identity_.container_instance_arn}});
    control_stream_.hold_off(kInactiveWait);
    telemetry_stream_.stop();
    telemetry_.on_stream_end();
}

ControlLink::Query Node::control_query() const {
    return {
        {"agentHash", config_.agent_hash},
        {"agentVersion", config_.agent_version},
        {"clusterArn", config_.cluster},
        {"containerInstanceArn", identity_.container_instance_arn},
        {"dockerVersion", "DockerVersion: " + identity_.host.runtime_version},
        {"protocolVersion", "2"},
        {"seqNum", "1"},
        {"sendCredentials", had_control_stream_ ? "false" : "true"},
        {kProcessQuery, identity_.process},
        {kStateQuery, inbox_.told_state()},
    };
}

ControlLink::Query Node::telemetry_query() const {
    return {
        {"agentHash", config_.agent_hash},
        {"agentVersion", config_.agent_version},
        {"cluster", config_.cluster},
        {"containerInstance", identity_.container_instance_arn},
        {"dockerVersion", identity_.host.runtime_version},
        {kProcessQuery, identity_.process},
        {kStateQuery, inbox_.told_state()},
    };
}

}  // namespace gantry::agent
