// Containers' statistics: the kernel's own where they can be read, else as the daemon tells them.
#include <algorithm>

#include "api/docker/container_inspect.h"
#include "api/docker/container_stats.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_runtime.h"

namespace gantry::runtime {

namespace {

constexpr Duration kKernelPatience{10'000};

Result<KernelStats::Subject> to_subject(const api::docker::ContainerInspect& inspect) {
    using Network = cgroup::ContainerProcess::Network;
    const ContainerStatus status = to_status(inspect);
    if (status.phase != ContainerPhase::Running || status.pid <= 0) {
        return Error{ErrorKind::Conflict, {}, "the container is not running", {}};
    }
    std::string mode;
    if (inspect.host_config) mode = inspect.host_config->network_mode.value_or("");
    const Network network = mode == "host"                   ? Network::Machine
                            : mode.starts_with("container:") ? Network::Joined
                                                             : Network::Own;
    return KernelStats::Subject{
        .process = {.container_id = status.id, .pid = status.pid, .network = network},
        .name = status.name,
    };
}

}  // namespace

void DockerRuntime::set_up_stats(std::shared_ptr<const cgroup::KernelFiles> files) {
    const auto find = [this](
                          const std::string& id,
                          const std::function<void(Result<KernelStats::Subject>)>& found
                      ) {
        connection_.exchange(
            {.path = "/containers/" + escape(id) + "/json", .limit = connection_.limits().other},
            [found](const Result<net::HttpResponse>& answer) {
                const auto inspect = read_answer<api::docker::ContainerInspect>(answer);
                if (!inspect) return found(inspect.error());
                found(to_subject(*inspect));
            }
        );
    };
    kernel_stats_ = std::make_unique<KernelStats>(
        connection_.loop(),
        connection_.link(),
        std::move(files),
        std::min(kKernelPatience, connection_.limits().other),
        find
    );
}

void DockerRuntime::usage(const std::string& id, Done<ContainerUsage> done) {
    if (!kernel_stats_) return usage_from_daemon(id, std::move(done));
    kernel_stats_->usage(id, [this, id, done](const Result<ContainerUsage>& usage) {
        if (usage) return done(usage);
        usage_from_daemon(id, done);
    });
}

void DockerRuntime::stats_json(const std::string& id, Done<std::string> json) {
    if (!kernel_stats_) return stats_from_daemon(id, std::move(json));
    kernel_stats_->document(id, [this, id, json](const Result<std::string>& document) {
        if (document) return json(document);
        stats_from_daemon(id, json);
    });
}

void DockerRuntime::usage_from_daemon(const std::string& id, Done<ContainerUsage> done) {
    connection_.exchange(
        {.path = "/containers/" + escape(id) + "/stats?stream=false&one-shot=true",
         .limit = connection_.limits().other},
        [done = std::move(done)](const Result<net::HttpResponse>& answer) {
            const auto stats = read_answer<api::docker::ContainerStats>(answer);
            if (!stats) return done(stats.error());
            done(to_usage(*stats));
        }
    );
}

void DockerRuntime::stats_from_daemon(const std::string& id, Done<std::string> json) {
    connection_.exchange(
        {.path = "/containers/" + escape(id) + "/stats?stream=false",
         .limit = connection_.limits().other},
        [json = std::move(json)](const Result<net::HttpResponse>& answer) {
            if (!answer) return json(answer.error());
            json(answer->body);
        }
    );
}

}  // namespace gantry::runtime
