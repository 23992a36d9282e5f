#include "services/logs/api/query_book.h"

#include <gtest/gtest.h>

#include "services/logs/insights/parser.h"

namespace gantry::logs {
namespace {

using api::logs::QueryStatus;

const aws::Scope kQueryScope{"123456789012", "us-east-1"};

/// Keeps scans until the test says what comes of them.
class SlowEngine final : public Engine {
  public:
    struct Asked {
        Scan scan;
        Done<ScanEnd> done;
    };

    void append(Batch, Done<void>) override {}
    void scan(Scan scan, Done<ScanEnd> done) override {
        asked.push_back({std::move(scan), std::move(done)});
    }
    void stats(std::vector<std::string>, Done<std::map<std::string, GroupStats>>) override {}
    void remove_stream(std::string, std::string, Done<void>) override {}
    void remove_group(std::string, Done<void>) override {}
    void keep_only(std::map<std::string, std::set<std::string>>) override {}
    void set_retention(std::string, std::optional<Duration>) override {}

    /// The next scan begins and finds these.
    void begin(const std::vector<std::string>& messages) {
        asked.back().scan.begin();
        for (const std::string& message : messages) {
            asked.back().scan.visit({.at = {1, 1, 0}, .message = message});
        }
    }
    void end(Result<ScanEnd> how = ScanEnd{}) {
        const auto done = std::move(asked.back().done);
        done(std::move(how));
    }

    std::vector<Asked> asked;
};

class QueryBookTest : public testing::Test {
  protected:
    void start(const std::string& id, std::size_t groups = 1) {
        QueryStart start{.id = id, .scope = kQueryScope};
        start.query = *insights::read_query("filter @message like 'x' | fields @message");
        for (std::size_t i = 0; i < groups; ++i) start.targets.push_back({"g", "g", {"s"}, {"s"}});
        start.limit = 100;
        book.start(engine, std::move(start));
    }
    QueryState state(const std::string& id = "q") { return *book.find(kQueryScope, id); }

    QueryBook book;
    SlowEngine engine;
};

TEST_F(QueryBookTest, WorkIsCountedWhileItIsDone) {
    start("q", 2);
    EXPECT_EQ(state().status, QueryStatus::Scheduled);
    EXPECT_EQ(state().groups, 0U);
    EXPECT_EQ(book.running(kQueryScope), 1U);
    engine.begin({"x1", "y"});
    EXPECT_EQ(state().status, QueryStatus::Running);
    EXPECT_EQ(state().groups, 1U);
    EXPECT_EQ(state().scanned, 2U);
    EXPECT_EQ(state().bytes, 3U);
    EXPECT_EQ(state().matched, 1U);
    engine.end();
    EXPECT_EQ(state().groups, 1U) << "the second has not begun";
    engine.begin({"x"});
    engine.end();
    EXPECT_EQ(state().status, QueryStatus::Complete);
    EXPECT_EQ(state().groups, 2U);
    EXPECT_EQ(state().scanned, 3U);
    EXPECT_EQ(state().matched, 2U);
    EXPECT_EQ(state().results->rows.size(), 2U);
    EXPECT_EQ(book.running(kQueryScope), 0U);
}

TEST_F(QueryBookTest, WhatWasDoneStaysCountedHoweverItEnds) {
    start("q", 3);
    engine.begin({"x", "x"});
    EXPECT_TRUE(book.stop(kQueryScope, "q"));
    EXPECT_TRUE(engine.asked.back().scan.stop->load());
    engine.end();
    EXPECT_EQ(state().status, QueryStatus::Cancelled);
    EXPECT_EQ(state().groups, 1U);
    EXPECT_EQ(state().scanned, 2U);
    EXPECT_EQ(state().matched, 2U);
    EXPECT_EQ(state().results, nullptr);
    EXPECT_FALSE(book.stop(kQueryScope, "q"));

    start("failed");
    engine.begin({"x"});
    engine.end(engine_unavailable());
    EXPECT_EQ(state("failed").status, QueryStatus::Failed);
    EXPECT_EQ(state("failed").scanned, 1U);
    EXPECT_EQ(state("failed").matched, 1U);

    start("waiting");
    EXPECT_TRUE(book.stop(kQueryScope, "waiting"));
    EXPECT_EQ(state("waiting").status, QueryStatus::Cancelled);
    engine.begin({});
    EXPECT_EQ(state("waiting").status, QueryStatus::Cancelled) << "it does not begin to run";
}

TEST_F(QueryBookTest, OldResultsGo) {
    const std::string large = "x" + std::string(40UL << 20, 'y');
    start("first");
    engine.begin({large});
    engine.end();
    const std::weak_ptr<const insights::Results> results = state("first").results;
    EXPECT_FALSE(results.expired());
    start("second");
    engine.begin({large});
    engine.end();
    EXPECT_FALSE(book.find(kQueryScope, "first"));
    EXPECT_TRUE(results.expired());
    EXPECT_TRUE(state("second").results);
}

}  // namespace
}  // namespace gantry::logs
