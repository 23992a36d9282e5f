#include "service/unsupported.h"

#include <algorithm>

namespace gantry::service {
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
        case Kind::Blob:
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

/// The same of a value, or of one in a list.
bool any_fits(const TypeInfo& type, const void* value, std::string_view wanted) {
    if (type.kind != Kind::List) return fits(text_of(type, value), wanted);
    for (std::size_t i = 0; i < type.size(value); ++i) {
        if (any_fits(type.element(), type.at(value, i), wanted)) return true;
    }
    return false;
}

}  // namespace

Refusals::Refusals(
    std::span<const UnsupportedMember> members,
    std::string_view operation,
    Treatment treatment,
    const TypeInfo& type
) {
    for (const UnsupportedMember& entry : members) {
        if (entry.operation != operation || entry.treatment != treatment) continue;
        const std::size_t equals = std::min(entry.member.find('='), entry.member.size());
        auto path = MemberPath::find(type, entry.member.substr(0, equals));
        if (!path) continue;  // a test shows that every path leads somewhere
        const std::size_t wanted = std::min(equals + 1, entry.member.size());
        items_.push_back({&entry, std::move(*path), entry.member.substr(wanted)});
    }
}

bool Refusals::Item::is_present(const void* input) const {
    return path.any_of(input, [this](const FieldInfo& field, const void* object) {
        const void* value = field.get(object);
        if (value == nullptr) return false;
        return wanted.empty() ? says_something(field.type(), value)
                              : any_fits(field.type(), value, wanted);
    });
}

const UnsupportedMember* Refusals::first_present(const void* input) const {
    const auto found =
        std::ranges::find_if(items_, [input](const Item& item) { return item.is_present(input); });
    return found == items_.end() ? nullptr : found->entry;
}

}  // namespace gantry::service
