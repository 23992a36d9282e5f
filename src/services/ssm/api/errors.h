#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

/// The exceptions of Parameter Store as values, with the texts that clients match on.
/// Source: Systems Manager API Reference, errors of each operation; answers of SSM.
namespace gantry::ssm {

/// Any exception. `code` is its name in the model; kind InvalidArgument (HTTP 400).
Error api_error(std::string code, std::string message);

Error validation(std::string message);  ///< ValidationException
/// ParameterNotFound "Parameter <name> not found."
Error parameter_not_found(std::string_view name);
/// ParameterVersionNotFound "Systems Manager could not find <what> <which> of <name>. …"
/// @param what "version" or "label"
Error version_not_found(std::string_view what, std::string_view which, std::string_view name);
Error invalid_token();        ///< InvalidNextToken
Error invalid_resource_id();  ///< InvalidResourceId
/// What KMS says of a key, in the words that SSM has for it: InvalidKeyId; others as they are.
Error key_error(const Error& error);

}  // namespace gantry::ssm
