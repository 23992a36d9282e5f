#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace gantry::fleet {

/// When which task's agent is to be sent credentials: what was sent, and whether it has arrived.
/// The credentials themselves are not in it. Pure bookkeeping, in memory; tasks without a role are
/// not in it either.
class CredentialBook {
  public:
    /// What is not acknowledged is sent anew after this.
    static constexpr Duration kSendAgain{15'000};

    /// Credentials with these ids went out for a task.
    /// @param again when the next ones are due once these have arrived
    void sent(
        const std::string& task,
        const std::string& instance,
        std::vector<std::string> ids,
        MonoTime now,
        MonoTime again
    );
    /// An instance's agent has taken credentials in. Of ids that were not sent there, nothing
    /// comes.
    void acknowledged(std::string_view instance, const std::string& id);
    /// The task is to be sent credentials then, whatever was sent before.
    void want(const std::string& task, const std::string& instance, MonoTime when);
    /// Whether the task's agent has credentials, or those on their way have time yet.
    [[nodiscard]] bool is_settled(const std::string& task) const;
    /// The task has ended, or its agent is away: nothing is due until it is wanted again.
    void forget(const std::string& task);
    void forget_all();

    /// Tasks for which credentials are due, the longest first, `most` of them. They are due no
    /// more; who cannot send them now has to want them again.
    std::vector<std::string> take_due(MonoTime now, std::size_t most);
    [[nodiscard]] bool any_due(MonoTime now) const;
    [[nodiscard]] std::size_t size() const { return tasks_.size(); }

  private:
    struct Entry {
        std::string instance;
        std::optional<MonoTime> due;
        MonoTime again;
        std::set<std::string> awaited;  ///< ids that were sent and have not been acknowledged
    };

    Entry& entry_of(const std::string& task, const std::string& instance);
    void set_due(const std::string& task, Entry& entry, std::optional<MonoTime> when);
    void await_none(Entry& entry);

    std::map<std::string, Entry> tasks_;
    std::set<std::pair<MonoTime, std::string>> due_;
    std::map<std::string, std::string> awaited_;  ///< id → task
};

}  // namespace gantry::fleet
