#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/acs/iam_role_credentials.h"
#include "api/acs/role_type.h"
#include "sim/checkers/ledger.h"
#include "sim/workload/actor.h"

namespace gantry::sim {

/// The programs in tasks, with the credentials that their agents were sent: they ask who they are,
/// and for what their role may and may not do. While its task lives each is let in as its role;
/// once the task has stopped nobody is. First it makes that role.
class TaskPrograms final : public Actor {
  public:
    /// @param ledger of what is durable; outlives it
    TaskPrograms(ManualLoop& world, Network& network, Random random, const Ledger& ledger)
        : Actor(world, network, random), ledger_(ledger) {}

    /// A frame of the control stream has arrived at an agent.
    void on_frame(const std::string& agent, const std::string& frame);
    /// The ARN of a role that tasks may have; empty until there is one.
    [[nodiscard]] const std::string& role() const { return role_; }
    /// What an agent sent credentials for is to be asked for there.
    struct Served {
        std::string agent;
        std::string task;  ///< ARN
        bool execution = false;
        std::string id;
    };
    /// Any of those that came, mostly of late; empty where none did.
    [[nodiscard]] Served some_served(Random& random) const;
    /// All tasks that are over now have been for longer than the agents' own work may take: nobody
    /// is let in as them, as execution role neither. @param now by the control plane's clock
    void try_ended(SysTime now);
    /// Nothing is wrong any more: tries the newest credentials, and any call without an answer is a
    /// wrong answer.
    void try_everything();

  private:
    struct Held {
        std::string agent;
        std::string task;  ///< ARN
        bool execution = false;
        Credentials credentials;
        SysTime expires{};
    };

    void act() override;
    void make_role();
    void allow_role();
    void use(const Held& held);
    [[nodiscard]] const std::string& some_id(Random& random) const;
    void keep(
        const std::string& agent,
        const std::string& task,
        bool execution,
        const api::acs::IAMRoleCredentials& given
    );
    void judge(
        const Held& held,
        const std::string& operation,
        bool was_over,
        bool was_long_over,
        const Result<std::string>& answer
    );

    const Ledger& ledger_;
    std::string role_;
    bool role_made_ = false;
    std::map<std::string, Held> held_;  ///< by id, the newest of each
    std::optional<SysTime> ended_;      ///< tasks that stopped before have ended in every respect
    std::vector<std::string> ids_;      ///< in the order in which they came
};

}  // namespace gantry::sim
