#include "services/ecs/exec/session_book.h"

#include <gtest/gtest.h>

namespace gantry::ecs::exec {
namespace {

using Use = SessionBook::Use;

class SessionBookTest : public testing::Test {
  protected:
    Result<SessionBook::Ticket> promise(const std::string& container) {
        return book_.promise({.container_key = container, .instance_key = "i"}, at(0));
    }
    static Moment at(std::int64_t ms) { return {from_epoch_ms(ms), MonoTime{milliseconds{ms}}}; }

    SessionBook book_{IdSource(Random(1)), "secret"};
};

TEST_F(SessionBookTest, ATokenIsGoodOnce) {
    const auto ticket = promise("c");
    ASSERT_TRUE(ticket);
    EXPECT_EQ(book_.instance_of(ticket->session_id), nullptr) << "nobody has claimed it";
    EXPECT_FALSE(book_.claim(ticket->session_id, "", Use::Command, at(1)));
    EXPECT_FALSE(book_.claim(ticket->session_id, "wrong", Use::Command, at(1)));
    EXPECT_FALSE(book_.claim("another", ticket->token, Use::Command, at(1)));
    const auto session = book_.claim(ticket->session_id, ticket->token, Use::Command, at(1));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->request.session_id, ticket->session_id);
    EXPECT_EQ(*book_.instance_of(ticket->session_id), "i");
    EXPECT_FALSE(book_.claim(ticket->session_id, ticket->token, Use::Command, at(2)));
    EXPECT_FALSE(book_.claim(ticket->session_id, "", Use::Command, at(2)));
}

TEST_F(SessionBookTest, ATokenIsGoodForMinutes) {
    const auto ticket = promise("c");
    EXPECT_FALSE(book_.claim(ticket->session_id, ticket->token, Use::Command, at(180'000)));
    EXPECT_EQ(book_.size(), 0U);
}

TEST_F(SessionBookTest, AContainerHasTwoSessions) {
    const auto first = promise("c");
    EXPECT_TRUE(promise("c"));
    EXPECT_TRUE(promise("d"));
    const auto third = promise("c");
    ASSERT_FALSE(third);
    EXPECT_EQ(third.error().code, "ClientException");
    book_.end(first->session_id);
    EXPECT_TRUE(promise("c"));
}

TEST_F(SessionBookTest, ConnectionsToPortsAreCountedApart) {
    for (std::size_t i = 0; i < SessionBook::kMaxConnections; ++i) {
        const auto ticket = promise("c");
        ASSERT_TRUE(ticket);
        EXPECT_TRUE(book_.claim(ticket->session_id, ticket->token, Use::Port, at(1)));
    }
    const auto more = promise("c");
    ASSERT_TRUE(more);
    EXPECT_FALSE(book_.claim(more->session_id, more->token, Use::Port, at(1)));
    EXPECT_TRUE(promise("c"));
}

}  // namespace
}  // namespace gantry::ecs::exec
