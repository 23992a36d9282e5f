#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "drivers/runtime/fake/fake_machine.h"
#include "sim/workload/actor.h"

namespace gantry::sim {

/// Somebody whose tasks write numbered lines, which their agents bring into CloudWatch Logs
/// (awslogs, blocking): some in the name of an execution role, some in the agent's own. At rest
/// every line that a runtime kept is in its stream, in order; some may be there again, as they were
/// sent when an agent or an answer was lost.
class TaskWriters final : public Actor {
  public:
    using Actor::Actor;

    /// Containers of these tasks write some lines, maybe. Once a second.
    void write(runtime::FakeMachine& machine);
    /// No more lines: reads the streams, all of which must be complete. Nothing is wrong any more.
    void read_everything();

  private:
    void act() override;

    // What is needed first, one act each.
    void make_group();
    void make_role();
    void allow_role();
    void register_definition(bool with_role);

    void run_task();
    void stop_task();
    void read(const std::string& task);
    void judge(const std::string& task, const Result<std::string>& answer);

    bool has_group_ = false;
    bool has_role_ = false;
    bool role_may_ = false;
    bool writing_ = true;
    int runs_ = 0;
    std::vector<std::string> definitions_;        ///< families
    std::vector<std::string> running_;            ///< ARNs of tasks that were started
    std::map<std::string, std::size_t> written_;  ///< lines, by the ARN of their task
};

}  // namespace gantry::sim
