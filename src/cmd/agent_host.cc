#include "cmd/agent_host.h"

#include <filesystem>

#include "agent/agent_rows.h"
#include "cmd/addresses.h"
#include "drivers/files/local_files.h"
#include "drivers/memory_files/tmpfs_files.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/storage/linux_storage.h"
#include "store/sqlite_journal.h"

namespace gantry::cmd {

namespace {

storage::LinuxStorage::Options storage_options(const AgentHostOptions& options) {
    storage::LinuxStorage::Options storage;
    storage.place = (std::filesystem::absolute(options.data_dir) / "storage").lexically_normal();
    storage.snapshots = std::filesystem::absolute(options.snapshots).lexically_normal();
    if (!options.docker.starts_with("unix://")) {
        storage.why_not = "the containers of " + options.docker + " are on another machine";
    }
    return storage;
}

}  // namespace

Result<std::unique_ptr<AgentHost>> AgentHost::start(
    AgentHostOptions options, const Clients& clients
) {
    auto host = std::unique_ptr<AgentHost>(new AgentHost(std::move(options), clients));
    if (auto opened = host->open(); !opened) return opened.error();
    return host;
}

AgentHost::AgentHost(AgentHostOptions options, const Clients& clients)
    : options_(std::move(options)), clients_(clients) {
    options_.agent.endpoint = options_.endpoint;
    options_.agent.data_dir = options_.data_dir;
}

Result<void> AgentHost::open() {
    const auto docker = read_docker_address(options_.docker);
    if (!docker) return docker.error();
    loop_ = std::make_unique<ThreadLoop>("agent");
    auto journal = store::SqliteJournal::open(
        *loop_,
        options_.data_dir,
        {.accept_loss = options_.accept_loss, .migrations = agent::migrations()}
    );
    if (!journal) {
        if (journal.error().kind == ErrorKind::Conflict) return journal.error();  // says all
        std::string why = journal.error().message;
        if (why.ends_with('.')) why.pop_back();
        return unavailable(
            "the data directory " + options_.data_dir + " cannot be used: " + why +
            "; choose another with --data-dir"
        );
    }
    journal_ = std::move(*journal);
    auto link = agent::make_http_control_link(
        *loop_,
        clients_.control_plane,
        {
            .endpoint = options_.endpoint,
            .region = options_.region,
            .credentials = {options_.key.id, options_.key.secret, {}},
            .current_credentials = options_.current_credentials,
        }
    );
    if (!link) return link.error();
    link_ = std::move(*link);
    Result<void> started;
    loop_->run_and_wait([&] {
        runtime_ = std::make_unique<runtime::DockerRuntime>(*loop_, clients_.docker, *docker);
        agent_ = std::make_unique<agent::Agent>(
            *loop_, IdSource{Random::from_system()}, *link_, *runtime_, *journal_, options_.agent
        );
        // A Docker elsewhere does not find files of this machine.
        if (options_.docker.starts_with("unix://")) {
            files_ = std::make_unique<files::LocalFiles>(options_.data_dir + "/firelens");
            agent_->set_files(*files_);
            secret_files_ =
                std::make_unique<memory_files::TmpfsFiles>(options_.data_dir + "/secret-files");
            agent_->set_secret_files(*secret_files_);
        }
        if (options_.task_endpoint != nullptr) agent_->set_task_endpoint(*options_.task_endpoint);
        storage_ = std::make_unique<storage::LinuxStorage>(*loop_, storage_options(options_));
        agent_->set_storage(*storage_);
        if (options_.network != nullptr) {
            network_ = options_.network->for_loop(*loop_);
            agent_->set_network(*network_);
        }
        if (options_.on_terminal) agent_->set_on_terminal(options_.on_terminal);
        started = agent_->start();
    });
    return started;
}

AgentHost::~AgentHost() {
    if (!loop_) return;
    loop_->run_and_wait([this] {
        agent_.reset();
        network_.reset();
        storage_.reset();
        runtime_.reset();
        link_.reset();
    });
    journal_.reset();
    loop_->stop();
}

}  // namespace gantry::cmd
