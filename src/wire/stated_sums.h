#pragma once

#include <string_view>

#include "base/result.h"
#include "wire/sigv4.h"

namespace gantry::wire {

/// Holds a body at hand against what its head says of it: Content-MD5 and each `x-amz-checksum-…`.
/// Whether bodies are signed does not matter. CompleteMultipartUpload's checksums are of the object
/// that it makes, not of its body: they are for the operation.
/// Source: S3 User Guide, "Checking object integrity for data uploads".
///
/// @param body what was sent, all of it
/// @param hash its SHA-256 in hexadecimal digits, where that is known; empty: it is not
/// Errors, as of PutObject: InvalidDigest for an MD5 that is none; InvalidRequest for another
/// checksum that is none, or of a kind that is not computed; BadDigest where one is of another
/// body.
Result<void> check_stated_sums(
    const HttpView& head, std::string_view body, std::string_view hash = {}
);

}  // namespace gantry::wire
