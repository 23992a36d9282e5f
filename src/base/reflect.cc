#include "base/reflect.h"

#include <algorithm>

namespace gantry::reflect::detail {

const TypeInfo& boolean_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::Boolean, .name = "Boolean"};
    return kInfo;
}

const TypeInfo& integer_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::Integer, .name = "Integer"};
    return kInfo;
}

const TypeInfo& long_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::Long, .name = "Long"};
    return kInfo;
}

const TypeInfo& double_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::Double, .name = "Double"};
    return kInfo;
}

const TypeInfo& string_type() {
    static constexpr TypeInfo kInfo{
        .kind = Kind::String,
        .name = "String",
        .text = [](void* value) -> std::string& { return *static_cast<std::string*>(value); },
    };
    return kInfo;
}

const TypeInfo& timestamp_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::Timestamp, .name = "Timestamp"};
    return kInfo;
}

const TypeInfo& blob_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::Blob, .name = "Blob"};
    return kInfo;
}

const TypeInfo& raw_json_type() {
    static constexpr TypeInfo kInfo{.kind = Kind::RawJson, .name = "Document"};
    return kInfo;
}

TypeInfo enum_type(std::span<const std::string_view> names) {
    return {.kind = Kind::Enum, .name = "Enum", .enum_names = names};
}

TypeInfo structure_type(
    std::string_view name, std::size_t bytes, std::initializer_list<FieldInfo> fields
) {
    auto* kept = new FieldInfo[fields.size()];
    std::copy(fields.begin(), fields.end(), kept);
    return {.kind = Kind::Structure, .name = name, .bytes = bytes, .fields = {kept, fields.size()}};
}

}  // namespace gantry::reflect::detail
