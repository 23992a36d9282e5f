#include "services/ecs/fleet/credential_book.h"

namespace gantry::fleet {

CredentialBook::Entry& CredentialBook::entry_of(
    const std::string& task, const std::string& instance
) {
    Entry& entry = tasks_[task];
    entry.instance = instance;
    return entry;
}

void CredentialBook::set_due(const std::string& task, Entry& entry, std::optional<MonoTime> when) {
    if (entry.due) due_.erase({*entry.due, task});
    entry.due = when;
    if (when) due_.emplace(*when, task);
}

void CredentialBook::await_none(Entry& entry) {
    for (const std::string& id : entry.awaited) awaited_.erase(id);
    entry.awaited.clear();
}

void CredentialBook::sent(
    const std::string& task,
    const std::string& instance,
    std::vector<std::string> ids,
    MonoTime now,
    MonoTime again
) {
    Entry& entry = entry_of(task, instance);
    await_none(entry);
    for (std::string& id : ids) {
        awaited_[id] = task;
        entry.awaited.insert(std::move(id));
    }
    entry.again = again;
    set_due(task, entry, now + kSendAgain);
}

void CredentialBook::acknowledged(std::string_view instance, const std::string& id) {
    const auto found = awaited_.find(id);
    if (found == awaited_.end()) return;
    const std::string task = found->second;
    Entry& entry = tasks_.at(task);
    if (entry.instance != instance) return;
    awaited_.erase(found);
    entry.awaited.erase(id);
    if (entry.awaited.empty()) set_due(task, entry, entry.again);
}

void CredentialBook::want(const std::string& task, const std::string& instance, MonoTime when) {
    Entry& entry = entry_of(task, instance);
    await_none(entry);
    set_due(task, entry, when);
}

bool CredentialBook::is_settled(const std::string& task) const {
    const auto found = tasks_.find(task);
    return found != tasks_.end() && found->second.due.has_value();
}

void CredentialBook::forget(const std::string& task) {
    const auto found = tasks_.find(task);
    if (found == tasks_.end()) return;
    await_none(found->second);
    set_due(task, found->second, std::nullopt);
    tasks_.erase(found);
}

void CredentialBook::forget_all() {
    tasks_.clear();
    due_.clear();
    awaited_.clear();
}

std::vector<std::string> CredentialBook::take_due(MonoTime now, std::size_t most) {
    std::vector<std::string> tasks;
    while (tasks.size() < most && any_due(now)) {
        std::string task = due_.begin()->second;
        set_due(task, tasks_.at(task), std::nullopt);
        tasks.push_back(std::move(task));
    }
    return tasks;
}

bool CredentialBook::any_due(MonoTime now) const {
    return !due_.empty() && due_.begin()->first <= now;
}

}  // namespace gantry::fleet
