#pragma once

#include <string>

#include "base/result.h"
#include "net/http.h"

namespace gantry::control {

/// What an AWS endpoint says where HTTP went wrong before there was an operation.
/// @param status of the answer
/// Source: API Reference, Common Errors.
Error http_failure(int status);

/// To who speaks plain HTTP where TLS is spoken.
Error http_on_tls_port();

/// An error in JSON, as most of AWS has it, with its status.
net::HttpResponse error_response(const Error& error, const std::string& request_id);

}  // namespace gantry::control
