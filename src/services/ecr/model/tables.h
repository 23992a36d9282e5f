#pragma once

#include <vector>

#include "core/table.h"
#include "services/ecr/model/rows.h"

namespace gantry::ecr {

/// All tables of ECR. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<RepositoryRow> repositories;
    core::Table<ImageRow> images;
    core::Table<ManifestRow> manifests;
    core::Table<TagRow> tags;
    core::Table<RegistryRow> registries;
    core::Table<PullThroughRow> pull_through_rules;
    core::Table<TemplateRow> templates;
    core::Table<PreviewRow> previews;

    /// Keys of tags by the key of the image that has them.
    const core::Table<TagRow>::Index& tags_by_image;
    /// Keys of manifest lists by the key of their repository.
    const core::Table<ImageRow>::Index& lists;
    /// Keys of images by the key of the image that they say something about.
    const core::Table<ImageRow>::Index& referrers;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::ecr
