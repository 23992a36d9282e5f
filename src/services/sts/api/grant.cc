#include "services/sts/api/grant.h"

#include "services/sts/port.h"

namespace gantry::sts {

api::sts::Credentials grant(Call& call, aws::Session session, Seconds lasting) {
    session.issued = call.now;
    auto given =
        give_credentials(std::move(session), call.now + lasting, call.settings.secret, call.ids);
    return {
        .access_key_id = std::move(given.access_key_id),
        .secret_access_key = std::move(given.secret_access_key),
        .session_token = std::move(given.session_token),
        .expiration = given.expires,
    };
}

Error validation_error(std::string message) {
    return Error{ErrorKind::InvalidArgument, "ValidationError", std::move(message), {}};
}

Error invalid_parameter_value(std::string message) {
    return Error{ErrorKind::InvalidArgument, "InvalidParameterValue", std::move(message), {}};
}

}  // namespace gantry::sts
