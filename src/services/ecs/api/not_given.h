#pragma once

#include <string_view>

#include "base/reflect.h"

namespace gantry::ecs {

/// Makes absent what clients send where they mean "not given": deploy tools send `"taskRoleArn":
/// ""`, Terraform `"memory": 0` in overrides. Of a request itself that are optional members with an
/// empty text or a structure without anything in it; below, where an empty text can be a value (of
/// a variable, of a tag), the members of tables in not_given.cc. So handlers, rows and answers know
/// absent only.
///
/// Not of these: required members, and `taskDefinition`, which ECS has a text of its own for when
/// it is empty.
void drop_what_is_not_given(const reflect::TypeInfo& type, void* input);

}  // namespace gantry::ecs
