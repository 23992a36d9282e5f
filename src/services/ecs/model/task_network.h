#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/ecs/network_configuration.h"
#include "api/ecs/task_definition.h"
#include "services/ecs/model/task_row.h"

/// Tasks with an interface of their own: network mode awsvpc. Pure.
/// Source: ECS Developer Guide, task networking; API Reference, Attachment.
namespace gantry::ecs {

/// Interfaces that tasks may have on one container instance. On EC2 the machine's type decides;
/// here there is no hardware that would.
inline constexpr std::int64_t kMostInterfaces = 120;

/// Where an agent says that packets for its tasks are sent: an attribute, an IPv4 address. Without
/// a value on a machine that is alone. Amazon's agent has none: it waits for an interface that EC2
/// plugs into the machine, which nothing here does.
inline constexpr const char* kNetworkAddress = "gantry.network-address";

/// What an attachment can be, in the order of its life.
enum class AttachmentStatus : std::uint8_t {
    Precreated,
    Created,
    Attaching,
    Attached,
    Detaching,
    Detached,
    Deleted,
};
std::string_view text_of(AttachmentStatus status);
/// Nothing for texts that are none, FAILED among them.
std::optional<AttachmentStatus> read_attachment_status(std::string_view text);

/// "arn:aws:ecs:<region>:<account>:attachment/<id>"
std::string attachment_arn(const Scope& scope, std::string_view id);
/// The last part of an ARN, or the id itself.
std::string_view attachment_id_of(std::string_view arn);

bool is_awsvpc(const api::ecs::TaskDefinition& definition);

/// What a network configuration asks for; nothing where it asks for nothing.
std::optional<TaskNetwork> network_asked_for(
    const std::optional<api::ecs::NetworkConfiguration>& configuration
);

/// The configuration with what was left out: no groups, no public address.
std::optional<api::ecs::NetworkConfiguration> completed(
    std::optional<api::ecs::NetworkConfiguration> configuration
);

/// Writes the record of an interface that is to be attached into a new task: PRECREATED.
/// Precondition: the task's network has an attachment id.
void begin_attachment(TaskRow& task);

/// Moves the attachment forward; PROVISIONING ends as it is ATTACHED. False, and no effect, where
/// it is there or beyond. Does not count the version up.
bool move_attachment(TaskRow& task, AttachmentStatus status);

/// Whether the agent has said that the interface is on its machine, and not that it is gone from
/// it.
bool is_attached(const TaskRow& task);

/// PROVISIONING is over once all that is to be attached is.
void end_provisioning(TaskRow& task);

/// All containers have stopped, and what is attached is being taken away: an interface, a volume.
void begin_detachment(TaskRow& task);

}  // namespace gantry::ecs
