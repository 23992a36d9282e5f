#pragma once

#include "base/reflect.h"
#include "base/result.h"
#include "wire/json_codec.h"
#include "wire/protocol/form.h"

namespace gantry::wire {

/// How names and lists are written in a form. Source: Smithy, "AWS query protocol" and "AWS EC2
/// query protocol".
enum class FormDialect {
    Query,  ///< Tags.member.1.Key, Attributes.entry.1.key; flattened: Tags.1.Key
    Ec2,    ///< Tag.1.Key always, names with a capital letter
};

/// Reads the fields of a form into the members of a structure. An empty field for a list or a
/// structure is an empty one. Fields that the type does not have are ignored, and so are gaps
/// between the numbers of a list. Errors: as decode_request_into.
Result<void> decode_form(
    FormDialect dialect,
    const Form& form,
    const reflect::TypeInfo& type,
    void* object,
    UnknownEnumValue* unknown
);

}  // namespace gantry::wire
