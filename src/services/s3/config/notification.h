#pragma once

#include "api/s3/notification_configuration.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// Whom a bucket tells of what happens in it. Kept: nobody is told. An empty one ends it.
/// Source: S3 API Reference, PutBucketNotificationConfiguration; S3 User Guide, "Configuring event
/// notifications using object key name filtering".
struct BucketNotification {
    using Value = api::s3::NotificationConfiguration;
    static constexpr std::string_view kWord = "notification";
    static Result<Value> absent();  ///< an empty one
    /// Gives ids to those without. Errors: InvalidArgument for ARNs, filters and ids that are none.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
    static bool says_nothing(const Value& value);
};

}  // namespace gantry::s3
