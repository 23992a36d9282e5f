#include "service/service.h"

#include <algorithm>

namespace gantry::service {

const Operation* find_operation(const Service& service, std::string_view name) {
    const auto found = std::ranges::lower_bound(service.operations, name, {}, &Operation::name);
    return found != service.operations.end() && found->name == name ? &*found : nullptr;
}

const api::OperationInfo* find_in_model(const api::ServiceInfo& model, std::string_view name) {
    const auto found =
        std::ranges::lower_bound(model.operations, name, {}, &api::OperationInfo::name);
    return found != model.operations.end() && found->name == name ? &*found : nullptr;
}

}  // namespace gantry::service
