#include "services/ecs/api/operation_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/ecs/operations.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/operation_adapter.h"

namespace gantry::ecs {
namespace {

/// Every handler there is, sorted by name: `operation<"CreateCluster", &create_cluster>(),`.
// clang-format off
constexpr std::array<Operation, 0> kOperations{
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &Operation::name));

bool is_known(std::string_view name) {
    return std::ranges::binary_search(
        api::ecs::operations(), name, {}, &api::ecs::OperationInfo::name
    );
}

}  // namespace

std::span<const Operation> implemented_operations() {
    return kOperations;
}

const Operation* find_operation(std::string_view name) {
    const auto found = std::ranges::lower_bound(kOperations, name, {}, &Operation::name);
    return found != kOperations.end() && found->name == name ? &*found : nullptr;
}

Result<std::string> run_operation(std::string_view name, Call& call, std::string_view body) {
    if (const Operation* operation = find_operation(name)) return operation->run(call, body);
    if (is_known(name)) {
        return unsupported_feature(
            fmt::format("Gantry does not implement {} yet; see docs/coverage.md", name)
        );
    }
    return api_error("UnknownOperationException", fmt::format("Unknown operation: {}", name));
}

}  // namespace gantry::ecs
