#include "services/ssm/api/labels.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/find.h"
#include "services/ssm/api/name_rules.h"

namespace gantry::ssm {
namespace {

using api::ssm::LabelParameterVersionRequest;
using api::ssm::LabelParameterVersionResult;
using api::ssm::UnlabelParameterVersionRequest;
using api::ssm::UnlabelParameterVersionResult;
using Labels = std::vector<std::string>;

bool has(const Labels& labels, const std::string& label) {
    return std::ranges::find(labels, label) != labels.end();
}

struct LabelledVersion {
    std::string key;
    VersionPtr version;
};

Result<LabelledVersion> find_labelled_version(
    const Call& call, const std::string& name, std::optional<std::int64_t> number
) {
    const Reference reference = parse_reference(call.scope, name);
    const auto parameter = find_parameter({call.tables, call.tx}, call.scope, name);
    if (!parameter || reference.by_arn || !reference.selector.empty()) {
        return parameter_not_found(name);
    }
    const std::string key = reference.key();
    const std::int64_t wanted = number.value_or(parameter->latest);
    auto version = call.tx.get(call.tables.versions, version_key(key, wanted));
    if (!version) return version_not_found("version", std::to_string(wanted), name);
    return LabelledVersion{key, std::move(version)};
}

void put_version(Call& call, const std::string& parameter_key, VersionRow row) {
    const std::string key = version_key(parameter_key, row.version);
    call.tx.put(call.tables.versions, key, std::move(row));
}

void take_from_others(Call& call, const LabelledVersion& labelled, const Labels& labels) {
    for (const VersionPtr& other : versions_of({call.tables, call.tx}, labelled.key)) {
        if (other->version == labelled.version->version) continue;
        VersionRow row = *other;
        std::erase_if(row.labels, [&](const std::string& label) { return has(labels, label); });
        if (row == *other) continue;
        put_version(call, labelled.key, std::move(row));
    }
}

}  // namespace

Result<LabelParameterVersionResult> label_parameter_version(
    Call& call, const LabelParameterVersionRequest& input
) {
    const auto found =
        find_labelled_version(call, input.name.value_or(""), input.parameter_version);
    if (!found) return found.error();
    LabelParameterVersionResult out{
        .invalid_labels = Labels{}, .parameter_version = found->version->version
    };
    VersionRow row = *found->version;
    Labels moved;
    for (const std::string& label : input.labels.value_or(Labels{})) {
        if (!is_label(label)) {
            out.invalid_labels->push_back(label);
            continue;
        }
        moved.push_back(label);
        if (!has(row.labels, label)) row.labels.push_back(label);
    }
    if (row.labels.size() > kMaxLabels) {
        return Error{
            ErrorKind::LimitExceeded,
            "ParameterVersionLabelLimitExceeded",
            "A parameter version can have maximum 10 labels. Move one or more labels to another "
            "version and try again.",
            {},
        };
    }
    take_from_others(call, *found, moved);
    if (row != *found->version) {
        put_version(call, found->key, std::move(row));
    }
    return out;
}

Result<UnlabelParameterVersionResult> unlabel_parameter_version(
    Call& call, const UnlabelParameterVersionRequest& input
) {
    const auto found =
        find_labelled_version(call, input.name.value_or(""), input.parameter_version);
    if (!found) return found.error();
    UnlabelParameterVersionResult out{.removed_labels = Labels{}, .invalid_labels = Labels{}};
    VersionRow row = *found->version;
    for (const std::string& label : input.labels.value_or(Labels{})) {
        const bool removed = std::erase(row.labels, label) > 0;
        (removed ? out.removed_labels : out.invalid_labels)->push_back(label);
    }
    if (!out.removed_labels->empty()) {
        put_version(call, found->key, std::move(row));
    }
    return out;
}

}  // namespace gantry::ssm
