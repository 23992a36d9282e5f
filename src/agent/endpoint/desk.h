#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agent/endpoint/directory.h"
#include "agent/endpoint/fault_desk.h"
#include "agent/endpoint/metadata.h"
#include "agent/task_endpoint.h"
#include "base/log_burst.h"

namespace gantry::agent::endpoint {

/// Answers what the containers of one node ask: out of the task book, the credentials that are in
/// memory, and the runtime. Lives on the agent's loop.
class EndpointDesk final : public TaskEndpoint::Desk,
                           public Answerer,
                           public std::enable_shared_from_this<EndpointDesk> {
  public:
    /// Enters the directory, with the ids of all tasks that the book knows.
    static std::shared_ptr<EndpointDesk> open(NodeView view, std::shared_ptr<Directory> directory);
    ~EndpointDesk() override;
    EndpointDesk(const EndpointDesk&) = delete;
    EndpointDesk& operator=(const EndpointDesk&) = delete;

    void look_at(const std::string& task) override;
    void drop(const std::string& task) override;

    /// `reply` runs once, now or later, unless the desk goes before.
    void answer(const Ask& ask, Reply reply) override;
    void tell(const std::string& task, const std::string& container, Told told) override;

  private:
    using Place = std::pair<std::string, std::string>;  ///< task, container
    /// What the runtime said of a container, and of which state of it.
    struct Kept {
        runtime::ContainerStatus status;
        std::string runtime_id;
        Progress progress = Progress::None;
        std::int32_t restarts = 0;
        MonoTime read_at;
    };
    struct Reading {
        std::string runtime_id;
        NetworkReading network;
        MonoTime read_at;
    };
    struct Asked;

    EndpointDesk(NodeView view, std::shared_ptr<Directory> directory);

    /// The address of a task is its own until it has stopped.
    void look_at_address(const std::string& task, const TaskBook::Entry& entry);
    /// The task and container that an ask is about.
    [[nodiscard]] std::optional<Place> place_of(const Ask& ask) const;
    Answer credentials(const Ask& ask);
    void audit(const Ask& ask, const std::string& task, const std::string& role, int status);
    void container(const Ask& ask, const Place& place, const Reply& reply);
    void task(const Ask& ask, const Place& place, const Reply& reply);
    void add_tags(
        const std::shared_ptr<TaskDocument>& document, const std::string& task, const Reply& reply
    );
    void stats(const Ask& ask, const Place& place, const Reply& reply);
    void task_stats(const Place& place, const Reply& reply);
    void protection(const Ask& ask, const Place& place, const Reply& reply);

    using WithStatuses = std::function<void(const Statuses&)>;
    /// Asks the runtime for those of the task's containers that are made; `only`: empty for all.
    void gather(const std::string& task, const std::string& only, WithStatuses then);
    void inspect(const Place& place, const ContainerState& was, std::shared_ptr<Asked> asked);
    [[nodiscard]] const runtime::ContainerStatus* kept(
        const Place& place, const ContainerSpec& spec, const ContainerState& state
    ) const;
    using Stats = std::function<void(const Result<std::string>& json)>;
    void read_stats(const Place& place, const std::string& runtime_id, Stats done);
    void on_stats(
        const Place& place, const std::string& runtime_id, const Result<std::string>& json
    );

    NodeView view_;
    std::shared_ptr<Directory> directory_;
    FaultDesk faults_;
    std::map<std::string, std::vector<std::string>> claimed_;  ///< ids by task
    std::map<std::string, Place> containers_;                  ///< by endpoint id
    std::map<std::string, std::set<std::string>> addresses_;   ///< tasks by their address
    std::map<std::string, std::string> roles_;                 ///< task by its role's id
    std::map<std::string, LogBurst> audited_;                  ///< by task
    std::map<Place, Kept> kept_;
    std::map<Place, Reading> readings_;
    std::map<Place, std::vector<Stats>> stats_asked_;
};

}  // namespace gantry::agent::endpoint
