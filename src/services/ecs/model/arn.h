#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::ecs {

/// An account in a Region: what owns every ECS resource, and the first two parts of every row key.
struct Scope {
    std::string account;  ///< 12 digits
    std::string region;
    friend auto operator<=>(const Scope&, const Scope&) = default;

    /// "account/region/", the key prefix of everything in it.
    [[nodiscard]] std::string prefix() const { return account + "/" + region + "/"; }
};

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

/// The partition a Region belongs to: "aws", "aws-cn" or "aws-us-gov".
std::string_view partition_of(std::string_view region);

/// What ARNs of IAM begin with in an account: "arn:aws:iam::123456789012:".
std::string iam_prefix(const Scope& scope);
/// The ARN of an account's root user.
std::string root_arn(const Scope& scope);

/// True for texts that claim to be an ARN ("arn:…").
bool looks_like_arn(std::string_view text);

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
