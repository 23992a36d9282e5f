#pragma once

#include "api/s3/get_object_lock_configuration_output.h"
#include "api/s3/get_object_lock_configuration_request.h"
#include "api/s3/object_lock_configuration.h"
#include "api/s3/put_object_lock_configuration_output.h"
#include "api/s3/put_object_lock_configuration_request.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// Whether objects of a bucket may be locked, which never ends, and how new ones are.
/// Source: S3 API Reference, PutObjectLockConfiguration.
struct BucketObjectLock {
    using Value = api::s3::ObjectLockConfiguration;
    static constexpr std::string_view kWord = "object-lock";
    static Result<Value> absent();  ///< ObjectLockConfigurationNotFoundError
    /// Errors: InvalidBucketState without versions; MalformedXML; InvalidArgument for periods.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

Result<api::s3::PutObjectLockConfigurationOutput>
put_object_lock_configuration(Call&, const api::s3::PutObjectLockConfigurationRequest&);
Result<api::s3::GetObjectLockConfigurationOutput>
get_object_lock_configuration(Call&, const api::s3::GetObjectLockConfigurationRequest&);

/// The lock that new objects of a bucket get; nothing where there is none.
std::optional<ObjectLock> default_lock(const Call& call, const BucketRow& bucket);

}  // namespace gantry::s3
