#include "services/iam/api/operation_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "api/iam/operations.h"

namespace gantry::iam {
namespace {

TEST(IamOperationTableTest, EveryHandlerIsInTheModel) {
    const auto& model = api::iam::service();
    for (const auto& operation : operations()) {
        EXPECT_TRUE(std::ranges::any_of(model.operations, [&](const auto& known) {
            return known.name == operation.name;
        })) << operation.name;
    }
}

}  // namespace
}  // namespace gantry::iam
