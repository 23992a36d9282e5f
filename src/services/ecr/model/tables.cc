#include "services/ecr/model/tables.h"

#include "service/json_rows.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {

using service::json_rows;
using Text = std::optional<std::string>;

Tables::Tables()
    : repositories("ecr.repositories", json_rows<RepositoryRow>()),
      images("ecr.images", json_rows<ImageRow>()),
      manifests("ecr.manifests", json_rows<ManifestRow>()),
      tags("ecr.tags", json_rows<TagRow>()),
      registries("ecr.registries", json_rows<RegistryRow>()),
      pull_through_rules("ecr.pull_through_rules", json_rows<PullThroughRow>()),
      templates("ecr.templates", json_rows<TemplateRow>()),
      previews("ecr.previews", json_rows<PreviewRow>()),
      tags_by_image(tags.add_index([](const std::string& key, const TagRow& tag) -> Text {
          return member_key(repository_of(key), tag.digest);
      })),
      lists(images.add_index([](const std::string& key, const ImageRow& image) -> Text {
          if (image.children.empty()) return std::nullopt;
          return repository_of(key);
      })),
      referrers(images.add_index([](const std::string& key, const ImageRow& image) -> Text {
          if (image.subject.empty()) return std::nullopt;
          return member_key(repository_of(key), image.subject);
      })) {}

std::vector<core::TableBase*> Tables::all() {
    return {
        &repositories,
        &images,
        &manifests,
        &tags,
        &registries,
        &pull_through_rules,
        &templates,
        &previews,
    };
}

}  // namespace gantry::ecr
