#include "agent/agent.h"

#include <utility>

#include "agent/agent_rows.h"
#include "agent/link/registrar.h"
#include "agent/node.h"
#include "base/log.h"
#include "core/core.h"

namespace gantry::agent {

namespace {

/// Beyond ECS: what tasks with files of secrets require of their instance.
constexpr const char* kSecretFilesCapability = "gantry.secret-files";

}  // namespace

/// Holds the journal's side of an agent, and the node that is made anew whenever the journal was
/// loaded.
class Agent::Parts {
  public:
    Parts(
        Loop& loop,
        IdSource ids,
        ControlLink& link,
        runtime::ContainerRuntime& runtime,
        core::Journal& journal,
        AgentConfig config
    )
        : loop_(loop),
          ids_(ids),
          link_(link),
          runtime_(runtime),
          config_(std::move(config)),
          core_(loop, journal, tables_.all()),
          process_(ids_.uuid()),
          alive_(std::make_shared<bool>(true)) {}

    ~Parts() { loop_.cancel(trim_timer_); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    Result<void> start() {
        if (storage_ == nullptr) {
            config_.file_systems.clear();
            config_.file_system_directory.clear();
        }
        if (auto opened = core_.open(); !opened) return opened;
        const AgentRow row = tables_.agent_row();
        if (!row.cluster.empty() && row.cluster != config_.cluster) {
            return invalid_argument(
                "this data directory belongs to an agent of cluster '" + row.cluster +
                "', not of '" + config_.cluster + "'"
            );
        }
        core_.subscribe({
            [](const core::Change&) {},
            [this] {
                if (node_) node_->retire();
                // Not from within: the core still has callbacks of the old node to run.
                loop_.post([this, alive = std::weak_ptr(alive_)] {
                    if (!alive.expired()) begin();
                });
            },
        });
        begin();
        trim_journal();
        return {};
    }

    void set_on_terminal(std::function<void(const Error&)> on_terminal) {
        on_terminal_ = std::move(on_terminal);
    }

    void set_task_endpoint(TaskEndpoint& endpoint) { endpoint_ = &endpoint; }

    void set_network(network::NetworkDriver& driver) {
        config_.no_task_networking = driver.abilities().why_not;
        config_.faults = driver.abilities().interfaces;
        if (driver.abilities().interfaces) {
            config_.no_task_networking.clear();
            network_ = &driver;
        } else if (config_.no_task_networking.empty()) {
            config_.no_task_networking = "this machine has no task networking (awsvpc)";
        }
    }

    void set_storage(storage::StorageDriver& driver) {
        storage_ = &driver;
        config_.no_task_disks = driver.abilities().why_not;
        if (driver.abilities().mounts) {
            config_.no_task_disks.clear();
            config_.snapshot_store = driver.abilities().snapshots;
        } else if (config_.no_task_disks.empty()) {
            config_.no_task_disks = "this machine makes no disks for tasks (EBS volumes)";
        }
    }

    void set_secret_files(memory_files::MemoryFiles& files) {
        if (const std::string why_not = files.why_not(); !why_not.empty()) {
            return log_info("no_files_of_secrets", {{"why", why_not}});
        }
        config_.extra_capabilities.emplace_back(kSecretFilesCapability);
        secret_files_ = &files;
    }

    void set_files(files::TaskFiles& files) {
        config_.log_routers = true;
        files_ = &files;
    }

    [[nodiscard]] AgentStatus status() const { return node_ ? node_->status() : AgentStatus{}; }

  private:
    void trim_journal() {
        const SysTime before = loop_.now() - config_.journal_retention;
        core_.journal().trim(
            before,
            [this, alive = std::weak_ptr(alive_)](const Result<std::size_t>& trimmed) {
                if (alive.expired()) return;
                if (!trimmed) log_warn("journal_not_trimmed", {{"why", trimmed.error().message}});
                trim_timer_ = loop_.call_after(kTrimInterval, [this] { trim_journal(); });
            }
        );
    }

    /// The first time, and after a write failed and the core has loaded its rows anew.
    void begin() {
        node_.reset();
        registrar_.reset();
        identity_ = {
            .cluster = config_.cluster,
            .process = process_,
            .container_instance_arn = {},
            .host = {},
        };
        Registrar::Listener listener;
        listener.on_identity = [this] { begin_node(); };
        listener.on_host = [this] {
            if (node_) node_->on_host();
        };
        listener.on_forgotten = [this] {
            loop_.post([this, alive = std::weak_ptr(alive_)] {
                if (!alive.expired()) begin();
            });
        };
        listener.on_terminal = [this](const Error& why) { end(why); };
        registrar_ = std::make_unique<Registrar>(
            loop_, ids_, link_, runtime_, core_, tables_, config_, identity_, std::move(listener)
        );
        registrar_->start();
    }

    void begin_node() {
        node_ = std::make_unique<Node>(
            loop_,
            ids_,
            link_,
            runtime_,
            core_,
            tables_,
            config_,
            identity_,
            endpoint_,
            network_,
            files_,
            storage_,
            secret_files_,
            Node::Listener{
                .on_runtime_back = [this] { registrar_->runtime_back(); },
                .on_replaced =
                    [this](const Error& why) {
                        log_error("agent_replaced", {{"why", why.message}});
                        loop_.post([this, why, alive = std::weak_ptr(alive_)] {
                            if (!alive.expired()) end(why);
                        });
                    },
            }
        );
        node_->start();
        if (identity_.host.cpu_count > 0) node_->on_host();
    }

    /// Refused for good.
    void end(const Error& why) {
        node_.reset();
        if (auto tell = std::exchange(on_terminal_, {})) tell(why);
    }

    Loop& loop_;
    IdSource ids_;
    ControlLink& link_;
    runtime::ContainerRuntime& runtime_;
    AgentConfig config_;
    AgentTables tables_;
    core::Core core_;
    const std::string process_;
    InstanceIdentity identity_;
    std::function<void(const Error&)> on_terminal_;
    TaskEndpoint* endpoint_ = nullptr;
    network::NetworkDriver* network_ = nullptr;
    files::TaskFiles* files_ = nullptr;
    storage::StorageDriver* storage_ = nullptr;
    memory_files::MemoryFiles* secret_files_ = nullptr;
    std::unique_ptr<Registrar> registrar_;
    std::unique_ptr<Node> node_;
    std::shared_ptr<bool> alive_;

    static constexpr Duration kTrimInterval = minutes{10};
    TimerId trim_timer_ = 0;
};

Agent::Agent(
    Loop& loop,
    IdSource ids,
    ControlLink& link,
    runtime::ContainerRuntime& runtime,
    core::Journal& journal,
    AgentConfig config
)
    : parts_(std::make_unique<Parts>(loop, ids, link, runtime, journal, std::move(config))) {}

Agent::~Agent() = default;

Result<void> Agent::start() {
    return parts_->start();
}

void Agent::set_on_terminal(std::function<void(const Error& why)> on_terminal) {
    parts_->set_on_terminal(std::move(on_terminal));
}

void Agent::set_task_endpoint(TaskEndpoint& endpoint) {
    parts_->set_task_endpoint(endpoint);
}

void Agent::set_network(network::NetworkDriver& driver) {
    parts_->set_network(driver);
}

void Agent::set_storage(storage::StorageDriver& driver) {
    parts_->set_storage(driver);
}

void Agent::set_secret_files(memory_files::MemoryFiles& files) {
    parts_->set_secret_files(files);
}

void Agent::set_files(files::TaskFiles& files) {
    parts_->set_files(files);
}

AgentStatus Agent::status() const {
    return parts_->status();
}

}  // namespace gantry::agent
