#pragma once

#include "api/s3/delete_object_request.h"
#include "services/s3/model/call.h"

namespace gantry::s3 {

/// Whether the caller may delete an object, asked by operations that delete many: each is asked for
/// on its own. Errors: AccessDenied.
Result<void> may_delete(Call& call, const api::s3::DeleteObjectRequest& one);

}  // namespace gantry::s3
