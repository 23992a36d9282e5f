#include "services/sts/port.h"

#include <fmt/format.h>

#include <charconv>

#include "aws/scope.h"
#include "service/credentials.h"

namespace gantry::sts {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kSessionKey = "ASIA";
constexpr std::size_t kKeyLength = 20;
constexpr std::uint64_t kMarked = std::uint64_t{1} << 40U;
constexpr std::uint64_t kAccounts = 1'000'000'000'000;

/// "ASIA" and sixteen letters of five bits each: a one, the account's forty, and 39 drawn ones.
/// So are AWS's since 2019, and whoever has one can read whose it is.
std::string draw_key_id(std::string_view account, IdSource& ids) {
    std::uint64_t number = 0;
    std::from_chars(account.data(), account.data() + account.size(), number);
    const std::uint64_t fixed = kMarked | number;
    std::string id(kSessionKey);
    for (int shift = 36; shift > 0; shift -= 5) id += kLetters[fixed >> shift & 31U];
    id += kLetters[(fixed & 1U) << 4U | ids.random().below(16)];
    while (id.size() < kKeyLength) id += kLetters[ids.random().below(kLetters.size())];
    return id;
}

}  // namespace

std::optional<std::string> account_of_session_key(std::string_view id) {
    if (id.size() != kKeyLength || !id.starts_with(kSessionKey)) return std::nullopt;
    std::uint64_t bits = 0;
    for (const char letter : id.substr(kSessionKey.size(), 9)) {
        const std::size_t value = kLetters.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        bits = bits << 5U | value;
    }
    bits >>= 4U;
    const std::uint64_t account = bits & (kMarked - 1);
    if ((bits & kMarked) == 0 || account >= kAccounts) return std::nullopt;
    return fmt::format("{:012}", account);
}

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
    session.access_key_id = draw_key_id(session.account, ids);
    session.expires = expires;
    return {
        .access_key_id = session.access_key_id,
        .secret_access_key = service::secret_access_key(secret, session.access_key_id),
        .session_token = service::make_session_token(secret, ids.hex(32), session),
        .expires = expires,
    };
}

}  // namespace gantry::sts
