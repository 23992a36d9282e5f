#include "wire/validate.h"

#include <gtest/gtest.h>

#include <map>

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

using Labels = std::map<std::string, std::vector<std::int32_t>>;

struct Named {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> aliases;
    std::optional<Labels> labels;
    static const reflect::TypeInfo& type_info() {
        static constexpr reflect::ElementInfo kAlias{.bounds = {.max = 3, .pattern = "^[a-z]*$"}};
        static constexpr reflect::ElementInfo kNumber{.bounds = {.max = 9}};
        static constexpr reflect::ElementInfo kLabel{
            .bounds = {.max = 2}, .key_bounds = {.pattern = "^\\p{Lu}+$"}, .inside = &kNumber
        };
        static const reflect::TypeInfo info = reflect::structure<Named>(
            "Named",
            {reflect::field<&Named::name>("name", {.pattern = "^[a-z0-9-]+$"}),
             reflect::field<&Named::aliases>("aliases", {}, nullptr, &kAlias),
             reflect::field<&Named::labels>("labels", {}, nullptr, &kLabel)}
        );
        return info;
    }
};

struct OneOf {
    std::optional<std::string> left;
    std::optional<Named> right;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = [] {
            reflect::TypeInfo type = reflect::structure<OneOf>(
                "OneOf",
                {reflect::field<&OneOf::left>("left"), reflect::field<&OneOf::right>("right")}
            );
            type.is_union = true;
            return type;
        }();
        return info;
    }
};

struct Chooser {
    std::optional<std::vector<OneOf>> choices;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<Chooser>("Chooser", {reflect::field<&Chooser::choices>("choices")});
        return info;
    }
};

TEST(Validate, matches_patterns) {
    EXPECT_EQ(find_violation(Named{.name = "web-1"}), std::nullopt);
    EXPECT_EQ(find_violation(Named{.name = "Web"})->rule, Rule::Pattern);
    EXPECT_EQ(find_violation(Named{.name = ""})->rule, Rule::Pattern);
    EXPECT_EQ(find_violation(Named{.name = std::string(1'000'000, 'a')}), std::nullopt);
    const auto violation = find_violation(Named{.name = std::string(1'000'000, 'A')});
    EXPECT_EQ(violation->rule, Rule::Pattern);
    EXPECT_EQ(violation->text, std::string(1024, 'A'));
}

TEST(Validate, checks_the_elements_of_lists) {
    EXPECT_EQ(find_violation(Named{.aliases = {{"a", "", "abc"}}}), std::nullopt);
    const auto length = find_violation(Named{.aliases = {{"a", "abcd"}}});
    ASSERT_TRUE(length.has_value());
    EXPECT_EQ(length->rule, Rule::Length);
    EXPECT_EQ(length->path, "aliases[1]");
    EXPECT_EQ(length->bounds->max, 3);
    EXPECT_EQ(length->text, "abcd");
    EXPECT_EQ(find_violation(Named{.aliases = {{"A"}}})->rule, Rule::Pattern);
}

TEST(Validate, checks_keys_and_values_of_maps) {
    EXPECT_EQ(find_violation(Named{.labels = Labels{{"Ä", {1, 9}}, {"B", {}}}}), std::nullopt);
    const auto key = find_violation(Named{.labels = Labels{{"b", {}}}});
    ASSERT_TRUE(key.has_value());
    EXPECT_EQ(key->rule, Rule::Pattern);
    EXPECT_EQ(key->path, "labels");
    EXPECT_TRUE(key->is_key);
    EXPECT_EQ(key->text, "b");
    EXPECT_EQ(find_violation(Named{.labels = Labels{{"B", {1, 2, 3}}}})->path, "labels.B");
    const auto inside = find_violation(Named{.labels = Labels{{"A", {}}, {"B", {1, 10}}}});
    ASSERT_TRUE(inside.has_value());
    EXPECT_EQ(inside->rule, Rule::Range);
    EXPECT_EQ(inside->path, "labels.B[1]");
    EXPECT_FALSE(inside->is_key);
}

TEST(Validate, wants_one_member_of_a_union) {
    EXPECT_EQ(
        find_violation(Chooser{.choices = {{{.left = "l"}, {.right = Named{}}}}}), std::nullopt
    );
    const auto none = find_violation(Chooser{.choices = {{{.left = "l"}, {}}}});
    ASSERT_TRUE(none.has_value());
    EXPECT_EQ(none->rule, Rule::Union);
    EXPECT_EQ(none->path, "choices[1]");
    EXPECT_EQ(none->actual, 0);
    const auto both = find_violation(Chooser{.choices = {{{.left = "l", .right = Named{}}}}});
    ASSERT_TRUE(both.has_value());
    EXPECT_EQ(both->actual, 2);
}

}  // namespace
}  // namespace gantry::wire
