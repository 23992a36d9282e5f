#include "wire/validate.h"

#include <fmt/format.h>

#include <algorithm>

#include "wire/pattern.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::Bounds;
using reflect::ElementInfo;
using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;
using Rule = Violation::Rule;
using Found = std::optional<Violation>;

constexpr std::size_t kMaxTextShown = 1024;

bool outside(double number, const Bounds& bounds) {
    return number < static_cast<double>(bounds.min) || number > static_cast<double>(bounds.max);
}

// What is wrong is found without the path: each level on the way out puts its step in front.
Found violation(Rule rule, const Bounds& bounds, double actual = 0) {
    return Violation{.rule = rule, .path = {}, .bounds = &bounds, .actual = actual, .text = {}};
}

Found below(std::string_view step, Found found) {
    if (!found) return found;
    const bool dot = !found->path.empty() && found->path.front() != '[';
    found->path = fmt::format("{}{}{}", step, dot ? "." : "", found->path);
    return found;
}

Found check_number(double number, const Bounds& bounds) {
    if (!outside(number, bounds)) return std::nullopt;
    return violation(Rule::Range, bounds, number);
}

Found check_length(std::size_t length, const Bounds& bounds) {
    const auto count = static_cast<double>(length);
    if (!outside(count, bounds)) return std::nullopt;
    return violation(Rule::Length, bounds, count);
}

Found check_string(const std::string& text, const Bounds& bounds) {
    Found found = check_length(count_characters(text), bounds);
    if (!found && !bounds.pattern.empty() && !fits_model_pattern(bounds.pattern, text)) {
        found = violation(Rule::Pattern, bounds);
    }
    if (found) found->text = text.substr(0, kMaxTextShown);
    return found;
}

bool is_bounded(const Bounds& bounds) {
    constexpr Bounds kNone;
    return bounds.min != kNone.min || bounds.max != kNone.max || !bounds.pattern.empty();
}

// What the member's own bounds say of its value.
Found check_own(const TypeInfo& type, const void* value, const Bounds& bounds) {
    if (!is_bounded(bounds)) return std::nullopt;
    switch (type.kind) {
        case Kind::Integer: return check_number(*static_cast<const std::int32_t*>(value), bounds);
        case Kind::Long: {
            const auto number = *static_cast<const std::int64_t*>(value);
            if (number >= bounds.min && number <= bounds.max) return std::nullopt;
            return violation(Rule::Range, bounds, static_cast<double>(number));
        }
        case Kind::Double: return check_number(*static_cast<const double*>(value), bounds);
        case Kind::String: return check_string(type.text(const_cast<void*>(value)), bounds);
        case Kind::Blob:
            return check_length(static_cast<const reflect::Blob*>(value)->bytes.size(), bounds);
        case Kind::List:
        case Kind::Map: return check_length(type.size(value), bounds);
        case Kind::Boolean:
        case Kind::Timestamp:
        case Kind::Enum:
        case Kind::RawJson:
        case Kind::Structure: return std::nullopt;
    }
    return std::nullopt;
}

Found check_inside(const TypeInfo& type, const void* value, const ElementInfo* element);

Found check_value(
    const TypeInfo& type, const void* value, const Bounds& bounds, const ElementInfo* element
) {
    if (auto found = check_own(type, value, bounds)) return found;
    return check_inside(type, value, element);
}

Found check_field(const FieldInfo& field, const void* object) {
    const void* value = field.get(object);
    if (value == nullptr) {
        return field.bounds.required ? violation(Rule::Required, field.bounds) : std::nullopt;
    }
    return check_value(field.type(), value, field.bounds, field.element);
}

Found check_union(const TypeInfo& type, const void* object) {
    static constexpr Bounds kNone;
    const auto given = std::ranges::count_if(type.fields, [object](const FieldInfo& field) {
        return field.get(object) != nullptr;
    });
    if (given == 1) return std::nullopt;
    return violation(Rule::Union, kNone, static_cast<double>(given));
}

Found check_members(const TypeInfo& type, const void* object) {
    if (type.is_union) {
        if (auto found = check_union(type, object)) return found;
    }
    for (const FieldInfo& field : type.fields) {
        if (auto found = check_field(field, object)) return below(field.name, std::move(found));
    }
    return std::nullopt;
}

const Bounds& bounds_of(const ElementInfo* element) {
    static constexpr Bounds kNone;
    return element == nullptr ? kNone : element->bounds;
}

const ElementInfo* inside_of(const ElementInfo* element) {
    return element == nullptr ? nullptr : element->inside;
}

Found check_elements(const TypeInfo& type, const void* list, const ElementInfo* element) {
    const TypeInfo& value_type = type.element();
    const std::size_t size = type.size(list);
    for (std::size_t i = 0; i < size; ++i) {
        auto found =
            check_value(value_type, type.at(list, i), bounds_of(element), inside_of(element));
        if (found) return below(fmt::format("[{}]", i), std::move(found));
    }
    return std::nullopt;
}

Found check_key(const std::string& key, const ElementInfo* element) {
    if (element == nullptr || !is_bounded(element->key_bounds)) return std::nullopt;
    Found found = check_string(key, element->key_bounds);
    if (found) found->is_key = true;
    return found;
}

Found check_entries(const TypeInfo& type, const void* map, const ElementInfo* element) {
    const TypeInfo& value_type = type.element();
    Found found;
    type.each(map, [&](const std::string& key, const void* value) {
        if (found) return;
        found = check_key(key, element);
        if (found) return;
        found = check_value(value_type, value, bounds_of(element), inside_of(element));
        if (found) found = below(key, std::move(found));
    });
    return found;
}

bool has_members(const TypeInfo& type) {
    return type.kind == Kind::Structure || type.kind == Kind::List || type.kind == Kind::Map;
}

// What is said of the members, or of the values in a list or map.
Found check_inside(const TypeInfo& type, const void* value, const ElementInfo* element) {
    if (type.kind == Kind::Structure) return check_members(type, value);
    if (!has_members(type) || (element == nullptr && !has_members(type.element()))) {
        return std::nullopt;
    }
    return type.kind == Kind::List ? check_elements(type, value, element)
                                   : check_entries(type, value, element);
}

}  // namespace

std::optional<Violation> find_violation(const TypeInfo& type, const void* value) {
    return check_inside(type, value, nullptr);
}

}  // namespace gantry::wire
