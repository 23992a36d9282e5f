#include "control/known_sessions.h"

#include <gtest/gtest.h>

#include "service/credentials.h"

namespace gantry::control {
namespace {

std::string token_of(const std::string& id) {
    return service::make_session_token("secret", id, {.access_key_id = id});
}

TEST(KnownSessions, OpensATokenOnce) {
    KnownSessions sessions("secret");
    const std::string token = token_of("ASIA1");
    const auto known = sessions.find(token);
    ASSERT_NE(known, nullptr);
    EXPECT_EQ(known->session.access_key_id, "ASIA1");
    EXPECT_EQ(known->secret, service::secret_access_key("secret", "ASIA1"));
    EXPECT_EQ(sessions.find(token), known);
    EXPECT_EQ(sessions.find(token + "x"), nullptr);
    EXPECT_EQ(sessions.find(""), nullptr);
    EXPECT_EQ(sessions.size(), 1U) << "what is no token is not kept";
}

TEST(KnownSessions, ForgetsWhatWasNotUsedForLongest) {
    KnownSessions sessions("secret");
    const std::string used = token_of("ASIA0");
    const std::string unused = token_of("ASIA1");
    const auto known = sessions.find(used);
    const auto forgotten = sessions.find(unused);
    for (std::size_t i = 0; i + 1 < KnownSessions::kMost; ++i) {
        EXPECT_NE(sessions.find(token_of("ASIB" + std::to_string(i))), nullptr);
        EXPECT_EQ(sessions.find(used), known);
    }
    EXPECT_EQ(sessions.size(), KnownSessions::kMost);
    EXPECT_NE(sessions.find(unused), forgotten);
}

}  // namespace
}  // namespace gantry::control
