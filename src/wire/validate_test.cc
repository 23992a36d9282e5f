#include "wire/validate.h"

#include <gtest/gtest.h>

#include "api/ecs/register_task_definition_request.h"
#include "api/ecs/run_task_request.h"
#include "api/ecs/tag_resource_request.h"

namespace gantry::wire {
namespace {

namespace ecs = api::ecs;
using Rule = Violation::Rule;

ecs::TagResourceRequest tagged(std::string key, std::string value) {
    ecs::TagResourceRequest request{.resource_arn = "arn"};
    request.tags.emplace();
    request.tags->push_back({.key = "ok", .value = "ok"});
    request.tags->push_back({.key = std::move(key), .value = std::move(value)});
    return request;
}

TEST(Validate, finds_nothing_wrong_with_a_good_value) {
    EXPECT_EQ(find_violation(tagged("team", "red")), std::nullopt);
    EXPECT_EQ(find_violation(tagged(std::string(128, 'k'), "")), std::nullopt);
}

TEST(Validate, names_a_missing_member) {
    const auto violation = find_violation(ecs::TagResourceRequest{});
    ASSERT_TRUE(violation.has_value());
    EXPECT_EQ(violation->rule, Rule::Required);
    EXPECT_EQ(violation->path, "resourceArn");
}

TEST(Validate, counts_characters_and_shows_the_bounds) {
    const auto violation = find_violation(tagged(std::string(129, 'k'), ""));
    ASSERT_TRUE(violation.has_value());
    EXPECT_EQ(violation->rule, Rule::Length);
    EXPECT_EQ(violation->path, "tags[1].key");
    EXPECT_EQ(violation->bounds->max, 128);
    EXPECT_EQ(violation->actual, 129);
    std::string umlauts;
    for (int i = 0; i < 128; ++i) umlauts += "ü";
    EXPECT_EQ(find_violation(tagged(umlauts, "")), std::nullopt);
}

TEST(Validate, counts_elements) {
    ecs::TagResourceRequest request{.resource_arn = "arn"};
    request.tags.emplace(51, ecs::Tag{});
    const auto violation = find_violation(request);
    ASSERT_TRUE(violation.has_value());
    EXPECT_EQ(violation->rule, Rule::Length);
    EXPECT_EQ(violation->path, "tags");
}

TEST(Validate, checks_ranges_deep_inside) {
    ecs::RegisterTaskDefinitionRequest request{.family = "f"};
    request.container_definitions.emplace(1);
    request.container_definitions->front().port_mappings.emplace(2);
    request.container_definitions->front().port_mappings->back().container_port = 65536;
    EXPECT_EQ(find_violation(request), std::nullopt);  // the model bounds no container port

    ecs::RunTaskRequest run{.task_definition = "t"};
    run.capacity_provider_strategy.emplace();
    run.capacity_provider_strategy->push_back({.capacity_provider = "c", .weight = 1001});
    const auto violation = find_violation(run);
    ASSERT_TRUE(violation.has_value());
    EXPECT_EQ(violation->rule, Rule::Range);
    EXPECT_EQ(violation->path, "capacityProviderStrategy[0].weight");
    EXPECT_EQ(violation->actual, 1001);
}

// No member of ECS carries a pattern without Unicode classes of its own, so here is one.
struct Named {
    std::optional<std::string> name;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Named>(
            "Named", {reflect::field<&Named::name>("name", {.pattern = "^[a-z0-9-]+$"})}
        );
        return info;
    }
};

TEST(Validate, matches_patterns) {
    EXPECT_EQ(find_violation(Named{.name = "web-1"}), std::nullopt);
    EXPECT_EQ(find_violation(Named{.name = "Web"})->rule, Rule::Pattern);
    EXPECT_EQ(find_violation(Named{.name = ""})->rule, Rule::Pattern);
    EXPECT_EQ(find_violation(Named{.name = std::string(1'000'000, 'a')})->rule, Rule::Pattern);
}

}  // namespace
}  // namespace gantry::wire
