#include <algorithm>

#include "services/iam/port.h"
#include "services/secretsmanager/api/resource_policies.h"

namespace gantry::secretsmanager {

bool allows_everybody(std::string_view document) {
    const auto read = iam::read_resource_policy(document);
    return read && std::ranges::any_of(*read, [](const iam::PolicyStatement& statement) {
               return statement.allows && statement.has_everybody && statement.conditions.empty();
           });
}

}  // namespace gantry::secretsmanager
