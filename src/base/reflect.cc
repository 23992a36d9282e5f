#include "base/reflect.h"

namespace gantry::reflect::detail {

const TypeInfo& boolean_type() {
    static const TypeInfo info{.kind = Kind::Boolean, .name = "Boolean"};
    return info;
}

const TypeInfo& integer_type() {
    static const TypeInfo info{.kind = Kind::Integer, .name = "Integer"};
    return info;
}

const TypeInfo& long_type() {
    static const TypeInfo info{.kind = Kind::Long, .name = "Long"};
    return info;
}

const TypeInfo& double_type() {
    static const TypeInfo info{.kind = Kind::Double, .name = "Double"};
    return info;
}

const TypeInfo& string_type() {
    static const TypeInfo info = [] {
        TypeInfo t{.kind = Kind::String, .name = "String"};
        t.text = [](void* value) -> std::string& { return *static_cast<std::string*>(value); };
        return t;
    }();
    return info;
}

const TypeInfo& timestamp_type() {
    static const TypeInfo info{.kind = Kind::Timestamp, .name = "Timestamp"};
    return info;
}

const TypeInfo& blob_type() {
    static const TypeInfo info{.kind = Kind::Blob, .name = "Blob"};
    return info;
}

const TypeInfo& raw_json_type() {
    static const TypeInfo info{.kind = Kind::RawJson, .name = "Document"};
    return info;
}

}  // namespace gantry::reflect::detail
