#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "agent/link/instance_identity.h"
#include "agent/link/usage_sampler.h"
#include "agent/task_book.h"
#include "api/tcs/instance_healthcheck_status.h"
#include "api/tcs/task_health.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// What goes out on the TCS stream: metrics every 20 s and at the start, the health of containers
/// with a health check every 20 s and the moment it changes, and the runtime's own health after a
/// heartbeat of the control stream, at most every 20 s. Lives on the agent's loop.
class Telemetry {
  public:
    /// @param send writes a frame to the stream; false when it is not open
    Telemetry(
        Loop& loop,
        IdSource& ids,
        runtime::ContainerRuntime& runtime,
        const TaskBook& book,
        const AgentConfig& config,
        const InstanceIdentity& identity,
        std::function<bool(std::string frame)> send
    );
    ~Telemetry();
    Telemetry(const Telemetry&) = delete;
    Telemetry& operator=(const Telemetry&) = delete;

    /// The machine is known: begin to sample.
    void start_sampling();
    void on_stream_open();
    void on_stream_end();
    void on_control_heartbeat();
    /// Publishes the task's health if it changed.
    void look_at(const std::string& task);
    void drop(const std::string& task);

  private:
    struct Published {
        std::string container;
        HealthStatus health = HealthStatus::Unknown;
        friend bool operator==(const Published&, const Published&) = default;
    };

    void tick();
    void publish_metrics();
    void publish_health();
    void send_health(std::vector<api::tcs::TaskHealth> tasks);
    void publish_instance_status(bool runtime_answers);
    void on_runtime_checked(std::uint64_t check, bool answers);
    [[nodiscard]] std::vector<Published> health_to_publish(const std::string& task) const;
    [[nodiscard]] api::tcs::TaskHealth describe_health(const std::string& task) const;

    Loop& loop_;
    IdSource& ids_;
    runtime::ContainerRuntime& runtime_;
    const TaskBook& book_;
    const AgentConfig& config_;
    const InstanceIdentity& identity_;
    std::function<bool(std::string frame)> send_;
    UsageSampler sampler_;
    std::map<std::string, std::vector<Published>> published_;  ///< by task
    api::tcs::InstanceHealthcheckStatus runtime_status_;
    std::optional<SysTime> runtime_status_since_;
    std::optional<MonoTime> last_status_;
    std::uint64_t check_ = 0;  ///< under way when odd
    TimerId tick_timer_ = 0;
    TimerId check_timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
