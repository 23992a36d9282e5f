#include "services/ssm/api/filters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/name_rules.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

constexpr std::string_view kTag = "tag:";

bool is_tag(std::string_view key) {
    return key.starts_with(kTag);
}

Error bad_option(const Filter& filter, std::string_view valid) {
    return api_error(
        "InvalidFilterOption",
        fmt::format(
            "The following filter option is not valid: {}. Valid options include: [{}].",
            filter.option,
            valid
        )
    );
}

Result<void> check_key(const Filter& filter, FilterUse use) {
    const std::string& key = filter.key;
    const bool by_path = use == FilterUse::ByPath;
    const bool valid = by_path ? key == "Type" || key == "KeyId" || key == "Label" : key != "Label";
    if (valid) return {};
    return api_error(
        "InvalidFilterKey",
        fmt::format(
            "The following filter key is not valid: {}. Valid filter keys include: [{}].",
            key,
            by_path ? "Type, KeyId" : "Path, Name, Type, KeyId, Tier"
        )
    );
}

Result<void> check_option(const Filter& filter) {
    const std::string& option = filter.option;
    if (filter.key == "Path") {
        if (option == "Recursive" || option == "OneLevel") return {};
        return bad_option(filter, "Recursive, OneLevel");
    }
    if (option == "Equals") return {};
    if (filter.key == "Label") return bad_option(filter, "Equals");
    const bool contains = filter.key == "Name" && option == "Contains";
    if (option == "BeginsWith" || contains) return {};
    return bad_option(filter, "BeginsWith, Equals");
}

Result<void> check_words(const Filter& filter, const std::vector<std::string_view>& words) {
    for (const std::string& value : filter.values) {
        const auto fits = [&](std::string_view word) {
            return filter.option == "BeginsWith" ? word.starts_with(value) : word == value;
        };
        if (std::ranges::any_of(words, fits)) continue;
        return api_error(
            "InvalidFilterValue",
            fmt::format(
                "The following filter value is not valid: {}. Valid values include: [{}].",
                value,
                fmt::join(words, ", ")
            )
        );
    }
    return {};
}

Result<void> check_paths(const Filter& filter) {
    for (const std::string& value : filter.values) {
        if (has_reserved_start(path_of(value))) {
            return validation(
                "Filters for common parameters can't be prefixed with \"aws\" or \"ssm\" "
                "(case-insensitive). When using global parameters, please specify within a global "
                "namespace."
            );
        }
        if (auto good = check_path(value); !good) return good;
    }
    return {};
}

Result<void> check_values(const Filter& filter) {
    if (filter.values.empty() && !is_tag(filter.key)) {
        return api_error(
            "InvalidFilterValue",
            fmt::format(
                "The following filter values are missing : null for filter key {}.", filter.key
            )
        );
    }
    if (filter.key == "Path") return check_paths(filter);
    if (filter.key == "Tier") {
        return check_words(filter, {"Standard", "Advanced", "Intelligent-Tiering"});
    }
    if (filter.key == "Type") return check_words(filter, {"String", "StringList", "SecureString"});
    return {};
}

bool fits(const Filter& filter, std::string_view what) {
    return std::ranges::any_of(filter.values, [&](const std::string& value) {
        if (filter.option == "BeginsWith") return what.starts_with(value);
        if (filter.option == "Contains") return what.find(value) != std::string_view::npos;
        return what == value;
    });
}

/// Names are compared with or without their first slash, and contain any text.
bool fits_name(const Filter& filter, std::string_view name) {
    if (filter.option == "Contains") return fits(filter, name);
    return std::ranges::any_of(filter.values, [&](const std::string& value) {
        const auto [path, wanted] = std::pair{path_of(name), path_of(value)};
        return filter.option == "BeginsWith" ? path.starts_with(wanted) : path == wanted;
    });
}

bool fits_path(const Filter& filter, std::string_view name) {
    const std::string path = "/" + std::string(path_of(name));
    return std::ranges::any_of(filter.values, [&](std::string value) {
        if (!value.ends_with('/')) value += '/';
        if (!path.starts_with(value)) return false;
        return filter.option == "Recursive" || path.find('/', value.size()) == std::string::npos;
    });
}

bool fits_tag(const Filter& filter, const Tags& tags) {
    const std::string_view key = std::string_view(filter.key).substr(kTag.size());
    return std::ranges::any_of(tags, [&](const api::ssm::Tag& tag) {
        if (tag.key != key) return false;
        return filter.values.empty() || fits(filter, tag.value.value_or(""));
    });
}

bool passes_one(const Filter& filter, const Tags& tags, const VersionRow& version) {
    if (filter.key == "Name") return fits_name(filter, version.name);
    if (filter.key == "Path") return fits_path(filter, version.name);
    if (filter.key == "Type") return fits(filter, reflect::to_text(version.type));
    if (filter.key == "Tier") return fits(filter, reflect::to_text(version.tier));
    if (filter.key == "DataType") return fits(filter, version.data_type);
    if (filter.key == "KeyId") return !version.key_id.empty() && fits(filter, version.key_id);
    if (filter.key == "Label") {
        return std::ranges::any_of(version.labels, [&](const std::string& label) {
            return fits(filter, label);
        });
    }
    return fits_tag(filter, tags);
}

}  // namespace

Result<Filters> read_filters(
    const std::optional<std::vector<api::ssm::ParameterStringFilter>>& given, FilterUse use
) {
    Filters filters;
    std::set<std::string> keys;
    if (!given) return filters;
    for (const auto& one : *given) {
        Filter filter{
            .key = one.key.value_or(""),
            .option = one.option.value_or(one.key == "Path" ? "OneLevel" : "Equals"),
            .values = one.values.value_or(std::vector<std::string>{}),
        };
        if (auto good = check_key(filter, use); !good) return good.error();
        if (auto good = check_values(filter); !good) return good.error();
        if (!keys.insert(filter.key).second) {
            return api_error(
                "InvalidFilterKey",
                fmt::format(
                    "The following filter is duplicated in the request: {}. A request can contain "
                    "only one occurrence of a specific filter.",
                    filter.key
                )
            );
        }
        if (auto good = check_option(filter); !good) return good.error();
        filters.push_back(std::move(filter));
    }
    return filters;
}

Filters read_old_filters(const std::vector<api::ssm::ParametersFilter>& given) {
    using api::ssm::ParametersFilterKey;
    Filters filters;
    for (const auto& one : given) {
        const auto key = one.key.value_or(ParametersFilterKey::Name);
        filters.push_back({
            .key = std::string(reflect::to_text(key)),
            .option = key == ParametersFilterKey::Name ? "BeginsWith" : "Equals",
            .values = one.values.value_or(std::vector<std::string>{}),
        });
    }
    return filters;
}

bool passes(const Filters& filters, const Tags& tags, const VersionRow& version) {
    return std::ranges::all_of(filters, [&](const Filter& filter) {
        return passes_one(filter, tags, version);
    });
}

std::string text_of(const Filters& filters) {
    std::string text;
    for (const Filter& filter : filters) {
        text +=
            fmt::format("{} {} [{}];", filter.key, filter.option, fmt::join(filter.values, ","));
    }
    return text;
}

const Filter* label_filter(const Filters& filters) {
    const auto found = std::ranges::find(filters, "Label", &Filter::key);
    return found == filters.end() ? nullptr : &*found;
}

}  // namespace gantry::ssm
