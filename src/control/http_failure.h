#pragma once

#include "base/result.h"

namespace gantry::control {

/// What an AWS endpoint says where HTTP went wrong before there was an operation.
/// @param status of the answer
/// Source: API Reference, Common Errors.
Error http_failure(int status);

/// To who speaks plain HTTP where TLS is spoken.
Error http_on_tls_port();

}  // namespace gantry::control
