#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/strong_id.h"
#include "base/time.h"

/// Descriptions of value types: every struct lists its members once, and JSON, validation, the
/// journal, the documentation and the fuzzers all walk that list.
///
/// A described struct has a static member `static const TypeInfo& type_info();`, written by the
/// generator (API shapes) or by hand in its .cc file (rows):
///
///     const reflect::TypeInfo& TaskRow::type_info() {
///         static const reflect::TypeInfo info = reflect::structure<TaskRow>(
///             "Task", {reflect::field<&TaskRow::id>("id"),
///             reflect::field<&TaskRow::stopped_at>("stoppedAt")});
///         return info;
///     }
///
/// Member types: bool, std::int32_t, std::int64_t, double, std::string, StrongId<…>, SysTime, Blob,
/// RawJson, enums with a uint8_t underlying type and an `enum_names` overload, described structs,
/// and std::vector / std::map<std::string, …> of those. `std::optional<T>` marks a member that can
/// be absent; a plain `T` is always present (AWS's unboxed numbers and booleans, and row members).
namespace gantry::reflect {

enum class Kind : std::uint8_t {
    Boolean,
    Integer,  ///< std::int32_t
    Long,     ///< std::int64_t
    Double,
    String,     ///< std::string or StrongId
    Timestamp,  ///< SysTime; epoch seconds with a millisecond fraction in JSON
    Enum,
    Blob,     ///< bytes; base64 wherever they must be text
    RawJson,  ///< JSON text passed through untouched
    List,
    Map,  ///< std::map<std::string, V>
    Structure,
};

/// JSON text that is carried, not looked into. Must be one valid JSON value when encoded.
struct RawJson {
    std::string text;
    friend bool operator==(const RawJson&, const RawJson&) = default;
};

/// Bytes, as opposed to text.
struct Blob {
    std::string bytes;
    friend bool operator==(const Blob&, const Blob&) = default;
};

/// What the model demands of a member, beyond its type. Lengths are characters or elements.
struct Bounds {
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::string_view pattern;  ///< regular expression as RE2 writes it, empty for any
    bool required = false;
};

enum class TimeFormat : std::uint8_t {
    ByProtocol,    ///< what the protocol, and the place within a message, has by default
    EpochSeconds,  ///< 1515531081.123
    DateTime,      ///< 2018-01-09T18:43:01.123Z
    HttpDate,      ///< Tue, 09 Jan 2018 18:43:01 GMT
};

/// Where and how a member stands in a message of a protocol in which that is not simply its name in
/// a JSON body. Source: Smithy, "HTTP bindings", "XML bindings" and the pages of the protocols.
struct WireTraits {
    enum class Place : std::uint8_t {
        Body,
        Header,         ///< `location` is the header
        PrefixHeaders,  ///< a map; `location` is what the headers' names begin with
        Query,          ///< `location` is the parameter
        QueryParams,    ///< a map of all parameters that are not bound elsewhere
        Label,          ///< part of the path, {Name}
        Payload,        ///< the member alone is the body
        StatusCode,
    };

    Place place = Place::Body;
    std::string_view location;
    std::string_view xml_name;  ///< of the element (and in forms), where it is another
    std::string_view ec2_name;  ///< in ec2Query's requests
    TimeFormat time = TimeFormat::ByProtocol;
    bool flattened = false;          ///< a list or map without an element around it
    bool attribute = false;          ///< an XML attribute of its structure
    bool host_label = false;         ///< part of the host's prefix
    bool idempotency_token = false;  ///< clients draw one where it is not given
    bool streaming = false;          ///< a payload that is not held in memory
    bool event_stream = false;       ///< a payload of events
};

/// What the model says of the values in a list or map, and of a map's keys, beyond their type.
struct ElementInfo {
    Bounds bounds;
    Bounds key_bounds;
    std::string_view name;      ///< XML and forms; empty: "member" in a list, "value" in a map
    std::string_view key_name;  ///< XML and forms; empty: "key"
    TimeFormat time = TimeFormat::ByProtocol;
    const ElementInfo* inside = nullptr;  ///< of values that are lists or maps themselves
};

struct TypeInfo;

/// What can be done with a member of some type, wherever it is. `member` is never null.
struct MemberOps {
    const TypeInfo& (*type)();
    const void* (*get)(const void* member);  ///< the value, or null when absent
    void* (*emplace)(void* member);          ///< makes it present, keeping a present value
    void (*reset)(void* member);  ///< makes it absent, or its default where it cannot be absent
};

/// One member of a structure. `object` is always a pointer to the structure.
struct FieldInfo {
    std::string_view name;  ///< as on the wire
    Bounds bounds;
    const void* (*member)(const void* object);  ///< where it is in the structure
    const MemberOps* ops;
    const WireTraits* wire = nullptr;      ///< null: the name in the body, as everywhere in JSON
    const ElementInfo* element = nullptr;  ///< lists and maps; null: nothing is said of the values

    [[nodiscard]] const TypeInfo& type() const { return ops->type(); }
    /// The value, or null when absent.
    const void* get(const void* object) const { return ops->get(member(object)); }
    /// Makes the member present (keeping a present value) and returns it.
    void* emplace(void* object) const { return ops->emplace(const_cast<void*>(member(object))); }
    /// Makes the member absent, or its default where it cannot be absent.
    void reset(void* object) const { ops->reset(const_cast<void*>(member(object))); }
};

/// Describes one C++ type. The function pointers that do not apply to `kind` are null.
struct TypeInfo {
    Kind kind;
    std::string_view name;
    std::size_t bytes = 32;  ///< about what one value takes, without what it points to

    std::span<const std::string_view> enum_names;  ///< Enum: text of value 0, 1, …

    const TypeInfo& (*element)() = nullptr;                      ///< List, Map: type of the values
    std::size_t (*size)(const void* container) = nullptr;        ///< List, Map
    void (*clear)(void* container) = nullptr;                    ///< List, Map
    const void* (*at)(const void* list, std::size_t) = nullptr;  ///< List
    void* (*append)(void* list) = nullptr;                       ///< List: the new last element
    void* (*insert)(void* map, std::string key) =
        nullptr;  ///< Map: the value of `key`, made if absent
    using Visit = std::function<void(const std::string& key, const void* value)>;
    void (*each)(const void* map, const Visit&) = nullptr;  ///< Map: in key order

    std::span<const FieldInfo> fields;  ///< Structure; they live as long as the process
    bool is_union = false;              ///< Structure: exactly one of its members is given
    std::string_view xml_name;       ///< Structure: as the root of a document; empty: by protocol
    std::string_view xml_namespace;  ///< Structure: URI on that root; empty: the service's

    std::string& (*text)(void* value) = nullptr;  ///< String: the characters, also of a StrongId
};

template <class T>
const TypeInfo& type_of();

namespace detail {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {
    using Value = T;
};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {
    using Value = T;
};
template <class T>
struct IsStrongId : std::false_type {};
template <class Tag>
struct IsStrongId<StrongId<Tag>> : std::true_type {};

template <class M>
struct MemberPointer;
template <class C, class T>
struct MemberPointer<T C::*> {
    using Class = C;
    using Type = T;
};

const TypeInfo& boolean_type();
const TypeInfo& integer_type();
const TypeInfo& long_type();
const TypeInfo& double_type();
const TypeInfo& string_type();
const TypeInfo& timestamp_type();
const TypeInfo& blob_type();
const TypeInfo& raw_json_type();

TypeInfo enum_type(std::span<const std::string_view> names);
TypeInfo structure_type(
    std::string_view name, std::size_t bytes, std::initializer_list<FieldInfo> fields
);

template <class T>
const TypeInfo& strong_id_type() {
    static constexpr TypeInfo kInfo{
        .kind = Kind::String,
        .name = "String",
        .text = [](void* value) -> std::string& { return static_cast<T*>(value)->mutable_str(); },
    };
    return kInfo;
}

template <class T>
const TypeInfo& enum_type() {
    static_assert(std::is_same_v<std::underlying_type_t<T>, std::uint8_t>);
    static const TypeInfo info = enum_type(enum_names(T{}));
    return info;
}

template <class T>
const TypeInfo& list_type() {
    static constexpr TypeInfo kInfo{
        .kind = Kind::List,
        .name = "List",
        .element = &type_of<typename IsVector<T>::Value>,
        .size = [](const void* list) { return static_cast<const T*>(list)->size(); },
        .clear = [](void* list) { static_cast<T*>(list)->clear(); },
        .at = [](const void* list, std::size_t i) -> const void* {
            return &(*static_cast<const T*>(list))[i];
        },
        .append = [](void* list) -> void* { return &static_cast<T*>(list)->emplace_back(); },
    };
    return kInfo;
}

template <class T>
const TypeInfo& map_type() {
    static constexpr TypeInfo kInfo{
        .kind = Kind::Map,
        .name = "Map",
        .element = &type_of<typename IsMap<T>::Value>,
        .size = [](const void* map) { return static_cast<const T*>(map)->size(); },
        .clear = [](void* map) { static_cast<T*>(map)->clear(); },
        .insert = [](void* map, std::string key) -> void* {
            return &(*static_cast<T*>(map))[std::move(key)];
        },
        .each =
            [](const void* map, const TypeInfo::Visit& visit) {
                for (const auto& [key, value] : *static_cast<const T*>(map)) visit(key, &value);
            },
    };
    return kInfo;
}

}  // namespace detail

/// The description of T; one object per type for the life of the process.
template <class T>
const TypeInfo& type_of() {
    if constexpr (std::is_same_v<T, bool>) {
        return detail::boolean_type();
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
        return detail::integer_type();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        return detail::long_type();
    } else if constexpr (std::is_same_v<T, double>) {
        return detail::double_type();
    } else if constexpr (std::is_same_v<T, std::string>) {
        return detail::string_type();
    } else if constexpr (std::is_same_v<T, SysTime>) {
        return detail::timestamp_type();
    } else if constexpr (std::is_same_v<T, Blob>) {
        return detail::blob_type();
    } else if constexpr (std::is_same_v<T, RawJson>) {
        return detail::raw_json_type();
    } else if constexpr (detail::IsStrongId<T>::value) {
        return detail::strong_id_type<T>();
    } else if constexpr (std::is_enum_v<T>) {
        return detail::enum_type<T>();
    } else if constexpr (detail::IsVector<T>::value) {
        return detail::list_type<T>();
    } else if constexpr (detail::IsMap<T>::value) {
        return detail::map_type<T>();
    } else {
        return T::type_info();
    }
}

namespace detail {

template <class Type>
inline constexpr MemberOps member_ops{
    .type = &type_of<Type>,
    .get = [](const void* member) { return member; },
    .emplace = [](void* member) { return member; },
    .reset = [](void* member) { *static_cast<Type*>(member) = Type{}; },
};

template <class Value>
inline constexpr MemberOps member_ops<std::optional<Value>>{
    .type = &type_of<Value>,
    .get = [](const void* member) -> const void* {
        const auto& value = *static_cast<const std::optional<Value>*>(member);
        return value ? &*value : nullptr;
    },
    .emplace = [](void* member) -> void* {
        auto& value = *static_cast<std::optional<Value>*>(member);
        return value ? &*value : &value.emplace();
    },
    .reset = [](void* member) { static_cast<std::optional<Value>*>(member)->reset(); },
};

}  // namespace detail

/// Describes the member `Member` (a pointer to member) under its wire name. What `wire` and
/// `element` point to lives as long as the process.
template <auto Member>
consteval FieldInfo field(
    std::string_view name,
    Bounds bounds = {},
    const WireTraits* wire = nullptr,
    const ElementInfo* element = nullptr
) {
    using Pointer = detail::MemberPointer<decltype(Member)>;
    return {
        .name = name,
        .bounds = bounds,
        .member = [](const void* object) -> const void* {
            return &(static_cast<const typename Pointer::Class*>(object)->*Member);
        },
        .ops = &detail::member_ops<typename Pointer::Type>,
        .wire = wire,
        .element = element,
    };
}

/// Describes a structure. Members keep the given order on the wire.
template <class T>
TypeInfo structure(std::string_view name, std::initializer_list<FieldInfo> fields) {
    return detail::structure_type(name, sizeof(T), fields);
}

/// The wire text of an enum value.
template <class E>
    requires std::is_enum_v<E>
std::string_view to_text(E value) {
    return enum_names(E{})[static_cast<std::size_t>(value)];
}

/// The enum value written as `text` (case matters), if there is one.
template <class E>
    requires std::is_enum_v<E>
std::optional<E> from_text(std::string_view text) {
    const std::span<const std::string_view> names = enum_names(E{});
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == text) return static_cast<E>(i);
    }
    return std::nullopt;
}

}  // namespace gantry::reflect
