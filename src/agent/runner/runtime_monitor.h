#pragma once

#include <functional>
#include <memory>
#include <string>

#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Watches the container runtime's events of one instance and knows whether the runtime is there.
/// Lives on the agent's loop.
class RuntimeMonitor {
  public:
    struct Listener {
        /// Events arrive from now on; what happened before must be read.
        std::function<void()> on_connected;
        std::function<void()> on_disconnected;
        std::function<void(const runtime::RuntimeEvent&)> on_event;  ///< of this instance only
    };

    /// @param instance value of the label that marks this instance's containers
    RuntimeMonitor(runtime::ContainerRuntime& runtime, std::string instance, Listener listener);

    /// Begins to watch.
    void start();
    [[nodiscard]] bool connected() const { return connected_; }

  private:
    void on_event(const runtime::RuntimeEvent& event);

    runtime::ContainerRuntime& runtime_;
    std::string instance_;
    Listener listener_;
    bool connected_ = false;
    std::shared_ptr<void> watch_;
};

}  // namespace gantry::agent
