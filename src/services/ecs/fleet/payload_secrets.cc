#include "services/ecs/fleet/payload_secrets.h"

#include <optional>
#include <string_view>
#include <utility>

#include "services/ecs/model/secret_files.h"

namespace gantry::fleet {

namespace {

/// The Region of an ARN; empty for what is none.
std::string region_of(const std::string& arn) {
    if (!arn.starts_with("arn:")) return {};
    std::size_t at = 0;
    for (int colon = 0; colon < 3; ++colon) {
        at = arn.find(':', at);
        if (at == std::string::npos) return {};
        ++at;
    }
    return arn.substr(at, arn.find(':', at) - at);
}

/// Whether and where a value is to be asked for.
api::acs::Secret named_secret(const std::string& from, const ecs::TaskRow& task) {
    api::acs::Secret entry;
    entry.value_from = from;
    const std::string region = region_of(from);
    entry.region = region.empty() ? task.region : region;
    const bool is_secret =
        from.starts_with("arn:") && from.find(":secretsmanager:") != std::string::npos;
    entry.provider = is_secret ? api::acs::SecretProvider::Asm : api::acs::SecretProvider::Ssm;
    return entry;
}

/// Names only: the agent fetches the values with the execution role's credentials.
void add_secrets(
    api::acs::Container& out,
    const std::optional<std::vector<api::ecs::Secret>>& secrets,
    api::acs::SecretTarget target,
    const ecs::TaskRow& task
) {
    if (!secrets || secrets->empty()) return;
    if (!out.secrets) out.secrets.emplace();
    for (const auto& secret : *secrets) {
        auto& entry = out.secrets->emplace_back(named_secret(secret.value_from.value_or(""), task));
        entry.name = secret.name;
        entry.type = api::acs::SecretType::EnvironmentVariable;
        entry.target = target;
    }
}

/// Files of secrets. What is wrong with the labels was said when they were registered.
void add_secret_files(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    const ecs::TaskRow& task
) {
    if (!container.docker_labels) return;
    const auto read = ecs::read_secret_files(*container.docker_labels);
    if (!read || read->files.empty()) return;
    if (!out.secrets) out.secrets.emplace();
    for (const ecs::SecretFile& file : read->files) {
        auto& entry = out.secrets->emplace_back(named_secret(file.value_from, task));
        entry.name = file.path;
        entry.type = api::acs::SecretType::MountPoint;
        entry.container_path = file.path;
        entry.gantry_mode = file.mode;
        entry.gantry_owner = file.owner;
    }
    if (read->on_change.empty()) return;
    auto& change = out.gantry_files_on_change.emplace();
    if (!read->on_change.signal.empty()) change.signal = read->on_change.signal;
    if (!read->on_change.command.empty()) change.command = read->on_change.command;
}

/// A list of an override replaces the definition's as a whole.
void set_environment_files(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    const api::ecs::ContainerOverride* override
) {
    const bool overridden = override != nullptr && override->environment_files;
    const auto& files = overridden ? override->environment_files : container.environment_files;
    if (!files || files->empty()) return;
    out.environment_files.emplace();
    for (const auto& file : *files) {
        auto& entry = out.environment_files->emplace_back();
        entry.type = api::acs::EnvironmentFileType::S3;
        entry.value = file.value;
    }
}

/// Account and Region of "<account>.dkr.ecr.<region>.<domain>/…". Nothing for other images.
std::optional<std::pair<std::string, std::string>> ecr_of(const std::string& image) {
    constexpr std::string_view kMark = ".dkr.ecr.";
    const std::string host = image.substr(0, image.find('/'));
    const std::size_t mark = host.find(kMark);
    if (mark != 12 || host.size() == image.size()) return std::nullopt;  // an account's digits
    const std::string rest = host.substr(mark + kMark.size());
    return std::pair(host.substr(0, mark), rest.substr(0, rest.find('.')));
}

/// Where the login for the image comes from: a secret, or ECR for images of its and of our own
/// registry.
void set_registry_login(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    const ecs::TaskRow& task,
    const PayloadContext& context
) {
    const auto& credentials = container.repository_credentials;
    if (credentials && credentials->credentials_parameter) {
        auto& login = out.registry_authentication.emplace();
        login.type = api::acs::AuthenticationType::Asm;
        auto& secret = login.asm_auth_data.emplace();
        secret.credentials_parameter = credentials->credentials_parameter;
        const std::string region = region_of(*credentials->credentials_parameter);
        secret.region = region.empty() ? task.region : region;
        return;
    }
    const std::string image = container.image.value_or("");
    auto ecr = ecr_of(image);
    const bool ours = !context.registry.empty() && image.starts_with(context.registry + "/");
    if (!ecr && ours) ecr.emplace(task.account, task.region);
    if (!ecr) return;
    auto& login = out.registry_authentication.emplace();
    login.type = api::acs::AuthenticationType::Ecr;
    auto& data = login.ecr_auth_data.emplace();
    data.registry_id = ecr->first;
    data.region = ecr->second;
    data.use_execution_role = context.has_execution_role;
}

}  // namespace

void name_what_is_fetched(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    const api::ecs::ContainerOverride* override,
    const ecs::TaskRow& task,
    const PayloadContext& context
) {
    add_secrets(out, container.secrets, api::acs::SecretTarget::Container, task);
    if (const auto& log = container.log_configuration) {
        add_secrets(out, log->secret_options, api::acs::SecretTarget::LogDriver, task);
    }
    add_secret_files(out, container, task);
    set_environment_files(out, container, override);
    set_registry_login(out, container, task, context);
}

}  // namespace gantry::fleet
