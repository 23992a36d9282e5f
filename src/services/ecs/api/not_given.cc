#include "services/ecs/api/not_given.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "api/ecs/operations.h"
#include "service/member_path.h"

namespace gantry::ecs {
namespace {

using service::MemberPath;

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

/// Below a request: empty texts and lists, and zeros, that say nothing. Overrides are of RunTask
/// and StartTask, definitions of RegisterTaskDefinition.
constexpr std::array<std::string_view, 13> kBelow{
    "overrides.cpu",
    "overrides.memory",
    "overrides.taskRoleArn",
    "overrides.executionRoleArn",
    "overrides.containerOverrides[].command",
    "overrides.containerOverrides[].environment",
    "overrides.containerOverrides[].environmentFiles",
    "overrides.containerOverrides[].resourceRequirements",
    "overrides.containerOverrides[].cpu",
    "overrides.containerOverrides[].memory",
    "overrides.containerOverrides[].memoryReservation",
    "containerDefinitions[].memory",
    "containerDefinitions[].memoryReservation",
};

bool says_nothing(const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::String: return type.text(const_cast<void*>(value)).empty();
        case Kind::Integer: return *static_cast<const std::int32_t*>(value) == 0;
        case Kind::List: return type.size(value) == 0;
        case Kind::Structure:
            return std::ranges::all_of(type.fields, [value](const FieldInfo& field) {
                return field.get(value) == nullptr;
            });
        default: return false;
    }
}

void drop_if_nothing(const FieldInfo& field, const void* object) {
    const void* value = field.get(object);
    if (value != nullptr && says_nothing(field.type(), value)) {
        field.reset(const_cast<void*>(object));
    }
}

/// What is looked at in the requests of one operation.
struct Members {
    std::vector<const FieldInfo*> own;
    std::vector<MemberPath> below;
};

Members members_of(const TypeInfo& input) {
    Members members;
    for (const FieldInfo& field : input.fields) {
        const Kind kind = field.type().kind;
        const bool can_be_empty = kind == Kind::String || kind == Kind::Structure;
        if (can_be_empty && !field.bounds.required && field.name != "taskDefinition") {
            members.own.push_back(&field);
        }
    }
    for (const std::string_view path : kBelow) {
        if (auto found = MemberPath::find(input, path)) members.below.push_back(std::move(*found));
    }
    return members;
}

const Members& known_members(const TypeInfo& input) {
    static const auto kByInput = [] {
        std::unordered_map<const TypeInfo*, Members> by_input;
        for (const api::ecs::OperationInfo& operation : api::ecs::operations()) {
            by_input.emplace(&operation.input(), members_of(operation.input()));
        }
        return by_input;
    }();
    return kByInput.at(&input);
}

}  // namespace

void drop_what_is_not_given(const TypeInfo& type, void* input) {
    const Members& members = known_members(type);
    for (const FieldInfo* field : members.own) drop_if_nothing(*field, input);
    for (const MemberPath& path : members.below) {
        path.any_of(input, [](const FieldInfo& field, const void* object) {
            drop_if_nothing(field, object);
            return false;
        });
    }
}

}  // namespace gantry::ecs
