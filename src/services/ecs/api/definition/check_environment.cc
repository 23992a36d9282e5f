#include <algorithm>
#include <set>

#include "services/ecs/api/definition/validate.h"
#include "services/ecs/api/names.h"
#include "services/ecs/model/roll_on_change.h"
#include "services/ecs/model/secret_files.h"

namespace gantry::ecs::definition {
namespace {

constexpr std::size_t kMaxFiles = 10;
constexpr std::size_t kMaxParameterName = 2048;
constexpr std::size_t kMaxSecretName = 255;

Result<void> check_files(const Subject& subject, const Container& container) {
    const auto& files = each(container.environment_files);
    if (files.size() > kMaxFiles) {  // TD-061
        return refuse(
            "The maximum number of environment files was exceeded. Specify ten or less and try "
            "again"
        );
    }
    for (const auto& file : files) {  // TD-062
        if (!is_object_arn(text_of(file.value))) return refuse("Invalid arn syntax.");
    }
    if (!files.empty() && !subject.has_execution_role) {  // TD-063
        return refuse(
            "When you are specifying environment files, you must also specify a value for "
            "'executionRoleArn'."
        );
    }
    return {};
}

bool has_secrets(const Container& container) {
    const auto& log = container.log_configuration;
    return !each(container.secrets).empty() || (log && !each(log->secret_options).empty());
}

Result<void> check_role(const Subject& subject, const Container& container) {  // TD-063
    if (subject.has_execution_role) return {};
    if (has_secrets(container)) {
        return refuse(
            "When you are specifying container secrets, you must also specify a value for "
            "'executionRoleArn'."
        );
    }
    if (container.repository_credentials) {
        return refuse(
            "Private repository authentication requires that the task definition specify a value "
            "for executionRoleArn."
        );
    }
    return {};
}

bool has_only(std::string_view text, std::string_view marks) {
    return std::ranges::all_of(text, [marks](char c) {
        return has_name_characters({&c, 1}) || marks.find(c) != std::string_view::npos;
    });
}

/// An ARN, whose form its store judges, or the name of a parameter of this Region.
Result<void> check_source(const api::ecs::Secret& secret) {
    const std::string& from = text_of(secret.value_from);
    const bool name = !from.empty() && from.size() <= kMaxParameterName && has_only(from, "./");
    if (name || from.starts_with("arn:")) return {};
    return refuse(
        "The Systems Manager parameter name specified for secret {} is invalid. The parameter name "
        "can be up to 2048 characters and include the following letters and symbols: a-zA-Z0-9_.-",
        text_of(secret.name)
    );
}

Result<void> check_sources(const Subject&, const Container& container) {
    for (const auto& secret : each(container.secrets)) {
        if (auto good = check_source(secret); !good) return good;
    }
    if (!container.log_configuration) return {};
    for (const auto& secret : each(container.log_configuration->secret_options)) {
        if (auto good = check_source(secret); !good) return good;
    }
    return {};
}

/// The text knows fewer characters than Secrets Manager has names with; those are taken too.
Result<void> check_credentials(const Subject&, const Container& container) {
    if (!container.repository_credentials) return {};
    const std::string& from = text_of(container.repository_credentials->credentials_parameter);
    const bool name = !from.empty() && from.size() <= kMaxSecretName && has_only(from, "/+=.@!");
    if (name || from.starts_with("arn:")) return {};
    return refuse(
        "The repository credentials parameter specified for container '{}' is invalid. Parameter "
        "names can include up to 255 (uppercase and lowercase), numbers, hyphens, and underscores "
        "are allowed. Spaces are not allowed.",
        text_of(container.name)
    );
}

Result<void> check_secrets(const Subject&, const Container& container) {
    std::set<std::string> variables;
    for (const auto& variable : each(container.environment))
        variables.insert(text_of(variable.name));
    std::set<std::string> secrets;
    for (const auto& secret : each(container.secrets)) {
        const std::string& name = text_of(secret.name);
        if (variables.contains(name)) {  // TD-064
            return refuse(
                "The secret name must be unique and not shared with any new or existing "
                "environment variables set on the container, such as '{}'.",
                name
            );
        }
        if (!secrets.insert(name).second) {  // TD-065
            return refuse(
                "Duplicate secret names found: {}. Each secret name must be unique.", name
            );
        }
    }
    return {};  // TD-066: the same variable twice is fine
}

/// Beyond ECS: files of secrets, which stand in docker labels.
Result<void> check_secret_files(const Subject& subject, const Container& container) {
    if (!container.docker_labels) return {};
    const auto read = read_secret_files(*container.docker_labels);
    if (!read) return refuse("{}", read.error().message);
    if (read->files.empty() || subject.has_execution_role) return {};
    return refuse(
        "When you are specifying files of secrets (docker labels 'gantry.files.…'), you must also "
        "specify a value for 'executionRoleArn'."
    );
}

/// Beyond ECS, too.
Result<void> check_roll_on_change(const Subject&, const Container& container) {
    if (!container.docker_labels) return {};
    const auto read = read_roll_on_change(*container.docker_labels);
    if (!read) return refuse("{}", read.error().message);
    return {};
}

}  // namespace

Result<void> check_environment(const Subject& subject) {
    return run_checks(
        subject,
        {check_files,
         check_role,
         check_sources,
         check_credentials,
         check_secrets,
         check_secret_files,
         check_roll_on_change}
    );
}

}  // namespace gantry::ecs::definition
