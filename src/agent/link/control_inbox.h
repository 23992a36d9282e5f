#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/link/frames.h"
#include "agent/link/instance_identity.h"
#include "agent/task_book.h"
#include "api/acs/gantry_network_message.h"
#include "api/acs/iam_role_credentials.h"
#include "api/acs/role_type.h"
#include "base/loop.h"
#include "core/core.h"

namespace gantry::agent {

/// What the control plane's messages on the ACS stream make the agent do.
///
/// A payload is acknowledged when all its tasks were taken in and are durable; a repeated one is
/// taken in without effect and acknowledged again. Tasks known already only move towards STOPPED. A
/// manifest newer than anything seen leads to the question whether the tasks it lacks are to be
/// stopped. Lives on the agent's loop.
class ControlInbox {
  public:
    struct Listener {
        std::function<void(std::string frame)> send;  ///< to the stream the messages came from
        std::function<void()> on_heartbeat;
        /// What is to be in force of the machine's networks; `done` once it is.
        std::function<void(api::acs::GantryNetworkMessage state, std::function<void()> done)>
            on_network;
        std::function<void(const std::string& message)> on_exec;     ///< a GantryExecMessage
        std::function<void(const std::string& message)> on_storage;  ///< a GantryStorageMessage
    };

    ControlInbox(
        core::Core& core, TaskBook& book, const InstanceIdentity& identity, Listener listener
    );
    ControlInbox(const ControlInbox&) = delete;
    ControlInbox& operator=(const ControlInbox&) = delete;

    /// Unknown and malformed frames are logged and dropped.
    void on_text(const std::string& text);
    /// A new stream: questions asked on the old one are void.
    void on_open();

    /// What the control plane last told of its own state; empty: nothing yet.
    [[nodiscard]] const std::string& told_state() const { return told_state_; }

    /// Credentials of live tasks by their id; kept in memory only.
    [[nodiscard]] const api::acs::IAMRoleCredentials* credentials(const std::string& id) const;
    /// Those of a task's execution role; null while it has none.
    [[nodiscard]] const api::acs::IAMRoleCredentials* execution_credentials(const std::string& task
    ) const;
    /// A task is gone, and its credentials with it.
    void drop(const std::string& task);

  private:
    using Handler = void (ControlInbox::*)(const std::string& message);
    static const std::map<std::string, Handler, std::less<>>& handlers();

    void on_heartbeat(const std::string& message);
    void on_payload(const std::string& message);
    void on_manifest(const std::string& message);
    void on_stop_verification(const std::string& message);
    void on_credentials(const std::string& message);
    void on_update(const std::string& message);
    void on_network(const std::string& message);
    void on_notice(const std::string& message);
    void on_exec(const std::string& message) { listener_.on_exec(message); }
    void on_storage(const std::string& message) { listener_.on_storage(message); }

    /// @return false when the task was not accepted
    bool take_in(const std::string& json, std::vector<std::string>& acks);
    void keep_credentials(
        const std::string& task,
        api::acs::RoleType type,
        const std::optional<api::acs::IAMRoleCredentials>& credentials,
        const std::string& message_id,
        std::vector<std::string>& acks
    );
    void note_number(std::int64_t number);
    void keep_told_state();
    void send_when_durable(std::vector<std::string> frames);
    [[nodiscard]] std::string ack(const std::string& cluster, const std::string& message_id) const;

    core::Core& core_;
    TaskBook& book_;
    const InstanceIdentity& identity_;
    Listener listener_;
    std::string told_state_;
    MonoTime told_state_kept_;   ///< when it was last written down
    std::string asked_message_;  ///< of the manifest whose stop candidates were asked about
    std::set<std::string> stop_candidates_;
    std::map<std::string, api::acs::IAMRoleCredentials> credentials_;
    std::map<std::string, std::set<std::string>> credentials_of_task_;
    std::map<std::string, std::string> execution_id_of_task_;
    std::uint64_t stream_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
