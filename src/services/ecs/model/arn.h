#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/arn.h"
#include "aws/scope.h"
#include "base/result.h"

namespace gantry::ecs {

using aws::iam_prefix;
using aws::looks_like_arn;
using aws::partition_of;
using aws::root_arn;
using aws::Scope;

/// An ECS ARN taken apart: `arn:aws:ecs:<region>:<account>:<type>/<path>`.
struct Arn {
    std::string partition = "aws";
    Scope scope;
    std::string type;  ///< "cluster", "task", "task-definition", …
    std::string path;  ///< all after "<type>/": "default/3f2a…", "web:7"

    /// An ARN with an empty account is one of `default_account`: Terraform makes such where it is
    /// told not to ask who it is.
    /// Errors: InvalidArgument (no AWS name) when the text is no ECS ARN.
    static Result<Arn> parse(std::string_view text, std::string_view default_account = {});
    /// Whether it names something of that account and Region, in the Region's partition.
    [[nodiscard]] bool is_of(const Scope& owner) const;
    [[nodiscard]] std::string str() const;
    friend bool operator==(const Arn&, const Arn&) = default;
};

std::string cluster_arn(const Scope& scope, std::string_view cluster);
std::string task_definition_arn(const Scope& scope, std::string_view family, std::int64_t revision);
std::string task_arn(const Scope& scope, std::string_view cluster, std::string_view task_id);
std::string container_arn(
    const Scope& scope,
    std::string_view cluster,
    std::string_view task_id,
    std::string_view container_id
);
std::string container_instance_arn(
    const Scope& scope, std::string_view cluster, std::string_view instance_id
);
std::string service_arn(const Scope& scope, std::string_view cluster, std::string_view service);
std::string service_deployment_arn(
    const Scope& scope, std::string_view cluster, std::string_view service, std::string_view id
);
/// `number`: the digits of the deployment that the revision came with.
std::string service_revision_arn(
    const Scope& scope, std::string_view cluster, std::string_view service, std::string_view number
);
std::string capacity_provider_arn(const Scope& scope, std::string_view name);

/// The pool of machines that FARGATE tasks of every cluster of an account and Region run on. Its
/// container instances have rows and ARNs of a cluster of this name, which is none: no user can
/// make one with a dot in its name, and no answer shows what is in it.
inline constexpr std::string_view kFargatePool = "gantry.fargate";
/// What an agent registers as an attribute to be let into it.
inline constexpr std::string_view kFargatePoolAttribute = "gantry.pool.fargate";

/// Row keys. Outermost owner first; see core::Table.
std::string cluster_key(const Scope& scope, std::string_view cluster);
std::string family_key(const Scope& scope, std::string_view family);
/// Revisions are padded to ten digits so that key order is number order.
std::string task_definition_key(const Scope& scope, std::string_view family, std::int64_t revision);
/// Tasks, container instances and services: `<scope>/<cluster>/<id or name>`.
std::string in_cluster_key(const Scope& scope, std::string_view cluster, std::string_view id);
/// `<scope>/<cluster>/`, the prefix of a cluster's rows.
std::string cluster_prefix(const Scope& scope, std::string_view cluster);

}  // namespace gantry::ecs
