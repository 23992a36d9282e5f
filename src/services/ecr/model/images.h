#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/scope.h"
#include "core/transaction.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/model/tables.h"

/// Images of a repository as rows. All functions are pure; keys are those of names.h.
namespace gantry::ecr {

/// Source: ECR User Guide, "Amazon ECR service quotas".
inline constexpr std::size_t kMaxImages = 100'000;   ///< of a repository
inline constexpr std::size_t kMaxImageTags = 1'000;  ///< of an image

using RepositoryPtr = core::Table<RepositoryRow>::Ptr;
using ImagePtr = core::Table<ImageRow>::Ptr;

/// A manifest as a client sent it.
struct PushedManifest {
    std::string digest;      ///< as the client has it; empty: he does not say
    std::string media_type;  ///< empty: as the text says itself
    std::string text;
    std::optional<std::string> tag;
};

/// The same once it was read: hashing and parsing it is not for every time that it is staged.
struct ReadImage {
    std::string digest;
    Manifest manifest;
    std::string text;
    std::optional<std::string> tag;
};

/// Errors: InvalidParameterException for what is no manifest or no tag;
/// ImageDigestDoesNotMatchException.
Result<ReadImage> read_image(PushedManifest pushed);

struct StagedImage {
    std::string digest;
    std::string media_type;
    bool is_new = false;   ///< the repository did not have the manifest
    bool changed = false;  ///< else it was there already, with the tag
};

/// Makes a manifest an image of its repository, and moves the tag to it.
/// Errors: RepositoryNotFoundException; ReferencedImagesNotFoundException for lists of what the
/// repository does not have; ImageTagAlreadyExistsException where the tag is another image's and
/// may not move; LimitExceededException.
Result<StagedImage> stage_image(
    core::Transaction& tx,
    const Tables& tables,
    const std::string& repository_key,
    const ReadImage& image,
    SysTime now
);

/// @param reference a tag or a digest
/// @return null where the repository has none such
ImagePtr find_image(
    const Tables& tables, std::string_view repository_key, std::string_view reference
);
/// The same as the transaction would leave it.
ImagePtr find_image(
    const Tables& tables,
    const core::Transaction& tx,
    const std::string& repository_key,
    const std::string& reference
);

/// An image's tags, in order, as the transaction would leave those that the tables have.
std::vector<std::string> tags_of(
    const Tables& tables, const core::Transaction& tx, const std::string& image_key
);
/// A repository's tags that come after one, in order; all for an empty one.
std::vector<std::string> tags_after(
    const Tables& tables,
    const std::string& repository_key,
    std::string_view after,
    std::size_t most
);
/// Whether a list of the repository has the image.
bool is_in_list(const Tables& tables, const core::Transaction& tx, const std::string& image_key);

/// Whether a tag that is there may not move to another image.
bool is_immutable(const RepositoryRow& repository, std::string_view tag);

/// Erases an image with its manifest and its tags.
void erase_image(core::Transaction& tx, const Tables& tables, const std::string& image_key);

/// Notes that an image was pulled; not more often than once an hour, and not of principals that are
/// excluded. @param principal ARN of who pulls
void note_pull(
    core::Transaction& tx,
    const Tables& tables,
    const std::string& image_key,
    std::string_view principal,
    SysTime now
);

/// An image's size as ECR counts it: of a list that of its largest image.
/// Source: ECR API Reference, ImageDetail.
std::int64_t size_of(const Tables& tables, std::string_view repository_key, const ImageRow& image);

}  // namespace gantry::ecr
