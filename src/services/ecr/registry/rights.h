#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/ecr/registry/path.h"

namespace gantry::ecr {

/// What a caller has to be allowed to do at a place of the registry: the operations of ECR that
/// stand behind it. Empty: whoever logged in may.
/// Source: ECR User Guide, "IAM permissions for pushing an image to an Amazon ECR private
/// repository", "… for pulling …".
/// Errors: UNSUPPORTED for what ECR's registry does not do (deleting is BatchDeleteImage), NotFound
/// with that for referrers.
Result<std::vector<std::string_view>> actions_for(
    const RegistryPath& path, std::string_view method, bool has_body
);

}  // namespace gantry::ecr
