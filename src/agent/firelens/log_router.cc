#include "agent/firelens/log_router.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "agent/engine/names.h"
#include "agent/firelens/router_config.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using LogOptions = std::map<std::string, std::string>;

constexpr const char* kDriver = "awsfirelens";
constexpr const char* kBufferLimit = "log-driver-buffer-limit";
constexpr const char* kWithFields = "enable-ecs-log-metadata";
constexpr const char* kFileType = "config-file-type";
constexpr const char* kFileValue = "config-file-value";
constexpr const char* kConfigFile = "fluent.conf";
constexpr const char* kExternalFile = "external.conf";
constexpr const char* kForwardPort = "24224";

Error unusable_router(std::string message) {
    return Error{ErrorKind::InvalidArgument, "ResourceInitializationError", std::move(message), {}};
}

template <class T>
T read_text(const std::optional<std::string>& json) {
    if (!json || json->empty()) return {};
    auto read = wire::decode_json<T>(*json);
    return read ? std::move(*read) : T{};  // what cannot be read is told at the creation
}

api::docker::HostConfig host_of(const api::acs::Container& container) {
    if (!container.docker_config) return {};
    return read_text<api::docker::HostConfig>(container.docker_config->host_config);
}

std::string user_of(const api::acs::Container& container) {
    if (!container.docker_config) return {};
    return read_text<api::docker::ContainerCreateRequest>(container.docker_config->config)
        .user.value_or("");
}

const LogOptions& router_options(const api::acs::Container& router) {
    static const LogOptions kNone;
    const auto& options = router.firelens_configuration->options;
    return options ? *options : kNone;
}

std::string option_of(const api::acs::Container& router, const char* name) {
    const LogOptions& options = router_options(router);
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

RouterProgram program_of(const api::acs::Container& router) {
    return router.firelens_configuration->type == api::acs::FirelensConfigurationType::Fluentd
               ? RouterProgram::Fluentd
               : RouterProgram::FluentBit;
}

/// Unless it is turned off. As Go reads truth: what is neither counts as off.
bool wants_fields(const api::acs::Container& router) {
    const LogOptions& options = router_options(router);
    const auto found = options.find(kWithFields);
    if (found == options.end()) return true;
    static const std::set<std::string, std::less<>> kTrue{"1", "t", "T", "true", "TRUE", "True"};
    return kTrue.contains(found->second);
}

/// A user's or group's number.
std::optional<int> user_number(std::string_view text) {
    int value = -1;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || value < 0) return std::nullopt;
    return value;
}

/// How the configuration names a secret option's value, and the router's environment has it.
std::string secret_variable(const std::string& option, std::size_t container) {
    return fmt::format("{}_{}", option, container);
}

std::string secret_placeholder(RouterProgram program, const std::string& variable) {
    return program == RouterProgram::Fluentd ? "\"#{ENV['" + variable + "']}\""
                                             : "${" + variable + "}";
}

RouterSetup::Output output_of(
    const api::acs::Container& container, std::size_t index, RouterProgram program
) {
    RouterSetup::Output output{container.name.value_or(""), {}};
    const auto log = host_of(container).log_config;
    if (log && log->config) output.options = *log->config;
    output.options.erase(kBufferLimit);
    if (!container.secrets) return output;
    for (const auto& secret : *container.secrets) {
        if (secret.target != api::acs::SecretTarget::LogDriver) continue;
        const std::string name = secret.name.value_or("");
        output.options[name] = secret_placeholder(program, secret_variable(name, index));
    }
    return output;
}

RouterSetup setup_of(const api::acs::Task& task, const api::acs::Container& router) {
    RouterSetup setup;
    setup.program = program_of(router);
    setup.network = network_of(task);
    const std::int64_t reserved = host_of(router).memory_reservation.value_or(0) / kMiB;
    setup.memory_mib = reserved > 0 ? reserved : router.memory;
    if (wants_fields(router)) {
        setup.fields = {
            {"ecs_cluster", std::string(arn_id(task.task_cluster_arn.value_or("")))},
            {"ecs_task_arn", task.arn.value_or("")},
            {"ecs_task_definition", task.family.value_or("") + ":" + task.version.value_or("")},
        };
    }
    const std::string type = option_of(router, kFileType);
    if (type == "file") setup.external_file = option_of(router, kFileValue);
    if (type == "s3") setup.external_file = external_path(setup.program);
    for (std::size_t i = 0; i < task.containers->size(); ++i) {
        const auto& container = (*task.containers)[i];
        if (!logs_to_router(container)) continue;
        setup.outputs.push_back(output_of(container, i, setup.program));
    }
    return setup;
}

/// Whether `container` waits for `other`, directly or not.
bool waits_for(const TaskSpec& spec, const ContainerSpec& container, const std::string& other) {
    std::set<std::string> seen;
    std::vector<const ContainerSpec*> left{&container};
    while (!left.empty()) {
        const ContainerSpec& one = *left.back();
        left.pop_back();
        for (const Dependency& dependency : one.depends_on) {
            if (dependency.container == other) return true;
            const ContainerSpec* next = spec.find(dependency.container);
            if (next != nullptr && seen.insert(next->name).second) left.push_back(next);
        }
    }
    return false;
}

Result<void> check_options(const api::acs::Container& router) {
    const LogOptions& options = router_options(router);
    if (!options.contains(kFileType)) return {};
    const std::string type = option_of(router, kFileType);
    if (type != "s3" && type != "file") {
        return unusable_router(fmt::format(
            "unable to initialize firelens resource: error parsing firelens options: invalid value "
            "{} is specified for option {}",
            type,
            kFileType
        ));
    }
    if (options.contains(kFileValue)) return {};
    return unusable_router(fmt::format(
        "unable to initialize firelens resource: error parsing firelens options: option {} is "
        "specified but {} is not specified",
        kFileType,
        kFileValue
    ));
}

}  // namespace

const api::acs::Container* log_router_of(const api::acs::Task& task) {
    if (!task.containers) return nullptr;
    for (const auto& container : *task.containers) {
        if (container.firelens_configuration) return &container;
    }
    return nullptr;
}

bool logs_to_router(const api::acs::Container& container) {
    const auto log = host_of(container).log_config;
    return log && log->type == kDriver;
}

Result<void> check_log_router(const api::acs::Task& task) {
    const auto* router = log_router_of(task);
    if (router == nullptr) {
        if (!task.containers || std::ranges::none_of(*task.containers, logs_to_router)) return {};
        return unusable_router("a container logs to FireLens, and the task has no log router");
    }
    if (!router->firelens_configuration->type) {
        return unusable_router("invalid firelens configuration type");
    }
    if (auto good = check_options(*router); !good) return good;
    const std::string user = user_of(*router);
    if (!user.empty() && !user_number(user.substr(0, user.find(':')))) {
        return unusable_router(fmt::format(
            "unable to set socket directory ownership: unable to determine the user ID of '{}': "
            "the user of a log router is a number",
            user
        ));
    }
    if (auto files = router_files(task, ""); !files) return files.error();
    return {};
}

void order_by_router(const api::acs::Task& task, TaskSpec& spec) {
    const auto* router = log_router_of(task);
    if (router == nullptr) return;
    const std::string name = router->name.value_or("");
    const ContainerSpec* its = spec.find(name);
    if (its == nullptr) return;
    for (const auto& container : *task.containers) {
        if (&container == router || !logs_to_router(container)) continue;
        const auto found =
            std::ranges::find(spec.containers, container.name.value_or(""), &ContainerSpec::name);
        if (found == spec.containers.end() || waits_for(spec, *its, found->name)) continue;
        if (std::ranges::find(found->depends_on, name, &Dependency::container) ==
            found->depends_on.end()) {
            found->depends_on.push_back({name, Condition::Start});
        }
    }
}

std::string router_object(const api::acs::Container& router) {
    if (!router.firelens_configuration || option_of(router, kFileType) != "s3") return {};
    return option_of(router, kFileValue);
}

std::optional<runtime::VolumeSpec> router_volume(const api::acs::Task& task) {
    const auto* router = log_router_of(task);
    if (router == nullptr) return std::nullopt;
    const std::string user = user_of(*router);
    const std::size_t colon = user.find(':');
    const int uid = user_number(user.substr(0, colon)).value_or(0);
    const int gid =
        colon == std::string::npos ? 0 : user_number(user.substr(colon + 1)).value_or(0);
    runtime::VolumeSpec volume;
    volume.name = log_router_volume_name(task.arn.value_or(""));
    volume.driver_opts = {
        {"type", "tmpfs"},
        {"device", "tmpfs"},
        {"o", fmt::format("size=16m,mode=0755,uid={},gid={}", uid, gid)},
    };
    return volume;
}

Result<std::map<std::string, std::string>> router_files(
    const api::acs::Task& task, const std::string& external
) {
    const auto* router = log_router_of(task);
    if (router == nullptr) return std::map<std::string, std::string>{};
    auto config = router_config(setup_of(task, *router));
    if (!config) {
        return unusable_router(
            "unable to generate firelens config file: unable to generate firelens config: " +
            config.error().message
        );
    }
    std::map<std::string, std::string> files{{kConfigFile, *std::move(config)}};
    if (!router_object(*router).empty()) files[kExternalFile] = external;
    return files;
}

Environment router_secrets(
    const api::acs::Task& task, const std::map<std::string, ContainerResources>& by_container
) {
    Environment secrets;
    for (std::size_t i = 0; i < task.containers->size(); ++i) {
        const auto& container = (*task.containers)[i];
        const auto found = by_container.find(container.name.value_or(""));
        if (found == by_container.end() || !logs_to_router(container)) continue;
        for (const auto& [option, value] : found->second.log_options) {
            secrets[secret_variable(option, i)] = value;
        }
    }
    return secrets;
}

Environment equip_router(
    const api::acs::Task& task, const RouterPlace& place, api::docker::HostConfig& host
) {
    const auto* router = log_router_of(task);
    const RouterProgram program = program_of(*router);
    if (!host.binds) host.binds.emplace();
    host.binds->push_back(place.folder + "/" + kConfigFile + ":" + config_path(program) + ":ro");
    if (!router_object(*router).empty()) {
        host.binds->push_back(
            place.folder + "/" + kExternalFile + ":" + external_path(program) + ":ro"
        );
    }
    host.binds->push_back(log_router_volume_name(task.arn.value_or("")) + ":/var/run/:nocopy");
    // Fluentd's image would go over to a user of its own, who may not make the socket.
    if (program == RouterProgram::Fluentd) return {{"FLUENT_UID", "0"}};
    return {};
}

Environment equip_logger(
    const TaskSpec& spec,
    const std::string& container,
    const RouterPlace& place,
    api::docker::HostConfig& host
) {
    const LogOptions said = host.log_config->config.value_or(LogOptions{});
    LogOptions driver{
        {"fluentd-address", "unix://" + place.socket + "/fluent.sock"},
        {"fluentd-async", "true"},
        {"fluentd-sub-second-precision", "true"},
        {"tag", fmt::format("{}-firelens-{}", container, arn_id(spec.arn))},
    };
    const auto limit = said.find(kBufferLimit);
    if (limit != said.end()) driver["fluentd-buffer-limit"] = limit->second;
    host.log_config->type = "fluentd";
    host.log_config->config = std::move(driver);
    if (spec.network == Network::Vpc) {
        return {{"FLUENT_HOST", "127.0.0.1"}, {"FLUENT_PORT", kForwardPort}};
    }
    if (spec.network != Network::Bridge || place.address.empty()) return {};
    return {{"FLUENT_HOST", place.address}, {"FLUENT_PORT", kForwardPort}};
}

}  // namespace gantry::agent
