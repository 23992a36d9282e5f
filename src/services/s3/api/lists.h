#pragma once

#include "api/s3/list_object_versions_output.h"
#include "api/s3/list_object_versions_request.h"
#include "api/s3/list_objects_output.h"
#include "api/s3/list_objects_request.h"
#include "api/s3/list_objects_v2_output.h"
#include "api/s3/list_objects_v2_request.h"
#include "services/s3/model/call.h"

/// Lists of a bucket's objects. All have the errors of bucket_of (find.h), and InvalidArgument.
/// Source: S3 API Reference.
namespace gantry::s3 {

Result<api::s3::ListObjectsOutput> list_objects(Call&, const api::s3::ListObjectsRequest&);
Result<api::s3::ListObjectsV2Output> list_objects_v2(Call&, const api::s3::ListObjectsV2Request&);
Result<api::s3::ListObjectVersionsOutput>
list_object_versions(Call&, const api::s3::ListObjectVersionsRequest&);

}  // namespace gantry::s3
