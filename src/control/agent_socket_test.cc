// An agent's two streams, from the upgrade to the fleet and back.
#include "services/ecs/pages/agent_socket.h"

#include "control/plane_fixture.h"
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::control::test {
namespace {

using net::test::Expected;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AgentSockets : public PlaneTest {
  protected:
    void SetUp() override {
        start(AuthMode::Verify);
        const auto answer = send(signed_by(
            call(
                "RegisterContainerInstance",
                R"({"cluster":"default","totalResources":[
                    {"name":"CPU","type":"INTEGER","integerValue":1024},
                    {"name":"MEMORY","type":"INTEGER","integerValue":1024},
                    {"name":"PORTS","type":"STRINGSET","stringSetValue":["22"]},
                    {"name":"PORTS_UDP","type":"STRINGSET","stringSetValue":[]}]})"
            ),
            root
        ));
        ASSERT_EQ(answer.status, 200) << answer.body;
        const std::string name = R"("containerInstanceArn":")";
        const std::size_t start = answer.body.find(name) + name.size();
        arn = answer.body.substr(start, answer.body.find('"', start) - start);
    }

    /// A stream of the instance, signed as agents sign.
    [[nodiscard]] net::HttpRequest opening(const std::string& query) const {
        return signed_by(make_request("GET", "/ws?" + query, {{"Host", "127.0.0.1"}}), root);
    }

    struct Stream {
        Expected<Result<std::shared_ptr<net::WebSocket>>> opened;
        Expected<int> closed;
    };
    void open(Stream& stream, const std::string& query) {
        const net::Endpoint endpoint{.host = "127.0.0.1", .port = plane->port()};
        client->open_websocket(
            endpoint,
            opening(query),
            Duration{15'000},
            {.on_text = [](const std::string&) {},
             .on_close = [&](int code, const std::string&) { stream.closed.set(code); }},
            [&](Result<std::shared_ptr<net::WebSocket>> how) { stream.opened.set(std::move(how)); }
        );
    }
    /// Waits until health tells of so many agents.
    void expect_agents(int n) {
        const std::string wanted = "\"agents\":" + std::to_string(n) + "}";
        const auto end = std::chrono::steady_clock::now() + net::test::kPatience;
        std::string body;
        while (std::chrono::steady_clock::now() < end && body.find(wanted) == std::string::npos) {
            body = send(page("/_gantry/health")).body;
        }
        EXPECT_THAT(body, HasSubstr(wanted));
    }

    std::string arn;
    std::unique_ptr<net::HttpClient> client = net::make_http_client();
};

TEST_F(AgentSockets, AControlStreamIsAnAgentAndATelemetryStreamIsNone) {
    Stream control;
    Stream telemetry;
    open(telemetry, "cluster=default&containerInstance=" + arn);
    const auto tcs = telemetry.opened.get();
    ASSERT_TRUE(tcs) << tcs.error().message;
    open(control, "clusterArn=default&containerInstanceArn=" + arn);
    const auto acs = control.opened.get();
    ASSERT_TRUE(acs) << acs.error().message;
    expect_agents(1);
    (*acs)->send("no frame at all");  // dropped, and the stream goes on
    (*acs)->close(1000, "done");
    EXPECT_EQ(control.closed.get(), 1000);
    expect_agents(0);
    EXPECT_FALSE(telemetry.closed.is_set());
    (*tcs)->close(1000, "done");
    telemetry.closed.get();
}

TEST_F(AgentSockets, TheNewerOfTwoStreamsStays) {
    Stream first;
    Stream second;
    const std::string query = "clusterArn=default&containerInstanceArn=" + arn;
    open(first, query);
    const auto older = first.opened.get();
    ASSERT_TRUE(older);
    expect_agents(1);
    open(second, query);
    const auto newer = second.opened.get();
    ASSERT_TRUE(newer);
    first.closed.get();
    expect_agents(1);
    (*newer)->close(1000, "done");
    second.closed.get();
}

TEST_F(AgentSockets, WhoIsNoInstanceIsToldInTheFormThatAgentsRead) {
    const auto refusal = [this](const std::string& query) {
        Stream stream;
        open(stream, query);
        const auto opened = stream.opened.get();
        return opened ? std::string("let in") : opened.error().message;
    };
    EXPECT_THAT(
        refusal("clusterArn=default&containerInstanceArn=x"),
        HasSubstr(R"({"InvalidInstanceException":"Container instance identifier)")
    );
    const std::string other = arn.substr(0, arn.rfind('/') + 1) + std::string(32, '0');
    EXPECT_THAT(
        refusal("clusterArn=default&containerInstanceArn=" + other),
        HasSubstr(R"({"InvalidInstanceException":"No such container instance)")
    );
    std::string stranger = arn;
    stranger.replace(stranger.find("000000000000"), 12, "111111111111");
    EXPECT_THAT(
        refusal("cluster=default&containerInstance=" + stranger), HasSubstr("AccessDeniedException")
    );
    EXPECT_THAT(refusal("clusterArn=default"), HasSubstr("BadRequestException"));
}

TEST_F(AgentSockets, OfAnAgentThatKnowsALaterStateAreRefusedAndHealthSaysSo) {
    const std::string query = "clusterArn=default&containerInstanceArn=" + arn + "&gantryState=";
    Stream ahead;
    open(ahead, query + "999999%401790000000000");
    const auto refused = ahead.opened.get();
    ASSERT_FALSE(refused);
    EXPECT_THAT(
        refused.error().message,
        AllOf(HasSubstr(R"({"StateLostException":")"), HasSubstr("--accept-loss"))
    );
    EXPECT_THAT(
        send(page("/_gantry/health")).body,
        AllOf(HasSubstr(R"("agentsThatKnowMore":1)"), HasSubstr("--accept-loss"))
    );
    // The record of this instance's registration, as the journal has it.
    const std::string journal = send(signed_by(page("/_gantry/journal"), root)).body;
    const std::size_t newest = journal.rfind(R"("sequence":)") + 11;
    const std::string number = journal.substr(newest, journal.find(',', newest) - newest);
    const std::size_t at = journal.find(R"("time":")", newest) + 8;
    SysTime time;
    ASSERT_TRUE(parse_iso8601(journal.substr(at, journal.find('"', at) - at), time));
    Stream good;
    open(good, query + number + "%40" + std::to_string(epoch_ms(time)));
    const auto opened = good.opened.get();
    ASSERT_TRUE(opened) << opened.error().message;
    expect_agents(1);
    EXPECT_THAT(send(page("/_gantry/health")).body, Not(HasSubstr("agentsThatKnowMore")));
}

TEST_F(AgentSockets, AreClosedWhenTheControlPlaneStops) {
    Stream control;
    open(control, "clusterArn=default&containerInstanceArn=" + arn);
    const auto opened = control.opened.get();
    ASSERT_TRUE(opened);
    expect_agents(1);
    plane.reset();
    control.closed.get();
}

/// A socket without a network: the test is the agent.
struct LooseSocket final : net::WebSocket {
    void set_callbacks(Callbacks given) override { callbacks = std::move(given); }
    void send(std::string text) override { sent.push_back(std::move(text)); }
    void close(int code, std::string reason) override {
        ++closes;
        closed_with = code;
        closed_because = std::move(reason);
    }
    [[nodiscard]] std::size_t unsent_bytes() const override { return 0; }

    Callbacks callbacks;
    std::vector<std::string> sent;
    int closes = 0;
    int closed_with = 0;
    std::string closed_because;
};

/// The core's loop turns when the test says so.
class AgentFrames : public fleet::FleetTest {
  protected:
    AgentFrames() {
        ecs::open_agent_socket(
            {loop, fleet, alive},
            {
                .caller = {fleet::kScope, "", ""},
                .request = make_request(
                    "GET",
                    "/ws?clusterArn=default&containerInstanceArn=" + hello.container_instance,
                    {{"Host", "127.0.0.1"}}
                ),
                .accept = [this](const std::function<void(std::shared_ptr<net::WebSocket>)>& ready
                          ) { ready(socket); },
                .refuse = [](const net::HttpResponse& refused) { ADD_FAILURE() << refused.body; },
            }
        );
        loop.run_until_idle();
    }

    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
    std::shared_ptr<LooseSocket> socket = std::make_shared<LooseSocket>();
};

TEST_F(AgentFrames, WaitForTheCoreWithinBounds) {
    const std::string frame = R"({"type":"HeartbeatAckRequest","message":{"messageId":")" +
                              std::string(std::size_t{1} << 20, 'x') + "\"}}";
    for (int i = 0; i < 30; ++i) {  // as long as it is taken in, it may be as much as it likes
        socket->callbacks.on_text(frame);
        if (i % 5 == 0) loop.run_until_idle();
    }
    EXPECT_EQ(socket->closes, 0);
    loop.run_until_idle();
    for (int i = 0; i < 30; ++i) socket->callbacks.on_text(frame);
    EXPECT_EQ(socket->closes, 1);
    EXPECT_EQ(socket->closed_with, 1013);
    EXPECT_THAT(socket->closed_because, HasSubstr("more messages than"));
    loop.run_until_idle();
    EXPECT_EQ(fleet.connected_agents(), 1U) << "until the socket says that it is closed";
    socket->callbacks.on_close(1006, "");
    loop.run_until_idle();
    EXPECT_EQ(fleet.connected_agents(), 0U);
}

TEST_F(AgentFrames, ThatAreSmallAreBoundedToo) {
    for (int i = 0; i < 100'000; ++i) socket->callbacks.on_text("x");
    EXPECT_EQ(socket->closed_with, 1013);
}

}  // namespace
}  // namespace gantry::control::test
