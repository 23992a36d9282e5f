#include "control/body_arrival.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

/// Wants all that comes.
class Sink final : public net::BodySink {
  public:
    bool on_bytes(std::string_view some) override {
        bytes += some;
        return true;
    }
    void on_end(Result<void> how) override { good = how.has_value(); }

    std::string bytes;
    bool good = false;
};

class BodyArrivalTest : public testing::Test {
  protected:
    bool begin() {
        return gate_->on_begin([this] { ++resumed_; });
    }

    std::shared_ptr<BodyArrival> arrival_ = std::make_shared<BodyArrival>();
    std::shared_ptr<Sink> sink_ = std::make_shared<Sink>();
    std::shared_ptr<net::BodySink> gate_ = arrival_->gate(sink_);
    int resumed_ = 0;
};

TEST_F(BodyArrivalTest, NothingComesBeforeItWasLetIn) {
    EXPECT_FALSE(begin());
    EXPECT_EQ(resumed_, 0);
    arrival_->let_in();
    EXPECT_EQ(resumed_, 1);
    EXPECT_TRUE(gate_->on_bytes("bytes"));
    gate_->on_end({});
    EXPECT_EQ(sink_->bytes, "bytes");
    EXPECT_TRUE(sink_->good);
}

TEST_F(BodyArrivalTest, MayBeLetInBeforeItBegins) {
    arrival_->let_in();
    EXPECT_TRUE(begin());
    EXPECT_EQ(resumed_, 0);
}

TEST_F(BodyArrivalTest, IsToldWhoeverComesFirst) {
    int told = 0;
    const auto count = [&told](const Result<api::FileBody>& body) {
        EXPECT_EQ(body->md5, "sum");
        ++told;
    };
    arrival_->wait(count);
    arrival_->end(api::FileBody{.parts = {}, .md5 = "sum", .checksums = {}});
    EXPECT_EQ(told, 1);

    const auto other = std::make_shared<BodyArrival>();
    other->end(api::FileBody{.parts = {}, .md5 = "sum", .checksums = {}});
    other->wait(count);
    EXPECT_EQ(told, 2);
}

}  // namespace
}  // namespace gantry::control
