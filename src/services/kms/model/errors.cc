#include "services/kms/model/errors.h"

#include <fmt/format.h>

namespace gantry::kms {

Error not_found_exception(std::string message) {
    return {ErrorKind::NotFound, "NotFoundException", std::move(message), {}};
}

Error disabled(std::string_view arn) {
    return {ErrorKind::Conflict, "DisabledException", fmt::format("{} is disabled.", arn), {}};
}

Error pending_deletion(std::string_view arn) {
    return {
        ErrorKind::Conflict,
        "KMSInvalidStateException",
        fmt::format("{} is pending deletion.", arn),
        {}
    };
}

Error invalid_ciphertext() {
    return {ErrorKind::InvalidArgument, "InvalidCiphertextException", {}, {}};
}

Error not_allowed() {
    return {
        ErrorKind::Denied,
        "AccessDeniedException",
        "The ciphertext refers to a customer master key that does not exist, does not exist in "
        "this region, or you are not allowed to access.",
        {}
    };
}

Error kms_error(std::string code, std::string message) {
    return {ErrorKind::InvalidArgument, std::move(code), std::move(message), {}};
}

}  // namespace gantry::kms
