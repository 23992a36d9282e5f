#include "services/ecs/model/roll_on_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "services/ecs/model/secret_files.h"

namespace gantry::ecs {
namespace {

void add_once(std::vector<std::string>& all, const std::string& value_from) {
    const bool known = std::ranges::find(all, value_from) != all.end();
    if (!value_from.empty() && !known) all.push_back(value_from);
}

void add_named(
    std::vector<std::string>& all, const std::optional<std::vector<api::ecs::Secret>>& secrets
) {
    if (!secrets) return;
    for (const api::ecs::Secret& secret : *secrets) add_once(all, secret.value_from.value_or(""));
}

}  // namespace

Result<bool> read_roll_on_change(const std::map<std::string, std::string>& labels) {
    const auto label = labels.find(std::string(kRollOnChange));
    if (label == labels.end() || label->second == "false") return false;
    if (label->second == "true") return true;
    return invalid_argument(fmt::format(
        "The docker label '{}' is 'true' or 'false': whether a service gets a new deployment when "
        "a secret that this container uses has changed.",
        kRollOnChange
    ));
}

std::vector<std::string> secrets_that_roll(const api::ecs::TaskDefinition& definition) {
    std::vector<std::string> all;
    if (!definition.container_definitions) return all;
    for (const auto& container : *definition.container_definitions) {
        if (!container.docker_labels) continue;
        const auto asks = read_roll_on_change(*container.docker_labels);
        if (!asks || !*asks) continue;
        add_named(all, container.secrets);
        if (const auto& log = container.log_configuration) add_named(all, log->secret_options);
        const auto files = read_secret_files(*container.docker_labels);
        if (!files) continue;
        for (const SecretFile& file : files->files) add_once(all, file.value_from);
    }
    return all;
}

}  // namespace gantry::ecs
