#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "services/s3/model/call.h"

/// Conditions of requests. Source: S3 User Guide, "Add preconditions to S3 operations with
/// conditional requests"; RFC 9110, section 13.
namespace gantry::s3 {

struct ReadConditions {
    std::optional<std::string> if_match;
    std::optional<std::string> if_none_match;
    std::optional<SysTime> if_modified_since;
    std::optional<SysTime> if_unmodified_since;
};

enum class Reader {
    Client,  ///< who has it already is told NotModified
    Copy     ///< and a copy fails
};
/// Errors: PreconditionFailed, NotModified.
Result<void> check_read(const ObjectRow& object, const ReadConditions& wanted, Reader reader);

struct WriteConditions {
    std::optional<std::string> if_match;
    std::optional<std::string> if_none_match;  ///< "*" alone
};
/// Errors: PreconditionFailed; NoSuchKey where nothing is there to match; NotImplemented.
Result<void> check_write(
    const Call& call,
    const std::string& bucket,
    const std::string& key,
    const WriteConditions& wanted
);

Error precondition_failed();

/// Whether an entity tag is one of those in a header: "*", or some in quotes or without.
bool has_etag(std::string_view header, std::string_view etag);
/// Without the quotes there may be.
std::string_view unquoted(std::string_view etag);

}  // namespace gantry::s3
