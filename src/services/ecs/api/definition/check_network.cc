#include <algorithm>

#include "services/ecs/api/definition/cycles.h"
#include "services/ecs/api/definition/validate.h"
#include "services/ecs/api/names.h"

namespace gantry::ecs::definition {
namespace {

constexpr std::size_t kMaxDomainLength = 254;

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

/// ^[a-zA-Z0-9-.]{0,253}[a-zA-Z0-9]$
bool is_search_domain(std::string_view domain) {
    const auto is_part = [](char c) {
        return c == '.' || (c != '_' && has_name_characters({&c, 1}));
    };
    return !domain.empty() && domain.size() <= kMaxDomainLength &&
           std::ranges::all_of(domain, is_part) && !domain.ends_with('.') && !domain.ends_with('-');
}

Result<void> check_search_domains(const Subject&, const Container& container) {
    for (const std::string& domain : each(container.dns_search_domains)) {
        if (!is_search_domain(domain)) {
            return refuse(
                "Invalid 'dnsSearchDomains' setting for container '{}'.", text_of(container.name)
            );
        }
    }
    return {};
}

Result<void> check_fault_injection(const Subject& subject) {
    const bool possible = subject.mode == NetworkMode::Awsvpc || subject.mode == NetworkMode::Host;
    if (subject.input.enable_fault_injection.value_or(false) && !possible) {
        return refuse("enableFaultInjection is only supported in networkMode=awsvpc or host");
    }
    return {};
}

}  // namespace

Result<void> check_network(const Subject& subject) {
    if (auto good = run_checks(subject, {check_links, check_awsvpc, check_search_domains}); !good) {
        return good;
    }
    return run_checks(subject, {check_link_cycle, check_fault_injection});
}

}  // namespace gantry::ecs::definition
