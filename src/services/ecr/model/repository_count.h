#pragma once

#include <cstddef>

#include "aws/scope.h"
#include "base/result.h"
#include "services/ecr/model/tables.h"

namespace gantry::ecr {

/// How many repositories a registry may have. Source: ECR User Guide, "Amazon ECR service quotas".
inline constexpr std::size_t kMaxRepositories = 100'000;

/// That one more may be made. Errors: LimitExceededException.
Result<void> check_repository_count(const Tables& tables, const aws::Scope& scope);

}  // namespace gantry::ecr
