#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/capacity_provider_strategy_item.h"
#include "service/authorizer.h"
#include "services/ecs/api/call.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tags.h"

/// From what users write to what policies are about: ARNs, and the tags of what there is. Names are
/// read as handlers read them (resolve.h). What is there or not makes no difference to the ARN, so
/// that whoever may not ask does not learn it; a text that is no name is taken as it was written,
/// and the handler refuses it. Source: Service Authorization Reference, "Resource types defined by
/// Amazon Elastic Container Service".
namespace gantry::ecs::access {

using service::Access;
using service::Resource;
using Text = std::optional<std::string>;
using Texts = std::optional<std::vector<std::string>>;

/// The cluster's name: `default` when omitted.
std::string cluster_name(const Call& call, const Text& name_or_arn);

Resource cluster_resource(const Call& call, const Text& name_or_arn);
/// @param cluster its name. Of an empty text, every task of the cluster: "…/*"; likewise below.
Resource task_resource(const Call& call, const std::string& cluster, std::string_view id_or_arn);
Resource instance_resource(
    const Call& call, const std::string& cluster, std::string_view id_or_arn
);
Resource service_resource(
    const Call& call, const std::string& cluster, std::string_view name_or_arn
);
Resource provider_resource(const Call& call, std::string_view name_or_arn);
/// Anything that can be tagged, by its ARN.
Resource resource_of_arn(const Call& call, std::string_view arn);

/// A task definition as policies see it: the revision that is meant, with its ARN.
struct NamedDefinition {
    Resource resource;
    TaskDefinitionPtr row;  ///< null where there is none
};
NamedDefinition named_definition(const Call& call, std::string_view reference);
/// Any revision of a family: "…:task-definition/web:*".
Resource definition_family(const Call& call, std::string_view family);

/// The ARN of a role that is named by it, or by its name.
std::string role_arn(const Call& call, const std::string& name_or_arn);

void add(Access& access, std::string_view key, std::string value);
/// Adds nothing where nothing was given.
void add_given(Access& access, std::string_view key, const Text& value);
/// "true" or "false".
void add_flag(Access& access, std::string_view key, bool value);
void add_flag(Access& access, std::string_view key, const std::optional<bool>& value);

/// ecs:task-cpu in CPU units and ecs:task-memory in MiB, of a definition's texts.
void add_task_sizes(const Text& cpu, const Text& memory, Access& access);
/// ecs:cluster.
void add_cluster(const Call& call, const std::string& name, Access& access);
/// ecs:capacity-provider: ARNs, of names or of a strategy.
void add_providers(const Call& call, const Texts& names, Access& access);
void add_providers(
    const Call& call,
    const std::optional<std::vector<api::ecs::CapacityProviderStrategyItem>>& strategy,
    Access& access
);

/// Deployments and revisions are asked for together with their service.
void add_service_part(
    const Call& call, std::string_view arn, std::string_view type, Access& access
);
/// A provider that belongs to a cluster changes that cluster's providers: asked for as well.
void add_provider_of_cluster(const Call& call, const Text& cluster, Access& access);

/// What a new resource is tagged with: conditions of the call, and the right to tag on creation.
/// Source: Developer Guide, "Grant permission to tag resources on creation".
/// @param operation what creates it: "RunTask"
/// @param resource  what is tagged
void add_new_tags(
    const std::optional<Tags>& tags, std::string_view operation, Resource resource, Access& access
);

/// Whom a role is given to.
inline constexpr std::string_view kTasks = "ecs-tasks.amazonaws.com";
inline constexpr std::string_view kScheduler = "ecs.amazonaws.com";

/// The right to pass a role, where one is named. Source: IAM User Guide, "Grant a user permissions
/// to pass a role to an AWS service"; Service Authorization Reference, "API operations defined by
/// Amazon Elastic Container Service".
void add_pass_role(const Call& call, const Text& role, std::string_view to, Access& access);

}  // namespace gantry::ecs::access
