#include "services/ecr/model/repository_count.h"

#include <fmt/format.h>

#include <iterator>

#include "services/ecr/model/errors.h"

namespace gantry::ecr {

Result<void> check_repository_count(const Tables& tables, const aws::Scope& scope) {
    const auto rows = tables.repositories.with_prefix(scope.prefix());
    const auto count = static_cast<std::size_t>(std::distance(rows.begin(), rows.end()));
    if (count < kMaxRepositories) return {};
    return limit_exceeded(
        fmt::format("The registry cannot have more than {} repositories.", kMaxRepositories)
    );
}

}  // namespace gantry::ecr
