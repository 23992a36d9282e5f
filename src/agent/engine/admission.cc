#include "agent/engine/admission.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "agent/engine/gpus.h"
#include "api/docker/host_config.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr double kCpuUnitsPerVcpu = 1024;

std::int64_t reserved_memory_mib(const api::acs::Container& container) {
    if (container.docker_config && container.docker_config->host_config) {
        const auto config =
            wire::decode_json<api::docker::HostConfig>(*container.docker_config->host_config);
        if (config && config->memory_reservation.value_or(0) > 0) {
            return *config->memory_reservation / kMiB;
        }
    }
    return container.memory;
}

/// What is left, and what nobody later in the queue may have.
struct Free {
    std::int64_t cpu = 0;
    std::int64_t memory_mib = 0;
    std::set<std::pair<std::string, std::int32_t>> ports_taken;
    int gpu_sharing = 1;
    std::map<std::string, int> gpus_taken{};  ///< how often

    void take(const Needs& needs) {
        cpu -= needs.cpu;
        memory_mib -= needs.memory_mib;
        ports_taken.insert(needs.ports.begin(), needs.ports.end());
        for (const std::string& gpu : needs.gpus) ++gpus_taken[gpu];
    }
    [[nodiscard]] bool fits(const Needs& needs) const {
        if (needs.cpu > 0 && needs.cpu > cpu) return false;
        if (needs.memory_mib > 0 && needs.memory_mib > memory_mib) return false;
        const auto taken = [&](const std::string& gpu) {
            const auto found = gpus_taken.find(gpu);
            return found != gpus_taken.end() && found->second >= gpu_sharing;
        };
        if (std::ranges::any_of(needs.gpus, taken)) return false;
        return std::none_of(needs.ports.begin(), needs.ports.end(), [&](const auto& port) {
            return ports_taken.contains(port);
        });
    }
};

}  // namespace

Needs needs_of(const api::acs::Task& task, const TaskSpec& spec) {
    Needs needs;
    if (task.containers) {
        for (const auto& container : *task.containers) {
            needs.cpu += std::max(0, container.cpu);
            needs.memory_mib += std::max<std::int64_t>(0, reserved_memory_mib(container));
        }
    }
    if (task.cpu > 0) needs.cpu = std::llround(task.cpu * kCpuUnitsPerVcpu);
    if (task.memory > 0) needs.memory_mib = task.memory;
    for (const std::string& gpu : gpus_of(task)) needs.gpus.insert(gpu);
    if (spec.network == Network::None) return needs;
    for (const ContainerSpec& container : spec.containers) {
        for (const PortSpec& port : container.ports) {
            const bool host = spec.network == Network::Host;
            if (!host && port.host_port == 0) continue;
            for (std::int32_t p = port.first; p <= port.last; ++p) {
                const std::int32_t offset = host ? p : port.host_port + (p - port.first);
                needs.ports.emplace(port.protocol, offset);
            }
        }
    }
    return needs;
}

AdmissionPlan plan_admission(
    const Capacity& capacity, std::span<const Claim> holding, std::span<const Claim> waiting
) {
    AdmissionPlan plan;
    Free free{capacity.cpu, capacity.memory_mib, {}, capacity.gpu_sharing};
    for (const Claim& claim : holding) free.take(claim.needs);
    for (const Claim& claim : waiting) {
        if (claim.needs.cpu > capacity.cpu || claim.needs.memory_mib > capacity.memory_mib) {
            plan.impossible.push_back(claim.task);
            continue;
        }
        if (free.fits(claim.needs)) plan.admitted.push_back(claim.task);
        free.take(claim.needs);  // one that has to wait keeps its place on what it waits for
    }
    return plan;
}

}  // namespace gantry::agent
