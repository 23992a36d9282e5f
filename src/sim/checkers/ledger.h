#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "core/core.h"
#include "services/ecs/model/tables.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// One durable transaction, as the feed told it.
struct Told {
    core::Sequence sequence = 0;
    SysTime time;       ///< by the control plane's clock, as its journal has it
    std::string cause;  ///< "service-controller <key>", "CreateService <request>", …
    std::vector<core::Change> changes;

    /// The service whose controller did it; empty when it was somebody else.
    [[nodiscard]] std::string scheduled_service() const;
};

/// The world as durable changes told it, row by row, in their order: what checkers compare with.
/// It survives the control plane's process, and knows nothing of its code but the rows.
class Ledger {
  public:
    using TaskPtr = std::shared_ptr<const ecs::TaskRow>;
    using ServicePtr = std::shared_ptr<const ecs::ServiceRow>;
    using InstancePtr = std::shared_ptr<const ecs::ContainerInstanceRow>;
    using DefinitionPtr = std::shared_ptr<const ecs::TaskDefinitionRow>;

    /// Takes a transaction in. @param tables of the process that told it
    void apply(const Told& told, const ecs::Tables& tables);
    /// The tables were loaded from the disk. What was told before must be in them.
    void reload(const ecs::Tables& tables, SysTime now, Verdict& verdict);

    [[nodiscard]] const std::map<std::string, TaskPtr>& tasks() const { return tasks_; }
    /// Those that are not STOPPED.
    [[nodiscard]] const std::map<std::string, TaskPtr>& live_tasks() const { return live_; }
    [[nodiscard]] const std::map<std::string, ServicePtr>& services() const { return services_; }
    [[nodiscard]] const std::map<std::string, InstancePtr>& instances() const { return instances_; }
    [[nodiscard]] TaskPtr task(const std::string& key) const { return find(tasks_, key); }
    /// Asked for every container that runs, each second.
    [[nodiscard]] TaskPtr task_of_arn(const std::string& arn) const;
    [[nodiscard]] ServicePtr service(const std::string& key) const { return find(services_, key); }
    [[nodiscard]] InstancePtr instance(const std::string& key) const {
        return find(instances_, key);
    }
    [[nodiscard]] DefinitionPtr definition_of(const ecs::TaskRow& task) const;
    /// Keys of tasks that are not STOPPED, by service key.
    [[nodiscard]] const std::set<std::string>& live_tasks_of(const std::string& service) const;

  private:
    template <class Row>
    using Rows = std::map<std::string, std::shared_ptr<const Row>>;

    template <class Row>
    static std::shared_ptr<const Row> find(const Rows<Row>& rows, const std::string& key) {
        const auto found = rows.find(key);
        return found == rows.end() ? nullptr : found->second;
    }
    template <class Row>
    static void put(Rows<Row>& rows, const core::Change& change) {
        if (change.after) {
            rows[change.key] = std::static_pointer_cast<const Row>(change.after);
        } else {
            rows.erase(change.key);
        }
    }
    void index(const std::string& key, const TaskPtr& before, const TaskPtr& after);

    Rows<ecs::TaskRow> tasks_;
    Rows<ecs::TaskRow> live_;                          ///< of them
    std::unordered_map<std::string, TaskPtr> by_arn_;  ///< all of them
    Rows<ecs::ServiceRow> services_;
    Rows<ecs::ContainerInstanceRow> instances_;
    Rows<ecs::TaskDefinitionRow> definitions_;
    std::map<std::string, std::set<std::string>> live_by_service_;
};

/// The key of the service that a task belongs to; empty for others.
std::string service_key_of(const ecs::TaskRow& task);
/// The key of the instance that a task is on.
std::string instance_key_of(const ecs::TaskRow& task);

}  // namespace gantry::sim
