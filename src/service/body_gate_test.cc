#include "service/body_gate.h"

#include <gtest/gtest.h>

namespace gantry::service {
namespace {

struct GatedBody final : net::BodySink {
    bool on_begin(std::function<void()> resume) override {
        if (asks_at_once) resume();
        again = std::move(resume);
        return wanted;
    }
    bool on_bytes(std::string_view bytes) override {
        text += bytes;
        return false;
    }
    void on_end(Result<void> how) override { end = how ? "whole" : how.error().message; }

    bool wanted = true;
    bool asks_at_once = false;
    std::function<void()> again;
    std::string text;
    std::string end;
};

/// A client that sends a piece whenever it is asked for more.
class BodyGateTest : public testing::Test {
  protected:
    BodyGateTest() {
        EXPECT_FALSE(gate_->on_begin([this] {
            ++asked_;
            gate_->on_bytes("a");
        }));
    }

    int asked_ = 0;
    std::shared_ptr<BodyGate> gate_ = std::make_shared<BodyGate>();
    std::shared_ptr<GatedBody> body_ = std::make_shared<GatedBody>();
};

TEST_F(BodyGateTest, NothingIsReadBeforeItIsOpened) {
    EXPECT_EQ(asked_, 0);
    gate_->open(body_);
    EXPECT_EQ(body_->text, "a");
    body_->again();
    EXPECT_EQ(body_->text, "aa");
    gate_->on_end({});
    EXPECT_EQ(body_->end, "whole");
    body_->again();
    EXPECT_EQ(asked_, 2);
}

TEST_F(BodyGateTest, WhoAsksWhileItOpensMissesNothing) {
    body_->asks_at_once = true;
    gate_->open(body_);
    EXPECT_EQ(asked_, 1);
    EXPECT_EQ(body_->text, "a");
}

TEST_F(BodyGateTest, WhoAsksWhileItOpensMayHaveWantedNothing) {
    body_->asks_at_once = true;
    body_->wanted = false;
    gate_->open(body_);
    EXPECT_EQ(asked_, 1);
    EXPECT_EQ(body_->text, "a");
}

TEST_F(BodyGateTest, MayBeOpenedBeforeItBegins) {
    const auto gate = std::make_shared<BodyGate>();
    gate->open(body_);
    EXPECT_TRUE(gate->on_begin([] {}));
    const auto unwanted = std::make_shared<BodyGate>();
    body_->wanted = false;
    unwanted->open(body_);
    EXPECT_FALSE(unwanted->on_begin([] {}));
}

TEST_F(BodyGateTest, WhoDoesNotWantItYetAsksLater) {
    body_->wanted = false;
    gate_->open(body_);
    EXPECT_EQ(asked_, 0);
    body_->again();
    EXPECT_EQ(body_->text, "a");
}

TEST_F(BodyGateTest, AnEndBeforeItIsOpenedIsTold) {
    gate_->on_end(unavailable("the client has left"));
    gate_->open(body_);
    EXPECT_EQ(body_->end, "the client has left");
    EXPECT_EQ(asked_, 0);
}

TEST_F(BodyGateTest, KnowsWhereTheBodyGoes) {
    const auto gate = std::make_shared<BodyGate>(body_);
    gate->open();
    EXPECT_TRUE(gate->on_begin([] {}));
    gate->on_bytes("b");
    EXPECT_EQ(body_->text, "b");
    const auto other = std::make_shared<GatedBody>();
    const auto shut = std::make_shared<BodyGate>(other);
    shut->on_end(unavailable("the client has left"));
    EXPECT_EQ(other->end, "the client has left");
    shut->open();
}

TEST_F(BodyGateTest, AskingOnceItIsGoneIsNothing) {
    gate_->open(body_);
    gate_->on_end({});
    gate_.reset();
    body_->again();
    EXPECT_EQ(asked_, 1);
}

}  // namespace
}  // namespace gantry::service
