#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/session.h"
#include "base/random.h"
#include "base/time.h"
#include "services/iam/port.h"

/// What other services may ask of STS: sessions, made as its operations make them.
namespace gantry::sts {

/// Temporary credentials as they are handed out. Nothing is stored: the token holds it all.
struct TemporaryCredentials {
    std::string access_key_id;
    std::string secret_access_key;
    std::string session_token;
    SysTime expires{};
};

/// A session of a role, with nothing in it but who it is.
aws::Session role_session(
    const iam::AssumableRole& role, std::string_view region, std::string_view session_name
);

/// The account that is written into the id of a session's key, as AWS writes it into its own;
/// nothing for other texts. Whether there ever was such a session nobody can say.
std::optional<std::string> account_of_session_key(std::string_view id);

/// Makes credentials of a session: draws the id of its key, and says how long they last.
/// @param secret the installation's (service::Settings::secret)
TemporaryCredentials give_credentials(
    aws::Session session, SysTime expires, std::string_view secret, IdSource& ids
);

}  // namespace gantry::sts
