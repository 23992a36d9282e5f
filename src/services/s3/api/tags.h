#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/s3/tag.h"
#include "base/result.h"
#include "services/s3/model/rows.h"

/// Tags of objects.
/// Source: S3 User Guide, "Categorizing your objects using tags".
namespace gantry::s3 {

/// A set as a request states it.
/// Errors: BadRequest for too many, InvalidTag.
Result<Texts> read_tag_set(const std::vector<api::s3::Tag>& tags);

/// The header x-amz-tagging: "a=b&c=d" in the codes of URLs.
/// Errors: InvalidArgument, and those of read_tag_set.
Result<Texts> read_tag_header(const std::optional<std::string>& header);

std::vector<api::s3::Tag> tag_set(const Texts& tags);

}  // namespace gantry::s3
