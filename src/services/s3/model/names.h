#pragma once

#include <string>
#include <string_view>

#include "api/s3/owner.h"
#include "base/ascii.h"

/// Names, ARNs and ids of S3.
namespace gantry::s3 {

/// `arn:aws:s3:::<bucket>`, in the partition of a Region.
std::string bucket_arn(std::string_view region, std::string_view bucket);
/// `arn:aws:s3:::<bucket>/<key>`
std::string object_arn(std::string_view region, std::string_view bucket, std::string_view key);
/// The bucket in such an ARN; empty for what is none, or names an object.
std::string_view bucket_of_arn(std::string_view arn);

/// 64 hexadecimal digits that stand for an account, always the same ones.
/// Source: Account Management Reference Guide, "View the canonical user ID".
std::string canonical_id(std::string_view account);
/// Who owns what is in an account. S3 tells no display names any more.
api::s3::Owner owner_of(std::string_view account);

/// Source: S3 User Guide, "General purpose bucket naming rules".
bool is_bucket_name(std::string_view name);

using gantry::lower_case;

/// A header's value: in quotes.
std::string quoted_tag(std::string_view etag);

}  // namespace gantry::s3
