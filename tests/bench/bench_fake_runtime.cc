// How many container lives (create, start, inspect, exit, remove, with their events) the fake
// runtime gets through in a second of CPU.

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>

#include "base/manual_loop.h"
#include "drivers/runtime/fake/fake_runtime.h"

namespace {

using namespace gantry;
using namespace gantry::runtime;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

api::docker::ContainerCreateRequest request_like_an_agents() {
    api::docker::ContainerCreateRequest request;
    request.image = "sim/job:run-5s.exit-1";
    request.env = {"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1"};
    auto& labels = request.labels.emplace();
    labels["com.amazonaws.ecs.cluster"] = "default";
    labels["com.amazonaws.ecs.container-name"] = "main";
    labels["com.amazonaws.ecs.task-arn"] =
        "arn:aws:ecs:us-east-1:000000000000:task/default/0123456789abcdef0123456789abcdef";
    labels["com.amazonaws.ecs.task-definition-family"] = "web";
    labels["com.amazonaws.ecs.task-definition-version"] = "1";
    labels["dev.gantry.instance"] = "arn:aws:ecs:us-east-1:000000000000:container-instance/d/1";
    auto& host = request.host_config.emplace();
    host.memory = 64 << 20;
    host.port_bindings.emplace()["80/tcp"].emplace_back().host_port = "0";
    return request;
}

/// Keeps a number of containers alive at once; each that dies is removed and followed by another.
class Lives {
  public:
    Lives(ManualLoop& loop, FakeRuntime& runtime, int total)
        : loop_(loop), runtime_(runtime), request_(request_like_an_agents()), left_(total) {}

    void run(int at_once) {
        ContainerRuntime::Watcher watcher;
        watcher.on_event = [this](const RuntimeEvent& event) {
            if (event.kind == RuntimeEvent::Kind::Die) on_die(event.container_id);
        };
        const auto watch = runtime_.watch("dev.gantry.instance", std::move(watcher));
        loop_.run_until_idle();
        for (int i = 0; i < at_once; ++i) begin();
        while (loop_.step()) continue;
    }

  private:
    void begin() {
        if (left_ == 0) return;
        --left_;
        const std::string name = fmt::format("ecs-web-1-main-{:020x}", left_);
        runtime_.create_container(name, request_, [this](const Result<std::string>& id) {
            runtime_.start_container(*id, [this, id = *id](const Result<void>&) {
                runtime_.inspect_container(id, [](const Result<ContainerStatus>&) {});
            });
        });
    }

    void on_die(const std::string& id) {
        runtime_.inspect_container(id, [this, id](const Result<ContainerStatus>&) {
            runtime_.remove_container(id, [this](const Result<void>&) { begin(); });
        });
    }

    ManualLoop& loop_;
    FakeRuntime& runtime_;
    api::docker::ContainerCreateRequest request_;
    int left_;
};

void measure(const char* what, FakeTimings timings, int total, int at_once) {
    ManualLoop loop;
    FakeMachine machine(loop, Random(1), {.timings = timings, .every_image_present = true});
    FakeRuntime runtime(loop, machine);
    const double before = cpu_seconds();
    Lives(loop, runtime, total).run(at_once);
    const double took = cpu_seconds() - before;
    fmt::print(
        "{}: {} lives, {} at once: {:.0f} per CPU second ({:.2f} us each)\n",
        what,
        machine.counters().removed,
        at_once,
        total / took,
        took / total * 1e6
    );
}

}  // namespace

int main(int argc, char** argv) {
    const int total = argc > 1 ? std::atoi(argv[1]) : 300'000;
    measure("instant", {}, total, 50);
    measure("realistic", FakeTimings::realistic(), total, 50);
    measure("realistic", FakeTimings::realistic(), total, 2'000);
}
