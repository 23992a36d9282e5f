#pragma once

#include "api/s3/get_object_acl_output.h"
#include "api/s3/get_object_acl_request.h"
#include "api/s3/put_object_acl_output.h"
#include "api/s3/put_object_acl_request.h"
#include "services/s3/model/call.h"

/// The access control list of an object, which is its bucket's owner's (config/acls.h).
/// Source: S3 API Reference.
namespace gantry::s3 {

/// Errors: those of bucket_of, find_object and check_acl.
Result<api::s3::PutObjectAclOutput> put_object_acl(Call&, const api::s3::PutObjectAclRequest&);
/// Errors: those of bucket_of and find_object.
Result<api::s3::GetObjectAclOutput> get_object_acl(Call&, const api::s3::GetObjectAclRequest&);

}  // namespace gantry::s3
