#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// The exceptions of Secrets Manager as values, with the texts that clients match on.
/// Source: Secrets Manager API Reference, errors of each operation; answers of Secrets Manager.
namespace gantry::secretsmanager {

Error invalid_parameter(std::string message);  ///< InvalidParameterException
Error invalid_request(std::string message);    ///< InvalidRequestException
Error validation(std::string message);         ///< ValidationException
Error limit_exceeded(std::string message);     ///< LimitExceededException
Error invalid_token();                         ///< InvalidNextTokenException
/// ResourceNotFoundException "Secrets Manager can't find the specified secret."
Error secret_not_found();
/// "Secrets Manager can't find the specified secret value for <what>: <which>"
/// @param what "staging label" or "VersionId"
Error value_not_found(std::string_view what, std::string_view which);
/// InvalidRequestException: it is to be deleted.
Error marked_for_deletion();
/// ResourceExistsException: the version is there, and is another.
Error token_in_use(std::string_view token, std::string_view arn);
/// UnsupportedOperation: what Gantry does not do, decided by an operation.
Error not_done(std::string message);

enum class Direction { Sealing, Opening };
/// What KMS says of a key, in the words that Secrets Manager has for it: EncryptionFailure,
/// DecryptionFailure; others as they are.
Error key_error(const Error& error, Direction direction);

}  // namespace gantry::secretsmanager
