#include "services/ecs/fleet/credential_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::fleet {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr MonoTime at(Seconds time) {
    return MonoTime{time};
}

class CredentialBookTest : public testing::Test {
  protected:
    CredentialBook book_;
};

TEST_F(CredentialBookTest, WhatIsNotAcknowledgedIsDueAgain) {
    book_.sent("task", "i", {"role", "execution"}, at(Seconds{0}), at(Seconds{1000}));
    EXPECT_TRUE(book_.is_settled("task"));
    EXPECT_THAT(book_.take_due(at(Seconds{14}), 9), IsEmpty());
    book_.acknowledged("i", "role");
    EXPECT_THAT(book_.take_due(at(Seconds{15}), 9), ElementsAre("task")) << "one of two arrived";
    EXPECT_FALSE(book_.is_settled("task"));
}

TEST_F(CredentialBookTest, WhatArrivedIsDueWhenItGetsOld) {
    book_.sent("task", "i", {"role", "execution"}, at(Seconds{0}), at(Seconds{1000}));
    book_.acknowledged("i", "role");
    book_.acknowledged("i", "execution");
    book_.acknowledged("i", "execution");
    EXPECT_THAT(book_.take_due(at(Seconds{999}), 9), IsEmpty());
    EXPECT_THAT(book_.take_due(at(Seconds{1000}), 9), ElementsAre("task"));
}

TEST_F(CredentialBookTest, AnotherInstanceAcknowledgesNothing) {
    book_.sent("task", "i", {"role"}, at(Seconds{0}), at(Seconds{1000}));
    book_.acknowledged("other", "role");
    book_.acknowledged("i", "another's");
    EXPECT_THAT(book_.take_due(at(Seconds{15}), 9), ElementsAre("task"));
}

TEST_F(CredentialBookTest, AnOldAcknowledgementSaysNothingOfWhatIsWantedNow) {
    book_.sent("task", "i", {"role"}, at(Seconds{0}), at(Seconds{1000}));
    book_.want("task", "i", at(Seconds{5}));
    book_.acknowledged("i", "role");
    EXPECT_THAT(book_.take_due(at(Seconds{5}), 9), ElementsAre("task"));
}

TEST_F(CredentialBookTest, TheLongestDueComeFirstAndOnlySoMany) {
    book_.want("b", "i", at(Seconds{2}));
    book_.want("a", "i", at(Seconds{3}));
    book_.want("c", "i", at(Seconds{1}));
    EXPECT_THAT(book_.take_due(at(Seconds{9}), 2), ElementsAre("c", "b"));
    EXPECT_TRUE(book_.any_due(at(Seconds{9})));
    EXPECT_THAT(book_.take_due(at(Seconds{9}), 2), ElementsAre("a"));
    EXPECT_FALSE(book_.any_due(at(Seconds{9})));
}

TEST_F(CredentialBookTest, NothingIsLeftOfATaskThatEnded) {
    book_.sent("task", "i", {"role"}, at(Seconds{0}), at(Seconds{1000}));
    book_.forget("task");
    book_.forget("task");
    book_.acknowledged("i", "role");
    EXPECT_FALSE(book_.any_due(at(Seconds{9999})));
    EXPECT_EQ(book_.size(), 0U);
}

}  // namespace
}  // namespace gantry::fleet
