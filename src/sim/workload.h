#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/manual_loop.h"
#include "base/random.h"
#include "sim/checkers.h"
#include "sim/network.h"

namespace gantry::sim {

struct WorkloadOptions {
    int services_max = 6;
    std::int64_t desired_max = 8;
    Duration pause_min{200};
    Duration pause_max{4'000};
};

/// A client that uses ECS the way people do, through the lossy network, and remembers what it was
/// told is done. One call at a time; the next follows a random pause after the answer.
class Workload {
  public:
    Workload(ManualLoop& world, Network& network, Random random, WorkloadOptions options);

    void start();
    /// Makes every service want something that can be had on the simulated machines, and stops the
    /// standalone tasks, so that all must converge afterwards. Call once, when the network is
    /// whole.
    void settle();
    /// No call starts after this; one under way may still be answered.
    void stop() { stopped_ = true; }
    [[nodiscard]] bool idle() const { return !busy_; }

    [[nodiscard]] const Acknowledged& acknowledged() const { return acknowledged_; }
    [[nodiscard]] std::uint64_t calls() const { return calls_; }

  private:
    void schedule_next();
    void act();
    void settle_service(const std::string& arn);
    void settle_task(const std::string& arn);
    void settle_next();

    void register_task_definition();
    void create_service();
    void update_service();
    void delete_service();
    void run_task();
    void stop_task();

    /// Calls and remembers; `succeeded` gets the JSON of a 200, `refused` runs when it was
    /// refused; neither runs while the outcome is unknown.
    void call(
        const std::string& operation,
        std::string body,
        std::function<void(const std::string&)> succeeded,
        std::function<void()> refused = {}
    );

    [[nodiscard]] std::string some_task_definition();

    ManualLoop& world_;
    Network& network_;
    Random random_;
    WorkloadOptions options_;
    control::Caller caller_;
    Acknowledged acknowledged_;
    std::vector<std::string> task_definitions_;
    std::vector<std::string> service_names_;
    std::vector<std::string> running_tasks_;
    std::uint64_t calls_ = 0;
    int next_name_ = 1;
    bool busy_ = false;
    bool settling_ = false;
    std::vector<std::function<void()>> to_settle_;
    bool stopped_ = false;
};

}  // namespace gantry::sim
