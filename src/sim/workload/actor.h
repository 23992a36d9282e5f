#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "base/manual_loop.h"
#include "base/random.h"
#include "sim/network.h"

namespace gantry::sim {

/// Somebody who acts by chance through the lossy network, one call at a time, and notes answers
/// that no right control plane gives.
class Actor {
  public:
    Actor(ManualLoop& world, Network& network, Random random);
    virtual ~Actor() = default;
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;

    void start() { schedule_next(); }
    /// No act by chance begins after this.
    void pause() { acting_ = false; }

    [[nodiscard]] std::uint64_t calls() const { return calls_; }
    [[nodiscard]] const std::vector<std::string>& wrong_answers() const { return wrong_answers_; }

  protected:
    using Outcome = std::function<void(const Result<std::string>& answer)>;

    /// One act; it may ask for something, or not.
    virtual void act() = 0;

    /// Does these, one after another, before anything else.
    void queue(std::function<void()> next) { queue_.push_back(std::move(next)); }
    void schedule_next();
    /// Nothing is wrong any more: a call without an answer is a wrong answer from now on.
    void expect_answers() { expects_answers_ = true; }
    /// Calls, again while the outcome is unknown, `tries` times at most.
    void ask(Asked asked, int tries, Outcome outcome);
    [[nodiscard]] Asked as_root(
        const std::string& service, const std::string& operation, std::string body
    ) const;
    void wrong(std::string what) { wrong_answers_.push_back(std::move(what)); }
    Random& random() { return random_; }
    [[nodiscard]] SysTime now() const { return world_.now(); }

  private:
    void done();

    ManualLoop& world_;
    Network& network_;
    Random random_;
    aws::Caller root_;
    std::deque<std::function<void()>> queue_;
    std::vector<std::string> wrong_answers_;
    std::uint64_t calls_ = 0;
    bool acting_ = true;
    bool busy_ = false;
    bool scheduled_ = false;
    bool expects_answers_ = false;
};

}  // namespace gantry::sim
