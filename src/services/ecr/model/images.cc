#include "services/ecr/model/images.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/sabotage.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/wildcard.h"

namespace gantry::ecr {
namespace {

using api::ecr::ImageTagMutability;

constexpr Duration kPullsAreNoted = hours(1);

Error tag_exists(std::string_view repository, std::string_view tag) {
    return ecr_error(
        ErrorKind::Conflict,
        "ImageTagAlreadyExistsException",
        fmt::format(
            "The image tag '{}' already exists in the '{}' repository and cannot be overwritten "
            "because the tag is immutable.",
            tag,
            repository
        )
    );
}

Result<void> check_children(
    const Tables& tables,
    const core::Transaction& tx,
    const std::string& repository_key,
    const Manifest& manifest
) {
    for (const std::string& child : manifest.children) {
        if (tx.get(tables.images, member_key(repository_key, child))) continue;
        return ecr_error(
            ErrorKind::NotFound,
            "ReferencedImagesNotFoundException",
            fmt::format("The referenced image with digest '{}' does not exist", child)
        );
    }
    return {};
}

Result<void> check_count(const Tables& tables, const std::string& repository_key) {
    const auto images = tables.images.with_prefix(members_prefix(repository_key));
    const auto count = static_cast<std::size_t>(std::distance(images.begin(), images.end()));
    if (count < kMaxImages) return {};
    return limit_exceeded(fmt::format("The repository cannot have more than {} images.", kMaxImages)
    );
}

/// @return whether the tag was elsewhere, or nowhere
Result<bool> stage_tag(
    core::Transaction& tx,
    const Tables& tables,
    const std::string& repository_key,
    const std::string& tag,
    const std::string& digest
) {
    const std::string key = member_key(repository_key, tag);
    const auto before = tx.get(tables.tags, key);
    if (before && before->digest == digest) return false;
    const auto repository = tx.get(tables.repositories, repository_key);
    const bool stays = before && is_immutable(*repository, tag);
    if (stays && !sabotaged(Sabotage::TagMoves)) return tag_exists(repository->name, tag);
    if (tables.tags_by_image.keys(member_key(repository_key, digest)).size() >= kMaxImageTags) {
        return limit_exceeded(fmt::format("The image cannot have more than {} tags.", kMaxImageTags)
        );
    }
    tx.put(tables.tags, key, TagRow{digest});
    return true;
}

void put_row(
    core::Transaction& tx,
    const Tables& tables,
    const std::string& key,
    const ReadImage& image,
    SysTime now
) {
    tx.put(
        tables.images,
        key,
        ImageRow{
            .digest = image.digest,
            .media_type = image.manifest.media_type,
            .artifact_media_type = image.manifest.artifact_media_type,
            .size = image.manifest.size,
            .pushed = now,
            .pulled = std::nullopt,
            .children = image.manifest.children,
            .subject = image.manifest.subject,
        }
    );
    tx.put(tables.manifests, key, ManifestRow{image.text});
}

}  // namespace

Result<ReadImage> read_image(PushedManifest pushed) {
    if (pushed.tag && !is_tag(*pushed.tag)) {
        return invalid_parameter(
            "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular "
            "expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}''"
        );
    }
    std::string digest = digest_of(pushed.text);
    if (!pushed.digest.empty() && pushed.digest != digest) {
        return ecr_error(
            ErrorKind::InvalidArgument,
            "ImageDigestDoesNotMatchException",
            "The provided image digest does not match the digest of the image manifest."
        );
    }
    auto manifest = read_manifest(pushed.text, pushed.media_type);
    if (!manifest) return manifest.error();
    return ReadImage{
        std::move(digest), std::move(*manifest), std::move(pushed.text), std::move(pushed.tag)
    };
}

Result<StagedImage> stage_image(
    core::Transaction& tx,
    const Tables& tables,
    const std::string& repository_key,
    const ReadImage& image,
    SysTime now
) {
    if (!tx.get(tables.repositories, repository_key)) {
        const auto named = parse_repository_key(repository_key);
        return repository_not_found(named ? named->scope.account : "", named ? named->name : "");
    }
    StagedImage staged{.digest = image.digest, .media_type = image.manifest.media_type};
    const std::string key = member_key(repository_key, staged.digest);
    staged.is_new = !tx.get(tables.images, key);
    if (staged.is_new) {
        auto good = check_children(tables, tx, repository_key, image.manifest);
        if (good) good = check_count(tables, repository_key);
        if (!good) return good.error();
        put_row(tx, tables, key, image, now);
    }
    staged.changed = staged.is_new;
    if (!image.tag) return staged;
    const auto moved = stage_tag(tx, tables, repository_key, *image.tag, staged.digest);
    if (!moved) return moved.error();
    staged.changed = staged.changed || *moved;
    return staged;
}

ImagePtr find_image(
    const Tables& tables,
    const core::Transaction& tx,
    const std::string& repository_key,
    const std::string& reference
) {
    if (is_digest(reference)) return tx.get(tables.images, member_key(repository_key, reference));
    const auto tag = tx.get(tables.tags, member_key(repository_key, reference));
    return tag ? tx.get(tables.images, member_key(repository_key, tag->digest)) : nullptr;
}

ImagePtr find_image(
    const Tables& tables, std::string_view repository_key, std::string_view reference
) {
    return find_image(tables, {}, std::string(repository_key), std::string(reference));
}

std::vector<std::string> tags_of(
    const Tables& tables, const core::Transaction& tx, const std::string& image_key
) {
    std::vector<std::string> tags;
    const std::string repository = members_prefix(repository_of(image_key));
    const std::string digest = image_key.substr(repository.size());
    for (const std::string& key : tables.tags_by_image.keys(image_key)) {
        const auto tag = tx.get(tables.tags, key);
        if (tag && tag->digest == digest) tags.push_back(key.substr(repository.size()));
    }
    return tags;
}

std::vector<std::string> tags_after(
    const Tables& tables,
    const std::string& repository_key,
    std::string_view after,
    std::size_t most
) {
    const std::string prefix = members_prefix(repository_key);
    const auto& rows = tables.tags.rows();
    auto row = rows.upper_bound(prefix + std::string(after));
    std::vector<std::string> tags;
    for (; row != rows.end() && row->first.starts_with(prefix) && tags.size() < most; ++row) {
        tags.push_back(row->first.substr(prefix.size()));
    }
    return tags;
}

bool is_in_list(const Tables& tables, const core::Transaction& tx, const std::string& image_key) {
    const std::string repository = repository_of(image_key);
    const std::string digest = image_key.substr(repository.size() + 1);
    return std::ranges::any_of(tables.lists.keys(repository), [&](const std::string& key) {
        const auto list = tx.get(tables.images, key);
        return list && std::ranges::find(list->children, digest) != list->children.end();
    });
}

bool is_immutable(const RepositoryRow& repository, std::string_view tag) {
    const bool excluded = std::ranges::any_of(repository.exclusion_filters, [tag](const auto& f) {
        return fits_wildcard(f.filter.value_or(""), tag);
    });
    switch (repository.mutability) {
        case ImageTagMutability::Mutable: return false;
        case ImageTagMutability::Immutable: return true;
        case ImageTagMutability::ImmutableWithExclusion: return !excluded;
        case ImageTagMutability::MutableWithExclusion: return excluded;
    }
    return false;
}

void erase_image(core::Transaction& tx, const Tables& tables, const std::string& image_key) {
    const std::string prefix = members_prefix(repository_of(image_key));
    for (const std::string& tag : tags_of(tables, tx, image_key)) {
        if (!sabotaged(Sabotage::TagOutlives)) tx.erase(tables.tags, prefix + tag);
    }
    tx.erase(tables.manifests, image_key);
    tx.erase(tables.images, image_key);
}

void note_pull(
    core::Transaction& tx,
    const Tables& tables,
    const std::string& image_key,
    std::string_view principal,
    SysTime now
) {
    const auto image = tx.get(tables.images, image_key);
    if (!image || (image->pulled && *image->pulled + kPullsAreNoted > now)) return;
    const auto named = parse_repository_key(image_key);
    const auto registry = named ? tables.registries.find(registry_key(named->scope)) : nullptr;
    const bool excluded =
        registry && std::ranges::any_of(registry->pull_time_exclusions, [&](const auto& each) {
            return each.principal_arn == principal;
        });
    if (excluded) return;
    tx.update(tables.images, image_key, [now](ImageRow& row) { row.pulled = now; });
}

std::int64_t size_of(const Tables& tables, std::string_view repository_key, const ImageRow& image) {
    std::int64_t size = image.size;
    for (const std::string& digest : image.children) {
        const auto child = tables.images.find(member_key(repository_key, digest));
        if (child) size = std::max(size, child->size);
    }
    return size;
}

}  // namespace gantry::ecr
