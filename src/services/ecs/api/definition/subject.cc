#include "services/ecs/api/definition/subject.h"

#include <algorithm>

#include "services/ecs/model/sizes.h"

namespace gantry::ecs::definition {
namespace {

constexpr std::size_t kAccountLength = 12;

}  // namespace

Subject::Subject(const Input& request)
    : input(request),
      containers(each(request.container_definitions)),
      mode(request.network_mode.value_or(NetworkMode::Bridge)),
      cpu(parse_cpu_units(text_of(request.cpu))),
      memory_mib(parse_memory_mib(text_of(request.memory))),
      has_execution_role(!text_of(request.execution_role_arn).empty()) {}

const Container* Subject::find_container(std::string_view name) const {
    const auto found = std::ranges::find_if(containers, [name](const Container& container) {
        return text_of(container.name) == name;
    });
    return found == containers.end() ? nullptr : &*found;
}

bool Subject::asks_for(api::ecs::Compatibility compatibility) const {
    const auto& asked = each(input.requires_compatibilities);
    return std::ranges::find(asked, compatibility) != asked.end();
}

Result<void> run_checks(const Subject& subject, std::initializer_list<Check> checks) {
    for (const Check check : checks) {
        if (auto good = check(subject); !good) return good;
    }
    return {};
}

Result<void> run_checks(const Subject& subject, std::initializer_list<ContainerCheck> checks) {
    for (const Container& container : subject.containers) {
        for (const ContainerCheck check : checks) {
            if (auto good = check(subject, container); !good) return good;
        }
    }
    return {};
}

bool is_ecr_image(std::string_view image) {
    const std::string_view host = image.substr(0, image.find('/'));
    const std::size_t at = host.find(".dkr.ecr.");
    return at == kAccountLength &&
           std::ranges::all_of(host.substr(0, at), [](char c) { return c >= '0' && c <= '9'; }) &&
           host.find(".amazonaws.com") != std::string_view::npos;
}

bool is_object_arn(std::string_view arn) {
    constexpr std::string_view kService = ":s3:::";
    if (!arn.starts_with("arn:")) return false;
    const std::size_t service = arn.find(kService);
    if (service == std::string_view::npos) return false;
    const std::string_view object = arn.substr(service + kService.size());
    const std::size_t slash = object.find('/');
    return slash != std::string_view::npos && slash > 0 && slash + 1 < object.size();
}

bool uses_log_driver(const Container& container, api::ecs::LogDriver driver) {
    return container.log_configuration && container.log_configuration->log_driver == driver;
}

const std::string* log_option(const Container& container, const std::string& name) {
    if (!container.log_configuration || !container.log_configuration->options) return nullptr;
    const auto found = container.log_configuration->options->find(name);
    return found == container.log_configuration->options->end() ? nullptr : &found->second;
}

}  // namespace gantry::ecs::definition
