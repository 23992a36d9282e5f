#include "services/ssm/api/errors.h"

#include <fmt/format.h>

namespace gantry::ssm {

Error api_error(std::string code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::move(code), std::move(message), {}};
}

Error validation(std::string message) {
    return api_error("ValidationException", std::move(message));
}

Error parameter_not_found(std::string_view name) {
    return Error{
        ErrorKind::NotFound, "ParameterNotFound", fmt::format("Parameter {} not found.", name), {}
    };
}

Error version_not_found(std::string_view what, std::string_view which, std::string_view name) {
    return Error{
        ErrorKind::NotFound,
        "ParameterVersionNotFound",
        fmt::format(
            "Systems Manager could not find {} {} of {}. Verify the {} and try again.",
            what,
            which,
            name,
            what
        ),
        {},
    };
}

Error invalid_token() {
    return api_error("InvalidNextToken", "The specified token isn't valid.");
}

Error invalid_resource_id() {
    return api_error("InvalidResourceId", "Invalid Resource Id");
}

Error key_error(const Error& error) {
    const bool of_key = error.code == "NotFoundException" || error.code == "DisabledException" ||
                        error.code == "KMSInvalidStateException" ||
                        error.code == "InvalidCiphertextException";
    return of_key ? api_error("InvalidKeyId", error.message) : error;
}

}  // namespace gantry::ssm
