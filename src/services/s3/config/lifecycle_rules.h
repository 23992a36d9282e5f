#pragma once

#include "api/s3/lifecycle_rule.h"
#include "base/result.h"

namespace gantry::s3 {

/// Whether a lifecycle's rule is one: it has a filter or a prefix, does something, and its periods
/// fit each other.
/// Errors: MalformedXML, InvalidArgument, InvalidRequest.
/// Source: S3 User Guide, "Lifecycle configuration elements", "Transitioning objects using Amazon
/// S3 Lifecycle"; answers of S3.
Result<void> check_lifecycle_rule(const api::s3::LifecycleRule& rule);

}  // namespace gantry::s3
