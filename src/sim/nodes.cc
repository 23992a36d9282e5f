#include "sim/nodes.h"

namespace gantry::sim {

namespace {

constexpr Duration kSyncLatency{2};

control::Caller default_caller() {
    control::Caller caller;
    caller.scope = {control::kDefaultAccount, control::kDefaultRegion};
    caller.principal = "arn:aws:iam::000000000000:root";
    return caller;
}

control::ControlCoreOptions control_options() {
    control::ControlCoreOptions options;
    options.settings.page_token_key = "simulated";
    options.settings.agent_endpoint = "sim://control";
    // Nothing is forgotten while promises are checked.
    options.stopped_task_retention = hours{24};
    return options;
}

agent::AgentConfig agent_config() {
    agent::AgentConfig config;
    config.region = control::kDefaultRegion;
    config.cpu = 4096;
    config.memory_mib = 4096;
    return config;
}

}  // namespace

ControlNode::Process::Process(
    ManualLoop& world, std::shared_ptr<store::MemoryDisk> disk, Random random
)
    : loop(world),
      journal(loop, std::move(disk)),
      core(loop, journal, IdSource{random}, control_options()) {}

ControlNode::ControlNode(ManualLoop& world, Network& network, Random random)
    : world_(world),
      network_(network),
      random_(random),
      disk_(std::make_shared<store::MemoryDisk>()) {
    disk_->set_sync_latency(kSyncLatency);
}

Result<void> ControlNode::start() {
    process_ = std::make_unique<Process>(world_, disk_, Random{random_.next()});
    if (auto started = process_->core.start(); !started) return started.error();
    process_->core.core().subscribe(
        {[this](const core::Change& change) {
             if (on_change) on_change(change);
         },
         [] {}}
    );
    process_->core.ensure_default_cluster({control::kDefaultAccount, control::kDefaultRegion});
    network_.set_control_plane(&process_->core);
    return {};
}

void ControlNode::crash(bool power, bool unsynced_made_it) {
    if (!process_) return;
    network_.set_control_plane(nullptr);
    process_.reset();
    if (power) disk_->crash(unsynced_made_it);
}

AgentNode::Process::Process(AgentNode& node, Random random)
    : loop(node.world_),
      journal(loop, node.disk_),
      runtime(loop, node.machine_),
      link(node.network_, loop, node.name_, default_caller()),
      agent(loop, IdSource{random}, link, runtime, journal, agent_config()) {}

AgentNode::AgentNode(ManualLoop& world, Network& network, std::string name, Random random)
    : world_(world),
      network_(network),
      name_(std::move(name)),
      random_(random),
      machine_(world, Random{random_.next()}),
      disk_(std::make_shared<store::MemoryDisk>()) {
    disk_->set_sync_latency(kSyncLatency);
    machine_.daemon().timings = runtime::FakeTimings::realistic();
}

Result<void> AgentNode::start_agent() {
    process_ = std::make_unique<Process>(*this, Random{random_.next()});
    return process_->agent.start();
}

void AgentNode::crash_agent() {
    process_.reset();
}

}  // namespace gantry::sim
