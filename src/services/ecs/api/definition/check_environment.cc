#include <set>

#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

constexpr std::size_t kMaxFiles = 10;

/// arn:<partition>:s3:::<bucket>/<key>
bool is_object_arn(std::string_view arn) {
    constexpr std::string_view kService = ":s3:::";
    if (!arn.starts_with("arn:")) return false;
    const std::size_t service = arn.find(kService);
    if (service == std::string_view::npos) return false;
    const std::string_view object = arn.substr(service + kService.size());
    const std::size_t slash = object.find('/');
    return slash != std::string_view::npos && slash > 0 && slash + 1 < object.size();
}

Result<void> check_files(const Subject& subject, const Container& container) {
    const auto& files = each(container.environment_files);
    if (files.size() > kMaxFiles) {  // TD-061
        return refuse(
            "The maximum number of environment files was exceeded. Specify ten or less and try "
            "again"
        );
    }
    for (const auto& file : files) {  // TD-062
        if (!is_object_arn(text_of(file.value))) return refuse("Invalid arn syntax");
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
            "When you are specifying repository credentials, you must also specify a value for "
            "'executionRoleArn'."
        );
    }
    return {};
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

}  // namespace

Result<void> check_environment(const Subject& subject) {
    return run_checks(subject, {check_files, check_role, check_secrets});
}

}  // namespace gantry::ecs::definition
