#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/acs/payload_message.h"
#include "base/random.h"
#include "core/core.h"
#include "services/ecs/fleet/agent_stream.h"
#include "services/ecs/fleet/credential_book.h"
#include "services/ecs/fleet/credential_source.h"
#include "services/ecs/fleet/disk_source.h"
#include "services/ecs/fleet/lineage.h"
#include "services/ecs/fleet/network_source.h"
#include "services/ecs/model/tables.h"
#include "wire/exec_stream.h"
#include "wire/pull_progress.h"

namespace gantry::fleet {

struct FleetOptions {
    Duration heartbeat_interval{10'000};
    /// A control stream on which nothing arrived for this long is closed, and its agent counts as
    /// away at once: two heartbeats without an answer, and the time that an answer may take.
    Duration silence_limit{22'000};
    /// The same of a telemetry stream, which tells nothing of whether an agent takes tasks.
    Duration telemetry_silence_limit{75'000};
    /// How long after its stream ended an agent still counts as connected: restarts and the agent's
    /// own half-hourly reconnects stay invisible.
    Duration disconnect_grace{5'000};
    /// A payload without an acknowledgement is sent again after this.
    Duration resend_after{15'000};
    /// A task that its agent has not acknowledged for this long ends, so that its service starts
    /// another elsewhere. More than silence_limit: the agent that lost it counts as away by then.
    Duration acknowledge_within{30'000};
    /// How long the agent that is connected may take to show that it is there, when another process
    /// wants to be its instance.
    Duration answer_rival_within{3'000};
    /// An agent that lets this much pile up unread is cut off. More than everything a full instance
    /// is sent as it connects.
    std::size_t max_unsent_bytes = 64U << 20U;
    /// Where this control plane answers, its registry of images too: a URL that is there once it
    /// listens; null: nowhere.
    const std::string* endpoint = nullptr;
    /// Let in agents that were told of a later state than the one that is here.
    bool accept_loss = false;
};

/// The sessions with agents: delivers to each connected agent what the task rows of its instance
/// want, and takes in what agents tell outside the API: acknowledgements, health, log tails.
///
/// Level-triggered like a controller: on connect an agent is sent everything live on its instance,
/// later the rows that changed; what is not acknowledged is sent again; agents treat repeats as no
/// news. A task that is not acknowledged in time goes back: its row ends, and whoever took it all
/// the same is told to stop it. Only durable rows leave the process. One control stream (ACS) and
/// one telemetry stream (TCS) per instance; a newer one replaces an older. Lives on the core's
/// loop. Source: the ECS agent's protocol (ACS, TCS).
class Fleet {
  public:
    using SessionId = std::uint64_t;

    /// All references outlive the fleet.
    /// @param credentials makes those of tasks' roles; null: tasks are given none
    /// @param networks    knows those of tasks with addresses of their own; null: there are none
    /// @param disks       knows what machines are to do with disks; null: nothing
    Fleet(
        core::Core& core,
        const ecs::Tables& tables,
        IdSource& ids,
        FleetOptions options,
        CredentialSource* credentials = nullptr,
        NetworkSource* networks = nullptr,
        DiskSource* disks = nullptr
    );
    ~Fleet();

    /// Subscribes to the feed. Instances that were connected before a restart keep counting as such
    /// for the grace period.
    void start();
    /// Closes every stream (1012) and forgets timers.
    void stop();

    /// Whether a stream may begin: the instance that is to have it. Errors carry the exception name
    /// that belongs into the refused upgrade's body: InvalidInstanceException,
    /// InactiveInstanceException, AccessDeniedException (of another account, or of another machine
    /// than the one that joined and calls); InstanceInUseException for a second process on an
    /// instance whose agent is connected and answers, ServerException while that is being found
    /// out; StateLostException for an agent that was told of a state which is not part of this
    /// one's past, unless that loss is accepted.
    [[nodiscard]] Result<std::shared_ptr<const ecs::ContainerInstanceRow>> admit(
        const AgentHello& hello
    );

    /// Begins a stream that is open; an older one of the instance is closed. Errors as of admit.
    Result<SessionId> open_control(const AgentHello& hello, std::shared_ptr<AgentStream> stream);
    Result<SessionId> open_telemetry(const AgentHello& hello, std::shared_ptr<AgentStream> stream);

    /// A text frame arrived. Unknown and malformed ones are logged and dropped.
    void on_text(SessionId session, std::string_view text);
    /// The transport ended; nothing is sent to that stream any more.
    void on_closed(SessionId session);

    /// Asks the agent of an instance to open a session inside a container.
    /// @return false: it is not connected, or is none of ours
    bool ask_for_exec(const std::string& instance_key, const wire::ExecRequest& request);
    [[nodiscard]] bool is_connected(const std::string& instance_key) const {
        return control_by_instance_.contains(instance_key);
    }

    /// Images that the agent of an instance pulls, by name, as it last told; null: not connected.
    [[nodiscard]] const std::map<std::string, wire::PullProgress>* pulls_of(
        const std::string& instance_key
    ) const;
    [[nodiscard]] std::size_t connected_agents() const { return control_by_instance_.size(); }
    /// ARNs of the instances whose agents are kept out for what they know (StateLostException).
    [[nodiscard]] const std::set<std::string>& agents_that_know_more() const {
        return agents_that_know_more_;
    }

  private:
    struct Session;
    enum class StreamKind { Control, Telemetry };

    Result<SessionId> open(
        StreamKind kind, const AgentHello& hello, std::shared_ptr<AgentStream> stream
    );
    Result<void> check_told_state(const AgentHello& hello);
    Result<void> make_way(const AgentHello& hello, const ecs::ContainerInstanceRow& instance);
    void end_session(SessionId id, int code, const std::string& reason);

    // Feed.
    void on_change(const core::Change& change);
    void on_task_change(const ecs::TaskRow* before, const ecs::TaskRow* after);
    void on_reload();
    void end_streams_of_the_gone();

    // Outbound.
    void send_everything(Session& session);
    void queue_task(const std::string& instance_key, std::string task_key);
    void post_flush();
    void flush_payloads();
    /// What a payload says of a task; nothing where the agent needs not be told.
    std::optional<api::acs::Task> told_of(const Session& session, const ecs::TaskRow& task);
    [[nodiscard]] std::string log_mode_of(const ecs::TaskDefinitionRow& row) const;
    void send_payload(Session& session, const std::set<std::string>& task_keys);
    void send_message(Session& session, std::string_view type, std::string body);
    void send_heartbeat(Session& session, const std::string& message_id);
    void send_again(Session& session, MonoTime now);
    void tick();
    void forgive_pause(MonoTime now);
    [[nodiscard]] std::optional<std::string> why_to_end(const Session& session, MonoTime now) const;
    [[nodiscard]] std::int64_t next_number(const std::string& instance_key);

    // Networks.
    enum class Repeat { No, Yes };
    [[nodiscard]] bool is_told_networks(const Session& session) const;
    void queue_networks(const std::string& instance_key);
    void flush_networks_of(const std::string& instance_key);
    void flush_networks();
    void send_networks(Session& session, Repeat repeat);
    void send_networks_again(Session& session, MonoTime now);

    // Disks.
    void queue_disks(const std::string& instance_key);
    void flush_disks();
    void send_disks(Session& session);
    void send_disks_again(Session& session, MonoTime now);
    void on_storage_report(Session& session, const std::string& body);

    // Credentials.
    [[nodiscard]] MonoTime credential_time() const;
    void add_credentials(
        const Session& session,
        const ecs::TaskRow& task,
        const ecs::TaskDefinitionRow& definition,
        api::acs::Task& payload
    );
    void want_credentials(const Session& session, bool all);
    void post_due_credentials();
    void send_due_credentials();
    void send_credentials(const std::string& task_key);
    void note_sent(
        const std::string& task_key,
        const std::string& instance_key,
        std::vector<std::string> ids,
        bool complete
    );
    void on_credentials_taken(const Session& session, const std::string& body);

    // Inbound.
    void on_control_message(Session& session, std::string_view type, const std::string& body);
    void on_acknowledgement(Session& session, const std::string& message_id);
    void on_stop_verification(Session& session, const std::string& body);
    void on_log_tail(Session& session, const std::string& body);
    static void on_pull_progress(Session& session, const std::string& body);
    void on_telemetry_message(Session& session, std::string_view type, const std::string& body);
    void on_health(Session& session, const std::string& body);
    void on_instance_status(Session& session, const std::string& body);

    // Connectivity.
    void mark_connected(const Session& session);
    void schedule_disconnect(const std::string& instance_key);
    void watch_connected_rows();
    void mark_disconnected(const std::string& instance_key, SysTime since);
    void end_silent_session(SessionId id, const std::string& reason);
    void end_unsent_tasks(core::Transaction& tx, const std::string& instance_key, SysTime since)
        const;

    // Tasks that no agent has acknowledged.
    void watch_unacknowledged_rows();
    void watch_acknowledgement(const ecs::TaskRow& task);
    void end_unacknowledged_tasks(MonoTime now);

    core::Core& core_;
    const ecs::Tables& tables_;
    IdSource& ids_;
    FleetOptions options_;
    std::map<SessionId, std::unique_ptr<Session>> sessions_;
    std::map<std::string, SessionId> control_by_instance_;
    std::map<std::string, SessionId> telemetry_by_instance_;
    std::map<std::string, TimerId> disconnect_timers_;
    std::map<std::string, std::int64_t> last_numbers_;
    std::map<std::string, std::set<std::string>> queued_;  ///< instance key → task keys to send
    std::map<std::string, MonoTime> unacknowledged_;       ///< task key → when it goes back
    NetworkSource* const networks_;
    std::set<std::string> networks_due_;  ///< instance keys
    DiskSource* const disks_;
    std::set<std::string> disks_due_;  ///< instance keys
    CredentialSource* const credentials_;
    CredentialBook credential_book_;
    bool credentials_posted_ = false;
    Lineage lineage_;
    std::set<std::string> agents_that_know_more_;
    SessionId next_session_ = 1;
    TimerId tick_timer_ = 0;
    MonoTime last_tick_;
    SysTime started_at_{};  ///< by both clocks
    MonoTime started_mono_;
    bool flush_posted_ = false;
    bool running_ = false;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::fleet
