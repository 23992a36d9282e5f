#pragma once

#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/result.h"
#include "core/transaction.h"
#include "services/ecr/model/tables.h"

/// Repositories that are made because something comes for them.
/// Source: ECR User Guide, "Templates to control repositories created during pull through cache,
/// create on push, or replication actions".
namespace gantry::ecr {

/// The prefix of a template for all that have no other.
inline constexpr std::string_view kRootPrefix = "ROOT";

/// The template for a repository of that name: the one with the longest prefix, which ends where a
/// part of the name does. Null: none is for it.
core::Table<TemplateRow>::Ptr find_template(
    const Tables& tables,
    const aws::Scope& scope,
    std::string_view name,
    api::ecr::RCTAppliedFor applied_for
);

/// Makes a repository for what is pushed to it, where it is not there and a template says so.
/// @return whether it is there now
/// Errors: LimitExceededException where the registry may have no more.
Result<bool> stage_created_on_push(
    core::Transaction& tx,
    const Tables& tables,
    const aws::Scope& scope,
    std::string_view name,
    SysTime now
);

}  // namespace gantry::ecr
