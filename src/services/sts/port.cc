#include "services/sts/port.h"

#include <fmt/format.h>

#include "aws/scope.h"
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

aws::Session role_session(
    const iam::AssumableRole& role, std::string_view region, std::string_view session_name
) {
    return {
        .account = role.account,
        .principal = fmt::format(
            "arn:{}:sts::{}:assumed-role/{}/{}",
            aws::partition_of(region),
            role.account,
            role.name,
            session_name
        ),
        .user_id = fmt::format("{}:{}", role.id, session_name),
    };
}

TemporaryCredentials give_credentials(
    aws::Session session, SysTime expires, std::string_view secret, IdSource& ids
) {
    session.access_key_id = draw_key_id(ids);
    session.expires = expires;
    return {
        .access_key_id = session.access_key_id,
        .secret_access_key = service::secret_access_key(secret, session.access_key_id),
        .session_token = service::make_session_token(secret, ids.hex(32), session),
        .expires = expires,
    };
}

}  // namespace gantry::sts
