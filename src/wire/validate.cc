#include "wire/validate.h"

#include <fmt/format.h>

#include <regex>
#include <unordered_map>

#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::Bounds;
using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;
using Rule = Violation::Rule;
using Found = std::optional<Violation>;

// The matcher of libstdc++ recurses once per character.
constexpr std::size_t kMaxMatchedBytes = 4096;

bool matches(std::string_view pattern, const std::string& text) {
    if (pattern.find("\\p{") != std::string_view::npos) return true;
    if (text.size() > kMaxMatchedBytes) return false;
    thread_local std::unordered_map<std::string_view, std::regex> compiled;
    auto found = compiled.find(pattern);
    if (found == compiled.end()) {
        found = compiled.emplace(pattern, std::regex(pattern.begin(), pattern.end())).first;
    }
    return std::regex_search(text, found->second);
}

bool outside(double number, const Bounds& bounds) {
    return number < static_cast<double>(bounds.min) || number > static_cast<double>(bounds.max);
}

// What is wrong is found without the path: each level on the way out puts its step in front.
Found violation(Rule rule, const Bounds& bounds, double actual = 0) {
    return Violation{rule, {}, &bounds, actual};
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
    if (auto found = check_length(count_characters(text), bounds)) return found;
    if (bounds.pattern.empty() || matches(bounds.pattern, text)) return std::nullopt;
    return violation(Rule::Pattern, bounds);
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

Found check_inside(const TypeInfo& type, const void* value);

Found check_field(const FieldInfo& field, const void* object) {
    const void* value = field.get(object);
    if (value == nullptr) {
        return field.bounds.required ? violation(Rule::Required, field.bounds) : std::nullopt;
    }
    const TypeInfo& type = field.type();
    if (auto found = check_own(type, value, field.bounds)) return found;
    return check_inside(type, value);
}

bool has_members(const TypeInfo& type) {
    return type.kind == Kind::Structure || type.kind == Kind::List || type.kind == Kind::Map;
}

// What the members below say.
Found check_inside(const TypeInfo& type, const void* value) {
    if (type.kind == Kind::Structure) {
        for (const FieldInfo& field : type.fields) {
            if (auto found = check_field(field, value)) return below(field.name, std::move(found));
        }
    } else if (type.kind == Kind::List && has_members(type.element())) {
        for (std::size_t i = 0; i < type.size(value); ++i) {
            if (auto found = check_inside(type.element(), type.at(value, i))) {
                return below(fmt::format("[{}]", i), std::move(found));
            }
        }
    } else if (type.kind == Kind::Map && has_members(type.element())) {
        Found found;
        type.each(value, [&](const std::string& key, const void* element) {
            if (!found) found = below(key, check_inside(type.element(), element));
        });
        return found;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Violation> find_violation(const TypeInfo& type, const void* value) {
    return check_inside(type, value);
}

}  // namespace gantry::wire
