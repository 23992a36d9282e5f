#include "services/ecs/api/definition/cycles.h"
#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

Result<void> check_links(const Subject& subject, const Container& container) {  // TD-032
    if (each(container.links).empty()) return {};
    if (subject.mode != NetworkMode::Bridge) {
        return refuse(
            "Links are not supported when networkMode={}", reflect::to_text(subject.mode)
        );
    }
    for (const std::string& link : *container.links) {
        const std::string target = link.substr(0, link.find(':'));
        if (subject.find_container(target) == nullptr) {
            return refuse("Invalid 'links' setting. Unknown container: '{}'", target);
        }
    }
    return {};
}

Result<void> check_link_cycle(const Subject& subject) {  // TD-033
    Graph graph;
    for (const Container& container : subject.containers) {
        std::set<std::string>& targets = graph[text_of(container.name)];
        for (const std::string& link : each(container.links)) {
            targets.insert(link.substr(0, link.find(':')));
        }
    }
    if (has_cycle(graph)) return refuse("Container links should not have a cycle");
    return {};
}

Result<void> check_awsvpc(const Subject& subject, const Container& container) {
    if (subject.mode != NetworkMode::Awsvpc) return {};
    if (!text_of(container.hostname).empty()) {  // TD-034
        return refuse("hostname is not supported on container when networkMode=awsvpc.");
    }
    if (!each(container.dns_servers).empty()) {  // TD-035
        return refuse("DNS servers are not supported on container when networkMode=awsvpc");
    }
    if (!each(container.dns_search_domains).empty()) {
        return refuse("DNS search domains are not supported on container when networkMode=awsvpc");
    }
    if (container.disable_networking.value_or(false)) {  // TD-036
        return refuse("Disable Networking is not supported on container when networkMode=awsvpc");
    }
    return {};
}

}  // namespace

Result<void> check_network(const Subject& subject) {
    if (auto good = run_checks(subject, {check_links, check_awsvpc}); !good) return good;
    return check_link_cycle(subject);
}

}  // namespace gantry::ecs::definition
