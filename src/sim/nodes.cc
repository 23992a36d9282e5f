#include "sim/nodes.h"

#include <fmt/format.h>

#include <utility>

#include "agent/agent_rows.h"
#include "base/sabotage.h"
#include "sim/checkers/storage_checker.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

aws::Caller default_caller() {
    aws::Caller caller;
    caller.scope = {aws::kDefaultAccount, aws::kDefaultRegion};
    caller.principal = "arn:aws:iam::000000000000:root";
    return caller;
}

runtime::FakeMachineOptions machine_options() {
    runtime::FakeMachineOptions options;
    options.timings = runtime::FakeTimings::realistic();
    options.keep_requests = true;  // checkers compare them with the definitions
    return options;
}

/// "agent-3" is reached at 192.0.2.3.
network::FakeNetworkOptions network_options(const std::string& name) {
    return {
        .machine_address = "192.0.2." + name.substr(name.rfind('-') + 1),
        .takes_min = Duration{1},
        .takes_max = Duration{40},
    };
}

}  // namespace

ControlNode::Process::Process(ControlNode& node, Random random)
    : loop(node.world_, node.clock_),
      journal(loop, node.disk_),
      core(loop, journal, IdSource{random}, node.options_) {}

ControlNode::ControlNode(
    ManualLoop& world, Network& network, Random random, control::ControlCoreOptions options
)
    : world_(world),
      network_(network),
      random_(random),
      options_(std::move(options)),
      disk_(std::make_shared<store::MemoryDisk>()),
      log_disk_(world, Random{random_.next()}),
      image_disk_(Random{random_.next()}) {
    disk_->set_sync_latency(kSyncLatency);
    options_.services.of<logs::Options>().make_engine = [this](Loop& process) {
        return log_disk_.open(process);
    };
    options_.services.of<s3::Options>().make_store =
        [this](const s3::BodyStore::Discarded& /*discarded*/) { return file_disk_.open(); };
    options_.services.of<ecr::Options>().make_store = [this](Loop& process) {
        return image_disk_.open(process);
    };
    network_.on_body = [this](const std::string& file) { file_disk_.add(file); };
}

Result<void> ControlNode::start() {
    if (sabotaged(Sabotage::ForeignDraw)) random_ = Random::from_system();
    process_ = std::make_unique<Process>(*this, Random{random_.next()});
    if (auto started = process_->core.start(); !started) return started.error();
    process_->core.core().subscribe(
        {[this](const core::Change& change) { on_change(change); },
         [this] {
             tell();
             if (on_reload) on_reload();
         }}
    );
    if (on_reload) on_reload();
    network_.set_control_plane(&process_->core);
    return {};
}

void ControlNode::on_change(const core::Change& change) {
    if (!told_.changes.empty() && told_.sequence != change.sequence) tell();
    if (told_.changes.empty()) {
        told_.sequence = change.sequence;
        // The feed is published in the turn in which the disk has taken the batch.
        const auto& records = disk_->records();
        const core::JournalRecord& record = records[change.sequence - records.front().sequence];
        told_.time = record.time;
        told_.cause = record.cause;
        process_->loop.post([this] { tell(); });
    }
    told_.changes.push_back(change);
}

void ControlNode::tell() {
    const Told told = std::exchange(told_, {});
    if (!told.changes.empty() && on_transaction) on_transaction(told);
}

void ControlNode::crash(bool power, bool unsynced_made_it) {
    if (!process_) return;
    tell();
    network_.set_control_plane(nullptr);
    process_.reset();
    log_disk_.crash();
    if (power) disk_->crash(unsynced_made_it);
}

AgentNode::Process::Process(AgentNode& node, Random random)
    : loop(node.world_, node.clock_),
      journal(loop, node.disk_),
      runtime(loop, node.machine_),
      probe(
          runtime,
          node.machine_,
          [&node](const std::string& task) { return node.on_disk(task); },
          node.on_asked,
          node.on_stop
      ),
      network(loop, node.network_machine_),
      storage(loop, node.storage_),
      link(node.network_, loop, node.name_, default_caller()),
      agent(loop, IdSource{random}, link, probe, journal, node.config()) {}

AgentNode::AgentNode(
    ManualLoop& world, Network& network, std::string name, Random random, MachineKind kind
)
    : world_(world),
      network_(network),
      name_(std::move(name)),
      random_(random),
      kind_(kind),
      machine_(world, Random{random_.next()}, machine_options()),
      network_machine_(world, Random{random_.next()}, network_options(name_)),
      disk_(std::make_shared<store::MemoryDisk>()) {
    disk_->set_sync_latency(kSyncLatency);
    storage_.takes = kMountTakes;
    storage_.abilities.snapshots = "store-" + name_;
}

agent::AgentConfig AgentNode::config() const {
    agent::AgentConfig config;
    config.region = aws::kDefaultRegion;
    config.cpu = 4096;
    config.memory_mib = kind_.in_pool ? 16'384 : 4096;
    config.extra_capabilities = {"com.amazonaws.ecs.capability.task-iam-role"};
    config.file_system_directory = kFileSystems;
    config.network_address = network_machine_.machine_address();
    config.gpus = gpus();
    config.gpu_sharing = kind_.gpu_sharing;
    if (kind_.with_ssd) config.attributes["disk"] = "ssd";
    if (kind_.in_pool) {
        config.cpu = 16'384;
        config.cluster = ecs::kFargatePool;
        config.extra_capabilities.emplace_back(ecs::kFargatePoolAttribute);
    }
    return config;
}

std::vector<std::string> AgentNode::gpus() const {
    std::vector<std::string> ids;
    for (std::size_t i = 1; i <= kind_.gpus; ++i) ids.push_back(fmt::format("GPU-{}-{}", name_, i));
    return ids;
}

Result<void> AgentNode::start_agent() {
    process_ = std::make_unique<Process>(*this, Random{random_.next()});
    process_->agent.set_network(process_->network);
    process_->agent.set_storage(process_->storage);
    process_->agent.set_secret_files(secret_files_);
    process_->agent.set_task_endpoint(process_->endpoint);
    return process_->agent.start();
}

void AgentNode::crash_agent() {
    process_.reset();
}

void AgentNode::lose_power(bool unsynced_made_it) {
    process_.reset();
    disk_->crash(unsynced_made_it);
    machine_.crash();
    network_machine_.crash();
    storage_.crash();
    secret_files_.kept.clear();
}

void AgentNode::ask_for_credentials(const std::string& id, std::function<void(int status)> told) {
    if (!process_) return;
    process_->endpoint.directory->hand_over(
        {.kind = agent::endpoint::AskKind::Credentials, .version = 2, .id = id, .peer = "sim"},
        [told = std::move(told)](const agent::endpoint::Answer& answer) { told(answer.status); }
    );
}

std::optional<agent::TaskState> AgentNode::row_of(const std::string& task_arn) const {
    const auto table = disk_->rows().find("agent.tasks");
    if (table == disk_->rows().end()) return std::nullopt;
    const auto row = table->second.find(task_arn);
    if (row == table->second.end()) return std::nullopt;
    auto state = wire::decode_json<agent::TaskState>(row->second);
    return state ? std::optional(*std::move(state)) : std::nullopt;
}

bool AgentNode::has_stopped(const std::string& task_arn) const {
    const auto state = row_of(task_arn);
    return state && state->stopped();
}

OnDisk AgentNode::on_disk(const std::string& task_arn) const {
    const auto state = row_of(task_arn);
    if (!state) return OnDisk::Nothing;
    return state->goal == agent::Goal::Stopped ? OnDisk::ToStop : OnDisk::Wanted;
}

std::string AgentNode::instance_arn() const {
    const auto table = disk_->rows().find("agent.self");
    if (table == disk_->rows().end()) return {};
    const auto row = table->second.find(agent::kAgentKey);
    if (row == table->second.end()) return {};
    const auto agent = wire::decode_json<agent::AgentRow>(row->second);
    return agent ? agent->container_instance_arn : std::string{};
}

}  // namespace gantry::sim
