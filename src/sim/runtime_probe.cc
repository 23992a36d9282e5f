#include "sim/runtime_probe.h"

#include <map>

namespace gantry::sim {

void RuntimeProbe::tell(const char* what, const std::map<std::string, std::string>& labels) const {
    const auto task = labels.find("com.amazonaws.ecs.task-arn");
    if (task == labels.end() || !on_asked_) return;
    on_asked_(what, task->second, look_on_disk_(task->second));
}

void RuntimeProbe::create_container(
    const std::string& name,
    const api::docker::ContainerCreateRequest& request,
    Done<std::string> id
) {
    if (request.labels) tell("a container", *request.labels);
    runtime_.create_container(name, request, std::move(id));
}

void RuntimeProbe::start_container(const std::string& id, Done<void> done) {
    if (const runtime::FakeContainer* container = machine_.find(id)) {
        tell("a start", container->status.labels);
    }
    runtime_.start_container(id, std::move(done));
}

void RuntimeProbe::stop_container(const std::string& id, Seconds grace, Done<void> done) {
    const runtime::FakeContainer* container = machine_.find(id);
    if (container != nullptr && on_stop_) on_stop_(*container, grace);
    runtime_.stop_container(id, grace, std::move(done));
}

}  // namespace gantry::sim
