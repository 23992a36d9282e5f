#include "services/ecs/api/unsupported.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/api/errors.h"

namespace gantry::ecs {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

bool says_something(const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::Boolean: return *static_cast<const bool*>(value);
        case Kind::Integer: return *static_cast<const std::int32_t*>(value) != 0;
        case Kind::Long: return *static_cast<const std::int64_t*>(value) != 0;
        case Kind::Double: return *static_cast<const double*>(value) != 0;
        case Kind::String: return !type.text(const_cast<void*>(value)).empty();
        case Kind::List:
        case Kind::Map: return type.size(value) != 0;
        case Kind::Structure:
            return std::ranges::any_of(type.fields, [value](const FieldInfo& field) {
                const void* member = field.get(value);
                return member != nullptr && says_something(field.type(), member);
            });
        case Kind::Timestamp:
        case Kind::Enum:
        case Kind::RawJson: return true;
    }
    return true;
}

/// The text of an enum or a string; empty for everything else.
std::string_view text_of(const TypeInfo& type, const void* value) {
    if (type.kind == Kind::Enum) return type.enum_names[*static_cast<const std::uint8_t*>(value)];
    if (type.kind == Kind::String) return type.text(const_cast<void*>(value));
    return {};
}

/// Whether a text is the wanted one, or starts with it where that ends in '*'.
bool fits(std::string_view text, std::string_view wanted) {
    if (!wanted.ends_with('*')) return text == wanted;
    return text.starts_with(wanted.substr(0, wanted.size() - 1));
}

/// Whether something is at `path` below a value; `wanted` empty means any value that says
/// something.
bool is_at(
    const TypeInfo& type, const void* value, std::string_view path, std::string_view wanted
) {
    if (path.empty()) {
        return wanted.empty() ? says_something(type, value) : fits(text_of(type, value), wanted);
    }
    if (path.starts_with("[]")) {
        path.remove_prefix(path.starts_with("[].") ? 3 : 2);
        for (std::size_t i = 0; i < type.size(value); ++i) {
            if (is_at(type.element(), type.at(value, i), path, wanted)) return true;
        }
        return false;
    }
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    const auto field = std::ranges::find(type.fields, path.substr(0, end), &FieldInfo::name);
    if (field == type.fields.end()) return false;
    path.remove_prefix(end);
    if (path.starts_with('.')) path.remove_prefix(1);
    const void* member = field->get(value);
    return member != nullptr && is_at(field->type(), member, path, wanted);
}

bool is_present(const UnsupportedMember& entry, const TypeInfo& type, const void* input) {
    const std::size_t equals = std::min(entry.member.find('='), entry.member.size());
    const std::string_view wanted =
        equals == entry.member.size() ? std::string_view{} : entry.member.substr(equals + 1);
    return is_at(type, input, entry.member.substr(0, equals), wanted);
}

}  // namespace

Result<void> refuse_unsupported(
    std::string_view operation, const TypeInfo& type, const void* input
) {
    for (const UnsupportedMember& entry : unsupported_members()) {
        const bool refused = entry.operation == operation && entry.treatment == Treatment::Refused;
        if (refused && is_present(entry, type, input)) {
            return unsupported_feature(fmt::format(
                "Gantry does not support {} of {} yet; see docs/coverage.md",
                entry.member,
                operation
            ));
        }
    }
    return {};
}

Result<void> refuse_unlaunchable(const api::ecs::TaskDefinition& definition) {
    // A definition has the members of the request it was made by, under the same names.
    const TypeInfo& type = reflect::type_of<api::ecs::TaskDefinition>();
    for (const UnsupportedMember& entry : unsupported_members()) {
        const bool refused = entry.treatment == Treatment::RefusedAtLaunch;
        if (refused && is_present(entry, type, &definition)) {
            return unsupported_feature(fmt::format(
                "Gantry does not run tasks with {} yet; see docs/coverage.md", entry.member
            ));
        }
    }
    return {};
}

}  // namespace gantry::ecs
