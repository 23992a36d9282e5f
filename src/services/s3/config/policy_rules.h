#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::s3 {

/// How long a bucket's policy may be. Source: S3 User Guide, "Bucket policies for Amazon S3".
inline constexpr std::size_t kMaxPolicyBytes = 20'480;

/// Whether a text is a policy that the bucket may have: by IAM's grammar, and with actions of S3 on
/// this bucket and what is in it.
/// Errors: MalformedPolicy, in IAM's words or S3's.
Result<void> check_policy(std::string_view bucket, const std::string& document);

/// Whether a policy lets in the public (what is no policy lets in nobody): it allows something to
/// everybody, and no condition holds that down to fixed networks, accounts or organisations.
/// Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of
/// 'public'".
bool is_public(std::string_view document);

}  // namespace gantry::s3
