#include "services/ecr/registry/gate.h"

#include <gtest/gtest.h>

namespace gantry::ecr {
namespace {

struct Body final : net::BodySink {
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
class GateTest : public testing::Test {
  protected:
    GateTest() {
        EXPECT_FALSE(gate_->on_begin([this] {
            ++asked_;
            gate_->on_bytes("a");
        }));
    }

    int asked_ = 0;
    std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
    std::shared_ptr<Body> body_ = std::make_shared<Body>();
};

TEST_F(GateTest, NothingIsReadBeforeItIsOpened) {
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

TEST_F(GateTest, WhoAsksWhileItOpensMissesNothing) {
    body_->asks_at_once = true;
    gate_->open(body_);
    EXPECT_EQ(asked_, 1);
    EXPECT_EQ(body_->text, "a");
}

TEST_F(GateTest, WhoAsksWhileItOpensMayHaveWantedNothing) {
    body_->asks_at_once = true;
    body_->wanted = false;
    gate_->open(body_);
    EXPECT_EQ(asked_, 1);
    EXPECT_EQ(body_->text, "a");
}

TEST_F(GateTest, WhoDoesNotWantItYetAsksLater) {
    body_->wanted = false;
    gate_->open(body_);
    EXPECT_EQ(asked_, 0);
    body_->again();
    EXPECT_EQ(body_->text, "a");
}

TEST_F(GateTest, AnEndBeforeItIsOpenedIsTold) {
    gate_->on_end(unavailable("the client has left"));
    gate_->open(body_);
    EXPECT_EQ(body_->end, "the client has left");
    EXPECT_EQ(asked_, 0);
}

TEST_F(GateTest, AskingOnceItIsGoneIsNothing) {
    gate_->open(body_);
    gate_->on_end({});
    gate_.reset();
    body_->again();
    EXPECT_EQ(asked_, 1);
}

}  // namespace
}  // namespace gantry::ecr
