#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/s3/model/call.h"

/// Objects and their versions by what callers name them, read through what the call has changed.
/// Source: S3 User Guide, "Retaining multiple versions of objects with S3 Versioning".
namespace gantry::s3 {

using ObjectPtr = core::Table<ObjectRow>::Ptr;

/// The version of what was put while the bucket kept none.
inline constexpr std::string_view kNullVersion = "null";

std::string row_key_of(const ObjectRow& object);

/// May be a delete marker; null where there is no version at all.
ObjectPtr newest_version(const Call& call, const std::string& bucket, const std::string& key);
/// By its id. Null where there is none.
ObjectPtr find_version(
    const Call& call, const std::string& bucket, const std::string& key, const std::string& id
);

/// The object, or a version of it, that is read: no delete marker.
/// Errors: NoSuchKey, NoSuchVersion; InvalidArgument for what is no version's id; MethodNotAllowed
/// where that is a delete marker.
Result<ObjectPtr> find_object(
    const Call& call,
    const BucketRow& bucket,
    const std::optional<std::string>& key,
    const std::optional<std::string>& version_id
);

/// Stages a new version, or delete marker, of a key, whose number, id and date are filled in. Where
/// the bucket keeps no versions it takes the place of the one without an id.
/// @return as it is staged
ObjectRow put_version(Call& call, const BucketRow& bucket, ObjectRow row);

/// What answers say: nothing where the bucket never kept versions.
std::optional<std::string> shown_version(const BucketRow& bucket, const ObjectRow& object);

/// Whether a text is an id that a version may have.
bool is_version_id(std::string_view id);
/// The number within such an id; 0 for "null".
std::int64_t number_in_id(std::string_view id);

}  // namespace gantry::s3
