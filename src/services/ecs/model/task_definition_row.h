#pragma once

#include <string>
#include <vector>

#include "api/ecs/tag.h"
#include "api/ecs/task_definition.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"

namespace gantry::ecs {

/// One revision of a task definition, as DescribeTaskDefinition shows it. Key: task_definition_key.
/// The document never changes after registration, but for status, deregisteredAt,
/// deleteRequestedAt.
struct TaskDefinitionRow {
    std::string account;
    std::string region;
    api::ecs::TaskDefinition definition;
    std::vector<api::ecs::Tag> tags;

    [[nodiscard]] Scope scope() const { return {account, region}; }
    static const reflect::TypeInfo& type_info();
};

/// The revision counter of a family; survives its revisions. Key: family_key.
struct FamilyRow {
    std::string account;
    std::string region;
    std::string family;
    std::int64_t last_revision = 0;

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
