#include "agent/engine/task_report.h"

#include <gtest/gtest.h>

#include "agent/engine/task_engine.h"
#include "agent/engine/test_tasks.h"

namespace gantry::agent {
namespace {

using test::make_container;
using test::make_task;

class TaskReportTest : public testing::Test {
  protected:
    void use(std::vector<api::acs::Container> containers) {
        spec = *read_task_spec(make_task(std::move(containers)), Seconds{30});
        state = new_task_state(spec, 1);
        apply(event::Admitted{});
    }
    /// With an EBS volume, which is not there yet.
    void use_with_disk(const api::acs::Container& container) {
        use({container});
        spec.disk_attachment = "arn:aws:ecs:us-east-1:000000000000:attachment/disk";
        spec.has_mounts = true;
        state.volumes_ready = false;
    }
    void apply(const TaskEvent& event) { apply_event(spec, state, event, now); }
    void run(const std::string& name) {
        apply(event::Pulled{name, "sha256:9"});
        apply(event::Created{name, "id-" + name, {{"0.0.0.0", 80, 32768, "tcp"}}});
        apply(event::Started{name});
    }
    void exit(const std::string& name, int code) {
        runtime::ContainerStatus status;
        status.id = "id-" + name;
        status.phase = runtime::ContainerPhase::Exited;
        status.started_at = state.find(name)->last_start_at;
        status.exit_code = code;
        apply(event::Observed{name, status});
    }
    /// Takes the report that is due and accepts it.
    TaskReport accept() {
        auto next = next_report(spec, state, now);
        EXPECT_TRUE(next.report);
        if (!next.report) return {};
        apply(next.report->told);
        return std::move(*next.report);
    }
    static std::string summary(const TaskReport& report) {
        std::string text = report.request.status.value_or("?") + ":";
        for (const auto& change : *report.request.containers) {
            text += " " + *change.container_name + "=" + *change.status;
        }
        return text;
    }

    TaskSpec spec;
    TaskState state;
    SysTime now{Duration{1'700'000'000'000}};
};

TEST_F(TaskReportTest, SaysNothingWhileNothingHappened) {
    use({make_container("a")});
    EXPECT_FALSE(next_report(spec, state, now).report);
    EXPECT_FALSE(next_report(spec, state, now).due_at);
}

TEST_F(TaskReportTest, RunningCarriesWhatIsKnownOfTheContainer) {
    auto a = make_container("a");
    auto& mapping = a.port_mappings.emplace().emplace_back();
    mapping.container_port = 80;
    use({a});
    apply(event::PullBegan{"a"});
    apply(event::PullEnded{});
    run("a");
    const TaskReport report = accept();
    EXPECT_EQ(summary(report), "RUNNING: a=RUNNING");
    const auto& change = report.request.containers->front();
    EXPECT_EQ(change.runtime_id, "id-a");
    EXPECT_EQ(change.image_digest, "sha256:9");
    ASSERT_EQ(change.network_bindings->size(), 1u);
    EXPECT_EQ(change.network_bindings->front().host_port, 32768);
    EXPECT_EQ(report.request.pull_started_at, now);
    EXPECT_FALSE(next_report(spec, state, now).report);
}

TEST_F(TaskReportTest, ADiskThatWasMadeIsToldOfThoughItsTaskIsToStop) {
    use_with_disk(make_container("a"));
    apply(event::StopAsked{});
    EXPECT_FALSE(next_report(spec, state, now).report) << "it is not there";
    apply(event::VolumesReady{});
    const TaskReport report = accept();
    EXPECT_FALSE(report.request.status);
    ASSERT_TRUE(report.request.attachments);
    EXPECT_EQ(report.request.attachments->front().attachment_arn, spec.disk_attachment);
    EXPECT_TRUE(state.told_disk);
    apply(event::MountsGone{});
    EXPECT_EQ(summary(accept()), "STOPPED: a=STOPPED");
}

TEST_F(TaskReportTest, ADiskThatWasMadeIsToldOfThoughItIsGoneAgain) {
    use_with_disk(make_container("a"));
    apply(event::VolumesReady{});
    run("a");
    exit("a", 0);
    apply(event::Restarted{});
    apply(event::MountsGone{});
    const TaskReport report = accept();
    ASSERT_TRUE(report.request.attachments);
    EXPECT_FALSE(report.request.status);
    EXPECT_EQ(summary(accept()), "RUNNING: a=RUNNING");
    EXPECT_EQ(summary(accept()), "STOPPED: a=STOPPED");
}

// The machine lost power, and with it what was written down last; the runtime has the container.
TEST_F(TaskReportTest, WhatAContainerWasMadeWithIsToldBeforeThatItHasRun) {
    use_with_disk(make_container("a"));
    apply(event::Restarted{});
    runtime::ContainerStatus status;
    status.id = "id-a";
    status.phase = runtime::ContainerPhase::Exited;
    status.started_at = status.finished_at = now;
    apply(event::Observed{"a", status});
    EXPECT_TRUE(state.had_volumes());
    apply(event::MountsGone{});
    EXPECT_TRUE(accept().request.attachments);
    EXPECT_EQ(summary(accept()), "RUNNING: a=RUNNING");
    EXPECT_EQ(summary(accept()), "STOPPED: a=STOPPED");
}

TEST_F(TaskReportTest, AnInterfaceIsToldBeforeRunningOfATaskThatHasEnded) {
    use({make_container("a")});
    spec.interface.emplace().attachment_arn = "arn:aws:ecs:us-east-1:000000000000:attachment/eni";
    run("a");
    exit("a", 0);
    state.pause.progress = Namespaces::Gone;
    EXPECT_TRUE(accept().request.attachments);
    EXPECT_EQ(summary(accept()), "RUNNING: a=RUNNING");
}

TEST_F(TaskReportTest, ATaskThatEndedBeforeItsRunningWasToldIsToldInOrder) {
    use({make_container("a"), make_container("b", false)});
    run("a");
    run("b");
    exit("a", 1);
    exit("b", 143);
    EXPECT_EQ(summary(accept()), "RUNNING: a=RUNNING b=RUNNING");
    const TaskReport report = accept();
    EXPECT_EQ(summary(report), "STOPPED: a=STOPPED b=STOPPED");
    EXPECT_EQ(report.request.execution_stopped_at, now);
    EXPECT_EQ(report.request.containers->front().exit_code, 1);
    EXPECT_FALSE(next_report(spec, state, now).report);
    EXPECT_TRUE(state.closed);
}

TEST_F(TaskReportTest, OneReportMayTellAContainerTwice) {
    use({make_container("init", false), make_container("a")});
    run("init");
    exit("init", 0);
    run("a");
    EXPECT_EQ(summary(accept()), "RUNNING: init=RUNNING init=STOPPED a=RUNNING");
}

TEST_F(TaskReportTest, NewsOfAContainerAloneWaitAMomentAndGoWithTheTasksStatus) {
    use({make_container("a"), make_container("b", false)});
    run("a");
    run("b");
    accept();
    exit("b", 4);
    const NextReport early = next_report(spec, state, now);
    EXPECT_FALSE(early.report);
    ASSERT_TRUE(early.due_at);
    EXPECT_LE(*early.due_at - now, Seconds{1});
    now = *early.due_at;
    EXPECT_EQ(summary(accept()), "RUNNING: b=STOPPED");
}

TEST_F(TaskReportTest, AChainOfContainersIsToldWhileTheTaskIsPending) {
    auto b = make_container("b");
    test::depend(b, "a", api::acs::ContainerCondition::Start);
    use({make_container("a"), b});
    run("a");
    now += kContainerNewsDelay;
    EXPECT_EQ(summary(accept()), "PENDING: a=RUNNING");
    run("b");
    EXPECT_EQ(summary(accept()), "RUNNING: b=RUNNING");
}

TEST_F(TaskReportTest, ATaskThatNeverRanSaysWhyInItsContainers) {
    use({make_container("a")});
    apply(event::Failed{"a", "CannotPullContainerError: " + std::string(2000, 'x')});
    const TaskReport report = accept();
    EXPECT_EQ(summary(report), "STOPPED: a=STOPPED");
    EXPECT_EQ(report.request.containers->front().reason->size(), 1024u);
    EXPECT_FALSE(report.request.containers->front().exit_code);
}

TEST_F(TaskReportTest, ImagesAreToldOnceAllAreSettledAndOnce) {
    auto pinned = make_container("pinned");
    pinned.image = "app@sha256:7";
    use({make_container("a"), make_container("local"), make_container("b"), pinned});
    apply(event::Resolved{"a", "sha256:1"});
    apply(event::Resolved{"local", ""});
    EXPECT_FALSE(next_report(spec, state, now).report);
    apply(event::Resolved{"b", "sha256:2"});
    const TaskReport first = *next_report(spec, state, now).report;
    EXPECT_EQ(summary(first), "PENDING: a=PENDING b=PENDING");
    const TaskReport again = accept();
    EXPECT_EQ(summary(again), summary(first)) << "it may have been lost";
    EXPECT_EQ(again.request.containers->at(1).image_digest, "sha256:2");
    EXPECT_FALSE(next_report(spec, state, now).report);
    for (const char* name : {"a", "local", "b", "pinned"}) run(name);
    EXPECT_EQ(summary(accept()), "RUNNING: a=RUNNING local=RUNNING b=RUNNING pinned=RUNNING");
}

TEST_F(TaskReportTest, ImagesOfATaskThatIsToStopAreNoNews) {
    use({make_container("a")});
    apply(event::Resolved{"a", "sha256:1"});
    apply(event::StopAsked{});
    EXPECT_EQ(summary(accept()), "STOPPED: a=STOPPED");
}

TEST_F(TaskReportTest, RangesAreToldAsRanges) {
    auto a = make_container("a");
    auto& mapping = a.port_mappings.emplace().emplace_back();
    mapping.container_port_range = "80-81";
    use({a});
    apply(event::Pulled{"a", ""});
    apply(event::Created{"a", "id", {{"0.0.0.0", 80, 40000, "tcp"}, {"0.0.0.0", 81, 40001, "tcp"}}}
    );
    apply(event::Started{"a"});
    const auto bindings = *accept().request.containers->front().network_bindings;
    ASSERT_EQ(bindings.size(), 1u);
    EXPECT_EQ(bindings[0].container_port_range, "80-81");
    EXPECT_EQ(bindings[0].host_port_range, "40000-40001");
    EXPECT_FALSE(bindings[0].host_port);
}

}  // namespace
}  // namespace gantry::agent
