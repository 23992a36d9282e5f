#include <gtest/gtest.h>

#include <algorithm>

#include "api/ecs/operations.h"
#include "api/ecs/run_task_request.h"
#include "api/ecs/service.h"
#include "api/ecs/task_definition.h"
#include "wire/json_codec.h"
#include "wire/random_value.h"

namespace gantry::wire {
namespace {

namespace ecs = api::ecs;

// The descriptions reachable from the operations, each once.
void collect(const reflect::TypeInfo& type, std::vector<const reflect::TypeInfo*>& found) {
    if (std::find(found.begin(), found.end(), &type) != found.end()) return;
    found.push_back(&type);
    if (type.element != nullptr) collect(type.element(), found);
    for (const auto& field : type.fields) collect(field.type(), found);
}

TEST(EcsShapes, are_all_described) {
    std::vector<const reflect::TypeInfo*> found;
    for (const auto& operation : ecs::operations()) {
        collect(operation.input(), found);
        collect(operation.output(), found);
    }
    const auto structures = std::count_if(found.begin(), found.end(), [](const auto* type) {
        return type->kind == reflect::Kind::Structure;
    });
    EXPECT_EQ(ecs::operations().size(), 77u);
    EXPECT_GT(structures, 300);
}

TEST(EcsShapes, tell_what_the_model_says_of_operations) {
    const auto operations = ecs::operations();
    EXPECT_TRUE(std::is_sorted(operations.begin(), operations.end(), [](auto& a, auto& b) {
        return a.name < b.name;
    }));
    const auto list = std::find_if(operations.begin(), operations.end(), [](const auto& operation) {
        return operation.name == "ListClusters";
    });
    ASSERT_NE(list, operations.end());
    EXPECT_TRUE(list->paginated());
    EXPECT_EQ(list->items, "clusterArns");
    EXPECT_TRUE(list->readonly);
    EXPECT_EQ(ecs::service().json_version, "1.1");
    EXPECT_EQ(ecs::service().target_prefix, "AmazonEC2ContainerServiceV20141113");
}

template <class T>
class EcsRoundTrip : public testing::Test {};
using Roots = testing::Types<ecs::TaskDefinition, ecs::Service, ecs::RunTaskRequest>;
TYPED_TEST_SUITE(EcsRoundTrip, Roots);

TYPED_TEST(EcsRoundTrip, gives_back_an_equal_value) {
    Random random(42);
    for (int i = 0; i < 100; ++i) {
        const auto value = random_value<TypeParam>(random);
        const std::string text = encode_json(value);
        const auto back = decode_json<TypeParam>(text);
        ASSERT_TRUE(back.has_value()) << back.error().message << "\n" << text;
        ASSERT_EQ(*back, value) << text;
    }
}

}  // namespace
}  // namespace gantry::wire
