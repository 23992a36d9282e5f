#include "agent/endpoint/fault_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::agent::endpoint {
namespace {

using network::Fault;
using network::FaultKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::variant<Fault, Answer> read(const std::string& path, std::string body) {
    auto ask = std::get<Ask>(read_ask("POST", "/api/x/fault/v1/" + path));
    ask.body = std::move(body);
    return read_fault(ask);
}

Fault fault(const std::string& path, std::string body) {
    const auto answer = read(path, std::move(body));
    if (const auto* good = std::get_if<Fault>(&answer)) return *good;
    ADD_FAILURE() << std::get<Answer>(answer).body;
    return {};
}

/// The sentence of the refusal.
std::string refusal(const std::string& path, std::string body) {
    const auto answer = read(path, std::move(body));
    if (std::holds_alternative<Fault>(answer)) return "understood";
    EXPECT_EQ(std::get<Answer>(answer).status, 400);
    const std::string text = std::get<Answer>(answer).body;
    constexpr std::size_t kBefore = 10;  // {"Error":"
    return text.substr(kBefore, text.size() - kBefore - 2);
}

constexpr const char* kPort = "network-blackhole-port/start";
constexpr const char* kLatency = "network-latency/start";
constexpr const char* kLoss = "network-packet-loss/start";

TEST(FaultRequest, Paths) {
    const auto ask = std::get<Ask>(read_ask("POST", "/api/x/fault/v1/network-packet-loss/status"));
    EXPECT_EQ(ask.fault, FaultKind::PacketLoss);
    EXPECT_EQ(ask.fault_action, FaultAction::Status);
    EXPECT_EQ(name_of_fault(ask), "check status network-packet-loss");
    for (const char* wrong : {"network-latency/pause", "disk-full/start"}) {
        const auto answer = read_ask("POST", std::string("/api/x/fault/v1/") + wrong);
        ASSERT_TRUE(std::holds_alternative<Answer>(answer));
        EXPECT_EQ(std::get<Answer>(answer).status, 404);
    }
}

TEST(FaultRequest, APort) {
    const Fault read = fault(
        kPort,
        R"({"Port":1234,"Protocol":"udp","TrafficType":"ingress","SourcesToFilter":["10.0.0.0/8"]})"
    );
    EXPECT_EQ(read.kind, FaultKind::BlackholePort);
    EXPECT_EQ(read.port, (network::PortFault{false, true, 1234}));
    EXPECT_THAT(read.spared, ElementsAre("10.0.0.0/8"));
    // The agent stays within reach.
    const Fault web = fault(kPort, R"({"port":80,"Protocol":"tcp","TrafficType":"egress"})");
    EXPECT_THAT(web.spared, ElementsAre("169.254.170.2"));
    EXPECT_THAT(
        fault(kPort, R"({"Port":80,"Protocol":"tcp","TrafficType":"ingress"})").spared, IsEmpty()
    );
}

TEST(FaultRequest, PortsThatAreNone) {
    EXPECT_EQ(refusal(kPort, ""), "required request body is missing");
    EXPECT_EQ(refusal(kPort, "{}"), "required parameter Port is missing");
    EXPECT_EQ(refusal(kPort, R"({"Port":1})"), "required parameter Protocol is missing");
    EXPECT_EQ(
        refusal(kPort, R"({"Port":1,"Protocol":"tcp"})"),
        "required parameter TrafficType is missing"
    );
    EXPECT_EQ(
        refusal(kPort, R"({"Port":1,"Protocol":"sctp","TrafficType":"egress"})"),
        "invalid value sctp for parameter Protocol"
    );
    EXPECT_EQ(
        refusal(kPort, R"({"Port":1,"Protocol":"tcp","TrafficType":"both"})"),
        "invalid value both for parameter TrafficType"
    );
    EXPECT_EQ(
        refusal(
            kPort, R"({"Port":1,"Protocol":"tcp","TrafficType":"egress","SourcesToFilter":["me"]})"
        ),
        "invalid value me for parameter SourcesToFilter"
    );
    EXPECT_EQ(
        refusal(kPort, R"({"Port":70000,"Protocol":"tcp"})"),
        "json: cannot unmarshal number 70000 into Go struct field "
        "NetworkBlackholePortRequest.Port of type uint16"
    );
    EXPECT_EQ(
        refusal("network-blackhole-port/stop", R"({"Port":"1"})"),
        "json: cannot unmarshal string into Go struct field NetworkBlackholePortRequest.Port of "
        "type uint16"
    );
    EXPECT_EQ(refusal("network-blackhole-port/status", "{}"), "required parameter Port is missing");
}

TEST(FaultRequest, Latency) {
    const Fault read = fault(
        kLatency,
        R"({"DelayMilliseconds":100,"JitterMilliseconds":5,"Sources":["::/0","10.0.0.1"],"FlowsPercent":30})"
    );
    EXPECT_EQ(read.delay_ms, 100u);
    EXPECT_EQ(read.jitter_ms, 5u);
    EXPECT_EQ(read.flows_percent, 30);
    EXPECT_THAT(read.sources, ElementsAre("::/0", "10.0.0.1"));
    EXPECT_EQ(refusal(kLatency, "{}"), "required parameter DelayMilliseconds is missing");
    EXPECT_EQ(
        refusal(kLatency, R"({"DelayMilliseconds":0,"JitterMilliseconds":0})"),
        "required either DelayMilliseconds or JitterMilliseconds to be non-zero"
    );
    EXPECT_EQ(
        refusal(kLatency, R"({"DelayMilliseconds":1,"JitterMilliseconds":0,"Sources":[]})"),
        "required parameter Sources is missing"
    );
    EXPECT_EQ(
        refusal(kLatency, R"({"DelayMilliseconds":1,"JitterMilliseconds":0,"Sources":[null]})"),
        "invalid value  for parameter Sources"
    );
    EXPECT_EQ(
        refusal(
            kLatency,
            R"({"DelayMilliseconds":1,"JitterMilliseconds":0,"Sources":["10.0.0.1"],"FlowsPercent":0})"
        ),
        "invalid value 0 for parameter flowsPercent"
    );
    EXPECT_THAT(
        refusal(kLatency, R"({"DelayMilliseconds":-1})"), HasSubstr("number -1 into Go struct")
    );
}

TEST(FaultRequest, Loss) {
    EXPECT_EQ(fault(kLoss, R"({"LossPercent":100,"Sources":["10.0.0.1"]})").loss_percent, 100);
    EXPECT_EQ(refusal(kLoss, "{}"), "required parameter LossPercent is missing");
    EXPECT_EQ(
        refusal(kLoss, R"({"LossPercent":101,"Sources":["10.0.0.1"]})"),
        "invalid value 101 for parameter LossPercent"
    );
}

TEST(FaultRequest, StopsOfPacketFaultsHaveNoBody) {
    EXPECT_EQ(fault("network-latency/stop", "").kind, FaultKind::Latency);
    EXPECT_EQ(fault("network-packet-loss/status", "nonsense").kind, FaultKind::PacketLoss);
}

TEST(FaultRequest, Answers) {
    EXPECT_EQ(fault_status("running").body, R"({"Status":"running"})");
    EXPECT_EQ(fault_conflict(FaultKind::Latency).status, 409);
    EXPECT_EQ(
        fault_conflict(FaultKind::PacketLoss).body,
        R"({"Error":"There is already one network packet loss fault running"})"
    );
    EXPECT_EQ(too_many_faults().status, 429);
}

}  // namespace
}  // namespace gantry::agent::endpoint
