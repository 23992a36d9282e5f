#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "agent/backoff.h"
#include "agent/control_link.h"
#include "agent/engine/task_report.h"
#include "agent/link/instance_identity.h"
#include "agent/task_book.h"
#include "base/loop.h"
#include "base/random.h"
#include "core/core.h"

namespace gantry::agent {

/// Tells the control plane how tasks are, with SubmitTaskStateChange: one call at a time per task,
/// a few tasks at once, each call again until it is accepted or refused for good. What is to be
/// told follows from the rows, so nothing is lost with the process. A report leaves only when what
/// it says is durable. Lives on the agent's loop.
class StateReporter {
  public:
    StateReporter(
        Loop& loop,
        Random& random,
        ControlLink& link,
        core::Core& core,
        TaskBook& book,
        const InstanceIdentity& identity
    );
    ~StateReporter();
    StateReporter(const StateReporter&) = delete;
    StateReporter& operator=(const StateReporter&) = delete;

    /// Reports whatever is due of the task.
    void look_at(const std::string& task);
    /// The control plane is there again: what waits for another try is tried now.
    void try_now();
    void drop(const std::string& task);

  private:
    struct Work {
        explicit Work(Backoff delays) : backoff(delays) {}
        Backoff backoff;
        bool sending = false;
        bool retrying = false;  ///< the timer is for another try, not for news that come due
        TimerId timer = 0;
    };

    Work& work_of(const std::string& task);
    void fill();
    void send(const std::string& task, Work& work);
    void on_answer(
        const std::string& task, const event::Told& told, const Result<std::string>& answer
    );
    void look_after(const std::string& task, Work& work, Duration delay);

    Loop& loop_;
    Random& random_;
    ControlLink& link_;
    core::Core& core_;
    TaskBook& book_;
    const InstanceIdentity& identity_;
    std::map<std::string, Work> work_;
    std::set<std::string> queue_;  ///< tasks with something to tell and no call under way
    int sending_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
