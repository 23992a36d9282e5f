#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "agent/control_link.h"
#include "agent/resources/container_resources.h"
#include "base/time.h"

namespace gantry::agent {

/// What was fetched for tasks whose containers are still to be made; in memory only. After a
/// restart of the agent it is fetched again. Lives on the agent's loop.
class TaskResources {
  public:
    /// The execution role's credentials of a task; null while they have not come.
    using FindCredentials =
        std::function<const api::acs::IAMRoleCredentials*(const std::string& task)>;

    TaskResources(ControlLink& link, FindCredentials credentials)
        : link_(link), credentials_(std::move(credentials)) {}

    [[nodiscard]] bool ready(const std::string& task) const { return by_task_.contains(task); }
    /// Null when nothing was fetched for it.
    [[nodiscard]] const ContainerResources* find(
        const std::string& task, const std::string& container
    ) const {
        const auto found = by_task_.find(task);
        if (found == by_task_.end()) return nullptr;
        const auto its = found->second.find(container);
        return its == found->second.end() ? nullptr : &its->second;
    }
    void put(const std::string& task, std::map<std::string, ContainerResources> by_container) {
        by_task_.insert_or_assign(task, std::move(by_container));
    }
    void drop(const std::string& task) { by_task_.erase(task); }

    /// Logins of registries last; tasks of one role that come together share one, and a pull.
    void keep_login(const std::string& key, const runtime::RegistryAuth& login, MonoTime now) {
        logins_.insert_or_assign(key, std::pair(login, now));
    }
    [[nodiscard]] const runtime::RegistryAuth* find_login(const std::string& key, MonoTime now)
        const {
        const auto found = logins_.find(key);
        const bool good = found != logins_.end() && now - found->second.second < kLoginKept;
        return good ? &found->second.first : nullptr;
    }

    [[nodiscard]] ControlLink& link() const { return link_; }
    [[nodiscard]] const api::acs::IAMRoleCredentials* credentials(const std::string& task) const {
        return credentials_(task);
    }

  private:
    static constexpr Duration kLoginKept = minutes{10};

    ControlLink& link_;
    FindCredentials credentials_;
    std::map<std::string, std::map<std::string, ContainerResources>> by_task_;
    std::map<std::string, std::pair<runtime::RegistryAuth, MonoTime>> logins_;
};

}  // namespace gantry::agent
