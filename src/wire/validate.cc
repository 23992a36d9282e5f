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

std::string join(std::string_view path, std::string_view name) {
    return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

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

Found check_number(double number, const Bounds& bounds, std::string_view path) {
    if (!outside(number, bounds)) return std::nullopt;
    return Violation{Rule::Range, std::string(path), &bounds, number};
}

Found check_length(std::size_t length, const Bounds& bounds, std::string_view path) {
    const auto count = static_cast<double>(length);
    if (!outside(count, bounds)) return std::nullopt;
    return Violation{Rule::Length, std::string(path), &bounds, count};
}

Found check_string(const std::string& text, const Bounds& bounds, std::string_view path) {
    if (auto found = check_length(count_characters(text), bounds, path)) return found;
    if (bounds.pattern.empty() || matches(bounds.pattern, text)) return std::nullopt;
    return Violation{Rule::Pattern, std::string(path), &bounds};
}

// What the member's own bounds say of its value.
Found check_own(
    const TypeInfo& type, const void* value, const Bounds& bounds, std::string_view path
) {
    switch (type.kind) {
        case Kind::Integer:
            return check_number(*static_cast<const std::int32_t*>(value), bounds, path);
        case Kind::Long: {
            const auto number = *static_cast<const std::int64_t*>(value);
            if (number >= bounds.min && number <= bounds.max) return std::nullopt;
            return Violation{Rule::Range, std::string(path), &bounds, static_cast<double>(number)};
        }
        case Kind::Double: return check_number(*static_cast<const double*>(value), bounds, path);
        case Kind::String: return check_string(type.text(const_cast<void*>(value)), bounds, path);
        case Kind::List:
        case Kind::Map: return check_length(type.size(value), bounds, path);
        case Kind::Boolean:
        case Kind::Timestamp:
        case Kind::Enum:
        case Kind::RawJson:
        case Kind::Structure: return std::nullopt;
    }
    return std::nullopt;
}

Found check_inside(const TypeInfo& type, const void* value, const std::string& path);

Found check_field(const FieldInfo& field, const void* object, const std::string& path) {
    const void* value = field.get(object);
    const std::string here = join(path, field.name);
    if (value == nullptr) {
        if (!field.bounds.required) return std::nullopt;
        return Violation{Rule::Required, here, &field.bounds};
    }
    const TypeInfo& type = field.type();
    if (auto found = check_own(type, value, field.bounds, here)) return found;
    return check_inside(type, value, here);
}

// What the members below say.
Found check_inside(const TypeInfo& type, const void* value, const std::string& path) {
    if (type.kind == Kind::Structure) {
        for (const FieldInfo& field : type.fields) {
            if (auto found = check_field(field, value, path)) return found;
        }
    } else if (type.kind == Kind::List) {
        for (std::size_t i = 0; i < type.size(value); ++i) {
            const std::string here = fmt::format("{}[{}]", path, i);
            if (auto found = check_inside(type.element(), type.at(value, i), here)) return found;
        }
    } else if (type.kind == Kind::Map) {
        Found found;
        type.each(value, [&](const std::string& key, const void* element) {
            if (!found) found = check_inside(type.element(), element, join(path, key));
        });
        return found;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Violation> find_violation(const TypeInfo& type, const void* value) {
    return check_inside(type, value, "");
}

}  // namespace gantry::wire
