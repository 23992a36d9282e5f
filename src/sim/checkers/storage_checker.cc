#include "sim/checkers/storage_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/checkers/container_checker.h"

namespace gantry::sim {

namespace {

/// Where the fake driver has what is mounted.
constexpr std::string_view kPlace = "/mounts/";

std::string attachment_status(const ecs::TaskRow& task) {
    for (const auto& one : task.attachments) {
        if (one.id == task.volume->attachment_id) return one.status.value_or("");
    }
    return "none";
}

bool goes_with_task(const ecs::TaskRow& task) {
    const auto& policy = task.volume->asked.termination_policy;
    return !policy || policy->delete_on_termination.value_or(true);
}

/// The host's side of what is mounted at `path`; empty where nothing is.
std::string source_of(const runtime::FakeContainer& container, const std::string& path) {
    if (!container.request->host_config || !container.request->host_config->binds) return {};
    for (const std::string& bind : *container.request->host_config->binds) {
        const std::size_t colon = bind.find(':');
        if (bind.compare(colon + 1, path.size(), path) == 0) return bind.substr(0, colon);
    }
    return {};
}

/// What the source of a volume's mount point must be, of what the machine mounts.
struct Wanted {
    std::string mount;   ///< id; empty: any
    std::string source;  ///< where it is not mounted, but a directory that is there
    std::string root;    ///< of the file system that it is a directory of
    std::string below;
};

/// Nothing for volumes that the runtime has.
std::optional<Wanted> wanted_of(const api::ecs::Volume& volume, const ecs::TaskRow& task) {
    if (task.volume && task.volume->name == volume.name) return Wanted{task.volume->volume_id};
    if (!volume.efs_volume_configuration) {
        if (task.launch_type != api::ecs::LaunchType::Fargate) return std::nullopt;
        return Wanted{"disk-" + task.id};
    }
    const auto& efs = *volume.efs_volume_configuration;
    const std::string root = fmt::format("{}/{}", kFileSystems, efs.file_system_id.value_or(""));
    const std::string below = efs.root_directory.value_or("/");
    if (below == "/") return Wanted{.source = root};
    return Wanted{.root = root, .below = below};
}

const api::ecs::Volume* volume_named(
    const api::ecs::TaskDefinition& definition, const std::string& name
) {
    if (!definition.volumes) return nullptr;
    const auto found = std::ranges::find(*definition.volumes, name, &api::ecs::Volume::name);
    return found == definition.volumes->end() ? nullptr : &*found;
}

/// The mount that a container uses there, or what is wrong with it.
struct Found {
    std::string mount;
    std::string wrong;
};

Found find_mount(
    const Wanted& wanted, const std::string& source, const storage::FakeStorageMachine& machine
) {
    if (!wanted.source.empty()) {
        const bool there = source == wanted.source && machine.directories().contains(source);
        return {"", there ? "" : fmt::format("has {} and not {}", source, wanted.source)};
    }
    std::string id = wanted.mount;
    if (!id.starts_with("disk-")) {  // these are behind a volume of the runtime's
        if (!source.starts_with(kPlace)) return {"", fmt::format("has '{}'", source)};
        id = source.substr(kPlace.size());
    }
    if (!wanted.mount.empty() && id != wanted.mount) {
        return {"", fmt::format("has {} and not {}", id, wanted.mount)};
    }
    const auto found = machine.mounted().find(id);
    if (found == machine.mounted().end()) return {"", fmt::format("has not {}", id)};
    const auto* directory = std::get_if<storage::Directory>(&found->second.what);
    const bool as_wanted = wanted.root.empty()
                               ? directory == nullptr
                               : directory != nullptr && directory->root == wanted.root &&
                                     directory->below == wanted.below;
    return {id, as_wanted ? "" : fmt::format("has {} of something else", id)};
}

}  // namespace

void StorageChecker::on_transaction(const Told& told, const ecs::Tables& tables) {
    for (const core::Change& change : told.changes) {
        if (!change.is_of(tables.tasks)) continue;
        const auto* after = change.after_as(tables.tasks);
        if (after != nullptr && after->volume) {
            on_volume(told, change.before_as(tables.tasks), *after);
        }
    }
}

void StorageChecker::on_volume(
    const Told& told, const ecs::TaskRow* before, const ecs::TaskRow& after
) {
    note_owner(after.volume->volume_id, after, told.time);
    const std::string status = attachment_status(after);
    const bool attached = status == "ATTACHED";
    if (attached && !ever_attached_.contains(after.volume->volume_id)) {
        verdict_.broken(told.time, "ATTACHED, and on no machine: volume of task " + after.id);
    }
    if (after.status == ecs::TaskStatus::Running && !attached && status != "DETACHING") {
        verdict_.broken(
            told.time, fmt::format("task {} is RUNNING, its volume {}", after.id, status)
        );
    }
    const bool was_over = before != nullptr && before->volume && before->volume->ended;
    if (after.volume->ended && !was_over) check_end(after, told.time);
}

/// Its end was told.
void StorageChecker::check_end(const ecs::TaskRow& task, SysTime now) {
    const std::string& id = task.volume->volume_id;
    bool kept = false;
    for (const StorageMachine& machine : machines_) {
        kept = kept || machine.storage->kept().contains(id);
        if (!machine.storage->mounted().contains(id) && !machine.storage->disks().contains(id)) {
            continue;
        }
        verdict_.broken(now, "the volume of task " + task.id + " is said to be gone and is there");
    }
    const std::string status = attachment_status(task);
    const bool is_said = status == "DETACHED";
    if (kept == is_said && (!kept || !goes_with_task(task))) return;
    verdict_.broken(
        now,
        fmt::format(
            "the volume of task {} is {}, and its content {}",
            task.id,
            status,
            kept ? "was kept" : "is gone"
        )
    );
}

void StorageChecker::note_owner(const std::string& mount, const ecs::TaskRow& task, SysTime now) {
    const auto [owner, first] = owners_.emplace(mount, task.key());
    if (first || owner->second == task.key()) return;
    verdict_.broken(now, fmt::format("{} is both {}'s and {}'s", mount, owner->second, task.key()));
}

void StorageChecker::on_start(
    const StorageMachine& machine, const runtime::FakeContainer& container, SysTime now
) {
    const auto task = ledger_.task_of_arn(task_arn_of(container));
    const auto row = task ? ledger_.definition_of(*task) : nullptr;
    if (!row || !row->definition.volumes || container.request == nullptr) return;
    const std::string name = container_name_of(container);
    Use use{machine, container.status.id, {}};
    for (const auto& definition : *row->definition.container_definitions) {
        if (definition.name != name || !definition.mount_points) continue;
        for (const auto& point : *definition.mount_points) {
            const auto* volume = volume_named(row->definition, point.source_volume.value_or(""));
            const auto wanted = volume != nullptr ? wanted_of(*volume, *task) : std::nullopt;
            if (!wanted) continue;
            const Found found = find_mount(
                *wanted, source_of(container, point.container_path.value_or("")), *machine.storage
            );
            if (!found.wrong.empty()) {
                verdict_.broken(
                    now, fmt::format("container {} of task {} {}", name, task->id, found.wrong)
                );
            } else if (!found.mount.empty()) {
                note_owner(found.mount, *task, now);
                use.mounts.push_back(found.mount);
            }
        }
    }
    if (!use.mounts.empty()) uses_.push_back(std::move(use));
}

void StorageChecker::check(SysTime now) {
    std::erase_if(uses_, [](const Use& use) {
        const auto* container = use.machine.runtime->find(use.container);
        return container == nullptr || container->status.phase != runtime::ContainerPhase::Running;
    });
    for (const Use& use : uses_) {
        for (const std::string& mount : use.mounts) {
            if (use.machine.storage->mounted().contains(mount)) continue;
            verdict_.broken(now, fmt::format("{} was unmounted from a running container", mount));
        }
    }
}

void StorageChecker::check_at_rest(SysTime now) {
    const auto lives = [this](const std::string& mount) {
        const auto owner = owners_.find(mount);
        const auto task = owner == owners_.end() ? nullptr : ledger_.task(owner->second);
        return task && !task->stopped();
    };
    for (const StorageMachine& machine : machines_) {
        std::set<std::string> left;
        for (const auto& [id, content] : machine.storage->disks()) left.insert(id);
        for (const auto& [id, mount] : machine.storage->mounted()) left.insert(id);
        for (const std::string& id : left) {
            if (!lives(id)) verdict_.broken(now, id + " is on a machine for no task");
        }
    }
    for (const auto& [key, task] : ledger_.tasks()) {
        if (task->stopped() && task->holds_volume()) {
            verdict_.broken(now, "nobody has told the end of the volume of task " + task->id);
        }
    }
}

}  // namespace gantry::sim
