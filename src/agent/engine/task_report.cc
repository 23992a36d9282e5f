#include "agent/engine/task_report.h"

#include <algorithm>

#include "agent/engine/image_names.h"

namespace gantry::agent {
namespace {

// Limits of the API's members, in bytes here: a cut never makes a text longer.
constexpr std::size_t kMaxReason = 1024;
constexpr std::size_t kMaxShort = 255;

/// At most `limit` bytes, not ending within a UTF-8 character.
std::string cut(const std::string& text, std::size_t limit) {
    if (text.size() <= limit) return text;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

api::ecs::TransportProtocol protocol_of(const std::string& text) {
    return text == "udp" ? api::ecs::TransportProtocol::Udp : api::ecs::TransportProtocol::Tcp;
}

const PublishedPort* find_port(
    const ContainerState& container, std::int32_t port, const std::string& protocol
) {
    for (const PublishedPort& published : container.ports) {
        if (published.container_port == port && published.protocol == protocol) return &published;
    }
    return nullptr;
}

api::ecs::NetworkBinding binding_of(const PublishedPort& port) {
    api::ecs::NetworkBinding binding;
    binding.bind_ip = port.bind_ip;
    binding.container_port = port.container_port;
    binding.host_port = port.host_port;
    binding.protocol = protocol_of(port.protocol);
    return binding;
}

std::vector<api::ecs::NetworkBinding> bindings_of(
    const ContainerSpec& spec, const ContainerState& container
) {
    std::vector<api::ecs::NetworkBinding> bindings;
    for (const PortSpec& port : spec.ports) {
        const PublishedPort* first = find_port(container, port.first, port.protocol);
        const PublishedPort* last = find_port(container, port.last, port.protocol);
        if (first == nullptr || last == nullptr) continue;
        api::ecs::NetworkBinding binding = binding_of(*first);
        if (port.first < port.last) {
            binding.container_port.reset();
            binding.host_port.reset();
            binding.container_port_range =
                std::to_string(port.first) + "-" + std::to_string(port.last);
            binding.host_port_range =
                std::to_string(first->host_port) + "-" + std::to_string(last->host_port);
        }
        bindings.push_back(std::move(binding));
    }
    return bindings;
}

api::ecs::ContainerStateChange change_of(
    const ContainerSpec* spec, const ContainerState& container, TaskStatus status
) {
    api::ecs::ContainerStateChange change;
    change.container_name = container.name;
    change.status = std::string(reflect::to_text(status));
    if (!container.runtime_id.empty()) change.runtime_id = cut(container.runtime_id, kMaxShort);
    if (!container.image_digest.empty()) {
        change.image_digest = cut(container.image_digest, kMaxShort);
    }
    if (spec != nullptr && container.started_at) {
        auto bindings = bindings_of(*spec, container);
        if (!bindings.empty()) change.network_bindings = std::move(bindings);
    }
    if (status == TaskStatus::Stopped) {
        change.exit_code = container.exit_code;
        if (!container.reason.empty()) change.reason = cut(container.reason, kMaxReason);
    }
    return change;
}

/// Adds what is new of each container. @param only_starts leave ends to the STOPPED report that
/// follows
void add_containers(
    const TaskSpec& spec, const TaskState& state, bool only_starts, TaskReport& report
) {
    auto& changes = report.request.containers.emplace();
    for (const ContainerState& container : state.containers) {
        const ContainerSpec* its = spec.find(container.name);
        event::Told::Container told{container.name};
        if (container.started_at && !container.told_running) {
            changes.push_back(change_of(its, container, TaskStatus::Running));
            told.running = true;
        }
        if (container.stopped() && !container.told_stopped && !only_starts) {
            changes.push_back(change_of(its, container, TaskStatus::Stopped));
            told.stopped = true;
        }
        if (told.running || told.stopped) report.told.containers.push_back(std::move(told));
    }
}

TaskReport make_report(const TaskSpec& spec, const TaskState& state, TaskStatus status) {
    TaskReport report;
    report.told.status = status;
    report.request.task = state.arn;
    report.request.status = std::string(reflect::to_text(status));
    report.request.pull_started_at = state.pull_started_at;
    report.request.pull_stopped_at = state.pull_stopped_at;
    if (status == TaskStatus::Stopped) {
        report.request.execution_stopped_at = state.execution_stopped_at;
        if (!state.reason.empty()) report.request.reason = cut(state.reason, kMaxReason);
    }
    const bool stopped_follows = status != TaskStatus::Stopped && state.stopped();
    add_containers(spec, state, stopped_follows, report);
    return report;
}

/// What is not told to be attached yet, of a task that is to run or has run; one that ends earlier
/// has it taken away again. A disk that was made is told of all the same: it may have to be kept.
struct Untold {
    bool interface = false;
    bool disk = false;
};
Untold untold_attachments(const TaskSpec& spec, const TaskState& state) {
    const bool runs = state.goal == Goal::Running;
    return {
        .interface = (runs || state.running_at) && spec.interface &&
                     !spec.interface->attachment_arn.empty() && !state.pause.told_attached,
        .disk = (runs || state.had_volumes()) && !spec.disk_attachment.empty() && !state.told_disk,
    };
}

/// Told by itself and before RUNNING: it says nothing of the task's status.
TaskReport make_attachment_report(const TaskSpec& spec, const TaskState& state, Untold attached) {
    TaskReport report;
    report.told.status = state.told;
    report.told.attached = attached.interface;
    report.told.disk = attached.disk;
    report.request.task = state.arn;
    auto& attachments = report.request.attachments.emplace();
    const auto add = [&](const std::string& arn) {
        auto& attachment = attachments.emplace_back();
        attachment.attachment_arn = arn;
        attachment.status = "ATTACHED";
    };
    if (attached.interface) add(spec.interface->attachment_arn);
    if (attached.disk) add(spec.disk_attachment);
    return report;
}

bool is_news_of_image(const ContainerState& container) {
    return container.progress < Progress::Running && !container.image_digest.empty() &&
           !container.told_digest;
}

/// Whether what the containers' names stand for is settled, and news in part. The control plane
/// pins it for the deployment's other tasks, and should before the layers are here.
bool has_news_of_images(const TaskSpec& spec, const TaskState& state) {
    bool news = false;
    for (const ContainerState& container : state.containers) {
        const ContainerSpec* its = spec.find(container.name);
        if (container.stopped() || its == nullptr || names_digest(its->image)) continue;
        if (container.progress == Progress::None) return false;
        news = news || is_news_of_image(container);
    }
    return news;
}

/// As Amazon's agent tells it when it is MANIFEST_PULLED: PENDING, with the digests.
TaskReport make_image_report(const TaskSpec& spec, const TaskState& state) {
    TaskReport report;
    report.told.status = state.told;
    report.request.task = state.arn;
    report.request.status = std::string(reflect::to_text(TaskStatus::Pending));
    auto& changes = report.request.containers.emplace();
    for (const ContainerState& container : state.containers) {
        if (!is_news_of_image(container)) continue;
        changes.push_back(change_of(spec.find(container.name), container, TaskStatus::Pending));
        report.told.containers.push_back({.name = container.name, .digest = true});
    }
    return report;
}

}  // namespace

NextReport next_report(const TaskSpec& spec, const TaskState& state, SysTime now) {
    if (state.closed) return {};
    if (const Untold untold = untold_attachments(spec, state); untold.interface || untold.disk) {
        const Untold there{
            .interface = untold.interface &&
                         (state.pause.progress == Namespaces::Ready || state.goal == Goal::Stopped),
            .disk = untold.disk && state.had_volumes(),
        };
        if (there.interface || there.disk) return {make_attachment_report(spec, state, there), {}};
        // After a restart of the agent containers may be known to run before that is seen.
        if (state.running_at) return {};
    }
    if (state.running_at && state.told < TaskStatus::Running) {
        return {make_report(spec, state, TaskStatus::Running), {}};
    }
    if (state.stopped()) return {make_report(spec, state, TaskStatus::Stopped), {}};
    if (!state.running_at && state.goal == Goal::Running && has_news_of_images(spec, state)) {
        return {make_image_report(spec, state), {}};
    }
    std::optional<SysTime> due_at;
    for (const ContainerState& container : state.containers) {
        if (!container.untold_since) continue;
        const SysTime due = *container.untold_since + kContainerNewsDelay;
        if (!due_at || due < *due_at) due_at = due;
    }
    if (!due_at) return {};
    if (now < *due_at) return {{}, due_at};
    return {make_report(spec, state, state.told), {}};
}

}  // namespace gantry::agent
