#include "sim/checkers/network_checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/model/task_network.h"

namespace gantry::sim {

namespace {

const std::vector<std::string>& groups_of(const ecs::TaskRow& task, const ec2::Tables& ec2) {
    static const std::vector<std::string> kNone;
    const auto row = ec2.interfaces.find(task.scope().prefix() + task.network->interface_id);
    return row ? row->group_ids : kNone;
}

/// Whether a group's rule lets TCP to that port pass, from or to who is in these groups.
bool lets_pass(
    const ec2::GroupRule& rule, bool egress, int port, const std::vector<std::string>& others
) {
    if (rule.egress != egress) return false;
    const bool all = rule.protocol == "-1";
    const bool of_port = rule.protocol == "tcp" && rule.from_port.value_or(0) <= port &&
                         port <= rule.to_port.value_or(0);
    if (!all && !of_port) return false;
    if (rule.cidr4 == "0.0.0.0/0") return true;
    return std::ranges::find(others, rule.group_id) != others.end();
}

bool any_lets_pass(
    const ecs::TaskRow& of, const ecs::TaskRow& other, bool egress, int port, const ec2::Tables& ec2
) {
    const auto& others = groups_of(other, ec2);
    for (const std::string& id : groups_of(of, ec2)) {
        const auto group = ec2.groups.find(of.scope().prefix() + id);
        if (!group) continue;
        for (const ec2::GroupRule& rule : group->rules) {
            if (lets_pass(rule, egress, port, others)) return true;
        }
    }
    return false;
}

}  // namespace

void NetworkChecker::look() {
    seen_.resize(machines_.size());
    for (std::size_t i = 0; i < machines_.size(); ++i) {
        if (seen_[i] == machines_[i]->counters().attached) continue;
        seen_[i] = machines_[i]->counters().attached;
        for (const auto& [id, attached] : machines_[i]->attached()) ever_attached_.insert(id);
    }
}

void NetworkChecker::on_transaction(const Told& told, const ecs::Tables& tables) {
    look();
    for (const core::Change& change : told.changes) {
        if (!change.is_of(tables.tasks)) continue;
        const auto* before = change.before_as(tables.tasks);
        const auto* after = change.after_as(tables.tasks);
        if (after == nullptr || !after->network) continue;
        if (before == nullptr) {
            on_new_task(*after, tables);
        } else if (is_attached(*after) && !is_attached(*before) &&
                   !ever_attached_.contains(after->network->interface_id)) {
            verdict_.broken(told.time, "ATTACHED, and on no machine: task " + after->id);
        }
    }
}

void NetworkChecker::on_new_task(const ecs::TaskRow& task, const ecs::Tables& tables) {
    const std::string key = task.scope().prefix() + task.network->vpc_id;
    for (const std::string& other : tables.networked_tasks_by_vpc.keys(key)) {
        const auto row = tables.tasks.find(other);
        if (row->id == task.id || row->network->private_ip != task.network->private_ip) continue;
        verdict_.broken(
            now_,
            fmt::format("tasks {} and {} both have {}", task.id, row->id, task.network->private_ip)
        );
    }
    for (const auto* machine : machines_) {
        for (const auto& [id, attached] : machine->attached()) {
            const bool same = attached.interface.address == task.network->private_ip &&
                              attached.vpc_id == task.network->vpc_id;
            if (!same || id == task.network->interface_id) continue;
            verdict_.broken(
                now_,
                fmt::format(
                    "{} is given to task {} while {} still has it",
                    attached.interface.address,
                    task.id,
                    id
                )
            );
        }
    }
}

void NetworkChecker::check() {
    const std::string shared = network::shared_address(machines_);
    if (!shared.empty()) verdict_.broken(now_, shared);
}

void NetworkChecker::check_at_rest(const ecs::Tables& ecs, const ec2::Tables& ec2) {
    std::vector<core::Table<ecs::TaskRow>::Ptr> tasks;
    std::set<std::string> wanted;
    for (const auto& [key, task] : ecs.tasks.rows()) {
        if (!task->network) continue;
        if (task->stopped() && task->holds_interface()) {
            verdict_.broken(now_, "the address of a task that is over is not free: " + task->id);
        }
        if (task->stopped()) continue;
        tasks.push_back(task);
        wanted.insert(task->network->interface_id);
    }
    std::set<std::string> present;
    for (const auto* machine : machines_) {
        for (const auto& [id, attached] : machine->attached()) {
            present.insert(id);
            if (!wanted.contains(id)) {
                verdict_.broken(now_, "an interface is on a machine for no task: " + id);
            }
        }
    }
    for (const auto& task : tasks) {
        if (task->status == ecs::TaskStatus::Running &&
            !present.contains(task->network->interface_id)) {
            verdict_.broken(now_, "a task runs without its interface: " + task->id);
        }
    }
    for (const auto& from : tasks) {
        for (const auto& to : tasks) {
            if (from->id == to->id || from->status != ecs::TaskStatus::Running ||
                to->status != ecs::TaskStatus::Running) {
                continue;
            }
            for (const int port : {80, 443, 5432}) check_passage(*from, *to, port, ec2);
        }
    }
}

void NetworkChecker::check_passage(
    const ecs::TaskRow& from, const ecs::TaskRow& to, int port, const ec2::Tables& ec2
) {
    const bool wanted =
        any_lets_pass(from, to, true, port, ec2) && any_lets_pass(to, from, false, port, ec2);
    const bool passes = network::may_pass(
        machines_,
        from.network->vpc_id,
        from.network->private_ip,
        to.network->private_ip,
        "tcp",
        port
    );
    if (wanted == passes) return;
    verdict_.broken(
        now_,
        fmt::format(
            "from {} to {}:{} packets {}, and their groups say otherwise",
            from.network->private_ip,
            to.network->private_ip,
            port,
            passes ? "pass" : "are dropped"
        )
    );
}

}  // namespace gantry::sim
