#include "services/ec2/rules/filters.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/tag.h"
#include "services/ec2/rules/refusal.h"
#include "services/ec2/rules/wildcard.h"

namespace gantry::ec2 {
namespace {

using reflect::FieldInfo;
using reflect::TypeInfo;
using service::MemberPath;

constexpr std::size_t kMostValues = 200;

std::string text_of(const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case reflect::Kind::Boolean: return *static_cast<const bool*>(value) ? "true" : "false";
        case reflect::Kind::Integer:
            return std::to_string(*static_cast<const std::int32_t*>(value));
        case reflect::Kind::Long: return std::to_string(*static_cast<const std::int64_t*>(value));
        case reflect::Kind::String: return type.text(const_cast<void*>(value));
        case reflect::Kind::Timestamp: return format_iso8601(*static_cast<const SysTime*>(value));
        case reflect::Kind::Enum:
            return std::string(type.enum_names[*static_cast<const std::uint8_t*>(value)]);
        default: return {};
    }
}

bool any_fits(const std::vector<std::string>& values, const TypeInfo& type, const void* value) {
    if (type.kind == reflect::Kind::List) {
        for (std::size_t i = 0; i < type.size(value); ++i) {
            if (any_fits(values, type.element(), type.at(value, i))) return true;
        }
        return false;
    }
    const std::string text = text_of(type, value);
    return std::ranges::any_of(values, [&](const std::string& wanted) {
        return matches_wildcard(wanted, text);
    });
}

/// Tags are called "Tags", and "TagSet" of network interfaces.
std::optional<MemberPath> tag_path(const TypeInfo& type, std::string_view member) {
    for (const char* const list : {"Tags", "TagSet"}) {
        if (auto path = MemberPath::find(type, fmt::format("{}[].{}", list, member))) return path;
    }
    return std::nullopt;
}

std::vector<MemberPath> find_paths(
    const TypeInfo& type, std::span<const FilterName> names, std::string_view name
) {
    std::vector<MemberPath> found;
    if (name == "tag-key" || name == "tag-value" || name.starts_with("tag:")) {
        if (auto path = tag_path(type, name == "tag-key" ? "Key" : "Value")) found.push_back(*path);
    }
    for (const FilterName& known : names) {
        if (known.name != name) continue;
        if (auto path = MemberPath::find(type, known.path)) found.push_back(*std::move(path));
    }
    return found;
}

}  // namespace

Result<Filters> Filters::read(
    const std::optional<std::vector<api::ec2::Filter>>& filters,
    const TypeInfo& type,
    std::span<const FilterName> names
) {
    Filters read;
    std::size_t count = 0;
    for (const api::ec2::Filter& filter : filters.value_or(std::vector<api::ec2::Filter>{})) {
        const std::string name = filter.name.value_or("");
        One one{
            find_paths(type, names, name), filter.values.value_or(std::vector<std::string>{}), {}
        };
        if (one.paths.empty()) {
            return invalid_value(fmt::format("The filter '{}' is invalid", name));
        }
        if (one.values.empty()) {
            return invalid_value("The filter 'null' is invalid");
        }
        if (name.starts_with("tag:")) one.tag_key = name.substr(4);
        count += one.values.size();
        read.filters_.push_back(std::move(one));
    }
    if (count > kMostValues) {
        return refused(
            "FilterLimitExceeded",
            fmt::format(
                "The maximum number of filter values specified on a single call is {}", kMostValues
            )
        );
    }
    return read;
}

bool Filters::fits(const One& filter, const void* shape) {
    const auto visit = [&filter](const FieldInfo& field, const void* object) {
        if (filter.tag_key && static_cast<const api::ec2::Tag*>(object)->key != *filter.tag_key) {
            return false;
        }
        const void* value = field.get(object);
        return value != nullptr && any_fits(filter.values, field.type(), value);
    };
    return std::ranges::any_of(filter.paths, [&](const MemberPath& path) {
        return path.any_of(shape, visit);
    });
}

bool Filters::match(const void* shape) const {
    return std::ranges::all_of(filters_, [shape](const One& one) { return fits(one, shape); });
}

}  // namespace gantry::ec2
