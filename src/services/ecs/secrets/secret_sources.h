#pragma once

#include <string>

#include "aws/scope.h"
#include "core/core.h"
#include "service/registry.h"

/// What a `valueFrom` stands for in Parameter Store and Secrets Manager, read as agents read it: a
/// name or ARN of a parameter, with a version or label or without, or
/// `arn:aws:secretsmanager:<region>:<account>:secret:<name>[:<json key>:<stage>:<version>]`.
/// Source: API Reference, Secret.
namespace gantry::ecs {

/// Names the version that a task which starts now would get. No value is read. Empty where there is
/// none.
/// @param scope  of the service
std::string version_in_force(
    const service::Registry& services, const aws::Scope& scope, const std::string& value_from
);

/// What changed_source() names when version_in_force() may be another.
std::string source_of(const aws::Scope& scope, const std::string& value_from);

/// The source that a change is about; empty for all others.
std::string changed_source(const service::Registry& services, const core::Change& change);

}  // namespace gantry::ecs
