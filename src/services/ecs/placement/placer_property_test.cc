// Random clusters and requests: whatever the strategies, the promises of placement hold.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "services/ecs/placement/placer.h"
#include "services/ecs/placement/request.h"

namespace gantry::ecs::placement {
namespace {

InstanceView random_instance(Random& random, std::size_t number) {
    const std::string zone = "zone-" + std::to_string(random.below(3));
    InstanceView instance{
        .id = std::to_string(number),
        .status = random.chance(0.1) ? InstanceStatus::Draining : InstanceStatus::Active,
        .agent_connected = random.chance(0.9),
        .attributes = {{"ecs.availability-zone", zone}},
        .free_cpu = random.between(0, 4096),
        .free_memory_mib = random.between(0, 8192),
        .used_tcp = {22},
    };
    instance.gpus = random.below(5);
    const std::uint64_t shares = random.chance(0.3) ? 3 : 1;
    for (std::uint64_t i = 0; i < instance.gpus * shares; ++i) {
        if (random.chance(0.7)) {
            instance.free_gpus.push_back(
                "GPU-" + instance.id + "-" + std::to_string(i % instance.gpus)
            );
        }
    }
    if (random.chance(0.2)) instance.tasks_by_group["g"] = random.between(0, 4);
    return instance;
}

ClusterView random_cluster(Random& random, std::size_t size) {
    ClusterView view{.scope = {"000000000000", "r"}, .cluster = "c"};
    for (std::size_t i = 0; i < size; ++i) view.instances.push_back(random_instance(random, i));
    return view;
}

Request random_request(Random& random) {
    Request request{
        .needs =
            {.cpu = random.between(0, 1024),
             .memory_mib = random.between(1, 1024),
             .gpus = random.chance(0.3) ? random.between(1, 3) : 0,
             .every_gpu = random.chance(0.1)},
        .group = "g",
    };
    if (random.chance(0.3)) {
        request.needs.ports_tcp = {static_cast<std::int32_t>(random.between(1, 100))};
    }
    if (random.chance(0.3)) request.constraints.push_back({});
    if (random.chance(0.3)) {
        const auto query = Query::parse("attribute:ecs.availability-zone != zone-1");
        request.constraints.push_back({Constraint::Kind::MemberOf, *query});
    }
    const std::vector<Strategy> kAll = {
        {Strategy::Kind::Random, {}},
        {Strategy::Kind::Spread, "instanceId"},
        {Strategy::Kind::Spread, "ecs.availability-zone"},
        {Strategy::Kind::Spread, "missing"},
        {Strategy::Kind::BinpackCpu, {}},
        {Strategy::Kind::BinpackMemory, {}},
    };
    for (std::uint64_t i = random.below(3); i > 0; --i) {
        request.strategies.push_back(kAll[random.below(kAll.size())]);
    }
    return request;
}

void expect_sound(const ClusterView& before, const ClusterView& after, const Placement& placement) {
    for (std::size_t i = 0; i < after.instances.size(); ++i) {
        const InstanceView& instance = after.instances[i];
        EXPECT_GE(instance.free_cpu, 0);
        EXPECT_GE(instance.free_memory_mib, 0);
        EXPECT_EQ(std::ranges::adjacent_find(instance.used_tcp), instance.used_tcp.end())
            << "a port twice";
        const auto here = std::ranges::count(placement.chosen, i);
        if (here == 0) continue;
        EXPECT_EQ(before.instances[i].status, InstanceStatus::Active);
        EXPECT_TRUE(before.instances[i].agent_connected);
    }
}

/// Each GPU that was given was free there, as often as it was given; each task has as many
/// different ones as it asked for; and what is free now is the rest.
void expect_gpus_sound(
    const ClusterView& before,
    const ClusterView& after,
    const Request& request,
    const Placement& placement
) {
    std::multiset<std::string> given;
    ASSERT_EQ(placement.gpus.size(), placement.chosen.size());
    for (std::size_t i = 0; i < placement.chosen.size(); ++i) {
        const InstanceView& was = before.instances[placement.chosen[i]];
        const std::size_t wanted =
            request.needs.every_gpu ? was.gpus : static_cast<std::size_t>(request.needs.gpus);
        const auto& gpus = placement.gpus[i];
        EXPECT_EQ(std::set<std::string>(gpus.begin(), gpus.end()).size(), wanted);
        EXPECT_EQ(gpus.size(), wanted);
        given.insert(gpus.begin(), gpus.end());
    }
    for (std::size_t i = 0; i < after.instances.size(); ++i) {
        const auto& was = before.instances[i].free_gpus;
        const auto& is = after.instances[i].free_gpus;
        for (const std::string& id : was) {
            const auto gone = std::ranges::count(was, id) - std::ranges::count(is, id);
            EXPECT_EQ(gone, static_cast<std::ptrdiff_t>(given.count(id))) << id;
        }
        EXPECT_LE(is.size(), was.size());
    }
}

TEST(PlacerProperty, RandomClusters) {
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const ClusterView before = random_cluster(random, random.below(12));
        ClusterView view = before;
        const Request request = random_request(random);
        const std::size_t count = random.below(30);
        const Placement placement = place(view, request, count, random);

        expect_sound(before, view, placement);
        expect_gpus_sound(before, view, request, placement);
        ASSERT_LE(placement.chosen.size(), count);
        if (placement.chosen.size() == count) {
            EXPECT_TRUE(placement.verdicts.empty());
            continue;
        }
        // It stopped early only because nothing fits any more, and it says so of every instance.
        ASSERT_EQ(placement.verdicts.size(), view.instances.size());
        for (const Verdict& verdict : placement.verdicts) EXPECT_NE(verdict.reason, Reason::Fits);
        EXPECT_TRUE(place(view, request, 1, random).chosen.empty());
    }
}

TEST(PlacerProperty, SameSeedSameAnswer) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Random world(seed);
        const ClusterView view = random_cluster(world, 20);
        const Request request = random_request(world);
        ClusterView first = view;
        ClusterView second = view;
        Random a(seed);
        Random b(seed);
        EXPECT_EQ(place(first, request, 10, a).chosen, place(second, request, 10, b).chosen);
    }
}

TEST(PlacerProperty, SpreadIsEvenWhereEverythingFits) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed);
        ClusterView view = random_cluster(random, 1 + random.below(8));
        for (InstanceView& instance : view.instances) {
            instance.status = InstanceStatus::Active;
            instance.agent_connected = true;
            instance.free_cpu = instance.free_memory_mib = 1'000'000;
            instance.tasks_by_group.clear();
        }
        const Request request{
            .needs = {.cpu = 1, .memory_mib = 1},
            .group = "g",
            .strategies = {{Strategy::Kind::Spread, "instanceId"}},
        };
        const Placement placement = place(view, request, random.below(50), random);
        std::vector<std::int64_t> counts(view.instances.size());
        for (const std::size_t index : placement.chosen) ++counts[index];
        const auto [low, high] = std::ranges::minmax(counts);
        EXPECT_LE(high - low, 1);
    }
}

}  // namespace
}  // namespace gantry::ecs::placement
