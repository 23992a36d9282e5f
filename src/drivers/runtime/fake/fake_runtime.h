#pragma once

#include <memory>
#include <string>
#include <vector>

#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/runtime_limits.h"

namespace gantry::runtime {

/// An agent's connection to a FakeMachine. Destroying it is what an agent's crash is to Docker: the
/// answers under way come to nobody, and what was asked for is done all the same.
///
/// Lives on one loop, where it is called and answers; that loop and the machine's are one thread.
/// Answers never come within the call that asked.
class FakeRuntime final : public ContainerRuntime {
  public:
    /// @param machine outlives this object
    FakeRuntime(
        Loop& loop, FakeMachine& machine, RuntimeLimits limits = {}, RetryPauses pauses = {}
    );
    ~FakeRuntime() override;

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

  private:
    template <class T>
    struct Call;
    class Watch;
    class Logs;
    class Exec;

    /// Asks the machine's daemon. `work` gives the answer, now or later, to the call.
    template <class T, class Work>
    void ask(const std::string& subject, FakeDaemon::Operation operation, Done<T> done, Work work);
    /// An operation that takes as long as most do.
    [[nodiscard]] FakeDaemon::Operation brief(FakeOperation kind);

    Loop& loop_;
    FakeMachine& machine_;
    RuntimeLimits limits_;
    RetryPauses pauses_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::runtime
