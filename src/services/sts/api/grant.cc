#include "services/sts/api/grant.h"

#include "service/credentials.h"

namespace gantry::sts {
namespace {

/// "ASIA" and sixteen letters and digits.
std::string draw_key_id(IdSource& ids) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string id = "ASIA";
    for (int i = 0; i < 16; ++i) id += kLetters[ids.random().below(kLetters.size())];
    return id;
}

}  // namespace

api::sts::Credentials grant(Call& call, aws::Session session, Seconds lasting) {
    session.access_key_id = draw_key_id(call.ids);
    session.expires = call.now + lasting;
    const std::string& secret = call.settings.secret;
    return {
        .access_key_id = session.access_key_id,
        .secret_access_key = service::secret_access_key(secret, session.access_key_id),
        .session_token = service::make_session_token(secret, call.ids.hex(32), session),
        .expiration = session.expires,
    };
}

Error validation_error(std::string message) {
    return Error{ErrorKind::InvalidArgument, "ValidationError", std::move(message), {}};
}

}  // namespace gantry::sts
