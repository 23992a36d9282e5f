#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/file_body.h"
#include "base/result.h"

/// Parts of bodies. Source: RFC 9110, section 14; S3 API Reference, GetObject.
namespace gantry::s3 {

struct ByteRange {
    std::int64_t first = 0;
    std::int64_t bytes = 0;
};

/// What a header "Range" asks for; nothing where all is meant, as with what is no range, or several
/// ranges.
/// Errors: InvalidRange where there is no byte of it.
Result<std::optional<ByteRange>> read_range(
    const std::optional<std::string>& header, std::int64_t bytes
);

/// The bytes of a range within some parts of files.
std::vector<api::FilePart> cut(const std::vector<api::FilePart>& files, const ByteRange& range);

/// "bytes 0-4/10"
std::string content_range(const ByteRange& range, std::int64_t bytes);

Error invalid_range();

}  // namespace gantry::s3
