#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// The errors of S3 as values, in its words.
/// Source: S3 API Reference, "Error responses"; answers of S3.
namespace gantry::s3 {

/// Any of them; the status is that of the kind (wire/protocol/error_words.h).
Error refused(ErrorKind kind, std::string_view code, std::string message);
Error invalid_argument(std::string message);  ///< InvalidArgument
Error invalid_request(std::string message);   ///< InvalidRequest
Error malformed_xml();                        ///< MalformedXML
Error access_denied();                        ///< AccessDenied "Access Denied"
/// NotImplemented: what Gantry does not do, decided by an operation.
Error not_done(std::string message);

Error no_such_bucket();
Error no_such_key();
Error no_such_version();
Error no_such_upload();

}  // namespace gantry::s3
