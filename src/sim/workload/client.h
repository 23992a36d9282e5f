#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/manual_loop.h"
#include "base/random.h"
#include "sim/network.h"
#include "sim/workload/memory.h"

namespace gantry::sim {

/// Somebody who uses ECS the way people do, through the lossy network, and remembers what it was
/// told is done. One call at a time; the next follows a random pause after the answer. Several
/// clients share the API and their memory; each changes the services that it made itself, and now
/// and then touches another's.
class Client {
  public:
    Client(
        ManualLoop& world, Network& network, Random random, Memory& memory, WorkloadOptions options
    );

    void start() { schedule_next(); }
    /// No act by chance begins after this; what was queued by `then` is still done.
    void pause() { acting_ = false; }
    void resume();
    /// Nothing is wrong any more: from here on a call without an answer is a wrong answer.
    void expect_answers() { expects_answers_ = true; }
    [[nodiscard]] bool idle() const { return !busy_ && queue_.empty(); }

    // ---- For acts

    using Succeeded = std::function<void(const std::string& answer)>;
    using Refused = std::function<void(const Error& why)>;

    /// Calls once. `succeeded` gets the JSON of a 200, `refused` runs when it was refused; neither
    /// while the outcome is unknown.
    void call(
        const std::string& operation, std::string body, Succeeded succeeded, Refused refused = {}
    );
    /// Likewise of another service.
    void call_other(
        const std::string& service,
        const std::string& operation,
        std::string body,
        Succeeded succeeded
    );
    /// Calls again until the outcome is known: for what carries a client token.
    void call_until_known(
        const std::string& operation, std::string body, Succeeded succeeded, Refused refused = {}
    );
    /// Does this next, before anything by chance.
    void then(std::function<void()> act) { queue_.push_back(std::move(act)); }

    [[nodiscard]] Random& random() { return random_; }
    [[nodiscard]] Memory& memory() { return memory_; }
    [[nodiscard]] const WorkloadOptions& options() const { return options_; }
    [[nodiscard]] std::vector<KnownService>& services() { return services_; }
    [[nodiscard]] std::vector<std::string>& running_tasks() { return running_tasks_; }

    /// One of several, by chance; not of an empty list.
    template <class T>
    [[nodiscard]] const T& one_of(const std::vector<T>& all) {
        return all[random_.below(all.size())];
    }

  private:
    void schedule_next();
    void act();
    void done();
    /// The last word on a call.
    void finish(
        const std::string& operation,
        const Result<std::string>& answer,
        const Succeeded& succeeded,
        const Refused& refused
    );
    void try_again(
        const std::string& operation,
        const std::string& body,
        const Succeeded& succeeded,
        const Refused& refused,
        int tries
    );

    ManualLoop& world_;
    Network& network_;
    Random random_;
    Memory& memory_;
    WorkloadOptions options_;
    aws::Caller caller_;
    std::vector<KnownService> services_;
    std::vector<std::string> running_tasks_;
    std::vector<std::function<void()>> queue_;
    bool acting_ = true;
    bool busy_ = false;
    bool scheduled_ = false;
    bool expects_answers_ = false;
};

}  // namespace gantry::sim
