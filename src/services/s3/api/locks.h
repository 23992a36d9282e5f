#pragma once

#include "api/s3/get_object_legal_hold_output.h"
#include "api/s3/get_object_legal_hold_request.h"
#include "api/s3/get_object_retention_output.h"
#include "api/s3/get_object_retention_request.h"
#include "api/s3/put_object_legal_hold_output.h"
#include "api/s3/put_object_legal_hold_request.h"
#include "api/s3/put_object_retention_output.h"
#include "api/s3/put_object_retention_request.h"
#include "services/s3/api/object_head.h"
#include "services/s3/model/call.h"

/// What keeps versions of objects from being deleted.
/// Source: S3 User Guide, "Locking objects with Object Lock".
namespace gantry::s3 {

/// The lock of a new object: as asked for, else the bucket's.
/// Errors: InvalidRequest where the bucket has no locks, InvalidArgument.
Result<ObjectLock> read_lock(const Call& call, const BucketRow& bucket, const KeepRequest& asked);

/// Whether a version may go. @param bypass of retentions under GOVERNANCE
/// Errors: AccessDenied.
Result<void> check_unlocked(const ObjectRow& object, SysTime now, bool bypass);

/// A date may only be put off, unless it is bypassed.
/// Errors: as find_object; InvalidRequest, InvalidArgument, AccessDenied, MalformedXML.
Result<api::s3::PutObjectRetentionOutput>
put_object_retention(Call&, const api::s3::PutObjectRetentionRequest&);
/// Errors: as find_object; InvalidRequest, NoSuchObjectLockConfiguration.
Result<api::s3::GetObjectRetentionOutput>
get_object_retention(Call&, const api::s3::GetObjectRetentionRequest&);
/// Errors: as find_object; InvalidRequest, MalformedXML.
Result<api::s3::PutObjectLegalHoldOutput>
put_object_legal_hold(Call&, const api::s3::PutObjectLegalHoldRequest&);
/// Errors: as find_object; InvalidRequest, NoSuchObjectLockConfiguration.
Result<api::s3::GetObjectLegalHoldOutput>
get_object_legal_hold(Call&, const api::s3::GetObjectLegalHoldRequest&);

}  // namespace gantry::s3
