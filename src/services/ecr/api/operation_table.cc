#include "services/ecr/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/ecr/api/about.h"
#include "services/ecr/api/repositories.h"

namespace gantry::ecr {
namespace {

using about::kOfRepository;
using service::operation;

// clang-format off
constexpr std::array kOperations{
    operation<"CreateRepository", &create_repository, &about::of_create>(),
    operation<"DeleteRepository", &delete_repository, kOfRepository>(),
    operation<"DescribeRepositories", &describe_repositories, &about::of_describe>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ecr
