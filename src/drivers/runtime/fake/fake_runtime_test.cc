#include "drivers/runtime/fake/fake_runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"

namespace gantry::runtime {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kLabel = "owner";

struct FakeRuntimeTest : ::testing::Test {
    ManualLoop loop;
    FakeMachine machine{loop, Random(1), {.every_image_present = true}};
    std::unique_ptr<FakeRuntime> runtime = std::make_unique<FakeRuntime>(loop, machine);
    std::vector<std::string> told;
    std::shared_ptr<void> watch;

    /// Asks, lets up to `limit` pass, and gives the one answer.
    template <class T, class Ask>
    Result<T> answer(Ask ask, Duration limit = 0ms) {
        auto got = std::make_shared<std::optional<Result<T>>>();
        ask([got](Result<T> result) {
            EXPECT_FALSE(*got) << "answered twice";
            *got = std::move(result);
        });
        EXPECT_FALSE(*got) << "answered within the call";
        loop.run_until_idle();
        if (!*got) loop.run_until([&] { return got->has_value(); }, limit);
        if (!*got) return internal_error("no answer came");
        return **got;
    }

    static api::docker::ContainerCreateRequest request(const std::string& image) {
        api::docker::ContainerCreateRequest wanted;
        wanted.image = image;
        wanted.labels.emplace()[kLabel] = "me";
        wanted.host_config.emplace();
        return wanted;
    }

    static api::docker::ContainerCreateRequest publishing(const std::string& host_port) {
        auto wanted = request("web");
        auto& binding = wanted.host_config->port_bindings.emplace()["80/tcp"].emplace_back();
        binding.host_port = host_port;
        return wanted;
    }

    Result<std::string> create(
        const std::string& name, const api::docker::ContainerCreateRequest& wanted
    ) {
        return answer<std::string>([&](auto done) { runtime->create_container(name, wanted, done); }
        );
    }
    Result<void> start(const std::string& id, Duration limit = 0ms) {
        return answer<void>([&](auto done) { runtime->start_container(id, done); }, limit);
    }
    Result<void> stop(const std::string& id, Seconds grace, Duration limit = 1h) {
        return answer<void>([&](auto done) { runtime->stop_container(id, grace, done); }, limit);
    }
    Result<void> remove(const std::string& id) {
        return answer<void>([&](auto done) { runtime->remove_container(id, done); });
    }
    ContainerStatus inspect(const std::string& id) {
        auto status =
            answer<ContainerStatus>([&](auto done) { runtime->inspect_container(id, done); });
        return status ? *status : ContainerStatus{};
    }
    std::string run(const std::string& image) {
        const auto id = create("c" + std::to_string(machine.counters().created), request(image));
        EXPECT_TRUE(id);
        EXPECT_TRUE(start(*id));
        return *id;
    }

    void follow(const std::string& label = kLabel) {
        ContainerRuntime::Watcher watcher;
        watcher.on_connected = [this] { told.emplace_back("connected"); };
        watcher.on_disconnected = [this](const std::string&) { told.emplace_back("disconnected"); };
        watcher.on_event = [this](const RuntimeEvent& event) { told.push_back(text(event)); };
        watch = runtime->watch(label, std::move(watcher));
        loop.run_until_idle();
    }

    static std::string text(const RuntimeEvent& event) {
        switch (event.kind) {
            case RuntimeEvent::Kind::Start: return "start";
            case RuntimeEvent::Kind::Die: return "die " + std::to_string(event.exit_code.value());
            case RuntimeEvent::Kind::OutOfMemory: return "oom";
            case RuntimeEvent::Kind::Destroy: return "destroy";
            case RuntimeEvent::Kind::HealthChanged:
                return event.health == Health::Healthy ? "healthy" : "unhealthy";
        }
        return "?";
    }
};

// ---- Lives --------------------------------------------------------------------------------

TEST_F(FakeRuntimeTest, AContainerIsCreatedStartedStoppedAndRemoved) {
    follow();
    const auto id = create("one", request("web"));
    ASSERT_TRUE(id);
    EXPECT_EQ(id->size(), 64U);
    EXPECT_EQ(inspect("one").phase, ContainerPhase::Created);
    ASSERT_TRUE(start(*id));
    EXPECT_EQ(inspect(*id).phase, ContainerPhase::Running);
    EXPECT_GT(inspect(*id).pid, 0);
    EXPECT_TRUE(start(*id)) << "starting a running container succeeds";
    ASSERT_TRUE(stop(*id, 30s));
    EXPECT_EQ(inspect(*id).exit_code, 143);
    EXPECT_TRUE(stop(*id, 30s)) << "stopping a stopped container succeeds";
    ASSERT_TRUE(remove(*id));
    EXPECT_TRUE(remove(*id)) << "removing an absent container succeeds";
    EXPECT_THAT(told, ElementsAre("connected", "start", "die 143", "destroy"));
    EXPECT_EQ(machine.counters().started, 1U);
}

TEST_F(FakeRuntimeTest, AProcessEndsByItselfWithItsExitCode) {
    const std::string id = run("sim/job:run-5s.exit-3");
    loop.advance(4'999ms);
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Running);
    loop.advance(1ms);
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Exited);
    EXPECT_EQ(inspect(id).exit_code, 3);
    EXPECT_EQ(*inspect(id).finished_at - *inspect(id).started_at, 5s);
}

TEST_F(FakeRuntimeTest, AnExitedContainerCanBeStartedAgain) {
    const std::string id = run("sim/job:run-5s.exit-1");
    loop.advance(5s);
    ASSERT_TRUE(start(id));
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Running);
    EXPECT_EQ(inspect(id).exit_code, 0);
    loop.advance(5s);
    EXPECT_EQ(machine.counters().exited, 2U);
}

TEST_F(FakeRuntimeTest, OutOfMemoryIsToldBeforeTheDeath) {
    follow();
    const std::string id = run("sim/hungry:oom-2s.run-1h");
    EXPECT_FALSE(inspect(id).oom_killed);
    loop.advance(2s);
    EXPECT_TRUE(inspect(id).oom_killed);
    EXPECT_THAT(told, ElementsAre("connected", "start", "oom", "die 137"));
}

TEST_F(FakeRuntimeTest, HealthFollowsTheBehaviourOnlyWithAHealthCheck) {
    follow();
    auto wanted = request("sim/web:unhealthy-20s");
    wanted.healthcheck.emplace().test = {"CMD-SHELL", "true"};
    wanted.healthcheck->interval = 5'000'000'000;
    const auto id = create("one", wanted);
    ASSERT_TRUE(start(*id));
    EXPECT_EQ(inspect(*id).health, Health::Starting);
    loop.advance(5s);
    EXPECT_EQ(inspect(*id).health, Health::Healthy);
    loop.advance(15s);
    EXPECT_EQ(inspect(*id).health, Health::Unhealthy);
    EXPECT_EQ(inspect(*id).health_exit_code, 1);
    EXPECT_THAT(told, ElementsAre("connected", "start", "healthy", "unhealthy"));
    EXPECT_EQ(inspect(run("sim/web:unhealthy-1s")).health, Health::None);
}

TEST_F(FakeRuntimeTest, SigtermIgnoredMeansSigkillAfterTheGrace) {
    const std::string id = run("sim/web:ignores-term");
    const MonoTime before = loop.mono();
    ASSERT_TRUE(stop(id, 30s));
    EXPECT_EQ(loop.mono() - before, 30s);
    EXPECT_EQ(inspect(id).exit_code, 137);
}

TEST_F(FakeRuntimeTest, AProcessThatCannotBeKilledMakesStopUnavailable) {
    const std::string id = run("sim/web:unkillable");
    const MonoTime before = loop.mono();
    EXPECT_EQ(stop(id, 10s).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(loop.mono() - before, 40s);
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Running);
    EXPECT_EQ(remove(id).error().kind, ErrorKind::Internal);
}

TEST_F(FakeRuntimeTest, APausedContainerWritesNothingAndCanBeStopped) {
    const auto pause = [this](const std::string& id) {
        return answer<void>([&](auto done) { runtime->pause_container(id, done); });
    };
    const std::string id = run("sim/web");
    EXPECT_TRUE(machine.write_log(id, "one"));
    ASSERT_TRUE(pause(id));
    EXPECT_TRUE(pause(id));
    EXPECT_FALSE(machine.write_log(id, "two"));
    EXPECT_TRUE(answer<void>([&](auto done) { runtime->unpause_container(id, done); }));
    EXPECT_TRUE(machine.write_log(id, "two"));
    ASSERT_TRUE(pause(id));
    EXPECT_TRUE(stop(id, 10s));
    EXPECT_EQ(pause(id).error().kind, ErrorKind::Conflict);
}

TEST_F(FakeRuntimeTest, TwoStopsAtOnceBothAnswer) {
    const std::string id = run("sim/web:term-2s");
    int answers = 0;
    runtime->stop_container(id, 30s, [&](const Result<void>& how) { answers += how ? 1 : 0; });
    runtime->stop_container(id, 1s, [&](const Result<void>& how) { answers += how ? 1 : 0; });
    loop.advance(3s);
    EXPECT_EQ(answers, 2);
}

// ---- Refusals -----------------------------------------------------------------------------

TEST_F(FakeRuntimeTest, NamesAreUnique) {
    ASSERT_TRUE(create("one", request("web")));
    const auto second = create("one", request("web"));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    EXPECT_THAT(second.error().message, HasSubstr("\"/one\" is already in use by container"));
    ASSERT_TRUE(remove("one"));
    EXPECT_TRUE(create("one", request("web")));
}

TEST_F(FakeRuntimeTest, AnImageMustBePulledFirst) {
    FakeMachine empty(loop, Random(1));
    runtime = std::make_unique<FakeRuntime>(loop, empty);
    EXPECT_EQ(create("one", request("web")).error().message, "No such image: web:latest");
    ASSERT_TRUE(answer<void>([&](auto done) { runtime->pull_image("web", {}, {}, done); }));
    EXPECT_TRUE(create("one", request("web:latest")));
    const auto image = answer<ImageStatus>([&](auto done) { runtime->inspect_image("web", done); });
    ASSERT_TRUE(image);
    EXPECT_THAT(image->repo_digests, ElementsAre(HasSubstr("web@sha256:")));
    runtime.reset();
}

TEST_F(FakeRuntimeTest, APushedVersionHasAnotherDigestOnceItIsPulled) {
    machine.storage().pull("web");
    const auto before = machine.storage().inspect_image("web");
    machine.storage().push("web");
    EXPECT_EQ(machine.storage().inspect_image("web")->id, before->id);
    machine.storage().pull("web");
    EXPECT_NE(machine.storage().inspect_image("web")->id, before->id);
    EXPECT_NE(machine.storage().inspect_image("web")->repo_digests, before->repo_digests);
}

TEST_F(FakeRuntimeTest, FailuresOfAnImageUseItsWords) {
    machine.set_behaviour("bad", {.start_error = internal_error("cannot mount")});
    const auto id = create("one", request("bad"));
    EXPECT_EQ(start(*id).error().message, "cannot mount");
    EXPECT_EQ(inspect(*id).phase, ContainerPhase::Created);
    EXPECT_EQ(inspect(*id).error, "cannot mount");
    EXPECT_EQ(start("nobody").error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(answer<void>([&](auto d) { runtime->pull_image("sim/x:pull-fails", {}, {}, d); }));
}

TEST_F(FakeRuntimeTest, OperationsThatHangAnswerAtTheirLimit) {
    const auto id = create("one", request("sim/web:start-hangs"));
    const MonoTime before = loop.mono();
    EXPECT_EQ(start(*id, 1h).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(loop.mono() - before, 180s);
    EXPECT_EQ(machine.daemon().pending(), 0U);
}

TEST_F(FakeRuntimeTest, WhatTookTooLongIsDoneAllTheSame) {
    const auto id = create("one", request("sim/web:start-200s"));
    EXPECT_EQ(start(*id, 1h).error().kind, ErrorKind::Unavailable);
    EXPECT_TRUE(machine.running().empty());
    loop.advance(20s);
    EXPECT_EQ(machine.running().size(), 1U);
}

TEST_F(FakeRuntimeTest, WhoAsksForAStartThatIsUnderWayDoesNotStartItAgain) {
    const auto id = create("one", request("sim/web:start-2s.run-1s"));
    int answers = 0;
    const auto answered = [&](const Result<void>& how) { answers += how ? 1 : 0; };
    runtime->start_container(*id, answered);
    loop.advance(1500ms);
    runtime->start_container(*id, answered);  // works on after the first life is over
    loop.advance(10s);
    EXPECT_EQ(answers, 2);
    EXPECT_EQ(machine.counters().started, 1U);
}

// ---- Ports, volumes, looking --------------------------------------------------------------

TEST_F(FakeRuntimeTest, APublishedPortIsTakenUntilTheContainerEnds) {
    const auto first = create("one", publishing("8080"));
    const auto second = create("two", publishing("8080"));
    ASSERT_TRUE(start(*first));
    EXPECT_EQ(inspect(*first).ports, std::vector<PortBinding>({{"0.0.0.0", 8080, 80, "tcp"}}));
    const auto refused = start(*second);
    EXPECT_EQ(refused.error().kind, ErrorKind::Internal);
    EXPECT_THAT(
        refused.error().message,
        HasSubstr("Bind for 0.0.0.0:8080 failed: port is already allocated")
    );
    ASSERT_TRUE(stop(*first, 1s));
    EXPECT_THAT(inspect(*first).ports, IsEmpty());
    EXPECT_TRUE(start(*second));
}

TEST_F(FakeRuntimeTest, FreePortsAreChosenAndDiffer) {
    const auto first = create("one", publishing(""));
    const auto second = create("two", publishing("0"));
    ASSERT_TRUE(start(*first));
    ASSERT_TRUE(start(*second));
    EXPECT_GE(inspect(*first).ports.at(0).host_port, FakePorts::kFirstDynamic);
    EXPECT_NE(inspect(*first).ports.at(0).host_port, inspect(*second).ports.at(0).host_port);
    EXPECT_NE(
        inspect(*first).ip_by_network.at("bridge"), inspect(*second).ip_by_network.at("bridge")
    );
}

TEST_F(FakeRuntimeTest, AVolumeInUseStays) {
    auto wanted = request("web");
    wanted.host_config->binds = {"data:/data:ro", "/etc:/etc"};
    ASSERT_TRUE(create("one", wanted));
    EXPECT_THAT(machine.storage().volume_names(), ElementsAre("data"));
    const auto drop = [&](auto done) { runtime->remove_volume("data", done); };
    EXPECT_EQ(answer<void>(drop).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(remove("one"));
    EXPECT_TRUE(answer<void>(drop));
    EXPECT_TRUE(answer<void>(drop)) << "removing an absent volume succeeds";
    EXPECT_EQ(
        answer<VolumeSpec>([&](auto d) { runtime->inspect_volume("data", d); }).error().kind,
        ErrorKind::NotFound
    );
}

TEST_F(FakeRuntimeTest, ListGivesNewestFirstByLabel) {
    run("web");
    auto other = request("web");
    other.labels.emplace()[kLabel] = "you";
    ASSERT_TRUE(create("theirs", other));
    const auto list = [&](const std::string& value) {
        std::vector<std::string> names;
        const auto all = answer<std::vector<ContainerStatus>>([&](auto done) {
            runtime->list_containers(kLabel, value, done);
        });
        for (const auto& status : *all) names.push_back(status.name);
        return names;
    };
    EXPECT_THAT(list(""), ElementsAre("theirs", "c0"));
    EXPECT_THAT(list("me"), ElementsAre("c0"));
    EXPECT_EQ(machine.running_by_label(kLabel), (std::map<std::string, int>{{"me", 1}}));
}

TEST_F(FakeRuntimeTest, LogsAndUsage) {
    machine.set_behaviour("web", {.cpu_use = 0.5, .log_lines = {"one", "two", "three"}});
    const std::string id = run("web");
    loop.advance(10s);
    const auto lines =
        answer<std::vector<std::string>>([&](auto done) { runtime->tail_logs(id, 2, 100, done); });
    EXPECT_THAT(*lines, ElementsAre("two", "three"));
    const auto usage = answer<ContainerUsage>([&](auto done) { runtime->usage(id, done); });
    EXPECT_EQ(usage->cpu_total_ns, 5'000'000'000);
}

// ---- Agents, daemons and machines that fail -----------------------------------------------

TEST_F(FakeRuntimeTest, ContainersOutliveTheAgentAndItsLastWishIsDone) {
    const std::string id = run("web");
    const auto second = create("two", request("web"));
    bool answered = false;
    runtime->start_container(*second, [&](const Result<void>&) { answered = true; });
    runtime.reset();
    loop.run_until_idle();
    EXPECT_FALSE(answered);
    EXPECT_EQ(machine.running().size(), 2U);
    runtime = std::make_unique<FakeRuntime>(loop, machine);
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Running);
}

TEST_F(FakeRuntimeTest, WhileTheDaemonIsAwayContainersLiveAndEventsAreLost) {
    follow();
    const std::string id = run("sim/job:run-5s");
    machine.daemon().set_state(FakeDaemon::State::Away);
    loop.run_until_idle();
    EXPECT_EQ(start(id).error().kind, ErrorKind::Unavailable);
    loop.advance(20s);
    EXPECT_THAT(told, ElementsAre("connected", "start", "disconnected"));
    machine.daemon().set_state(FakeDaemon::State::Up);
    loop.advance(5s);
    EXPECT_EQ(told.back(), "connected");
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Exited);
    run("web");
    EXPECT_EQ(told.back(), "start");
}

TEST_F(FakeRuntimeTest, AStopThatWaitsFailsWhenTheDaemonGoesAway) {
    const std::string id = run("sim/web:ignores-term");
    std::optional<Result<void>> how;
    runtime->stop_container(id, 30s, [&](const Result<void>& result) { how = result; });
    loop.advance(10s);
    machine.daemon().set_state(FakeDaemon::State::Away);
    loop.advance(100s);
    ASSERT_TRUE(how);
    EXPECT_EQ(how->error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(machine.running().size(), 1U) << "nobody is there to kill it";
    machine.daemon().set_state(FakeDaemon::State::Up);
    EXPECT_TRUE(stop(id, 30s));
}

TEST_F(FakeRuntimeTest, AHungDaemonDoesLaterWhatItWasAsked) {
    follow();
    const auto id = create("one", request("web"));
    machine.daemon().set_state(FakeDaemon::State::Hung);
    EXPECT_EQ(start(*id, 1h).error().kind, ErrorKind::Unavailable);
    EXPECT_TRUE(machine.running().empty());
    EXPECT_THAT(told, ElementsAre("connected"));
    machine.daemon().set_state(FakeDaemon::State::Up);
    loop.run_until_idle();
    EXPECT_EQ(machine.running().size(), 1U);
    EXPECT_THAT(told, ElementsAre("connected", "start"));
}

TEST_F(FakeRuntimeTest, AMachineThatCrashesKeepsDeadContainers) {
    follow();
    const std::string id = run("web");
    machine.crash();
    loop.advance(1s);
    machine.boot();
    loop.advance(10s);
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Exited);
    EXPECT_EQ(inspect(id).exit_code, 255);
    EXPECT_THAT(told, ElementsAre("connected", "start", "disconnected", "connected"));
}

TEST_F(FakeRuntimeTest, ABrokenConnectionMayLeaveTheWorkDone) {
    machine.daemon().faults.broken = 1.0;
    machine.daemon().faults.broken_done = 1.0;
    EXPECT_EQ(create("one", request("web")).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(machine.counters().created, 1U);
    machine.daemon().faults.broken_done = 0.0;
    EXPECT_EQ(create("two", request("web")).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(machine.counters().created, 1U);
}

TEST_F(FakeRuntimeTest, PlannedFailuresComeInTurn) {
    machine.daemon().fail_next(FakeOperation::Create, internal_error("disk full"), 2);
    EXPECT_EQ(create("one", request("web")).error().message, "disk full");
    EXPECT_FALSE(create("one", request("web")));
    EXPECT_TRUE(create("one", request("web")));
    EXPECT_EQ(machine.daemon().asked(FakeOperation::Create), 3U);
}

TEST_F(FakeRuntimeTest, EventsMayBeLateAndRepeatedButStayInOrder) {
    machine.daemon().faults.event_delayed = 0.5;
    machine.daemon().faults.event_duplicated = 0.5;
    follow();
    for (int i = 0; i < 50; ++i) {
        const std::string id = run("web");
        machine.kill(id, i);
        loop.advance(1ms);
    }
    loop.advance(1h);
    std::vector<std::string> order;
    for (const auto& line : told) {
        if (order.empty() || order.back() != line) order.push_back(line);
    }
    EXPECT_GT(told.size(), order.size());
    ASSERT_EQ(order.size(), 101U);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(order[static_cast<std::size_t>(2 * i + 2)], "die " + std::to_string(i));
    }
}

TEST_F(FakeRuntimeTest, DroppingTheHandleEndsTheWatch) {
    follow();
    watch.reset();
    run("web");
    EXPECT_THAT(told, ElementsAre("connected"));
}

TEST_F(FakeRuntimeTest, SameSeedSameLife) {
    const auto history = [](std::uint64_t seed) {
        ManualLoop world;
        FakeMachine one(
            world, Random(seed), {.timings = FakeTimings::realistic(), .every_image_present = true}
        );
        FakeRuntime client(world, one);
        std::string seen;
        one.set_observer({
            .on_start = [&](const FakeContainer& c) { seen += "+" + c.status.id.substr(0, 8); },
            .on_exit =
                [&](const FakeContainer& c) {
                    seen += "-" + c.status.name + std::to_string(epoch_ms(*c.status.finished_at));
                },
        });
        for (int i = 0; i < 20; ++i) {
            client.create_container(
                std::to_string(i),
                request("sim/crashing"),
                [&](const Result<std::string>& id) {
                    client.start_container(*id, [](const Result<void>&) {});
                }
            );
        }
        world.advance(1h);
        return seen;
    };
    EXPECT_EQ(history(7), history(7));
    EXPECT_NE(history(7), history(8));
}

TEST(FakeStorage, KnowsAnImageByTheDigestThatItGaveOut) {
    FakeStorage storage;
    storage.pull("sim/steady:run-5s");
    const std::string by_digest = storage.inspect_image("sim/steady:run-5s")->repo_digests.at(0);
    EXPECT_EQ(tagged_name(by_digest), "sim/steady:run-5s");
    EXPECT_EQ(tagged_name("sim/steady@sha256:unheard-of"), "sim/steady@sha256:unheard-of");
}

TEST(FakeStorage, ATagThatMovesLeavesTheOldImageItsDigest) {
    FakeStorage storage;
    const std::string old = "web@" + storage.registry_digest("web:1");
    storage.pull(old);
    EXPECT_FALSE(storage.present("web:1"));
    ASSERT_TRUE(storage.tag(old, "web:1"));
    storage.push("web:1");
    const std::string newest = "web@" + storage.registry_digest("web:1");
    storage.pull("web:1");
    EXPECT_NE(storage.image_id(old), storage.image_id("web:1"));
    EXPECT_EQ(storage.image_id(newest), storage.image_id("web:1"));
    EXPECT_THAT(storage.inspect_image(newest)->names, ElementsAre("web:1"));
    EXPECT_THAT(storage.inspect_image(old)->names, IsEmpty());
    storage.remove_image("web:1");
    EXPECT_FALSE(storage.present(newest)) << "with its last tag";
    EXPECT_TRUE(storage.present(old));
}

TEST(FakeBehaviour, IsReadFromTheImageName) {
    EXPECT_FALSE(behaviour_of_image("nginx:run-5s").runs_for);
    EXPECT_FALSE(behaviour_of_image("sim/steady").runs_for);
    EXPECT_EQ(behaviour_of_image("sim/crashing").exit_code, 1);
    EXPECT_EQ(behaviour_of_image("sim/short:run-5s").runs_for, Latency::exactly(5s));
    const auto many =
        behaviour_of_image("sim/a:pull-300ms.term-2m.v7.term_exit-0.ignores-term.x-y");
    EXPECT_EQ(many.pull, Latency::exactly(300ms));
    EXPECT_EQ(many.term, Latency::exactly(2min));
    EXPECT_EQ(many.term_exit_code, 0);
    EXPECT_TRUE(many.ignores_term);
}

}  // namespace
}  // namespace gantry::runtime
