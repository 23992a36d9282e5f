#include "drivers/runtime/fake/fake_machine.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::runtime {

Error no_such_container(const std::string& id_or_name) {
    return not_found("No such container: " + id_or_name);
}

FakeMachine::FakeMachine(Loop& loop, Random random, FakeMachineOptions options)
    : loop_(loop),
      random_(random),
      ids_(Random(random_.next())),
      options_(std::move(options)),
      daemon_(loop, random_) {
    daemon_.timings = options_.timings;
    daemon_.faults = options_.faults;
    daemon_.set_on_state([this](FakeDaemon::State state) { on_daemon_state(state); });
}

FakeMachine::~FakeMachine() {
    for (const auto& [number, container] : containers_) cancel_timers(*container);
}

// ---- Behaviour, looking -------------------------------------------------------------------

void FakeMachine::set_behaviour(const std::string& image, FakeBehaviour behaviour) {
    behaviours_[with_tag(image)] = std::make_shared<const FakeBehaviour>(std::move(behaviour));
}

BehaviourPtr FakeMachine::behaviour(const std::string& image) {
    const std::string name = tagged_name(image);
    BehaviourPtr& known = behaviours_[with_tag(name)];
    if (!known) known = std::make_shared<const FakeBehaviour>(behaviour_of_image(name));
    return known;
}

FakeContainer* FakeMachine::look_up(const std::string& id_or_name) {
    const auto id = by_id_.find(id_or_name);
    if (id != by_id_.end()) return id->second;
    const auto name = by_name_.find(id_or_name);
    return name == by_name_.end() ? nullptr : name->second;
}

const FakeContainer* FakeMachine::find(const std::string& id_or_name) const {
    const auto id = by_id_.find(id_or_name);
    if (id != by_id_.end()) return id->second;
    const auto name = by_name_.find(id_or_name);
    return name == by_name_.end() ? nullptr : name->second;
}

std::vector<const FakeContainer*> FakeMachine::containers() const {
    std::vector<const FakeContainer*> all;
    for (const auto& [number, container] : containers_) all.push_back(container.get());
    return all;
}

std::vector<const FakeContainer*> FakeMachine::running() const {
    std::vector<const FakeContainer*> found;
    for (const auto& [number, container] : containers_) {
        if (container->status.phase == ContainerPhase::Running) found.push_back(container.get());
    }
    return found;
}

std::map<std::string, int> FakeMachine::running_by_label(const std::string& label) const {
    std::map<std::string, int> counts;
    for (const FakeContainer* container : running()) {
        const auto value = container->status.labels.find(label);
        if (value != container->status.labels.end()) ++counts[value->second];
    }
    return counts;
}

Result<ContainerStatus> FakeMachine::inspect(const std::string& id_or_name) const {
    const FakeContainer* container = find(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    return container->status;
}

std::vector<ContainerStatus> FakeMachine::list(const std::string& label, const std::string& value)
    const {
    std::vector<ContainerStatus> found;
    for (const auto& [number, container] : containers_) {
        const ContainerStatus& status = container->status;
        const auto carried = status.labels.find(label);
        if (carried == status.labels.end()) continue;
        if (!value.empty() && carried->second != value) continue;
        ContainerStatus brief;
        brief.id = status.id;
        brief.name = status.name;
        brief.labels = status.labels;
        brief.phase = status.phase;
        found.push_back(std::move(brief));
    }
    std::ranges::reverse(found);
    return found;
}

Result<std::vector<std::string>> FakeMachine::logs(
    const std::string& id_or_name, int lines, std::size_t max_bytes
) const {
    const FakeContainer* container = find(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    std::vector<std::string> tail;
    std::size_t bytes = 0;
    for (auto piece = container->log.rbegin(); piece != container->log.rend(); ++piece) {
        const std::string* line = &piece->text;
        bytes += line->size();
        if (tail.size() >= static_cast<std::size_t>(std::max(lines, 0)) || bytes > max_bytes) break;
        tail.push_back(*line);
    }
    std::ranges::reverse(tail);
    return tail;
}

Result<ContainerUsage> FakeMachine::usage(const std::string& id_or_name) const {
    const FakeContainer* container = find(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    ContainerUsage usage;
    if (container->status.phase != ContainerPhase::Running) return usage;
    const std::chrono::nanoseconds up = loop_.now() - *container->status.started_at;
    usage.cpu_total_ns =
        static_cast<std::int64_t>(container->behaviour->cpu_use * static_cast<double>(up.count()));
    usage.memory_bytes = container->behaviour->memory_bytes;
    usage.memory_limit_bytes = options_.host.memory_mib << 20;
    if (container->spec.memory_bytes > 0) usage.memory_limit_bytes = container->spec.memory_bytes;
    const std::int64_t up_ms = up.count() / 1'000'000;
    usage.storage = StorageUsage{.read_bytes = up_ms, .written_bytes = 4 * up_ms};
    if (container->spec.network != "host" && !container->spec.network.empty()) {
        // As in stats_json: a byte a millisecond comes in, two go out.
        usage.network =
            NetworkUsage{.rx_bytes = up_ms, .rx_packets = up_ms / 100, .tx_bytes = 2 * up_ms};
    }
    return usage;
}

Result<std::string> FakeMachine::stats_json(const std::string& id_or_name) const {
    const auto use = usage(id_or_name);
    if (!use) return use.error();
    return fmt::format(
        R"({{"read":"{}","cpu_stats":{{"cpu_usage":{{"total_usage":{}}}}},)"
        R"("memory_stats":{{"usage":{},"limit":{}}},)"
        R"("networks":{{"eth0":{{"rx_bytes":{},"tx_bytes":{}}}}}}})",
        format_iso8601(loop_.now()),
        use->cpu_total_ns,
        use->memory_bytes,
        use->memory_limit_bytes,
        epoch_ms(loop_.now()),  // a byte a millisecond comes in, two go out
        2 * epoch_ms(loop_.now())
    );
}

Result<std::string> FakeMachine::make_group(const GroupSpec& spec) {
    if (refuses_groups_) {
        return Error{ErrorKind::Denied, {}, "cannot make /sys/fs/cgroup/ecs", {}};
    }
    groups_[spec.name] = spec;
    return "/ecs/" + spec.name;
}

Result<void> FakeMachine::remove_group(const std::string& name) {
    for (const FakeContainer* container : running()) {
        if (container->spec.group == "/ecs/" + name) {
            return Error{ErrorKind::Conflict, {}, "cannot remove /ecs/" + name, {}};
        }
    }
    groups_.erase(name);
    return {};
}

// ---- Creating and removing ----------------------------------------------------------------

Result<std::string> FakeMachine::create(
    const std::string& name, FakeSpec spec, CreateRequestPtr request
) {
    BehaviourPtr behaviour = this->behaviour(spec.image);
    if (behaviour->create_error) return *behaviour->create_error;
    const auto holder = by_name_.find(name);
    if (holder != by_name_.end()) {
        return Error{
            ErrorKind::Conflict,
            {},
            fmt::format(
                "Conflict. The container name \"/{}\" is already in use by container \"{}\". You "
                "have to remove (or rename) that container to be able to reuse that name.",
                name,
                holder->second->status.id
            ),
            {}
        };
    }
    if (!storage_.present(spec.image)) {
        if (!options_.every_image_present)
            return not_found("No such image: " + with_tag(spec.image));
        storage_.pull(spec.image);
    }
    auto made = std::make_unique<FakeContainer>();
    made->status.id = ids_.hex(64);
    made->status.name = name;
    made->status.labels = std::exchange(spec.labels, {});
    made->status.created_at = loop_.now();
    made->status.image_id = storage_.image_id(spec.image);
    made->behaviour = std::move(behaviour);
    made->number = next_number_++;
    storage_.attach(made->status.id, spec.volumes);
    made->spec = std::move(spec);
    made->request = std::move(request);
    FakeContainer* container = made.get();
    containers_.emplace_hint(containers_.end(), container->number, std::move(made));
    by_id_.emplace(container->status.id, container);
    by_name_.emplace(name, container);
    ++counters_.created;
    return container->status.id;
}

Result<void> FakeMachine::remove_image(const std::string& image) {
    for (const auto& [number, container] : containers_) {
        if (container->status.image_id != storage_.image_id(image)) continue;
        return Error{
            ErrorKind::Conflict,
            "",
            fmt::format(
                "conflict: unable to remove repository reference \"{}\" (must force) - container "
                "{} is using its referenced image",
                image,
                container->status.id
            ),
            {},
        };
    }
    storage_.remove_image(image);
    return {};
}

Result<void> FakeMachine::signal(const std::string& id_or_name, const std::string& signal) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    if (container->status.phase != ContainerPhase::Running) {
        return Error{ErrorKind::Conflict, {}, "Container " + id_or_name + " is not running", {}};
    }
    container->signals.push_back(signal);
    return {};
}

Result<void> FakeMachine::pause(const std::string& id_or_name) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    if (container->status.phase != ContainerPhase::Running) {
        return Error{ErrorKind::Conflict, {}, "Container " + id_or_name + " is not running", {}};
    }
    container->paused = true;
    return {};
}

Result<void> FakeMachine::unpause(const std::string& id_or_name) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    container->paused = false;
    return {};
}

void FakeMachine::note_command(const std::string& id, std::vector<std::string> command) {
    look_up(id)->commands.push_back(std::move(command));
}

Result<void> FakeMachine::remove(const std::string& id_or_name) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    if (container->status.phase == ContainerPhase::Running) {
        if (container->behaviour->unkillable) {
            return internal_error(fmt::format(
                "Could not kill running container {}, cannot remove - tried to kill container, but "
                "did not receive an exit event",
                container->status.id
            ));
        }
        exit(*container, kKilled);
    }
    publish(RuntimeEvent::Kind::Destroy, *container);
    const std::string id = container->status.id;
    storage_.detach(id);
    by_name_.erase(container->status.name);
    by_id_.erase(id);
    containers_.erase(container->number);
    ++counters_.removed;
    tell_log_watchers(id);
    log_watchers_.erase(id);
    return {};
}

}  // namespace gantry::runtime
