#pragma once

#include <string>
#include <string_view>

namespace gantry::s3 {

/// The target that a request means whose host may name a bucket: "/key" below "bucket.s3" or
/// "bucket.s3.eu-west-1" is "/bucket/key". Source: S3 User Guide, "Virtual hosting of buckets".
/// @param host_prefix what stands before the server's name in the host, in lower case: "bucket.s3",
///        "bucket" where the server itself is taken for S3; "s3", "s3.<Region>" and nothing name
///        no bucket
/// @param target path and query
std::string target_of_host(std::string_view host_prefix, std::string target);

}  // namespace gantry::s3
