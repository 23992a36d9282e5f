#pragma once

#include <string>
#include <vector>

#include "sim/checkers/fargate_checker.h"
#include "sim/checkers/ledger.h"
#include "sim/workload/actor.h"

namespace gantry::sim {

/// Somebody who runs tasks and services on FARGATE and FARGATE_SPOT, in the default VPC, while
/// machines of the pool come and go, and who is curious about those. Answers must show tasks as
/// FARGATE's, shared out as their strategy says, and never what they run on.
class FargateUser final : public Actor {
  public:
    /// @param ledger of what is durable; outlives it
    FargateUser(ManualLoop& world, Network& network, Random random, const Ledger& ledger)
        : Actor(world, network, random), ledger_(ledger) {}

    /// Nothing is wrong any more: every service gets a strategy with a base and weights, anew, and
    /// any call without an answer is a wrong answer.
    void settle();

  private:
    void act() override;

    // What is needed first, one act each.
    void look_for_subnets();
    void allow_providers();
    void register_definition();

    void run_tasks();
    void stop_task();
    void create_service();
    void change_service();
    /// Lists and describes what might tell of the pool.
    void look_around();
    void settle_service(const std::string& arn);

    [[nodiscard]] std::string network() const;
    void judge_run(const std::vector<Share>& strategy, const std::string& answer);
    /// No answer tells of machines of the pool.
    void judge_secrecy(const std::string& operation, const std::string& answer);
    /// An instance of the pool, by its id; empty while none is known.
    [[nodiscard]] std::string some_machine();
    /// Asks, and looks for the pool in the answer.
    void ask_ecs(const char* operation, std::string body, int tries, Outcome outcome);

    const Ledger& ledger_;
    std::vector<std::string> subnets_;
    bool allowed_ = false;
    int revision_ = 0;
    int runs_ = 0;
    std::vector<std::string> tasks_;  ///< ARNs of tasks that it was told it has
    std::vector<std::string> services_;
};

}  // namespace gantry::sim
