#include "drivers/runtime/docker/docker_runtime.h"

#include <sys/statvfs.h>

#include <algorithm>

#include "api/docker/container_create_response.h"
#include "api/docker/image_inspect.h"
#include "api/docker/info.h"
#include "api/docker/volume.h"
#include "api/docker/volume_create_request.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_pull.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

using Call = DockerConnection::Call;

std::string filter(std::string_view name, const std::string& value) {
    std::string filters = "{";
    wire::append_json_string(filters, name);
    filters += ":[";
    wire::append_json_string(filters, value);
    filters += "]}";
    return escape(filters);
}

HostInfo to_host_info(const api::docker::Info& info) {
    HostInfo host;
    host.cpu_count = info.ncpu.value_or(0);
    host.memory_mib = info.mem_total.value_or(0) >> 20;
    host.architecture = info.architecture.value_or("");
    host.cgroup_version = info.cgroup_version.value_or("1") == "2" ? 2 : 1;
    host.cgroup_driver = info.cgroup_driver.value_or("");
    host.security_options = info.security_options.value_or(std::vector<std::string>{});
    return host;
}

ImageStatus to_image(const api::docker::ImageInspect& inspect) {
    ImageStatus image;
    image.id = inspect.id.value_or("");
    image.names = inspect.repo_tags.value_or(std::vector<std::string>{});
    image.repo_digests = inspect.repo_digests.value_or(std::vector<std::string>{});
    if (inspect.config && inspect.config->env) image.env = *inspect.config->env;
    return image;
}

VolumeSpec to_spec(const api::docker::Volume& volume) {
    VolumeSpec spec;
    spec.name = volume.name.value_or("");
    spec.driver = volume.driver.value_or("local");
    spec.driver_opts = volume.options.value_or(std::map<std::string, std::string>{});
    spec.mountpoint = volume.mountpoint.value_or("");
    spec.labels = volume.labels.value_or(std::map<std::string, std::string>{});
    return spec;
}

Result<void> without_value(const Result<net::HttpResponse>& answer) {
    return answer ? Result<void>{} : Result<void>{answer.error()};
}

bool is_not_found(const Result<void>& how) {
    return !how && how.error().kind == ErrorKind::NotFound;
}

/// The daemon's way to say that another request removes this container at the moment.
bool is_being_removed(const Result<void>& how) {
    return !how && how.error().kind == ErrorKind::Conflict &&
           how.error().message.find("already in progress") != std::string::npos;
}

}  // namespace

DockerRuntime::DockerRuntime(
    Loop& loop,
    net::HttpClient& client,
    net::Endpoint endpoint,
    RuntimeLimits limits,
    RetryPauses pauses,
    std::shared_ptr<const cgroup::KernelFiles> files
)
    : connection_(loop, client, endpoint, limits),
      pauses_(pauses),
      local_(!endpoint.unix_path.empty()) {
    if (local_) set_up_stats(std::move(files));
}

template <class Shape, class T, class Convert>
void DockerRuntime::get(std::string path, Done<T> done, Convert convert) {
    connection_.exchange(
        {.path = std::move(path), .limit = connection_.limits().other},
        [done = std::move(done), convert](const Result<net::HttpResponse>& answer) {
            const auto shape = read_answer<Shape>(answer);
            if (!shape) return done(shape.error());
            done(convert(*shape));
        }
    );
}

void DockerRuntime::act(std::string method, std::string path, Duration limit, Done<void> done) {
    connection_.exchange(
        {.method = std::move(method), .path = std::move(path), .limit = limit},
        [done = std::move(done)](const Result<net::HttpResponse>& answer) {
            done(without_value(answer));
        }
    );
}

// ---- The machine and its images -----------------------------------------------------------

void DockerRuntime::host_info(Done<HostInfo> done) {
    get<api::docker::Info>("/info", std::move(done), [this](const api::docker::Info& info) {
        HostInfo host = to_host_info(info);
        host.runtime_version = connection_.server_version();
        host.api_version = connection_.api_version();
        return host;
    });
}

void DockerRuntime::inspect_image(const std::string& image, Done<ImageStatus> done) {
    get<api::docker::ImageInspect>("/images/" + escape(image) + "/json", std::move(done), to_image);
}

void DockerRuntime::tag_image(const std::string& image, const std::string& name, Done<void> done) {
    act("POST",
        "/images/" + escape(image) + "/tag?" + tag_query(name),
        connection_.limits().other,
        std::move(done));
}

void DockerRuntime::remove_image(const std::string& image, Done<void> done) {
    act("DELETE",
        "/images/" + escape(image),
        connection_.limits().other,
        [done = std::move(done)](const Result<void>& how) {
            done(is_not_found(how) ? Result<void>{} : how);
        });
}

void DockerRuntime::disk_space(Done<DiskSpace> done) {
    if (!local_) {
        return connection_.loop().post([done = std::move(done)] {
            done(unavailable("Docker is on another machine"));
        });
    }
    const auto convert = [](const api::docker::Info& info) -> Result<DiskSpace> {
        const std::string root = info.docker_root_dir.value_or("");
        struct statvfs file_system{};
        if (root.empty() || ::statvfs(root.c_str(), &file_system) != 0) {
            return unavailable("the disk of Docker's images cannot be seen");
        }
        const auto block = static_cast<std::int64_t>(file_system.f_frsize);
        return DiskSpace{
            .total_bytes = block * static_cast<std::int64_t>(file_system.f_blocks),
            .free_bytes = block * static_cast<std::int64_t>(file_system.f_bavail),
        };
    };
    get<api::docker::Info>("/info", std::move(done), convert);
}

// ---- Containers ---------------------------------------------------------------------------

void DockerRuntime::create_container(
    const std::string& name,
    const api::docker::ContainerCreateRequest& request,
    Done<std::string> id
) {
    Call call{
        .method = "POST",
        .path = "/containers/create?name=" + escape(name),
        .body = wire::encode_json(request),
        .limit = connection_.limits().create,
    };
    connection_.exchange(
        std::move(call),
        [id = std::move(id)](const Result<net::HttpResponse>& answer) {
            const auto created = read_answer<api::docker::ContainerCreateResponse>(answer);
            if (!created) return id(created.error());
            if (created->id.value_or("").empty()) {
                return id(unavailable("the container runtime's answer holds no container id"));
            }
            id(*created->id);
        }
    );
}

void DockerRuntime::start_container(const std::string& id, Done<void> done) {
    const Duration limit = connection_.limits().start;
    act("POST", "/containers/" + escape(id) + "/start", limit, std::move(done));
}

void DockerRuntime::stop_container(const std::string& id, Seconds grace, Done<void> done) {
    act("POST",
        "/containers/" + escape(id) + "/stop?t=" + std::to_string(grace.count()),
        grace + connection_.limits().stop_beyond_grace,
        std::move(done));
}

void DockerRuntime::signal_container(
    const std::string& id, const std::string& signal, Done<void> done
) {
    act("POST",
        "/containers/" + escape(id) + "/kill?signal=" + escape(signal),
        connection_.limits().other,
        std::move(done));
}

/// @param as_wanted what the daemon says of a container that is so already
void DockerRuntime::set_paused(
    const std::string& id, const char* how, const char* as_wanted, Done<void> done
) {
    act("POST",
        "/containers/" + escape(id) + how,
        connection_.limits().other,
        [as_wanted, done = std::move(done)](const Result<void>& answer) {
            const bool is_so =
                !answer && answer.error().message.find(as_wanted) != std::string::npos;
            done(is_so ? Result<void>{} : answer);
        });
}

void DockerRuntime::pause_container(const std::string& id, Done<void> done) {
    set_paused(id, "/pause", "is already paused", std::move(done));
}

void DockerRuntime::unpause_container(const std::string& id, Done<void> done) {
    set_paused(id, "/unpause", "is not paused", std::move(done));
}

void DockerRuntime::remove_container(const std::string& id, Done<void> done) {
    act("DELETE",
        "/containers/" + escape(id) + "?force=true&v=true",
        connection_.limits().other,
        [this, id, done = std::move(done)](const Result<void>& removed) {
            if (is_not_found(removed)) return done({});
            if (is_being_removed(removed)) return await_removal(id, done);
            done(removed);
        });
}

void DockerRuntime::await_removal(const std::string& id, Done<void> done) {
    act("POST",
        "/containers/" + escape(id) + "/wait?condition=removed",
        connection_.limits().other,
        [done = std::move(done)](const Result<void>& gone) {
            done(is_not_found(gone) ? Result<void>{} : gone);
        });
}

void DockerRuntime::inspect_container(const std::string& id_or_name, Done<ContainerStatus> done) {
    get<api::docker::ContainerInspect>(
        "/containers/" + escape(id_or_name) + "/json",
        std::move(done),
        [](const api::docker::ContainerInspect& inspect) { return to_status(inspect); }
    );
}

void DockerRuntime::list_containers(
    const std::string& label, const std::string& value, Done<std::vector<ContainerStatus>> done
) {
    using Summaries = std::vector<api::docker::ContainerSummary>;
    const std::string wanted = value.empty() ? label : label + "=" + value;
    get<Summaries>(
        "/containers/json?all=true&filters=" + filter("label", wanted),
        std::move(done),
        [](const Summaries& summaries) {
            std::vector<ContainerStatus> containers;
            for (const auto& summary : summaries) containers.push_back(to_status(summary));
            return containers;
        }
    );
}

void DockerRuntime::tail_logs(
    const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
) {
    const int wanted = std::max(lines, 0);
    Call call{
        .path = "/containers/" + escape(id) +
                "/logs?stdout=true&stderr=true&tail=" + std::to_string(wanted),
        .limit = connection_.limits().other,
    };
    connection_.exchange(
        std::move(call),
        [done = std::move(done), wanted, max_bytes](const Result<net::HttpResponse>& answer) {
            if (!answer) return done(answer.error());
            done(to_lines(answer->body, static_cast<std::size_t>(wanted), max_bytes));
        }
    );
}

void DockerRuntime::written_bytes(const std::string& id, Done<std::int64_t> bytes) {
    get<api::docker::ContainerInspect>(
        "/containers/" + escape(id) + "/json?size=1",
        std::move(bytes),
        [](const api::docker::ContainerInspect& container) { return container.size_rw.value_or(0); }
    );
}

// ---- Volumes ------------------------------------------------------------------------------

void DockerRuntime::create_volume(const VolumeSpec& spec, Done<void> done) {
    api::docker::VolumeCreateRequest request;
    request.name = spec.name;
    request.driver = spec.driver;
    if (!spec.driver_opts.empty()) request.driver_opts = spec.driver_opts;
    if (!spec.labels.empty()) request.labels = spec.labels;
    Call call{
        .method = "POST",
        .path = "/volumes/create",
        .body = wire::encode_json(request),
        .limit = connection_.limits().other,
    };
    connection_.exchange(
        std::move(call),
        [done = std::move(done)](const Result<net::HttpResponse>& answer) {
            done(without_value(answer));
        }
    );
}

void DockerRuntime::inspect_volume(const std::string& name, Done<VolumeSpec> done) {
    get<api::docker::Volume>("/volumes/" + escape(name), std::move(done), to_spec);
}

void DockerRuntime::remove_volume(const std::string& name, Done<void> done) {
    act("DELETE",
        "/volumes/" + escape(name),
        connection_.limits().other,
        [done = std::move(done)](const Result<void>& removed) {
            done(is_not_found(removed) ? Result<void>{} : removed);
        });
}

}  // namespace gantry::runtime
