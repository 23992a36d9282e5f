#pragma once

#include "api/s3/object_ownership.h"
#include "api/s3/ownership_controls.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// Who owns what others put into a bucket, and whether access control lists count. A new bucket has
/// BucketOwnerEnforced.
/// Source: S3 API Reference, PutBucketOwnershipControls; S3 User Guide, "Controlling ownership of
/// objects and disabling ACLs for your bucket".
struct BucketOwnership {
    using Value = api::s3::OwnershipControls;
    static constexpr std::string_view kWord = "ownershipControls";
    static Result<Value> absent();  ///< OwnershipControlsNotFoundError
    /// Errors: MalformedXML unless there is one rule.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

BucketOwnership::Value ownership_of(api::s3::ObjectOwnership ownership);
/// Whether access control lists of a bucket count. Where no ownership is said, they do.
bool has_lists(const Call& call, std::string_view bucket);

}  // namespace gantry::s3
