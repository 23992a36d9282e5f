#include <gtest/gtest.h>

#include <algorithm>

#include "api/ecs/operations.h"
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
    EXPECT_EQ(ecs::operations().size(), 88u);
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
    EXPECT_EQ(ecs::service().protocol, api::Protocol::AwsJson11);
    EXPECT_EQ(ecs::service().target_prefix, "AmazonEC2ContainerServiceV20141113");
}

// Encodes a random value, reads it back and encodes that: both texts must be the same.
void check_round_trips(
    const reflect::TypeInfo& type, std::shared_ptr<void> (*make)(), Random& random
) {
    for (int i = 0; i < 20; ++i) {
        const auto value = make();
        fill_random(random, type, value.get());
        const std::string text = encode_json(type, value.get());
        const auto back = make();
        const auto done = decode_json_into(text, type, back.get());
        ASSERT_TRUE(done.has_value()) << done.error().message << "\n" << text;
        ASSERT_EQ(encode_json(type, back.get()), text);
    }
}

TEST(EcsShapes, survive_json_whatever_they_hold) {
    Random random(7);
    for (const auto& operation : ecs::operations()) {
        SCOPED_TRACE(operation.name);
        check_round_trips(operation.input(), operation.make_input, random);
        check_round_trips(operation.output(), operation.make_output, random);
    }
}

TEST(EcsShapes, come_back_equal) {
    Random random(42);
    for (int i = 0; i < 100; ++i) {
        const auto task_definition = random_value<ecs::TaskDefinition>(random);
        const auto service = random_value<ecs::Service>(random);
        EXPECT_EQ(*decode_json<ecs::TaskDefinition>(encode_json(task_definition)), task_definition);
        EXPECT_EQ(*decode_json<ecs::Service>(encode_json(service)), service);
    }
}

}  // namespace
}  // namespace gantry::wire
