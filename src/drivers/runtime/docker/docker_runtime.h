#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/loop.h"
#include "drivers/cgroup/cgroup_tree.h"
#include "drivers/cgroup/kernel_files.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/docker/docker_connection.h"
#include "drivers/runtime/docker/kernel_stats.h"
#include "drivers/runtime/runtime_limits.h"
#include "net/http.h"

namespace gantry::runtime {

/// Runs containers through the Docker Engine API over its unix socket (Podman's works as well). One
/// request for each operation, nothing around it.
///
/// Lives on one loop: made, called and destroyed there, answers there. What is under way when it is
/// destroyed is not answered; the daemon carries it out all the same.
/// Source: Docker Engine API, version 1.43.
class DockerRuntime final : public ContainerRuntime {
  public:
    DockerRuntime(
        Loop& loop,
        net::HttpClient& client,
        net::Endpoint endpoint,
        RuntimeLimits limits = {},
        RetryPauses pauses = {},
        std::shared_ptr<const cgroup::KernelFiles> files = cgroup::kernel_files()
    );
    ~DockerRuntime() override;

    void host_info(Done<HostInfo> done) override;
    void pull_image(
        const std::string& image, const RegistryAuth& auth, OnProgress on_progress, Done<void> done
    ) override;
    void image_digest(const std::string& image, const RegistryAuth& auth, Done<std::string> digest)
        override;
    void inspect_image(const std::string& image, Done<ImageStatus> done) override;
    void tag_image(const std::string& image, const std::string& name, Done<void> done) override;
    void remove_image(const std::string& image, Done<void> done) override;
    void disk_space(Done<DiskSpace> done) override;
    void load_image(const std::string& image, std::string archive, Done<void> done) override;
    void create_container(
        const std::string& name,
        const api::docker::ContainerCreateRequest& request,
        Done<std::string> id
    ) override;
    void start_container(const std::string& id, Done<void> done) override;
    void stop_container(const std::string& id, Seconds grace, Done<void> done) override;
    void signal_container(const std::string& id, const std::string& signal, Done<void> done)
        override;
    void pause_container(const std::string& id, Done<void> done) override;
    void unpause_container(const std::string& id, Done<void> done) override;
    void remove_container(const std::string& id, Done<void> done) override;
    void inspect_container(const std::string& id_or_name, Done<ContainerStatus> done) override;
    void list_containers(
        const std::string& label, const std::string& value, Done<std::vector<ContainerStatus>> done
    ) override;
    void tail_logs(
        const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
    ) override;
    std::shared_ptr<LogStream> read_logs(
        const std::string& id, const LogQuery& query, LogReader reader
    ) override;
    std::shared_ptr<ContainerStream> exec(
        const std::string& id, const ExecSpec& spec, StreamReader reader
    ) override;
    std::shared_ptr<ContainerStream> connect(
        const std::string& id, std::uint16_t port, StreamReader reader
    ) override;
    void usage(const std::string& id, Done<ContainerUsage> done) override;
    void written_bytes(const std::string& id, Done<std::int64_t> bytes) override;
    void stats_json(const std::string& id, Done<std::string> json) override;
    void create_volume(const VolumeSpec& spec, Done<void> done) override;
    void inspect_volume(const std::string& name, Done<VolumeSpec> done) override;
    void remove_volume(const std::string& name, Done<void> done) override;
    void make_group(const GroupSpec& spec, Done<std::string> parent) override;
    void remove_group(const std::string& name, Done<void> done) override;
    void open_namespace(const std::string& id, const std::string& name, Done<void> done) override;
    void close_namespace(const std::string& name, Done<void> done) override;
    std::shared_ptr<void> watch(const std::string& label, Watcher watcher) override;

    /// Operations that have not been answered.
    [[nodiscard]] std::size_t under_way() const { return connection_.under_way() + pulls_.size(); }

  private:
    class Events;
    class Logs;
    class Exec;
    class Connection;
    struct Pull;

    /// GET, and the answer decoded as `Shape` through `convert`.
    template <class Shape, class T, class Convert>
    void get(std::string path, Done<T> done, Convert convert);
    /// An operation whose answer says nothing beyond success.
    void act(std::string method, std::string path, Duration limit, Done<void> done);
    void set_paused(const std::string& id, const char* how, const char* as_wanted, Done<void> done);
    void await_removal(const std::string& id, Done<void> done);
    void finish_pull(std::uint64_t id, const Result<void>& outcome);
    void set_up_stats(std::shared_ptr<const cgroup::KernelFiles> files);
    /// Where the kernel's files do not tell.
    void usage_from_daemon(const std::string& id, Done<ContainerUsage> done);
    void stats_from_daemon(const std::string& id, Done<std::string> json);
    /// Asks the daemon, the first time, how it arranges its cgroups.
    void with_layout(std::function<void(const Result<cgroup::Layout>&)> ready);

    DockerConnection connection_;
    const RetryPauses pauses_;
    const bool local_;  ///< the daemon is on this machine
    cgroup::CgroupTree cgroups_;
    std::optional<cgroup::Layout> layout_;
    bool told_no_groups_ = false;
    std::map<std::uint64_t, std::unique_ptr<Pull>> pulls_;
    std::uint64_t next_pull_ = 1;
    std::unique_ptr<KernelStats> kernel_stats_;  ///< null: the daemon is on another machine
};

}  // namespace gantry::runtime
