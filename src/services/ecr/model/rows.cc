#include "services/ecr/model/rows.h"

namespace gantry::ecr {

using reflect::field;
using reflect::structure;

const reflect::TypeInfo& RepositoryRow::type_info() {
    static const reflect::TypeInfo info = structure<RepositoryRow>(
        "Repository",
        {
            field<&RepositoryRow::name>("name"),
            field<&RepositoryRow::created>("created"),
            field<&RepositoryRow::mutability>("mutability"),
            field<&RepositoryRow::exclusion_filters>("exclusionFilters"),
            field<&RepositoryRow::scan_on_push>("scanOnPush"),
            field<&RepositoryRow::encryption>("encryption"),
            field<&RepositoryRow::policy>("policy"),
            field<&RepositoryRow::lifecycle_policy>("lifecyclePolicy"),
            field<&RepositoryRow::lifecycle_evaluated>("lifecycleEvaluated"),
            field<&RepositoryRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& ImageRow::type_info() {
    static const reflect::TypeInfo info = structure<ImageRow>(
        "Image",
        {
            field<&ImageRow::digest>("digest"),
            field<&ImageRow::media_type>("mediaType"),
            field<&ImageRow::artifact_media_type>("artifactMediaType"),
            field<&ImageRow::size>("size"),
            field<&ImageRow::pushed>("pushed"),
            field<&ImageRow::pulled>("pulled"),
            field<&ImageRow::children>("children"),
            field<&ImageRow::subject>("subject"),
        }
    );
    return info;
}

const reflect::TypeInfo& ManifestRow::type_info() {
    static const reflect::TypeInfo info =
        structure<ManifestRow>("ImageManifest", {field<&ManifestRow::text>("text")});
    return info;
}

const reflect::TypeInfo& TagRow::type_info() {
    static const reflect::TypeInfo info =
        structure<TagRow>("ImageTag", {field<&TagRow::digest>("digest")});
    return info;
}

const reflect::TypeInfo& PullTimeExclusion::type_info() {
    static const reflect::TypeInfo info = structure<PullTimeExclusion>(
        "PullTimeExclusion",
        {
            field<&PullTimeExclusion::principal_arn>("principalArn"),
            field<&PullTimeExclusion::created>("created"),
        }
    );
    return info;
}

const reflect::TypeInfo& RegistryRow::type_info() {
    static const reflect::TypeInfo info = structure<RegistryRow>(
        "Registry",
        {
            field<&RegistryRow::policy>("policy"),
            field<&RegistryRow::scanning>("scanning"),
            field<&RegistryRow::replication>("replication"),
            field<&RegistryRow::settings>("settings"),
            field<&RegistryRow::pull_time_exclusions>("pullTimeExclusions"),
        }
    );
    return info;
}

const reflect::TypeInfo& PullThroughRow::type_info() {
    static const reflect::TypeInfo info =
        structure<PullThroughRow>("PullThroughRule", {field<&PullThroughRow::rule>("rule")});
    return info;
}

const reflect::TypeInfo& TemplateRow::type_info() {
    static const reflect::TypeInfo info =
        structure<TemplateRow>("RepositoryTemplate", {field<&TemplateRow::what>("template")});
    return info;
}

const reflect::TypeInfo& PreviewRow::type_info() {
    static const reflect::TypeInfo info = structure<PreviewRow>(
        "LifecyclePreview",
        {
            field<&PreviewRow::policy>("policy"),
            field<&PreviewRow::started>("started"),
        }
    );
    return info;
}

}  // namespace gantry::ecr
