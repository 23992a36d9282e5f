#include "services/ecs/placement/placer.h"

#include <gtest/gtest.h>

#include <set>

#include "services/ecs/placement/failure_text.h"
#include "services/ecs/placement/request.h"

namespace gantry::ecs::placement {
namespace {

InstanceView instance(std::string id, std::string zone = "us-east-1a") {
    return InstanceView{
        .id = std::move(id),
        .attributes = {{"ecs.availability-zone", std::move(zone)}, {"docker", "1.25"}},
        .free_cpu = 2048,
        .free_memory_mib = 4096,
        .free_gpus = {"GPU-1"},
        .gpus = 1,
        .used_tcp = {22, 2375},
    };
}

ClusterView cluster(std::vector<InstanceView> instances) {
    return ClusterView{
        .scope = {"000000000000", "us-east-1"},
        .cluster = "default",
        .instances = std::move(instances)
    };
}

Request request() {
    return Request{.needs = {.cpu = 256, .memory_mib = 512}, .group = "service:web"};
}

Constraint member_of(std::string_view expression) {
    return {Constraint::Kind::MemberOf, *Query::parse(expression)};
}

std::vector<int> counts(const ClusterView& view, const std::vector<std::size_t>& chosen) {
    std::vector<int> result(view.instances.size());
    for (const std::size_t index : chosen) ++result[index];
    return result;
}

TEST(Placer, NamesTheFirstCheckThatFails) {
    const auto reason = [](auto change_instance, auto change_request) {
        InstanceView at = instance("a");
        Request what = request();
        change_instance(at);
        change_request(what);
        return check(at, what).reason;
    };
    const auto none = [](auto&) {};
    EXPECT_EQ(reason(none, none), Reason::Fits);
    EXPECT_EQ(reason(none, [](Request& r) { r.only_instance = "b"; }), Reason::NotAsked);
    EXPECT_EQ(reason(none, [](Request& r) { r.only_instance = "a"; }), Reason::Fits);
    EXPECT_EQ(reason(none, [](Request& r) { r.external = true; }), Reason::NotAsked);
    EXPECT_EQ(
        reason([](InstanceView& i) { i.status = InstanceStatus::Draining; }, none),
        Reason::NotActive
    );
    EXPECT_EQ(reason([](InstanceView& i) { i.agent_connected = false; }, none), Reason::Agent);
    EXPECT_EQ(reason(none, [](Request& r) { r.needs.cpu = 2049; }), Reason::Cpu);
    EXPECT_EQ(reason(none, [](Request& r) { r.needs.memory_mib = 4097; }), Reason::Memory);
    EXPECT_EQ(reason(none, [](Request& r) { r.needs.ports_tcp = {80, 2375}; }), Reason::Ports);
    EXPECT_EQ(reason(none, [](Request& r) { r.needs.ports_udp = {2375}; }), Reason::Fits);
    EXPECT_EQ(reason(none, [](Request& r) { r.needs.gpus = 2; }), Reason::Gpu);
    EXPECT_EQ(reason(none, [](Request& r) { r.needs.every_gpu = true; }), Reason::Fits);
    EXPECT_EQ(
        reason([](InstanceView& i) { i.gpus = 2; }, [](Request& r) { r.needs.every_gpu = true; }),
        Reason::Gpu
    );
    EXPECT_EQ(
        reason(
            [](InstanceView& i) {
                i.free_gpus.clear();
                i.gpus = 0;
            },
            [](Request& r) { r.needs.every_gpu = true; }
        ),
        Reason::Gpu
    );
    EXPECT_EQ(reason(none, [](Request& r) { r.attributes = {{"gpu", {}}}; }), Reason::Attribute);
    EXPECT_EQ(
        reason(none, [](Request& r) { r.attributes = {{"docker", "1.26"}}; }), Reason::Attribute
    );
    EXPECT_EQ(reason(none, [](Request& r) { r.attributes = {{"docker", "1.25"}}; }), Reason::Fits);
    EXPECT_EQ(
        reason(
            [](InstanceView& i) { i.tasks_by_group["service:web"] = 1; },
            [](Request& r) { r.constraints = {Constraint{}}; }
        ),
        Reason::DistinctInstance
    );
    EXPECT_EQ(
        reason(none, [](Request& r) { r.constraints = {member_of("attribute:x exists")}; }),
        Reason::MemberOf
    );
}

TEST(Placer, TasksShareGpusThatAreOfferedToSeveral) {
    ClusterView view = cluster({instance("a")});
    view.instances[0].free_gpus = {"GPU-1", "GPU-2", "GPU-1", "GPU-2"};
    view.instances[0].gpus = 2;
    Request one = request();
    one.needs = {.gpus = 1};
    Random random(7);
    using Ids = std::vector<std::string>;
    EXPECT_EQ(place(view, one, 2, random).gpus, (std::vector<Ids>{{"GPU-1"}, {"GPU-2"}}));
    Request both = one;
    both.needs.gpus = 2;
    EXPECT_EQ(place(view, both, 2, random).gpus, (std::vector<Ids>{{"GPU-1", "GPU-2"}}));

    view.instances[0].free_gpus = {"GPU-2", "GPU-2"};
    EXPECT_EQ(check(view.instances[0], both).reason, Reason::Gpu) << "two are two different ones";
    both.needs = {.every_gpu = true};
    EXPECT_EQ(check(view.instances[0], both).reason, Reason::Gpu);
    EXPECT_EQ(check(view.instances[0], one).reason, Reason::Fits);
}

TEST(Placer, SpreadsOverZonesThenInstances) {
    ClusterView view =
        cluster({instance("a1"), instance("a2"), instance("a3"), instance("b1", "us-east-1b")});
    Request what = request();
    what.needs = {.cpu = 100, .memory_mib = 100};
    what.strategies = default_service_strategies();
    Random random(7);
    const Placement placement = place(view, what, 6, random);
    EXPECT_EQ(counts(view, placement.chosen), (std::vector<int>{1, 1, 1, 3}));
    EXPECT_TRUE(placement.verdicts.empty());
}

TEST(Placer, SpreadCountsTasksThatAreAlreadyThere) {
    ClusterView view = cluster({instance("a"), instance("b"), instance("c")});
    view.instances[0].tasks_by_group["service:web"] = 2;
    view.instances[1].tasks_by_group["service:other"] = 5;
    Request what = request();
    what.strategies = {{Strategy::Kind::Spread, "instanceId"}};
    Random random(7);
    EXPECT_EQ(counts(view, place(view, what, 4, random).chosen), (std::vector<int>{0, 2, 2}));
}

TEST(Placer, BinpackFillsOneInstanceFirst) {
    ClusterView view = cluster({instance("a"), instance("b"), instance("c")});
    view.instances[1].free_memory_mib = 2048;
    Request what = request();
    what.strategies = {{Strategy::Kind::BinpackMemory, {}}};
    Random random(7);
    const Placement placement = place(view, what, 5, random);
    ASSERT_EQ(placement.chosen.size(), 5U);
    EXPECT_EQ(counts(view, placement.chosen)[1], 4);  // 2048 / 512
}

TEST(Placer, RandomUsesEveryInstance) {
    ClusterView view = cluster({instance("a"), instance("b"), instance("c")});
    Request what = request();
    what.needs = {.cpu = 10, .memory_mib = 10};
    Random random(7);
    for (const int count : counts(view, place(view, what, 60, random).chosen)) EXPECT_GT(count, 5);
}

TEST(Placer, DistinctInstanceTakesOneEach) {
    ClusterView view = cluster({instance("a"), instance("b")});
    Request what = request();
    what.constraints = {Constraint{}};
    Random random(7);
    const Placement placement = place(view, what, 3, random);
    EXPECT_EQ(counts(view, placement.chosen), (std::vector<int>{1, 1}));
    ASSERT_EQ(placement.verdicts.size(), 2U);
    EXPECT_EQ(placement.verdicts[0].reason, Reason::DistinctInstance);
}

TEST(Placer, NoMoreThanAHundredHostPortsAreReservedOnAnInstance) {
    const auto ports = [](std::int32_t first, std::size_t count) {
        std::vector<std::int32_t> list;
        for (std::size_t i = 0; i < count; ++i) list.push_back(first + static_cast<int>(i));
        return list;
    };
    InstanceView at = instance("a");
    at.used_tcp = {22, 2375, 2376, 51678, 51679};
    Request what = request();
    what.needs.ports_tcp = ports(8000, 101);
    EXPECT_EQ(check(at, what).reason, Reason::Ports);
    EXPECT_EQ(check(at, what).detail, "needs 101 host ports, 5 of 100 are reserved");
    EXPECT_EQ(failure_reason(check(at, what).reason), "RESOURCE:PORTS");
    what.needs.ports_tcp = ports(8000, 96);
    EXPECT_EQ(check(at, what).reason, Reason::Ports) << "the agent's own count";
    what.needs.ports_tcp = ports(8000, 95);
    EXPECT_EQ(check(at, what).reason, Reason::Fits);
    what.needs.ports_tcp = ports(8000, 50);
    what.needs.ports_udp = ports(8000, 46);
    EXPECT_EQ(check(at, what).reason, Reason::Ports) << "both protocols count";

    // Several tasks together.
    ClusterView view = cluster({at});
    what = request();
    what.needs.cpu = 1;
    what.needs.memory_mib = 1;
    what.needs.ports_tcp = ports(8000, 60);
    Random random(1);
    EXPECT_EQ(place(view, what, 1, random).chosen.size(), 1U);
    what.needs.ports_tcp = ports(9000, 36);
    EXPECT_EQ(check(view.instances[0], what).reason, Reason::Ports);
    what.needs.ports_tcp = ports(9000, 35);
    EXPECT_EQ(check(view.instances[0], what).reason, Reason::Fits);
    what.needs.ports_tcp.clear();
    EXPECT_EQ(check(view.instances[0], what).reason, Reason::Fits);
}

TEST(Placer, HostPortsAreUniqueOnAnInstance) {
    ClusterView view = cluster({instance("a"), instance("b")});
    Request what = request();
    what.needs.ports_tcp = {8080};
    Random random(7);
    const Placement placement = place(view, what, 3, random);
    EXPECT_EQ(counts(view, placement.chosen), (std::vector<int>{1, 1}));
    EXPECT_EQ(placement.verdicts[1].detail, "port 8080/tcp is taken");
}

TEST(Placer, TaskGroupAffinityChangesAsTasksArePlaced) {
    ClusterView view = cluster({instance("a"), instance("b")});
    Request what = request();
    what.constraints = {member_of("not(task:group == service:web)")};
    Random random(7);
    EXPECT_EQ(place(view, what, 5, random).chosen.size(), 2U);
}

TEST(FailureText, ClosestMatch) {
    ClusterView view = cluster({instance("aaa"), instance("bbb"), instance("ccc")});
    view.instances[0].agent_connected = false;
    view.instances[1].free_memory_mib = 1;
    view.instances[2].status = InstanceStatus::Draining;
    const auto verdicts = check_all(view, request());
    EXPECT_EQ(
        placement_event_text(view, verdicts),
        "was unable to place a task because no container instance met all of its requirements. The "
        "closest matching (container-instance bbb) has insufficient memory available. For more "
        "information, see the Troubleshooting section of the Amazon ECS Developer Guide."
    );
    const auto failures = failures_of(view, verdicts);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].reason, "AGENT");
    EXPECT_EQ(failures[1].reason, "RESOURCE:MEMORY");
    EXPECT_EQ(failures[1].arn, "arn:aws:ecs:us-east-1:000000000000:container-instance/default/bbb");
}

TEST(FailureText, NoInstances) {
    const ClusterView view = cluster({});
    EXPECT_EQ(
        placement_event_text(view, {}),
        "was unable to place a task because no container instance met all of its requirements. "
        "Reason: No Container Instances were found in your cluster. For more information, see the "
        "Troubleshooting section of the Amazon ECS Developer Guide."
    );
    EXPECT_EQ(failures_of(view, {})[0].reason, "NO ACTIVE INSTANCES");
}

TEST(Request, StrategiesAndConstraintsAreChecked) {
    using api::ecs::PlacementConstraint;
    using api::ecs::PlacementConstraintType;
    using api::ecs::PlacementStrategy;
    using api::ecs::PlacementStrategyType;
    const auto strategy_ok = [](PlacementStrategyType type, std::optional<std::string> field) {
        const std::vector<PlacementStrategy> one{{.type = type, .field = std::move(field)}};
        return parse_strategies(one).has_value();
    };
    EXPECT_TRUE(strategy_ok(PlacementStrategyType::Random, {}));
    EXPECT_TRUE(strategy_ok(PlacementStrategyType::Spread, "host"));
    EXPECT_TRUE(strategy_ok(PlacementStrategyType::Spread, "attribute:rack"));
    EXPECT_FALSE(strategy_ok(PlacementStrategyType::Spread, "rack"));
    EXPECT_FALSE(strategy_ok(PlacementStrategyType::Spread, {}));
    EXPECT_TRUE(strategy_ok(PlacementStrategyType::Binpack, "MEMORY"));
    EXPECT_FALSE(strategy_ok(PlacementStrategyType::Binpack, "disk"));

    const std::vector<PlacementStrategy> six(6, {.type = PlacementStrategyType::Random});
    EXPECT_FALSE(parse_strategies(six));
    const std::vector<PlacementConstraint> no_expression{{.type = PlacementConstraintType::MemberOf}
    };
    EXPECT_FALSE(parse_constraints(no_expression));
    const std::vector<PlacementConstraint> bad{
        {.type = PlacementConstraintType::MemberOf, .expression = "nonsense"}
    };
    EXPECT_EQ(parse_constraints(bad).error().code, "InvalidParameterException");
}

}  // namespace
}  // namespace gantry::ecs::placement
