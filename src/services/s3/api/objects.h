#pragma once

#include "api/s3/copy_object_output.h"
#include "api/s3/copy_object_request.h"
#include "api/s3/delete_object_output.h"
#include "api/s3/delete_object_request.h"
#include "api/s3/delete_objects_output.h"
#include "api/s3/delete_objects_request.h"
#include "api/s3/get_object_attributes_output.h"
#include "api/s3/get_object_attributes_request.h"
#include "api/s3/get_object_output.h"
#include "api/s3/get_object_request.h"
#include "api/s3/head_object_output.h"
#include "api/s3/head_object_request.h"
#include "api/s3/put_object_output.h"
#include "api/s3/put_object_request.h"
#include "services/s3/model/call.h"

/// Operations on objects. All have the errors of bucket_of (find.h), and those on one object those
/// of find_object (versions.h), too.
/// Source: S3 API Reference.
namespace gantry::s3 {

/// How much a copy may have. Source: S3 API Reference, CopyObject.
inline constexpr std::int64_t kMostCopiedBytes = std::int64_t{5} << 30U;

/// Errors: those of read_head (object_head.h), receive (checksums.h) and check_write
/// (conditions.h).
Result<api::s3::PutObjectOutput> put_object(Call&, const api::s3::PutObjectRequest&);

/// Errors: those of check_read (conditions.h); InvalidRange, InvalidPartNumber, InvalidRequest.
Result<api::s3::GetObjectOutput> get_object(Call&, const api::s3::GetObjectRequest&);
/// The same without the bytes.
Result<api::s3::HeadObjectOutput> head_object(Call&, const api::s3::HeadObjectRequest&);
Result<api::s3::GetObjectAttributesOutput>
get_object_attributes(Call&, const api::s3::GetObjectAttributesRequest&);

/// Without a version, puts a delete marker where the bucket keeps versions. What is not there is
/// gone already.
/// Errors: AccessDenied for a locked version; PreconditionFailed.
Result<api::s3::DeleteObjectOutput> delete_object(Call&, const api::s3::DeleteObjectRequest&);
/// A thousand at most; whatever fails is told of each.
/// Errors: MalformedXML.
Result<api::s3::DeleteObjectsOutput> delete_objects(Call&, const api::s3::DeleteObjectsRequest&);

/// The copy shares the files of its source, and so has its entity tag and checksum, also where the
/// source was uploaded in parts.
/// Errors: those of PutObject and of check_read; InvalidRequest; NotImplemented for another
/// checksum than the source's.
Result<api::s3::CopyObjectOutput> copy_object(Call&, const api::s3::CopyObjectRequest&);

}  // namespace gantry::s3
