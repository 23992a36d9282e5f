#include "services/ecs/exec/data_channel.h"

#include <gtest/gtest.h>

#include <chrono>

namespace gantry::ecs::exec {
namespace {

class DataChannelTest : public testing::Test {
  protected:
    static Moment at(int ms) { return {from_epoch_ms(ms), MonoTime{milliseconds{ms}}}; }

    IdSource ids_{Random(1)};
    DataChannel agent_{DataChannel::Side::Agent, ids_};
    DataChannel client_{DataChannel::Side::Client, ids_};

    static void carry(DataChannel& from, DataChannel& to, int ms) {
        for (const std::string& frame : from.take_frames()) to.receive(frame, at(ms));
    }
};

TEST_F(DataChannelTest, WhatIsAcknowledgedIsNotSentAgain) {
    agent_.send(PayloadType::Output, "hello", at(0));
    EXPECT_FALSE(agent_.idle());
    carry(agent_, client_, 10);
    const auto came = client_.next();
    ASSERT_TRUE(came);
    EXPECT_EQ(came->payload, "hello");
    carry(client_, agent_, 20);
    EXPECT_TRUE(agent_.idle());
    agent_.tick(at(10'000));
    EXPECT_TRUE(agent_.take_frames().empty());
}

TEST_F(DataChannelTest, WhatIsLostIsSentAgainAndGivenOnce) {
    agent_.send(PayloadType::Output, "hello", at(0));
    agent_.take_frames();
    agent_.tick(at(100));
    EXPECT_TRUE(agent_.take_frames().empty());
    agent_.tick(at(1'000));
    const auto again = agent_.take_frames();
    ASSERT_EQ(again.size(), 1U);
    client_.receive(again[0], at(1'001));
    client_.receive(again[0], at(1'002));
    EXPECT_EQ(client_.take_frames().size(), 2U) << "each is acknowledged";
    EXPECT_TRUE(client_.next());
    EXPECT_FALSE(client_.next());
}

TEST_F(DataChannelTest, WhatComesEarlyWaitsForItsTurn) {
    agent_.send(PayloadType::Output, "a", at(0));
    agent_.send(PayloadType::Output, "b", at(0));
    const auto frames = agent_.take_frames();
    client_.receive(frames[1], at(1));
    EXPECT_FALSE(client_.next());
    client_.receive(frames[0], at(2));
    EXPECT_EQ(client_.next()->payload, "a");
    EXPECT_EQ(client_.next()->payload, "b");
}

TEST_F(DataChannelTest, WhatThereIsNoRoomForIsNotAcknowledged) {
    for (std::size_t i = 0; i < DataChannel::kMaxWaiting + 10; ++i) {
        client_.send(PayloadType::Output, "x", at(0));
    }
    carry(client_, agent_, 1);
    EXPECT_EQ(agent_.take_frames().size(), DataChannel::kMaxWaiting);
    while (agent_.next()) {
    }
    client_.tick(at(2'000));
    carry(client_, agent_, 2'001);
    EXPECT_EQ(agent_.take_frames().size(), DataChannel::kMaxWaiting + 10);
}

TEST_F(DataChannelTest, PausedItSendsNothingNew) {
    DataMessage pause{.type = std::string(kPausePublication), .id = ids_.uuid()};
    agent_.receive(encode_data_message(pause), at(0));
    EXPECT_EQ(agent_.room(), 0U);
    EXPECT_FALSE(agent_.next_tick());
    pause.type = kStartPublication;
    agent_.receive(encode_data_message(pause), at(1));
    EXPECT_EQ(agent_.room(), DataChannel::kWindow);
}

TEST_F(DataChannelTest, AnAcknowledgementOfAnotherMessageCountsForNothing) {
    agent_.send(PayloadType::Output, "a", at(0));
    DataChannel other(DataChannel::Side::Agent, ids_);
    other.send(PayloadType::Output, "z", at(0));
    carry(other, client_, 1);
    carry(client_, agent_, 2);
    EXPECT_FALSE(agent_.idle());
}

TEST_F(DataChannelTest, ItFailsWhenNobodyAcknowledges) {
    agent_.send(PayloadType::Output, "a", at(0));
    for (int i = 1; i <= DataChannel::kMaxTries; ++i) agent_.tick(at(i * 1'000));
    EXPECT_TRUE(agent_.failed());
}

TEST_F(DataChannelTest, ClosingSaysWhy) {
    agent_.send_closed("session", "the end", at(0));
    carry(agent_, client_, 1);
    EXPECT_EQ(client_.closed(), "the end");
}

}  // namespace
}  // namespace gantry::ecs::exec
