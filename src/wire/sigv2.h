#pragma once

#include "wire/sigv4.h"

/// AWS Signature Version 2 in a query, with which SDKs still sign S3's links where no Region asks
/// for more: `?AWSAccessKeyId=…&Signature=…&Expires=<epoch seconds>`. Pure. Source: Amazon S3
/// Developer Guide, "Signing and authenticating REST requests", query string authentication.
namespace gantry::wire {

/// Whether a request is signed so, whatever else it is.
bool is_signed_v2(const HttpView& request);

/// Who claims to have signed; nothing where it is not signed so. It names no Region.
std::optional<ClaimedSignature> read_claimed_v2(const HttpView& request);

/// Checks the signature. What is signed is the method, the path with the bucket in it, the
/// parameters that are part of the operation, Content-MD5, Content-Type and all x-amz- fields,
/// which may be parameters too; the body is not.
/// @param request its target has the bucket, also where the host named it
/// Errors: AccessDenied when the link has ended; InvalidToken, UnrecognizedClientException,
/// InvalidSignatureException, ExpiredTokenException, IncompleteSignatureException.
Result<HeadSignature> verify_v2(const HttpView& request, const KeyLookup& find_key, SysTime now);

}  // namespace gantry::wire
