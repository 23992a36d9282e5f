#include "services/ssm/api/find.h"

#include <algorithm>
#include <charconv>

#include "services/ssm/api/errors.h"
#include "services/ssm/model/public_parameters.h"

namespace gantry::ssm {
namespace {

/// The number that a selector is; nothing for a label.
std::optional<std::int64_t> number_of(std::string_view selector) {
    std::int64_t number = 0;
    const char* end = selector.data() + selector.size();
    const auto [rest, error] = std::from_chars(selector.data(), end, number);
    if (selector.empty() || error != std::errc{} || rest != end) return std::nullopt;
    return number;
}

VersionPtr find_labelled(const Rows& rows, const std::string& key, const std::string& label) {
    for (const VersionPtr& version : versions_of(rows, key)) {
        if (std::ranges::find(version->labels, label) != version->labels.end()) return version;
    }
    return nullptr;
}

Result<Found> find_public(Reference reference) {
    VersionPtr version = find_public_parameter(reference.scope, reference.name);
    if (!version) return parameter_not_found(reference.name);
    if (!reference.selector.empty() && reference.selector != "1") {
        return version_not_found("version", reference.selector, reference.name);
    }
    return Found{std::move(reference), nullptr, std::move(version)};
}

}  // namespace

Result<Found> find_version(const Rows& rows, const aws::Scope& scope, std::string_view text) {
    Reference reference = parse_reference(scope, text);
    if (is_public_name(reference.name)) {
        if (reference.scope.region != scope.region) return parameter_not_found(reference.name);
        return find_public(std::move(reference));
    }
    const std::string key = reference.key();
    ParameterPtr parameter;
    if (reference.scope == scope) parameter = rows.tx.get(rows.tables.parameters, key);
    if (!parameter) return parameter_not_found(reference.name);
    VersionPtr version;
    if (reference.selector.empty()) {
        version = rows.tx.get(rows.tables.versions, version_key(key, parameter->latest));
    } else if (const auto number = number_of(reference.selector)) {
        version = rows.tx.get(rows.tables.versions, version_key(key, *number));
        if (!version) return version_not_found("version", reference.selector, reference.name);
    } else {
        version = find_labelled(rows, key, reference.selector);
        if (!version) return version_not_found("label", reference.selector, reference.name);
    }
    if (!version) return parameter_not_found(reference.name);
    return Found{std::move(reference), std::move(parameter), std::move(version)};
}

ParameterPtr find_parameter(const Rows& rows, const aws::Scope& scope, std::string_view text) {
    const Reference reference = parse_reference(scope, text);
    if (is_public_name(reference.name) || reference.scope != scope) return nullptr;
    return rows.tx.get(rows.tables.parameters, reference.key());
}

std::vector<VersionPtr> versions_of(const Rows& rows, std::string_view parameter_key) {
    std::vector<VersionPtr> versions;
    for (const auto& [key, row] :
         rows.tables.versions.with_prefix(versions_prefix(parameter_key))) {
        if (auto version = rows.tx.get(rows.tables.versions, key)) {
            versions.push_back(std::move(version));
        }
    }
    return versions;
}

}  // namespace gantry::ssm
