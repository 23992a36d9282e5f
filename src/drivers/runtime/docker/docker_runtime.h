#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"
#include "net/http.h"

namespace gantry::runtime {

/// How long an operation may take before it answers Unavailable.
struct DockerLimits {
    Duration create{240'000};
    Duration start{180'000};
    Duration stop_beyond_grace{30'000};
    Duration pull{7'200'000};
    Duration pull_silence{60'000};
    Duration other{60'000};
};

/// Runs containers through the Docker Engine API over its unix socket (Podman's works as well). The
/// API version is negotiated once: the daemon's newest, at most the one this code was written for.
///
/// Lives on one loop: called there, answers there. Answers that arrive after this object is gone
/// are dropped. Source: Docker Engine API 1.43.
class DockerRuntime final : public ContainerRuntime {
  public:
    /// @param client outlives this object
    DockerRuntime(
        Loop& loop, net::HttpClient& client, net::Endpoint endpoint, DockerLimits limits = {}
    );
    ~DockerRuntime() override;

    void host_info(Done<HostInfo> done) override;
    void pull_image(const std::string& image, const RegistryAuth& auth, Done<void> done) override;
    void inspect_image(const std::string& image, Done<ImageStatus> done) override;
    void create_container(
        const std::string& name,
        const api::docker::ContainerCreateRequest& request,
        Done<std::string> id
    ) override;
    void start_container(const std::string& id, Done<void> done) override;
    void stop_container(const std::string& id, Seconds grace, Done<void> done) override;
    void remove_container(const std::string& id, Done<void> done) override;
    void inspect_container(const std::string& id_or_name, Done<ContainerStatus> done) override;
    void list_containers(
        const std::string& label, const std::string& value, Done<std::vector<ContainerStatus>> done
    ) override;
    void tail_logs(
        const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
    ) override;
    void usage(const std::string& id, Done<ContainerUsage> done) override;
    void create_volume(const VolumeSpec& spec, Done<void> done) override;
    void inspect_volume(const std::string& name, Done<VolumeSpec> done) override;
    void remove_volume(const std::string& name, Done<void> done) override;
    std::shared_ptr<void> watch(const std::string& label, Watcher watcher) override;

  private:
    class Events;
    friend class Events;

    using Answer = std::function<void(Result<net::HttpResponse>)>;

    /// One exchange with the daemon: 2xx and 304 answers as they are, others as errors with its
    /// words.
    void exchange(
        std::string method,
        std::string path,
        std::string body,
        Duration limit,
        Answer answer,
        net::Headers headers = {}
    );
    void exchange_without_result(
        std::string method, std::string path, std::string body, Duration limit, Done<void> done
    );
    /// Runs `ready` once the API version is known.
    void with_version(std::function<void(Result<void>)> ready);
    void on_version(const Result<net::HttpResponse>& answer);
    /// `work` on the loop, unless this object is gone by then. Any thread.
    void post(std::function<void()> work);

    Loop& loop_;
    net::HttpClient& client_;
    net::Endpoint endpoint_;
    DockerLimits limits_;
    std::string version_prefix_;  ///< "/v1.43"; empty until negotiated
    std::string server_version_;
    std::string api_version_;
    bool negotiating_ = false;
    std::deque<std::function<void(Result<void>)>> waiting_for_version_;
    std::map<std::uint64_t, std::shared_ptr<void>> pulls_;
    std::uint64_t next_pull_ = 1;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::runtime
