#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/ecr/encryption_configuration.h"
#include "api/ecr/image_tag_mutability.h"
#include "api/ecr/image_tag_mutability_exclusion_filter.h"
#include "api/ecr/pull_through_cache_rule.h"
#include "api/ecr/registry_scanning_configuration.h"
#include "api/ecr/replication_configuration.h"
#include "api/ecr/repository_creation_template.h"
#include "api/ecr/tag.h"
#include "base/reflect.h"
#include "base/time.h"

/// What ECR keeps. Layers, and the manifests by their digests, are docker-registry's; which images
/// a repository has, and their tags, are rows.
namespace gantry::ecr {

using Tags = std::vector<api::ecr::Tag>;
using ExclusionFilters = std::vector<api::ecr::ImageTagMutabilityExclusionFilter>;

/// Key: `account/region/<name>`.
struct RepositoryRow {
    std::string name;
    SysTime created{};
    api::ecr::ImageTagMutability mutability = api::ecr::ImageTagMutability::Mutable;
    ExclusionFilters exclusion_filters;
    bool scan_on_push = false;
    api::ecr::EncryptionConfiguration encryption;
    std::string policy;            ///< its own; empty for none
    std::string lifecycle_policy;  ///< empty for none
    std::optional<SysTime> lifecycle_evaluated;
    Tags tags;

    friend bool operator==(const RepositoryRow&, const RepositoryRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `<repository's key>:<digest>`.
struct ImageRow {
    std::string digest;
    std::string media_type;           ///< of the manifest
    std::string artifact_media_type;  ///< of its config, or of the artifact; may be empty
    std::int64_t size = 0;            ///< bytes, as ECR counts them
    SysTime pushed{};
    std::optional<SysTime> pulled;      ///< last; not every pull is noted
    std::vector<std::string> children;  ///< digests of the manifests that a list has
    std::string subject;                ///< digest of the image that it says something about

    friend bool operator==(const ImageRow&, const ImageRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: that of the image. Never changes, so it is not written with everything that does.
struct ManifestRow {
    std::string text;  ///< as it was pushed; its digest is the image's

    friend bool operator==(const ManifestRow&, const ManifestRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `<repository's key>:<tag>`.
struct TagRow {
    std::string digest;  ///< of the image that has it

    friend bool operator==(const TagRow&, const TagRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A principal whose pulls are not noted.
struct PullTimeExclusion {
    std::string principal_arn;
    SysTime created{};

    friend bool operator==(const PullTimeExclusion&, const PullTimeExclusion&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What a registry has one of. Key: `account/region`.
struct RegistryRow {
    std::string policy;  ///< empty for none
    api::ecr::RegistryScanningConfiguration scanning;
    api::ecr::ReplicationConfiguration replication;
    std::map<std::string, std::string> settings;  ///< those that were put
    std::vector<PullTimeExclusion> pull_time_exclusions;

    friend bool operator==(const RegistryRow&, const RegistryRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<prefix>`.
struct PullThroughRow {
    api::ecr::PullThroughCacheRule rule;

    friend bool operator==(const PullThroughRow&, const PullThroughRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<prefix>`.
struct TemplateRow {
    api::ecr::RepositoryCreationTemplate what;

    friend bool operator==(const TemplateRow&, const TemplateRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A preview of what a lifecycle policy would do. Key: the repository's.
struct PreviewRow {
    std::string policy;
    SysTime started{};  ///< it is worked out as of then

    friend bool operator==(const PreviewRow&, const PreviewRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecr
