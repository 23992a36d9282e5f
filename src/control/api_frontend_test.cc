#include "control/api_frontend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "store/memory_journal.h"

namespace gantry::control {
namespace {

using testing::HasSubstr;

/// The front end over a control plane in memory, on a loop that runs when told to.
class ApiFrontendTest : public testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(core.start()); }

    /// Sends a call through both doors. @return the answer, once there is one
    std::shared_ptr<std::optional<net::HttpResponse>> send(
        const std::string& operation, std::string body, net::ClientWatch client = {}
    ) {
        net::HttpRequest request{.method = "POST", .target = "/"};
        request.headers.add("Host", "localhost");
        request.headers.add("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation);
        request.headers.add(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/ecs/aws4_request"
        );
        request.client = std::move(client);
        auto verdict = frontend.on_head(request);
        EXPECT_TRUE(std::holds_alternative<net::ReadBody>(verdict));
        request.note = std::get<net::ReadBody>(std::move(verdict)).note;
        request.body = std::move(body);
        auto answer = std::make_shared<std::optional<net::HttpResponse>>();
        frontend.on_request(std::move(request), [answer](net::HttpResponse response) {
            *answer = response.make ? response.make() : std::move(response);
        });
        return answer;
    }
    std::string ask(const std::string& operation, const std::string& body) {
        const auto answer = send(operation, body);
        EXPECT_TRUE(loop.run_until([&] { return answer->has_value(); }, minutes{1}));
        return answer->value_or(net::HttpResponse{}).body;
    }

    Metrics metrics{"0.1", ""};
    ManualLoop loop;
    ManualLoop workers;
    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal{loop, disk};
    ControlCore core{loop, journal, IdSource{Random{1}}, {}};
    GantryApi pages{core, metrics};
    ApiFrontend frontend{
        core,
        pages,
        metrics.requests(),
        Identity{AuthMode::Any, core.keys(), "secret"},
        FrontDoor{"127.0.0.1", {}},
        workers
    };
};

TEST_F(ApiFrontendTest, AnswersACall) {
    EXPECT_THAT(ask("CreateCluster", R"({"clusterName":"made"})"), HasSubstr("cluster/made"));
    EXPECT_THAT(ask("CreateCluster", R"({"clusterName":"a b"})"), HasSubstr("__type"));
}

TEST_F(ApiFrontendTest, ATargetWithMoreDotsIsNoOperation) {
    EXPECT_THAT(ask("x.CreateCluster", "{}"), HasSubstr("UnknownOperationException"));
    EXPECT_THAT(ask(".CreateCluster", "{}"), HasSubstr("UnknownOperationException"));
    EXPECT_THAT(ask("", "{}"), HasSubstr("UnknownOperationException"));
}

TEST_F(ApiFrontendTest, NobodysBodyTakesNoMemory) {
    net::HttpRequest request{.method = "POST", .target = "/_gantry/health"};
    request.headers.add("Host", "127.0.0.1");
    EXPECT_TRUE(std::holds_alternative<net::ReadBody>(frontend.on_head(request)));
    request.headers.add("Content-Length", "4194304");
    const auto verdict = frontend.on_head(request);
    ASSERT_TRUE(std::holds_alternative<net::HttpResponse>(verdict));
    EXPECT_EQ(std::get<net::HttpResponse>(verdict).status, 413);
}

TEST_F(ApiFrontendTest, WhatItsClientHasLeftIsNotBegun) {
    const auto gone = std::make_shared<std::atomic<bool>>(false);
    send("CreateCluster", R"({"clusterName":"left"})", net::ClientWatch{gone});
    send("CreateCluster", R"({"clusterName":"stayed"})");
    *gone = true;  // before the core's loop has come to it
    const std::string clusters = ask("ListClusters", "{}");
    EXPECT_THAT(clusters, HasSubstr("cluster/stayed"));
    EXPECT_THAT(clusters, testing::Not(HasSubstr("cluster/left")));
}

TEST_F(ApiFrontendTest, LargeBodiesAreReadByAWorkerAndKeepNobodyWaiting) {
    const std::string many = R"({"maxResults":1,"nextToken":")" + std::string(100'000, 'x') + "\"}";
    const auto large = send("ListClusters", many);
    const auto small = send("ListClusters", "{}");
    loop.run_until_idle();
    EXPECT_TRUE(small->has_value());
    EXPECT_FALSE(large->has_value());
    workers.run_until_idle();
    loop.run_until_idle();
    EXPECT_TRUE(large->has_value());
}

TEST_F(ApiFrontendTest, NothingIsBegunOnceItStops) {
    const auto answer = send("CreateCluster", R"({"clusterName":"late"})");
    frontend.stop();
    loop.run_until_idle();
    ASSERT_TRUE(answer->has_value());
    EXPECT_EQ((*answer)->status, 503);
    EXPECT_THAT((*answer)->body, HasSubstr("Gantry is stopping."));
}

TEST_F(ApiFrontendTest, FailuresOfHttpHaveAwssForm) {
    const auto answer = frontend.on_failure(413);
    EXPECT_EQ(answer.status, 413);
    EXPECT_THAT(answer.body, HasSubstr("__type"));
    EXPECT_NE(answer.headers.find("x-amzn-RequestId"), nullptr);
}

}  // namespace
}  // namespace gantry::control
