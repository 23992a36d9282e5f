#pragma once

#include "api/s3/replication_configuration.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// Where copies of a bucket's objects go. Kept: nothing is copied.
/// Source: S3 API Reference, PutBucketReplication; S3 User Guide, "Replication configuration file
/// elements"; "List of replication-related error codes".
struct BucketReplication {
    using Value = api::s3::ReplicationConfiguration;
    static constexpr std::string_view kWord = "replication";
    static Result<Value> absent();  ///< ReplicationConfigurationNotFoundError
    /// Gives ids to rules without. Errors: InvalidRequest where this bucket or the destination does
    /// not keep versions; InvalidArgument for ids and priorities that come twice; MalformedXML.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

}  // namespace gantry::s3
