#include "agent/runner/runtime_monitor.h"

#include "agent/engine/names.h"
#include "base/log.h"

namespace gantry::agent {

RuntimeMonitor::RuntimeMonitor(
    runtime::ContainerRuntime& runtime, std::string instance, Listener listener
)
    : runtime_(runtime), instance_(std::move(instance)), listener_(std::move(listener)) {}

void RuntimeMonitor::start() {
    runtime::ContainerRuntime::Watcher watcher;
    watcher.on_connected = [this] {
        log_info("runtime_connected");
        connected_ = true;
        listener_.on_connected();
    };
    watcher.on_disconnected = [this](const std::string& why) {
        if (!connected_) return;
        log_warn("runtime_away", {{"why", why}});
        connected_ = false;
        listener_.on_disconnected();
    };
    watcher.on_event = [this](const runtime::RuntimeEvent& event) { on_event(event); };
    watch_ = runtime_.watch(kInstanceLabel, std::move(watcher));
}

void RuntimeMonitor::on_event(const runtime::RuntimeEvent& event) {
    const auto label = event.labels.find(kInstanceLabel);
    if (label == event.labels.end() || label->second != instance_) return;
    listener_.on_event(event);
}

}  // namespace gantry::agent
