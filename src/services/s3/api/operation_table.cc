#include "services/s3/api/operation_table.h"

#include <algorithm>
#include <vector>

#include "services/s3/api/configuration_operations.h"
#include "services/s3/api/object_operations.h"

namespace gantry::s3 {
namespace {

/// Of all folders.
std::vector<service::Operation> merge_tables() {
    std::vector<service::Operation> all;
    for (const std::span<const service::Operation> some :
         {configuration_operations(), object_operations()}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    std::ranges::sort(all, {}, &service::Operation::name);
    return all;
}

}  // namespace

std::span<const service::Operation> operations() {
    static const std::vector<service::Operation> kAll = merge_tables();
    return kAll;
}

}  // namespace gantry::s3
