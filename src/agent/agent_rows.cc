#include "agent/agent_rows.h"

#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

template <class Row>
core::RowCodec<Row> json_rows() {
    return {
        .encode = [](const Row& row) { return wire::encode_json(row); },
        .decode = [](std::string_view text) { return wire::decode_json<Row>(text); },
    };
}

std::optional<std::string> live_task(const std::string&, const TaskState& task) {
    if (task.stopped()) return std::nullopt;
    return AgentTables::kLive;
}

std::optional<std::string> waiting_task(const std::string&, const TaskState& task) {
    if (task.admitted || task.goal == Goal::Stopped) return std::nullopt;
    return AgentTables::kWaiting;
}

Result<void> name_the_agent(core::RowChange& change) {
    if (change.table == "agent") change.table = "agent.self";
    if (change.table == "task_payloads") change.table = "agent.payloads";
    if (change.table == "tasks") change.table = "agent.tasks";
    return {};
}

}  // namespace

std::vector<core::Migration> migrations() {
    return {{.format = 3, .change = name_the_agent}};
}

const reflect::TypeInfo& AgentRow::type_info() {
    using T = AgentRow;
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Agent",
        {
            field<&T::cluster>("cluster"),
            field<&T::container_instance_arn>("containerInstanceArn"),
            field<&T::registration_token>("registrationToken"),
            field<&T::last_number>("lastNumber"),
            field<&T::next_order>("nextOrder"),
            field<&T::told_state>("toldState"),
            field<&T::endpoint_secret>("endpointSecret"),
        }
    );
    return info;
}

const reflect::TypeInfo& LogRow::type_info() {
    using T = LogRow;
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Log",
        {
            field<&T::container_id>("containerId"),
            field<&T::mark>("mark"),
            field<&T::done>("done"),
        }
    );
    return info;
}

const reflect::TypeInfo& ImageRow::type_info() {
    using T = ImageRow;
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Image",
        {
            field<&T::names>("names"),
            field<&T::pulled_at>("pulledAt"),
            field<&T::last_used_at>("lastUsedAt"),
        }
    );
    return info;
}

AgentTables::AgentTables()
    : agent("agent.self", json_rows<AgentRow>()),
      payloads("agent.payloads", json_rows<api::acs::Task>()),
      tasks("agent.tasks", json_rows<TaskState>()),
      logs("agent.logs", json_rows<LogRow>()),
      images("agent.images", json_rows<ImageRow>()),
      live(tasks.add_index(live_task)),
      waiting(tasks.add_index(waiting_task)) {}

std::vector<core::TableBase*> AgentTables::all() {
    return {&agent, &payloads, &tasks, &logs, &images};
}

AgentRow AgentTables::agent_row() const {
    const auto row = agent.find(kAgentKey);
    return row ? *row : AgentRow{};
}

}  // namespace gantry::agent
