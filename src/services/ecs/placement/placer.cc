#include "services/ecs/placement/placer.h"

#include <algorithm>
#include <compare>

#include "services/ecs/model/gpus.h"

namespace gantry::ecs::placement {

namespace {

std::int64_t tasks_of_group(const InstanceView& instance, const std::string& group) {
    const auto found = instance.tasks_by_group.find(group);
    return found == instance.tasks_by_group.end() ? 0 : found->second;
}

/// One spread strategy at work: which bucket (zone, instance, …) each instance is in, and how many
/// tasks of the group each bucket has.
class Buckets {
  public:
    Buckets(const ClusterView& view, const Request& request, const std::string& field) {
        std::map<std::string_view, std::size_t> numbers;
        for (const InstanceView& instance : view.instances) {
            const auto [at, added] = numbers.emplace(value(instance, field), tasks_.size());
            if (added) tasks_.push_back(0);
            bucket_.push_back(at->second);
            tasks_[at->second] += tasks_of_group(instance, request.group);
        }
    }
    [[nodiscard]] std::int64_t tasks(std::size_t instance) const {
        return tasks_[bucket_[instance]];
    }
    void add(std::size_t instance) { ++tasks_[bucket_[instance]]; }

  private:
    static std::string_view value(const InstanceView& instance, const std::string& field) {
        if (field == "instanceId") return instance.id;
        const std::string* found = instance.attributes.find(field);
        return found == nullptr ? std::string_view() : std::string_view(*found);
    }

    std::vector<std::size_t> bucket_;  ///< by instance
    std::vector<std::int64_t> tasks_;  ///< by bucket
};

/// Orders instances as the strategies want them.
class Ranking {
  public:
    Ranking(const ClusterView& view, const Request& request) : view_(view) {
        for (const Strategy& strategy : request.strategies) {
            if (strategy.kind == Strategy::Kind::Random) break;  // what follows has no say
            steps_.push_back({strategy.kind, buckets_.size()});
            if (strategy.kind == Strategy::Kind::Spread) {
                buckets_.emplace_back(view, request, strategy.field);
            }
        }
    }

    /// less: `a` is the better place for the next task.
    [[nodiscard]] std::strong_ordering compare(std::size_t a, std::size_t b) const {
        for (const Step& step : steps_) {
            const auto order = key(step, a) <=> key(step, b);
            if (order != 0) return order;
        }
        return std::strong_ordering::equal;
    }
    void add(std::size_t instance) {
        for (Buckets& buckets : buckets_) buckets.add(instance);
    }

  private:
    struct Step {
        Strategy::Kind kind;
        std::size_t buckets;
    };
    [[nodiscard]] std::int64_t key(const Step& step, std::size_t instance) const {
        switch (step.kind) {
            case Strategy::Kind::Spread: return buckets_[step.buckets].tasks(instance);
            case Strategy::Kind::BinpackCpu: return view_.instances[instance].free_cpu;
            case Strategy::Kind::BinpackMemory: return view_.instances[instance].free_memory_mib;
            case Strategy::Kind::Random: break;
        }
        return 0;
    }

    const ClusterView& view_;
    std::vector<Step> steps_;
    std::vector<Buckets> buckets_;
};

/// The best of the candidates, any of equals.
std::size_t best_of(
    const std::vector<std::size_t>& candidates, const Ranking& ranking, Random& random
) {
    std::size_t best = candidates.front();
    std::uint64_t equals = 1;
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const auto order = ranking.compare(candidates[i], best);
        if (order > 0) continue;
        equals = order < 0 ? 1 : equals + 1;
        if (order < 0 || random.below(equals) == 0) best = candidates[i];
    }
    return best;
}

void insert_ports(std::vector<std::int32_t>& used, const std::vector<std::int32_t>& ports) {
    used.insert(used.end(), ports.begin(), ports.end());
    std::ranges::sort(used);
}

/// Different ones, of which the fewest tasks have a share; in the order in which the machine has
/// them.
std::vector<std::string> take_gpus(InstanceView& instance, const ResourceSet& needs) {
    if (needs.gpus <= 0 && !needs.every_gpu) return {};
    std::vector<std::string> taken = different_gpus(instance.free_gpus);
    if (!needs.every_gpu) {
        taken.resize(std::min(taken.size(), static_cast<std::size_t>(needs.gpus)));
    }
    remove_gpus(instance.free_gpus, taken);
    return taken;
}

}  // namespace

std::vector<std::string> reserve(InstanceView& instance, const Request& request) {
    instance.free_cpu -= request.needs.cpu;
    instance.free_memory_mib -= request.needs.memory_mib;
    instance.free_interfaces -= request.needs.interfaces;
    insert_ports(instance.used_tcp, request.needs.ports_tcp);
    insert_ports(instance.used_udp, request.needs.ports_udp);
    ++instance.tasks_by_group[request.group];
    return take_gpus(instance, request.needs);
}

Placement place(ClusterView& view, const Request& request, std::size_t count, Random& random) {
    Placement placement;
    Ranking ranking(view, request);
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < view.instances.size(); ++i) {
        if (check(view.instances[i], request).reason == Reason::Fits) candidates.push_back(i);
    }
    while (placement.chosen.size() < count && !candidates.empty()) {
        const std::size_t best = best_of(candidates, ranking, random);
        placement.gpus.push_back(reserve(view.instances[best], request));
        ranking.add(best);
        placement.chosen.push_back(best);
        // Only the instance that took the task can have stopped to fit.
        if (check(view.instances[best], request).reason != Reason::Fits) {
            std::erase(candidates, best);
        }
    }
    if (placement.chosen.size() < count) placement.verdicts = check_all(view, request);
    return placement;
}

}  // namespace gantry::ecs::placement
