#pragma once

#include <map>
#include <string>
#include <utility>

#include "agent/engine/test_tasks.h"
#include "wire/json_codec.h"

namespace gantry::agent::test {

/// A container that logs to its task's router. @param options members of a JSON object
inline api::acs::Container make_logger(
    std::string name, const std::string& options = R"("Name":"stdout")"
) {
    auto container = make_container(std::move(name));
    container.docker_config.emplace().host_config =
        R"({"LogConfig":{"Type":"awsfirelens","Config":{)" + options + "}}}";
    return container;
}

/// A Fluent Bit router. @param options as make_logger
inline api::acs::Container make_router(const std::string& options = {}) {
    auto container = make_container("router");
    auto& firelens = container.firelens_configuration.emplace();
    firelens.type = api::acs::FirelensConfigurationType::Fluentbit;
    firelens.options = *wire::decode_json<std::map<std::string, std::string>>("{" + options + "}");
    return container;
}

}  // namespace gantry::agent::test
