#include "services/secretsmanager/api/errors.h"

#include <fmt/format.h>

namespace gantry::secretsmanager {
namespace {

Error make(ErrorKind kind, std::string code, std::string message) {
    return Error{kind, std::move(code), std::move(message), {}};
}

}  // namespace

Error invalid_parameter(std::string message) {
    return make(ErrorKind::InvalidArgument, "InvalidParameterException", std::move(message));
}

Error invalid_request(std::string message) {
    return make(ErrorKind::InvalidArgument, "InvalidRequestException", std::move(message));
}

Error validation(std::string message) {
    return make(ErrorKind::InvalidArgument, "ValidationException", std::move(message));
}

Error limit_exceeded(std::string message) {
    return make(ErrorKind::LimitExceeded, "LimitExceededException", std::move(message));
}

Error invalid_token() {
    return make(ErrorKind::InvalidArgument, "InvalidNextTokenException", "Invalid NextToken.");
}

Error secret_not_found() {
    return make(
        ErrorKind::NotFound,
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret."
    );
}

Error value_not_found(std::string_view what, std::string_view which) {
    return make(
        ErrorKind::NotFound,
        "ResourceNotFoundException",
        fmt::format("Secrets Manager can't find the specified secret value for {}: {}", what, which)
    );
}

Error marked_for_deletion() {
    return invalid_request(
        "You can't perform this operation on the secret because it was marked for deletion."
    );
}

Error token_in_use(std::string_view token, std::string_view arn) {
    return make(
        ErrorKind::Conflict,
        "ResourceExistsException",
        fmt::format(
            "You can't use ClientRequestToken {} because that value is already in use for a "
            "version of secret {}.",
            token,
            arn
        )
    );
}

Error not_done(std::string message) {
    return make(ErrorKind::InvalidArgument, "UnsupportedOperation", std::move(message));
}

Error key_error(const Error& error, Direction direction) {
    const bool of_key = error.code == "NotFoundException" || error.code == "DisabledException" ||
                        error.code == "KMSInvalidStateException" ||
                        error.code == "InvalidCiphertextException";
    if (!of_key) return error;
    const bool sealing = direction == Direction::Sealing;
    return make(
        ErrorKind::InvalidArgument,
        sealing ? "EncryptionFailure" : "DecryptionFailure",
        error.message
    );
}

}  // namespace gantry::secretsmanager
