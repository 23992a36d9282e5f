#pragma once

#include <string>
#include <vector>

#include "agent/engine/task_state.h"
#include "agent/logs/log_trail.h"
#include "api/acs/task.h"
#include "base/reflect.h"
#include "core/migration.h"
#include "core/table.h"

namespace gantry::agent {

/// Who this agent is to the control plane. One row, key kAgentKey.
struct AgentRow {
    std::string cluster;                 ///< as configured when it registered
    std::string container_instance_arn;  ///< empty until registered
    /// The client token of the first registration, so that a lost answer does not make a second
    /// instance.
    std::string registration_token;
    /// The highest payload seqNum or manifest timeline seen: older manifests are void.
    std::int64_t last_number = 0;
    std::int64_t next_order = 1;  ///< of arriving tasks
    /// What the control plane last told of its own state, a word of its own; empty: nothing. Given
    /// back at connecting, and up to a minute behind.
    std::string told_state;
    /// What the endpoint ids of containers are made from (engine/names.h); durable before the first
    /// registration.
    std::string endpoint_secret;

    friend bool operator==(const AgentRow&, const AgentRow&) = default;
    static const reflect::TypeInfo& type_info();
};

inline constexpr const char* kAgentKey = "agent";

/// How far a container's output was brought into its log stream. Key: task ARN, '/', container.
struct LogRow {
    std::string container_id;  ///< at the runtime; another one begins anew
    LogMark mark;
    bool done = false;  ///< it has ended, and all of it was taken

    friend bool operator==(const LogRow&, const LogRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// An image that this agent pulled. Key: "repository@sha256:…"; where that is not known, its full
/// name (full_image_name), as all were once.
struct ImageRow {
    std::vector<std::string> names;  ///< with tags, which this agent gave it and it has yet
    SysTime pulled_at{};
    SysTime last_used_at{};  ///< a task asked for it

    friend bool operator==(const ImageRow&, const ImageRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What the rows of agents went through. Format 3: table names begin with "agent.".
std::vector<core::Migration> migrations();

/// The agent's own durable state. Payloads are kept as received, without credentials, beside the
/// states, so that the rows that change often stay small. Both are keyed by task ARN.
struct AgentTables {
    AgentTables();

    core::Table<AgentRow> agent;
    core::Table<api::acs::Task> payloads;
    core::Table<TaskState> tasks;
    core::Table<LogRow> logs;
    core::Table<ImageRow> images;

    /// Tasks that have not stopped, under kLive.
    const core::Table<TaskState>::Index& live;
    /// Tasks that wait for admission, under kWaiting.
    const core::Table<TaskState>::Index& waiting;

    static constexpr const char* kLive = "live";
    static constexpr const char* kWaiting = "waiting";

    [[nodiscard]] std::vector<core::TableBase*> all();
    /// The row, or a new one.
    [[nodiscard]] AgentRow agent_row() const;
};

}  // namespace gantry::agent
