#include <fmt/format.h>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/filters.h"
#include "services/ssm/api/name_rules.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/show.h"
#include "services/ssm/api/values.h"
#include "services/ssm/model/public_parameters.h"

namespace gantry::ssm {
namespace {

using api::ssm::GetParametersByPathRequest;
using api::ssm::GetParametersByPathResult;

constexpr std::int32_t kPageSize = 10;

/// What is listed.
struct Hierarchy {
    std::string path;  ///< with a slash at its end: "/app/"
    bool recursive;
    Filters filters;

    [[nodiscard]] bool has(std::string_view name) const {
        if (!name.starts_with(path) || name.size() == path.size()) return false;
        return recursive || name.find('/', path.size()) == std::string_view::npos;
    }
    [[nodiscard]] std::string list() const {
        return fmt::format("ssm:GetParametersByPath {} {} {}", path, recursive, text_of(filters));
    }
};

/// The version that is shown: the newest, or the one with the label that is asked for.
VersionPtr pick_version(
    const Call& call, const std::string& key, const ParameterRow& parameter, const Filters& filters
) {
    const Rows rows{call.tables, call.tx};
    if (label_filter(filters) == nullptr) {
        return rows.tables.versions.find(version_key(key, parameter.latest));
    }
    for (const VersionPtr& version : versions_of(rows, key)) {
        if (passes(filters, parameter.tags, *version)) return version;
    }
    return nullptr;
}

service::KeysAfter own_keys(const Call& call, const Hierarchy& hierarchy) {
    const std::string prefix = call.scope.prefix();
    const auto keep = [&call, &hierarchy, prefix](const ParameterRow& parameter) {
        const std::string key = parameter_key(call.scope, parameter.name);
        if (!hierarchy.has("/" + key.substr(prefix.size()))) return false;
        const auto version = pick_version(call, key, parameter, hierarchy.filters);
        return version && passes(hierarchy.filters, parameter.tags, *version);
    };
    return service::rows_with_prefix(
        call.tables.parameters, prefix + hierarchy.path.substr(1), keep
    );
}

service::KeysAfter public_keys(const Call& call, const Hierarchy& hierarchy) {
    return [&](const std::string& after, const service::TakeKey& take) {
        const auto& all = public_parameters();
        auto next = after.empty() ? all.lower_bound(hierarchy.path) : all.upper_bound(after);
        for (; next != all.end() && next->first.starts_with(hierarchy.path); ++next) {
            if (!hierarchy.has(next->first)) continue;
            const auto version = find_public_parameter(call.scope, next->first);
            if (passes(hierarchy.filters, {}, *version) && !take(next->first)) return;
        }
    };
}

}  // namespace

Result<VersionPage> take_path_page(const Call& call, const GetParametersByPathRequest& input) {
    Hierarchy hierarchy{
        .path = input.path.value_or(""),
        .recursive = input.recursive.value_or(false),
    };
    if (auto good = check_path(hierarchy.path); !good) return good.error();
    if (!hierarchy.path.ends_with('/')) hierarchy.path += '/';
    auto filters = read_filters(input.parameter_filters, FilterUse::ByPath);
    if (!filters) return filters.error();
    hierarchy.filters = *std::move(filters);
    const bool is_public = is_public_name(hierarchy.path);
    const auto size = static_cast<std::size_t>(input.max_results.value_or(kPageSize));
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {hierarchy.list(), size, input.next_token},
        is_public ? public_keys(call, hierarchy) : own_keys(call, hierarchy)
    );
    if (!page) return invalid_token();
    VersionPage out{.page = *std::move(page)};
    for (const std::string& key : out.page.keys) {
        if (is_public) {
            out.versions.push_back(find_public_parameter(call.scope, key));
        } else {
            const auto parameter = call.tables.parameters.find(key);
            out.versions.push_back(pick_version(call, key, *parameter, hierarchy.filters));
        }
    }
    return out;
}

Result<GetParametersByPathResult> get_parameters_by_path(
    Call& call, const GetParametersByPathRequest& input
) {
    auto page = take_path_page(call, input);
    if (!page) return page.error();
    GetParametersByPathResult out{.parameters = std::vector<api::ssm::Parameter>{}};
    for (const VersionPtr& version : page->versions) {
        const bool decrypt = input.with_decryption.value_or(false);
        auto value = value_of(call.services, call.tx, *version, decrypt);
        if (!value) return value.error();
        out.parameters->push_back(show_parameter(*version, *std::move(value)));
    }
    out.next_token = std::move(page->page.next);
    return out;
}

}  // namespace gantry::ssm
