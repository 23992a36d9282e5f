#pragma once

#include <optional>
#include <string>

#include "services/s3/api/conditions.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {

/// What a copy is made of: the header x-amz-copy-source.
struct CopySource {
    std::string bucket;
    std::string key;
    std::optional<std::string> version_id;
};

/// "/bucket/key?versionId=…", with or without the first slash, in the codes of URLs.
/// Errors: InvalidArgument; NotImplemented for ARNs of access points.
Result<CopySource> read_copy_source(const std::string& header);

struct FoundSource {
    BucketPtr bucket;
    ObjectPtr object;
};

/// Errors: those of find_bucket and find_object; InvalidRequest for a delete marker;
/// PreconditionFailed.
Result<FoundSource> find_source(
    const Call& call,
    const CopySource& source,
    const std::optional<std::string>& expected_owner,
    const ReadConditions& conditions
);

template <class Input>
ReadConditions source_conditions(const Input& input) {
    return {
        .if_match = input.copy_source_if_match,
        .if_none_match = input.copy_source_if_none_match,
        .if_modified_since = input.copy_source_if_modified_since,
        .if_unmodified_since = input.copy_source_if_unmodified_since,
    };
}

}  // namespace gantry::s3
