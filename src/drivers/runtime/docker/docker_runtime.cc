#include "drivers/runtime/docker/docker_runtime.h"

#include <algorithm>

#include "api/docker/container_create_response.h"
#include "api/docker/container_stats.h"
#include "api/docker/image_inspect.h"
#include "api/docker/info.h"
#include "api/docker/version.h"
#include "api/docker/volume.h"
#include "api/docker/volume_create_request.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

/// The newest Engine API this code knows.
constexpr const char* kOurVersion = "1.43";

/// Decodes a successful answer, or passes the error on.
template <class Shape>
Result<Shape> read(const Result<net::HttpResponse>& answer) {
    if (!answer) return answer.error();
    auto value = wire::decode_json<Shape>(answer->body);
    if (!value) return unavailable("the runtime's answer cannot be read: " + value.error().message);
    return value;
}

std::string filter(std::string_view name, const std::string& value) {
    std::string filters = "{";
    wire::append_json_string(filters, name);
    filters += ":[";
    wire::append_json_string(filters, value);
    filters += "]}";
    return escape(filters);
}

VolumeSpec to_spec(const api::docker::Volume& volume) {
    VolumeSpec spec;
    spec.name = volume.name.value_or("");
    spec.driver = volume.driver.value_or("local");
    spec.driver_opts = volume.options.value_or(std::map<std::string, std::string>{});
    spec.labels = volume.labels.value_or(std::map<std::string, std::string>{});
    return spec;
}

}  // namespace

DockerRuntime::DockerRuntime(
    Loop& loop, net::HttpClient& client, net::Endpoint endpoint, DockerLimits limits
)
    : loop_(loop),
      client_(client),
      endpoint_(std::move(endpoint)),
      limits_(limits),
      alive_(std::make_shared<bool>(true)) {}

DockerRuntime::~DockerRuntime() = default;

void DockerRuntime::post(std::function<void()> work) {
    loop_.post([alive = std::weak_ptr(alive_), work = std::move(work)] {
        if (!alive.expired()) work();
    });
}

// ---- Exchanges -----------------------------------------------------------------------------

void DockerRuntime::with_version(std::function<void(Result<void>)> ready) {
    if (!version_prefix_.empty()) return ready({});
    waiting_for_version_.push_back(std::move(ready));
    if (negotiating_) return;
    negotiating_ = true;
    net::HttpRequest request;
    request.method = "GET";
    request.target = "/version";
    request.headers.add("Host", "docker");
    client_.request(
        endpoint_,
        std::move(request),
        limits_.other,
        [this, alive = std::weak_ptr(alive_), &loop = loop_](Result<net::HttpResponse> answer) {
            loop.post([this, alive, answer = std::move(answer)] {
                if (!alive.expired()) on_version(answer);
            });
        }
    );
}

void DockerRuntime::on_version(const Result<net::HttpResponse>& answer) {
    negotiating_ = false;
    const auto version = read<api::docker::Version>(answer);
    Result<void> outcome;
    if (version) {
        server_version_ = version->version.value_or("");
        api_version_ = version->api_version.value_or("");
        version_prefix_ = "/v" + smaller_version(api_version_, kOurVersion);
        // A daemon that has dropped what we know: its oldest is the nearest.
        const std::string oldest = version->min_api_version.value_or("");
        if (!oldest.empty() && smaller_version(kOurVersion, oldest) == kOurVersion) {
            version_prefix_ = "/v" + oldest;
        }
    } else {
        outcome = version.error();
    }
    const auto waiting = std::exchange(waiting_for_version_, {});
    for (const auto& ready : waiting) ready(outcome);
}

void DockerRuntime::exchange(
    std::string method,
    std::string path,
    std::string body,
    Duration limit,
    Answer answer,
    net::Headers headers
) {
    net::HttpRequest request;
    request.method = std::move(method);
    request.headers = std::move(headers);
    request.headers.add("Host", "docker");
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    request.body = std::move(body);
    with_version([this,
                  request = std::move(request),
                  path = std::move(path),
                  limit,
                  answer = std::move(answer)](const Result<void>& known) mutable {
        if (!known) return answer(known.error());
        request.target = version_prefix_ + path;
        client_.request(
            endpoint_,
            std::move(request),
            limit,
            [alive = std::weak_ptr(alive_), &loop = loop_, answer](
                Result<net::HttpResponse> response
            ) {
                loop.post([alive, answer, response = std::move(response)]() mutable {
                    if (alive.expired()) return;
                    const bool good =
                        response && (response->status / 100 == 2 || response->status == 304);
                    if (response && !good) {
                        answer(to_error(*response));
                    } else {
                        answer(std::move(response));
                    }
                });
            }
        );
    });
}

void DockerRuntime::exchange_without_result(
    std::string method, std::string path, std::string body, Duration limit, Done<void> done
) {
    exchange(
        std::move(method),
        std::move(path),
        std::move(body),
        limit,
        [done = std::move(done)](const Result<net::HttpResponse>& answer) {
            if (answer) {
                done({});
            } else {
                done(answer.error());
            }
        }
    );
}

// ---- The machine and its images ------------------------------------------------------------

void DockerRuntime::host_info(Done<HostInfo> done) {
    exchange(
        "GET",
        "/info",
        {},
        limits_.other,
        [this, done](const Result<net::HttpResponse>& answer) {
            const auto info = read<api::docker::Info>(answer);
            if (!info) return done(info.error());
            HostInfo host;
            host.runtime_version = server_version_;
            host.api_version = api_version_;
            host.cpu_count = info->ncpu.value_or(0);
            host.memory_mib = info->mem_total.value_or(0) / (1024 * 1024);
            host.architecture = info->architecture.value_or("");
            host.cgroup_version = info->cgroup_version.value_or("1") == "2" ? 2 : 1;
            host.cgroup_driver = info->cgroup_driver.value_or("");
            host.security_options = info->security_options.value_or(std::vector<std::string>{});
            done(std::move(host));
        }
    );
}

void DockerRuntime::inspect_image(const std::string& image, Done<ImageStatus> done) {
    exchange(
        "GET",
        "/images/" + escape(image) + "/json",
        {},
        limits_.other,
        [done](const Result<net::HttpResponse>& answer) {
            const auto inspect = read<api::docker::ImageInspect>(answer);
            if (!inspect) return done(inspect.error());
            ImageStatus status;
            status.id = inspect->id.value_or("");
            status.repo_digests = inspect->repo_digests.value_or(std::vector<std::string>{});
            if (inspect->config && inspect->config->env) status.env = *inspect->config->env;
            done(std::move(status));
        }
    );
}

// ---- Containers ----------------------------------------------------------------------------

void DockerRuntime::create_container(
    const std::string& name,
    const api::docker::ContainerCreateRequest& request,
    Done<std::string> id
) {
    exchange(
        "POST",
        "/containers/create?name=" + escape(name),
        wire::encode_json(request),
        limits_.create,
        [id](const Result<net::HttpResponse>& answer) {
            const auto created = read<api::docker::ContainerCreateResponse>(answer);
            if (!created) return id(created.error());
            id(created->id.value_or(""));
        }
    );
}

void DockerRuntime::start_container(const std::string& id, Done<void> done) {
    exchange_without_result(
        "POST", "/containers/" + escape(id) + "/start", {}, limits_.start, std::move(done)
    );
}

void DockerRuntime::stop_container(const std::string& id, Seconds grace, Done<void> done) {
    exchange_without_result(
        "POST",
        "/containers/" + escape(id) + "/stop?t=" + std::to_string(grace.count()),
        {},
        grace + limits_.stop_beyond_grace,
        std::move(done)
    );
}

void DockerRuntime::remove_container(const std::string& id, Done<void> done) {
    exchange_without_result(
        "DELETE",
        "/containers/" + escape(id) + "?force=true&v=true",
        {},
        limits_.other,
        [done = std::move(done)](const Result<void>& removed) {
            // Gone already, or somebody is removing it: as wanted.
            const bool gone = !removed && (removed.error().kind == ErrorKind::NotFound ||
                                           removed.error().kind == ErrorKind::Conflict);
            if (gone) return done({});
            done(removed);
        }
    );
}

void DockerRuntime::inspect_container(const std::string& id_or_name, Done<ContainerStatus> done) {
    exchange(
        "GET",
        "/containers/" + escape(id_or_name) + "/json",
        {},
        limits_.other,
        [done](const Result<net::HttpResponse>& answer) {
            const auto inspect = read<api::docker::ContainerInspect>(answer);
            if (!inspect) return done(inspect.error());
            done(to_status(*inspect));
        }
    );
}

void DockerRuntime::list_containers(
    const std::string& label, const std::string& value, Done<std::vector<ContainerStatus>> done
) {
    const std::string wanted = value.empty() ? label : label + "=" + value;
    exchange(
        "GET",
        "/containers/json?all=true&filters=" + filter("label", wanted),
        {},
        limits_.other,
        [done](const Result<net::HttpResponse>& answer) {
            const auto list = read<std::vector<api::docker::ContainerSummary>>(answer);
            if (!list) return done(list.error());
            std::vector<ContainerStatus> containers;
            for (const auto& summary : *list) containers.push_back(to_status(summary));
            done(std::move(containers));
        }
    );
}

void DockerRuntime::tail_logs(
    const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
) {
    exchange(
        "GET",
        "/containers/" + escape(id) + "/logs?stdout=true&stderr=true&tail=" + std::to_string(lines),
        {},
        limits_.other,
        [done, max_bytes](const Result<net::HttpResponse>& answer) {
            if (!answer) return done(answer.error());
            done(to_lines(answer->body, max_bytes));
        }
    );
}

void DockerRuntime::usage(const std::string& id, Done<ContainerUsage> done) {
    exchange(
        "GET",
        "/containers/" + escape(id) + "/stats?stream=false&one-shot=true",
        {},
        limits_.other,
        [done](const Result<net::HttpResponse>& answer) {
            const auto stats = read<api::docker::ContainerStats>(answer);
            if (!stats) return done(stats.error());
            ContainerUsage usage;
            if (stats->cpu_stats && stats->cpu_stats->cpu_usage) {
                usage.cpu_total_ns = stats->cpu_stats->cpu_usage->total_usage.value_or(0);
            }
            if (const auto& memory = stats->memory_stats) {
                usage.memory_bytes = memory->usage.value_or(0);
                usage.memory_limit_bytes = static_cast<std::int64_t>(memory->limit.value_or(0));
                // Page cache: "cache" on cgroup v1, "inactive_file" on v2.
                for (const char* cache : {"cache", "inactive_file"}) {
                    if (!memory->stats || !memory->stats->contains(cache)) continue;
                    usage.memory_bytes -= static_cast<std::int64_t>(memory->stats->at(cache));
                    break;
                }
            }
            done(usage);
        }
    );
}

// ---- Volumes -------------------------------------------------------------------------------

void DockerRuntime::create_volume(const VolumeSpec& spec, Done<void> done) {
    api::docker::VolumeCreateRequest request;
    request.name = spec.name;
    request.driver = spec.driver;
    if (!spec.driver_opts.empty()) request.driver_opts = spec.driver_opts;
    if (!spec.labels.empty()) request.labels = spec.labels;
    exchange_without_result(
        "POST", "/volumes/create", wire::encode_json(request), limits_.other, std::move(done)
    );
}

void DockerRuntime::inspect_volume(const std::string& name, Done<VolumeSpec> done) {
    exchange(
        "GET",
        "/volumes/" + escape(name),
        {},
        limits_.other,
        [done](const Result<net::HttpResponse>& answer) {
            const auto volume = read<api::docker::Volume>(answer);
            if (!volume) return done(volume.error());
            done(to_spec(*volume));
        }
    );
}

void DockerRuntime::remove_volume(const std::string& name, Done<void> done) {
    exchange_without_result(
        "DELETE",
        "/volumes/" + escape(name),
        {},
        limits_.other,
        [done = std::move(done)](const Result<void>& removed) {
            if (!removed && removed.error().kind == ErrorKind::NotFound) return done({});
            done(removed);
        }
    );
}

}  // namespace gantry::runtime
