#pragma once

#include "api/s3/delete_object_tagging_output.h"
#include "api/s3/delete_object_tagging_request.h"
#include "api/s3/get_object_tagging_output.h"
#include "api/s3/get_object_tagging_request.h"
#include "api/s3/put_object_tagging_output.h"
#include "api/s3/put_object_tagging_request.h"
#include "services/s3/model/call.h"

/// The tags of an object, or of a version of it. Errors: those of find_object.
/// Source: S3 API Reference.
namespace gantry::s3 {

/// Errors: InvalidTag, BadRequest, MalformedXML.
Result<api::s3::PutObjectTaggingOutput>
put_object_tagging(Call&, const api::s3::PutObjectTaggingRequest&);
Result<api::s3::GetObjectTaggingOutput>
get_object_tagging(Call&, const api::s3::GetObjectTaggingRequest&);
Result<api::s3::DeleteObjectTaggingOutput>
delete_object_tagging(Call&, const api::s3::DeleteObjectTaggingRequest&);

}  // namespace gantry::s3
