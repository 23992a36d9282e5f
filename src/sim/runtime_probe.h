#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/fake/fake_machine.h"

namespace gantry::sim {

/// What an agent's disk says of a task.
enum class OnDisk : std::uint8_t { Nothing, Wanted, ToStop };

/// Stands between an agent and its runtime, and tells what is asked for in the name of a task.
class RuntimeProbe final : public runtime::ContainerRuntime {
  public:
    /// @param what "a container" or "a start"
    using OnAsked =
        std::function<void(const std::string& what, const std::string& task_arn, OnDisk on_disk)>;
    /// A container is to be stopped: asked first, and killed after `grace`.
    using OnStop = std::function<void(const runtime::FakeContainer& container, Seconds grace)>;
    using LookOnDisk = std::function<OnDisk(const std::string& task_arn)>;

    /// All outlive it.
    RuntimeProbe(
        runtime::ContainerRuntime& runtime,
        const runtime::FakeMachine& machine,
        LookOnDisk look_on_disk,
        OnAsked on_asked,
        OnStop on_stop
    )
        : runtime_(runtime),
          machine_(machine),
          look_on_disk_(std::move(look_on_disk)),
          on_asked_(std::move(on_asked)),
          on_stop_(std::move(on_stop)) {}

    void create_container(
        const std::string& name,
        const api::docker::ContainerCreateRequest& request,
        Done<std::string> id
    ) override;
    void start_container(const std::string& id, Done<void> done) override;

    void host_info(Done<runtime::HostInfo> done) override { runtime_.host_info(std::move(done)); }
    void pull_image(
        const std::string& image,
        const runtime::RegistryAuth& auth,
        OnProgress on_progress,
        Done<void> done
    ) override {
        runtime_.pull_image(image, auth, std::move(on_progress), std::move(done));
    }
    void image_digest(
        const std::string& image, const runtime::RegistryAuth& auth, Done<std::string> digest
    ) override {
        runtime_.image_digest(image, auth, std::move(digest));
    }
    void tag_image(const std::string& image, const std::string& name, Done<void> done) override {
        runtime_.tag_image(image, name, std::move(done));
    }
    void inspect_image(const std::string& image, Done<runtime::ImageStatus> done) override {
        runtime_.inspect_image(image, std::move(done));
    }
    void remove_image(const std::string& image, Done<void> done) override {
        runtime_.remove_image(image, std::move(done));
    }
    void disk_space(Done<runtime::DiskSpace> done) override {
        runtime_.disk_space(std::move(done));
    }
    void load_image(const std::string& image, std::string archive, Done<void> done) override {
        runtime_.load_image(image, std::move(archive), std::move(done));
    }
    void open_namespace(const std::string& id, const std::string& name, Done<void> done) override {
        runtime_.open_namespace(id, name, std::move(done));
    }
    void close_namespace(const std::string& name, Done<void> done) override {
        runtime_.close_namespace(name, std::move(done));
    }
    void stop_container(const std::string& id, Seconds grace, Done<void> done) override;
    void signal_container(const std::string& id, const std::string& signal, Done<void> done)
        override {
        runtime_.signal_container(id, signal, std::move(done));
    }
    void pause_container(const std::string& id, Done<void> done) override {
        runtime_.pause_container(id, std::move(done));
    }
    void unpause_container(const std::string& id, Done<void> done) override {
        runtime_.unpause_container(id, std::move(done));
    }
    void remove_container(const std::string& id, Done<void> done) override {
        runtime_.remove_container(id, std::move(done));
    }
    void inspect_container(const std::string& id_or_name, Done<runtime::ContainerStatus> done)
        override {
        runtime_.inspect_container(id_or_name, std::move(done));
    }
    void list_containers(
        const std::string& label,
        const std::string& value,
        Done<std::vector<runtime::ContainerStatus>> done
    ) override {
        runtime_.list_containers(label, value, std::move(done));
    }
    void tail_logs(
        const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
    ) override {
        runtime_.tail_logs(id, lines, max_bytes, std::move(done));
    }
    std::shared_ptr<runtime::LogStream> read_logs(
        const std::string& id, const runtime::LogQuery& query, LogReader reader
    ) override {
        return runtime_.read_logs(id, query, std::move(reader));
    }
    std::shared_ptr<runtime::ContainerStream> exec(
        const std::string& id, const runtime::ExecSpec& spec, runtime::StreamReader reader
    ) override {
        return runtime_.exec(id, spec, std::move(reader));
    }
    std::shared_ptr<runtime::ContainerStream> connect(
        const std::string& id, std::uint16_t port, runtime::StreamReader reader
    ) override {
        return runtime_.connect(id, port, std::move(reader));
    }
    void usage(const std::string& id, Done<runtime::ContainerUsage> done) override {
        runtime_.usage(id, std::move(done));
    }
    void written_bytes(const std::string& id, Done<std::int64_t> bytes) override {
        runtime_.written_bytes(id, std::move(bytes));
    }
    void stats_json(const std::string& id, Done<std::string> json) override {
        runtime_.stats_json(id, std::move(json));
    }
    void create_volume(const runtime::VolumeSpec& spec, Done<void> done) override {
        runtime_.create_volume(spec, std::move(done));
    }
    void inspect_volume(const std::string& name, Done<runtime::VolumeSpec> done) override {
        runtime_.inspect_volume(name, std::move(done));
    }
    void remove_volume(const std::string& name, Done<void> done) override {
        runtime_.remove_volume(name, std::move(done));
    }
    void make_group(const runtime::GroupSpec& spec, Done<std::string> parent) override {
        runtime_.make_group(spec, std::move(parent));
    }
    void remove_group(const std::string& name, Done<void> done) override {
        runtime_.remove_group(name, std::move(done));
    }
    std::shared_ptr<void> watch(const std::string& label, Watcher watcher) override {
        return runtime_.watch(label, std::move(watcher));
    }

  private:
    void tell(const char* what, const std::map<std::string, std::string>& labels) const;

    runtime::ContainerRuntime& runtime_;
    const runtime::FakeMachine& machine_;
    LookOnDisk look_on_disk_;
    OnAsked on_asked_;
    OnStop on_stop_;
};

}  // namespace gantry::sim
