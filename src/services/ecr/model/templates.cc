#include "services/ecr/model/templates.h"

#include <algorithm>

#include "services/ecr/model/names.h"
#include "services/ecr/model/repository_count.h"

namespace gantry::ecr {

using api::ecr::EncryptionType;
using api::ecr::ImageTagMutability;
using api::ecr::RCTAppliedFor;
using api::ecr::RepositoryCreationTemplate;

namespace {

RepositoryRow repository_from(
    const RepositoryCreationTemplate& from, std::string_view name, SysTime now
) {
    RepositoryRow row;
    row.name = name;
    row.created = now;
    row.mutability = from.image_tag_mutability.value_or(ImageTagMutability::Mutable);
    row.exclusion_filters =
        from.image_tag_mutability_exclusion_filters.value_or(ExclusionFilters{});
    row.encryption.encryption_type = EncryptionType::Aes256;
    if (from.encryption_configuration) {
        row.encryption.encryption_type = from.encryption_configuration->encryption_type;
        const std::string key = from.encryption_configuration->kms_key.value_or("");
        if (!key.empty()) row.encryption.kms_key = key;
    }
    row.policy = from.repository_policy.value_or("");
    row.lifecycle_policy = from.lifecycle_policy.value_or("");
    row.tags = from.resource_tags.value_or(Tags{});
    return row;
}

}  // namespace

core::Table<TemplateRow>::Ptr find_template(
    const Tables& tables, const aws::Scope& scope, std::string_view name, RCTAppliedFor applied_for
) {
    const auto fitting = [&](std::string_view prefix) -> core::Table<TemplateRow>::Ptr {
        auto row = tables.templates.find(scope.prefix() + std::string(prefix));
        if (!row || !row->what.applied_for) return nullptr;
        const auto& cases = *row->what.applied_for;
        return std::ranges::find(cases, applied_for) == cases.end() ? nullptr : row;
    };
    for (std::size_t slash = name.rfind('/'); slash != std::string_view::npos && slash > 0;
         slash = name.rfind('/', slash - 1)) {
        if (auto row = fitting(name.substr(0, slash))) return row;
    }
    return fitting(kRootPrefix);
}

Result<bool> stage_created_on_push(
    core::Transaction& tx,
    const Tables& tables,
    const aws::Scope& scope,
    std::string_view name,
    SysTime now
) {
    const std::string key = repository_key(scope, name);
    if (tx.get(tables.repositories, key)) return true;
    if (!is_repository_name(name)) return false;
    const auto from = find_template(tables, scope, name, RCTAppliedFor::CreateOnPush);
    if (!from) return false;
    if (auto good = check_repository_count(tables, scope); !good) return good.error();
    tx.put(tables.repositories, key, repository_from(from->what, name, now));
    return true;
}

}  // namespace gantry::ecr
