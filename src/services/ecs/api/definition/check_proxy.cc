#include <algorithm>
#include <array>
#include <string_view>

#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

bool has_property(const Subject& subject, std::string_view name) {
    const auto& properties = each(subject.input.proxy_configuration->properties);
    return std::ranges::any_of(properties, [name](const auto& property) {
        return text_of(property.name) == name && !text_of(property.value).empty();
    });
}

Result<void> check_properties(const Subject& subject) {  // TD-077
    struct Needed {
        std::string_view name;
        std::string_view title;
    };
    constexpr std::array kNeeded{
        Needed{"ProxyIngressPort", "Ingress port"},
        Needed{"ProxyEgressPort", "Egress port"},
        Needed{"AppPorts", "App ports"},
    };
    for (const Needed& needed : kNeeded) {
        if (!has_property(subject, needed.name)) return refuse("{} not found", needed.title);
    }
    if (!has_property(subject, "IgnoredUID") && !has_property(subject, "IgnoredGID")) {
        return refuse("Ignored UID or GID not found");
    }
    return {};
}

}  // namespace

Result<void> check_proxy(const Subject& subject) {
    if (!subject.input.proxy_configuration) return {};
    if (subject.mode != NetworkMode::Awsvpc) {  // TD-075
        return refuse("APPMESH proxy configuration is only supported in networkMode=awsvpc");
    }
    const std::string& container = text_of(subject.input.proxy_configuration->container_name);
    if (subject.find_container(container) == nullptr) {  // TD-076
        return refuse("Proxy container [{}] does not exist", container);
    }
    return check_properties(subject);
}

}  // namespace gantry::ecs::definition
