#pragma once

#include "service/service.h"

namespace gantry::s3 {

/// What S3 says of input that its model refuses: MalformedXML of what stands in a body,
/// InvalidArgument and some words of its own of headers and parameters. Source: S3 API Reference,
/// "Error responses"; answers of S3.
service::InputRules input_rules();

}  // namespace gantry::s3
