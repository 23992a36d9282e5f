#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/ecs/api/call.h"

/// From what users write (short name, full ARN, name:revision) to names, ids and rows. Rows are
/// read through the call's transaction.
///
/// An ARN that leaves the account out is one of the caller's.
///
/// Errors of all of them: InvalidParameterException for texts that are no such identifier and for
/// ARNs of another account or cluster. Source: API Reference, "short name or full Amazon Resource
/// Name" members.
namespace gantry::ecs {

using ClusterPtr = core::Table<ClusterRow>::Ptr;
using TaskDefinitionPtr = core::Table<TaskDefinitionRow>::Ptr;

/// The name of a cluster: `default` when omitted. Does not look whether there is one.
Result<std::string> resolve_cluster_name(
    const Scope& scope, const std::optional<std::string>& name_or_arn
);

/// An ACTIVE cluster. Errors: ClusterNotFoundException, for deleted ones too.
Result<ClusterPtr> resolve_cluster(const Call& call, const std::optional<std::string>& name_or_arn);

/// Whether that names the pool of FARGATE machines, which is no cluster: only machines of it, and
/// who takes care of them, speak of it.
bool names_pool(const Scope& scope, const std::optional<std::string>& name_or_arn);

/// What container instances are of: the name of an ACTIVE cluster, or kFargatePool.
/// Errors: as of resolve_cluster.
Result<std::string> resolve_host(const Call& call, const std::optional<std::string>& name_or_arn);

/// The id (32 hex digits, or an old 36-character UUID) of a task of the cluster of that name.
/// Does not look whether there is one.
Result<std::string> resolve_task_id(
    const Call& call, std::string_view cluster, std::string_view id_or_arn
);

/// Likewise for container instances.
Result<std::string> resolve_container_instance_id(
    const Call& call, std::string_view cluster, std::string_view id_or_arn
);

/// The name of a service of that cluster. Does not look whether there is one.
Result<std::string> resolve_service_name(
    const Call& call, std::string_view cluster, std::string_view name_or_arn
);

/// A task definition as users name it: `family`, `family:revision`, or its ARN.
struct TaskDefinitionReference {
    std::string family;
    std::optional<std::int64_t> revision;  ///< absent: the latest ACTIVE one
    friend bool operator==(const TaskDefinitionReference&, const TaskDefinitionReference&) =
        default;
};

/// Takes a reference apart; nothing when it is not one, or names another account or Region.
std::optional<TaskDefinitionReference> parse_task_definition_reference(
    const Scope& scope, std::string_view reference
);

/// What ECS says of a reference whose family is good and whose revision is no number
/// ("web:latest"); nothing for all others.
std::optional<std::string> invalid_revision_text(const Scope& scope, std::string_view reference);

/// The row of a reference, in any status; null when there is none. Without a revision: the
/// highest-numbered ACTIVE one.
TaskDefinitionPtr find_task_definition(const Call& call, const TaskDefinitionReference& reference);

/// An ACTIVE task definition to launch tasks from (RunTask, StartTask, services).
/// Errors: InvalidParameterException "Task Definition can not be blank.", "TaskDefinition is
/// inactive", "AccountIDs mismatch", "Invalid Region in ARN", "Invalid revision number. Number: x";
/// ClientException "TaskDefinition not found."
Result<TaskDefinitionPtr> resolve_task_definition(const Call& call, std::string_view reference);

}  // namespace gantry::ecs
