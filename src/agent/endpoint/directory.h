#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/endpoint/ask.h"
#include "base/loop.h"

namespace gantry::agent::endpoint {

/// What peers and ids begin with that are a task's address: "vpc 10.0.0.4".
inline constexpr const char* kFromVpc = "vpc ";

using Reply = std::function<void(Answer)>;

/// Who answers for the ids it has claimed, on its loop.
class Answerer {
  public:
    virtual ~Answerer() = default;
    virtual void answer(const Ask& ask, Reply reply) = 0;

    /// For operators: of the agent, and its tasks as JSON documents.
    struct About {
        std::string cluster;
        std::string instance_arn;
        std::string version;
        std::vector<std::string> tasks;
    };
    using Told = std::function<void(About)>;
    /// @param task only this one; empty: all
    /// @param container only its task, by the start of its id at the runtime; empty: all
    virtual void tell(const std::string& task, const std::string& container, Told told) = 0;
};

/// Which agent of this process knows an id. Any thread.
class Directory {
  public:
    /// @param loop what the answerer lives on; it ends after the answerer has left
    void enter(Loop& loop, const std::shared_ptr<Answerer>& answerer);
    /// Its ids are nobody's from here on. On its loop.
    void leave(const Answerer& answerer);
    void claim(const Answerer& answerer, const std::string& id);
    void release(const std::string& id);

    /// The same for the address of a task. While several have claimed one, as in two VPCs, it is
    /// nobody's.
    void claim_address(const Answerer& answerer, const std::string& id);
    void release_address(const Answerer& answerer, const std::string& id);

    /// Has the ask answered on the loop of whom its id belongs to.
    /// @return false: nobody's
    bool hand_over(Ask ask, Reply reply);
    /// Asks all who are there. `told` runs once, on the loop of the last of them, with what each
    /// said in the order of their entering; at once where nobody is there.
    void ask_all(
        const std::string& task,
        const std::string& container,
        std::function<void(std::vector<Answerer::About>)> told
    );

  private:
    struct Seat {
        Loop* loop;
        std::weak_ptr<Answerer> answerer;
        const Answerer* who;
    };

    [[nodiscard]] std::optional<std::uint64_t> owner_of(const Ask& ask) const;

    std::mutex mutex_;
    std::uint64_t next_seat_ = 1;
    std::map<std::uint64_t, Seat> seats_;
    std::map<std::string, std::uint64_t, std::less<>> owners_;
    std::map<std::string, std::multiset<std::uint64_t>> addresses_;  ///< by whom claimed
};

}  // namespace gantry::agent::endpoint
