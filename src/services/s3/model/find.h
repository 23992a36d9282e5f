#pragma once

#include <optional>
#include <string>

#include "services/s3/model/call.h"

/// Buckets by what callers name them.
namespace gantry::s3 {

using BucketPtr = core::Table<BucketRow>::Ptr;

/// A bucket of whatever account and Region; whether the caller may was asked before.
/// @param expected_owner the account that the caller takes for its owner
/// Errors: NoSuchBucket, AccessDenied where it is another's than that.
Result<BucketPtr> find_bucket(
    const Call& call,
    const std::optional<std::string>& name,
    const std::optional<std::string>& expected_owner
);

/// The bucket that an input names.
template <class Input>
Result<BucketPtr> bucket_of(const Call& call, const Input& input) {
    if constexpr (requires { input.expected_bucket_owner; }) {
        return find_bucket(call, input.bucket, input.expected_bucket_owner);
    } else {
        return find_bucket(call, input.bucket, std::nullopt);
    }
}

}  // namespace gantry::s3
