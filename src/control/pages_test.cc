// Gantry's own pages, over HTTP.
#include "base/thread_loop.h"
#include "control/plane_fixture.h"
#include "store/sqlite_journal.h"
#include "store/sqlite_writer.h"
#include "store/test_appends.h"

namespace gantry::control::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kCluster = "arn:aws:ecs:us-east-1:000000000000:cluster/default";

class Pages : public PlaneTest {
  protected:
    void SetUp() override { start(AuthMode::Any); }

    [[nodiscard]] net::HttpResponse get(const std::string& target) const {
        return send(claimed(page(target)));
    }
    void expect_failure(const std::string& target, int status, const std::string& text) const {
        const auto answer = get(target);
        EXPECT_EQ(answer.status, status) << target;
        EXPECT_THAT(answer.body, AllOf(StartsWith(R"({"message":")"), HasSubstr(text))) << target;
    }
};

TEST_F(Pages, HealthSaysThatRequestsAreServed) {
    const auto answer = get("/_gantry/health");
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, AllOf(HasSubstr(R"("status":"ok")"), HasSubstr(R"("agents":0)")));
    EXPECT_EQ(*answer.headers.find("Content-Type"), "application/json");
}

TEST_F(Pages, HistoryTellsEveryChangeOfAResource) {
    const std::string arn = std::string("/_gantry/history?arn=") + kCluster;
    EXPECT_THAT(get(arn).body, AllOf(HasSubstr("CreateCluster"), HasSubstr(R"("sequence":1)")));
    const auto text = get(arn + "&format=text");
    EXPECT_THAT(*text.headers.find("Content-Type"), StartsWith("text/plain"));
    EXPECT_THAT(text.body, HasSubstr("CreateCluster"));
}

TEST_F(Pages, HistoryRefusesWhatItCannotShow) {
    expect_failure("/_gantry/history", 400, "is not the ARN of a VPC");
    expect_failure("/_gantry/history?arn=nonsense", 400, "'nonsense' is not the ARN");
    expect_failure(
        "/_gantry/history?arn=arn:aws:ecs:us-east-1:000000000000:cluster/none",
        404,
        "No record of arn:aws:ecs:us-east-1:000000000000:cluster/none; the journal begins at"
    );
    expect_failure(
        std::string("/_gantry/history?format=xml&arn=") + kCluster, 400, "must be json or text"
    );
}

TEST_F(Pages, StateShowsTheRowsOfNow) {
    const auto answer = get("/_gantry/state");
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(
        answer.body,
        AllOf(HasSubstr(R"("ecs.clusters":{)"), HasSubstr("000000000000/us-east-1/default"))
    );
}

TEST_F(Pages, StateRefusesTimesThatItHasNot) {
    expect_failure("/_gantry/state?at=yesterday", 400, "'at' must be a time");
    expect_failure("/_gantry/state?at=2999-01-01T00:00:00Z", 400, "is in the future");
    expect_failure("/_gantry/state?at=1999-01-01T00:00:00Z", 404, "The journal begins at");
}

/// Records made while the clock was ahead once hid all that came after the clock was put right.
TEST_F(Pages, StateIsTheNewestAlsoAfterTheClockWasAhead) {
    plane.reset();
    {
        ThreadLoop journal_loop("journal test");
        auto journal = store::SqliteJournal::open(journal_loop, options.data_dir);
        ASSERT_TRUE(journal) << journal.error().message;
        const auto loaded = core::load_all(**journal);
        ASSERT_TRUE(loaded);
        core::JournalRecord ahead{
            .sequence = loaded->last_sequence + 1,
            .time = RealClock{}.now() + hours{24},
            .cause = "a clock that is ahead"
        };
        ahead.changes.push_back(
            {"ecs.clusters", "000000000000/us-east-1/early", R"({"name":"early"})"}
        );
        ASSERT_TRUE(store::append_and_wait(**journal, {ahead}));
    }
    start(AuthMode::Any);
    ASSERT_EQ(send(claimed(call("CreateCluster", R"({"clusterName":"late"})"))).status, 200);
    EXPECT_THAT(
        get("/_gantry/state").body, AllOf(HasSubstr("us-east-1/early"), HasSubstr("us-east-1/late"))
    );
    const std::string now = format_iso8601(RealClock{}.now());
    EXPECT_THAT(
        get("/_gantry/state?at=" + now).body,
        AllOf(HasSubstr("us-east-1/default"), Not(HasSubstr("us-east-1/late")))
    ) << "a time that is asked for is taken at its word";
    const auto later = get("/_gantry/journal?since=1").body;
    EXPECT_THAT(later, AllOf(HasSubstr("a clock that is ahead"), HasSubstr("us-east-1/late")));
}

TEST_F(Pages, TablesOfAnotherVersionAreCarriedAndShown) {
    EXPECT_THAT(get("/_gantry/health").body, Not(HasSubstr("unknownTables")));
    plane.reset();
    {
        ThreadLoop journal_loop("journal test");
        auto journal = store::SqliteJournal::open(journal_loop, options.data_dir);
        ASSERT_TRUE(journal) << journal.error().message;
        const auto loaded = core::load_all(**journal);
        ASSERT_TRUE(loaded);
        core::JournalRecord other{
            .sequence = loaded->last_sequence + 1,
            .time = loaded->last_time,
            .cause = "another version"
        };
        other.changes = {{"mq.queues", "a", R"({"name":"a"})"}, {"mq.queues", "b", "{}"}};
        ASSERT_TRUE(store::append_and_wait(**journal, {other}));
        ASSERT_TRUE(store::trim_and_wait(**journal, SysTime::max()));
    }
    for (int run = 0; run < 2; ++run) {
        plane.reset();
        start(AuthMode::Any);
        const auto health = get("/_gantry/health");
        EXPECT_EQ(health.status, 200);
        EXPECT_THAT(health.body, HasSubstr(R"("unknownTables":{"mq.queues":2})"));
        EXPECT_THAT(
            get("/_gantry/state").body,
            AllOf(HasSubstr(R"("mq.queues":{)"), HasSubstr(R"("a":{"name":"a"})"))
        );
    }
}

TEST_F(Pages, AWriterThatIsNotAloneClosesAndSaysSo) {
    auto second = store::SqliteWriter::open(options.data_dir + "/journal.db", {}, {});
    ASSERT_TRUE(second) << second.error().message;
    const core::JournalRecord theirs{
        .sequence = second->head().sequence + 1,
        .time = from_epoch_ms(second->head().time_ms),
        .cause = "another writer",
        .changes = {{"ecs.clusters", "k", "{}"}}
    };
    ASSERT_TRUE(second->append(std::vector{theirs}));
    const auto make = claimed(call("CreateCluster", R"({"clusterName":"second"})"));
    EXPECT_EQ(send(make).status, 503);
    const auto health = get("/_gantry/health");
    EXPECT_EQ(health.status, 503);
    EXPECT_THAT(
        health.body,
        AllOf(HasSubstr(R"("status":"closed")"), HasSubstr("Another program has written"))
    );
    for (const auto& request : {make, claimed(call("ListClusters", "{}"))}) {
        const auto refused = send(request);
        EXPECT_EQ(refused.status, 503);
        EXPECT_THAT(refused.body, HasSubstr("another one writes"));
    }
}

TEST_F(Pages, JournalGoesOnWhereItStopped) {
    ASSERT_EQ(send(claimed(call("CreateCluster", R"({"clusterName":"second"})"))).status, 200);
    const auto first = get("/_gantry/journal?limit=1");
    EXPECT_THAT(first.body, AllOf(HasSubstr(R"("next":1)"), Not(HasSubstr("second"))));
    EXPECT_THAT(get("/_gantry/journal?since=1&limit=1").body, HasSubstr("second"));
    EXPECT_EQ(get("/_gantry/journal?since=99").body, "{\"records\":[],\"next\":99}\n");
    expect_failure("/_gantry/journal?since=x", 400, "'since' must be a whole number");
    expect_failure("/_gantry/journal?limit=-1", 400, "'limit' must be a whole number");
}

TEST_F(Pages, LogsAreOfTasksOnly) {
    expect_failure("/_gantry/logs", 400, "logs takes the ARN of a task");
    expect_failure(std::string("/_gantry/logs?task=") + kCluster, 400, "takes the ARN of a task");
    expect_failure(
        "/_gantry/logs?task=arn:aws:ecs:us-east-1:000000000000:task/default/"
        "0123456789abcdef0123456789abcdef",
        404,
        "No such task"
    );
}

TEST_F(Pages, ThereAreNoOthersAndTheyAreOnlyRead) {
    expect_failure("/_gantry/nonsense", 404, "No such page");
    const auto post =
        send(claimed(make_request("POST", "/_gantry/state", {{"Host", "127.0.0.1"}}, "x")));
    EXPECT_EQ(post.status, 400);
    EXPECT_THAT(post.body, HasSubstr("are read with GET"));
}

TEST_F(Pages, TextObeysNobodysControlCharacters) {
    ASSERT_EQ(
        send(claimed(call(
                 "CreateCluster", R"({"clusterName":"tagged","tags":[{"key":"k","value":"v"}]})"
             )))
            .status,
        200
    );
    const auto text =
        get("/_gantry/history?format=text&arn=arn:aws:ecs:us-east-1:000000000000:cluster/tagged");
    EXPECT_EQ(text.status, 200);
    for (const char c : text.body) {
        EXPECT_TRUE(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20);
    }
}

TEST_F(Pages, WhatIsNoOperationIsSaid) {
    const auto nowhere = get("/elsewhere");
    EXPECT_EQ(nowhere.status, 404);
    EXPECT_THAT(nowhere.body, HasSubstr("UnknownOperationException"));
    EXPECT_THAT(send(claimed(call("MakeCoffee"))).body, HasSubstr("UnknownOperationException"));
}

TEST_F(Pages, AnAgentsConnectionSaysWhoItIs) {
    const auto refused = [this](const std::string& target) {
        const auto answer = send(claimed(upgrade(target)));
        EXPECT_EQ(answer.status, 400) << target;
        return answer.body;
    };
    EXPECT_EQ(refused("/ws"), R"({"BadRequestException":"Not an agent's connection."})");
    EXPECT_THAT(
        refused("/ws?clusterArn=default&containerInstanceArn=arn:aws:ecs:us-east-1:000000000000:"
                "container-instance/default/0123456789abcdef0123456789abcdef"),
        HasSubstr("Exception")
    );
    EXPECT_THAT(refused("/ws?cluster=default&containerInstance=nonsense"), HasSubstr("Exception"));
}

TEST_F(Pages, ManyLargeCallsLetASmallOneThrough) {
    std::vector<net::test::RawSocket> sockets;
    net::HttpRequest large = claimed(call("ListClusters"));
    large.body = R"({"nextToken":")" + std::string(1U << 20U, 'x') + "\"}";
    for (int i = 0; i < 6; ++i) sockets.push_back(connect());
    for (const auto& socket : sockets) socket.send(wire_text(large));
    EXPECT_EQ(send(claimed(call("ListClusters"))).status, 200);
    for (auto& socket : sockets) EXPECT_EQ(socket.read_response().status, 400);
}

}  // namespace
}  // namespace gantry::control::test
