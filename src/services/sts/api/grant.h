#pragma once

#include "api/sts/credentials.h"
#include "aws/session.h"
#include "services/sts/api/call.h"

namespace gantry::sts {

/// Makes credentials of a session: draws the id of its key, and says how long they last. Nothing is
/// stored; the token holds it all.
api::sts::Credentials grant(Call& call, aws::Session session, Seconds lasting);

Error validation_error(std::string message);
Error invalid_parameter_value(std::string message);

}  // namespace gantry::sts
