#include "services/logs/api/live_tails.h"

#include <gmock/gmock.h>

#include "api/logs/start_live_tail_response_stream.h"
#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

using api::logs::StartLiveTailResponseStream;
using testing::ElementsAre;
using testing::IsEmpty;

const aws::Scope kTailScope{"111111111111", "us-east-1"};

/// What a client of a session sees.
class SeenEvents final : public api::EventSink {
  public:
    bool send(const reflect::TypeInfo& /*type*/, const void* event) override {
        events.push_back(*static_cast<const StartLiveTailResponseStream*>(event));
        return keeps_up;
    }
    void end() override { ended = true; }

    /// The messages of the last update; "…" behind them where there were more.
    [[nodiscard]] std::vector<std::string> last() const {
        std::vector<std::string> messages;
        const auto& update = events.back().session_update;
        if (!update) return {"no update"};
        for (const auto& event : *update->session_results) messages.push_back(*event.message);
        if (*update->session_metadata->sampled) messages.emplace_back("…");
        return messages;
    }

    std::vector<StartLiveTailResponseStream> events;
    bool keeps_up = true;
    bool ended = false;
};

class LiveTailsTest : public testing::Test {
  protected:
    std::function<void()> begin(
        std::vector<std::string> names = {}, const std::string& pattern = ""
    ) {
        return tails_.begin(
            {kTailScope, {{"id", "1:g"}}, std::move(names), {}, *Pattern::read(pattern), {}}, seen_
        );
    }
    void put(const std::string& stream, const std::vector<std::string>& messages) {
        Batch batch{.group = "id", .stream = "x", .ingested_ms = 5, .events = {}};
        for (const std::string& message : messages) batch.events.push_back({1, message});
        tails_.show(stream, batch);
    }
    void wait(Duration time = Duration{1'000}) { loop_.advance(time); }

    ManualLoop loop_;
    std::shared_ptr<SeenEvents> seen_ = std::make_shared<SeenEvents>();
    LiveTails tails_{loop_};
};

TEST_F(LiveTailsTest, ShowWhatComesEachSecond) {
    begin();
    EXPECT_TRUE(seen_->events.at(0).session_start);
    EXPECT_TRUE(tails_.watches("id"));
    EXPECT_FALSE(tails_.watches("other"));
    put("a", {"one", "two"});
    put("b", {"three"});
    EXPECT_EQ(seen_->events.size(), 1U);
    wait();
    EXPECT_THAT(seen_->last(), ElementsAre("one", "two", "three"));
    EXPECT_EQ(
        seen_->events.back().session_update->session_results->at(0).log_group_identifier, "1:g"
    );
    wait();
    EXPECT_THAT(seen_->last(), IsEmpty());
}

TEST_F(LiveTailsTest, OfTheStreamsAndMessagesThatWereAskedFor) {
    begin({"a"}, "error");
    put("a", {"an error", "none"});
    put("b", {"an error too"});
    wait();
    EXPECT_THAT(seen_->last(), ElementsAre("an error"));
}

TEST_F(LiveTailsTest, SayWhereThereWasMore) {
    begin();
    put("a", std::vector<std::string>(501, "x"));
    wait();
    EXPECT_EQ(seen_->last().size(), 501U);
    EXPECT_EQ(seen_->last().back(), "…");
    put("a", {std::string(600'000, 'y'), std::string(600'000, 'y')});
    wait();
    EXPECT_EQ(seen_->last().size(), 2U);

    // Who does not read gets no more than the word for it.
    seen_->keeps_up = false;
    wait();
    put("a", {"lost"});
    wait();
    EXPECT_THAT(seen_->last(), ElementsAre("…"));
}

TEST_F(LiveTailsTest, EndWithTheClientOrAfterThreeHours) {
    begin()();
    EXPECT_EQ(tails_.count(kTailScope), 0U);
    wait();
    EXPECT_EQ(seen_->events.size(), 1U);

    begin();
    wait(hours{3});
    EXPECT_TRUE(seen_->ended);
    EXPECT_TRUE(seen_->events.back().session_timeout_exception);
    EXPECT_EQ(tails_.count(kTailScope), 0U);
}

TEST_F(LiveTailsTest, AreSoManyForEachAccountAndRegion) {
    for (std::size_t i = 0; i < LiveTails::kMaxSessions; ++i) begin();
    EXPECT_FALSE(seen_->ended);
    EXPECT_EQ(tails_.count({"111111111111", "eu-west-1"}), 0U);
    begin();
    EXPECT_TRUE(seen_->ended);
    EXPECT_TRUE(seen_->events.back().session_streaming_exception);
    EXPECT_EQ(tails_.count(kTailScope), LiveTails::kMaxSessions);
}

TEST_F(LogsTest, StartLiveTailNeedsGroupsThatAreThere) {
    must("CreateLogGroup", R"({"logGroupName":"g"})");
    must("StartLiveTail", R"({"logGroupIdentifiers":["g"]})");
    EXPECT_EQ(
        ask("StartLiveTail", R"({"logGroupIdentifiers":["none"]})"),
        "ResourceNotFoundException: The specified log group does not exist."
    );
    EXPECT_TRUE(ask("StartLiveTail", R"({"logGroupIdentifiers":["g"],"logEventFilterPattern":"{"})")
                    .starts_with("InvalidParameterException"));
    EXPECT_TRUE(
        ask("StartLiveTail",
            R"({"logGroupIdentifiers":["g"],"logStreamNames":["a"],"logStreamNamePrefixes":["b"]})")
            .starts_with("InvalidParameterException")
    );
}

}  // namespace
}  // namespace gantry::logs
