#include "drivers/runtime/docker/docker_decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drivers/runtime/docker/docker_pull.h"
#include "drivers/runtime/docker/line_buffer.h"

namespace gantry::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Shape>
Shape from_json(std::string_view text) {
    auto shape = wire::decode_json<Shape>(text);
    EXPECT_TRUE(shape) << shape.error().message;
    return shape ? *shape : Shape{};
}

std::string frame(char stream, const std::string& text) {
    std::string head(8, '\0');
    head[0] = stream;
    head[6] = static_cast<char>(text.size() >> 8U);
    head[7] = static_cast<char>(text.size() & 255U);
    return head + text;
}

TEST(DockerDecode, ARunningContainer) {
    const auto status = to_status(from_json<api::docker::ContainerInspect>(R"({
        "Id": "abc", "Name": "/web", "Created": "2026-03-01T12:00:00.123456789Z",
        "Image": "sha256:11", "Config": {"Labels": {"a": "b"}},
        "State": {"Status": "running", "Running": true, "Pid": 42, "ExitCode": 0,
                  "StartedAt": "2026-03-01T12:00:01Z", "FinishedAt": "0001-01-01T00:00:00Z",
                  "Health": {"Status": "unhealthy", "Log": [
                      {"ExitCode": 0, "Output": "fine"}, {"ExitCode": 7, "Output": "bad"}]}},
        "NetworkSettings": {
            "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "49153"},
                                 {"HostIp": "::", "HostPort": "49153"}],
                      "53/udp": [{"HostIp": "127.0.0.1", "HostPort": "5353"}], "90/tcp": null},
            "Networks": {"bridge": {"IPAddress": "172.17.0.2"}, "other": {}}}})"));
    EXPECT_EQ(status.id, "abc");
    EXPECT_EQ(status.name, "web");
    EXPECT_EQ(status.phase, ContainerPhase::Running);
    EXPECT_EQ(status.pid, 42);
    EXPECT_EQ(format_iso8601(*status.created_at), "2026-03-01T12:00:00.123Z");
    EXPECT_TRUE(status.started_at);
    EXPECT_FALSE(status.finished_at);
    EXPECT_EQ(status.health, Health::Unhealthy);
    EXPECT_EQ(status.health_output, "bad");
    EXPECT_EQ(status.health_exit_code, 7);
    EXPECT_THAT(
        status.ports,
        ElementsAre(
            PortBinding{"127.0.0.1", 5353, 53, "udp"}, PortBinding{"0.0.0.0", 49153, 80, "tcp"}
        )
    );
    EXPECT_EQ(status.ip_by_network.at("bridge"), "172.17.0.2");
    EXPECT_EQ(status.labels.at("a"), "b");
}

TEST(DockerDecode, AContainerThatCouldNotStart) {
    const auto status = to_status(from_json<api::docker::ContainerInspect>(
        R"({"Id":"x","State":{"Status":"created","ExitCode":127,"Error":"no such file"}})"
    ));
    EXPECT_EQ(status.phase, ContainerPhase::Created);
    EXPECT_EQ(status.exit_code, 127);
    EXPECT_EQ(status.error, "no such file");
}

TEST(DockerDecode, PhasesOfAList) {
    const auto phase = [](const std::string& state) {
        return to_status(from_json<api::docker::ContainerSummary>(
                             R"({"Id":"x","Names":["/web","/other/web"],"State":")" + state +
                             R"("})"
                         ))
            .phase;
    };
    EXPECT_EQ(phase("created"), ContainerPhase::Created);
    EXPECT_EQ(phase("running"), ContainerPhase::Running);
    EXPECT_EQ(phase("paused"), ContainerPhase::Running);
    EXPECT_EQ(phase("exited"), ContainerPhase::Exited);
    EXPECT_EQ(phase("dead"), ContainerPhase::Exited);
}

TEST(DockerDecode, Events) {
    const auto read = [](const std::string& action, const std::string& attributes = "") {
        return to_event(from_json<api::docker::Event>(
            R"({"Type":"container","Action":")" + action +
            R"(","Actor":{"ID":"c1","Attributes":{"owner":"me")" + attributes +
            R"(}},"time":1700000000,"timeNano":1700000000123456789})"
        ));
    };
    const auto start = read("start");
    ASSERT_TRUE(start);
    EXPECT_EQ(start->kind, RuntimeEvent::Kind::Start);
    EXPECT_EQ(start->container_id, "c1");
    EXPECT_EQ(epoch_ms(start->time), 1'700'000'000'123);
    EXPECT_EQ(start->labels.at("owner"), "me");
    EXPECT_EQ(read("die", R"(,"exitCode":"137")")->exit_code, 137);
    EXPECT_EQ(read("oom")->kind, RuntimeEvent::Kind::OutOfMemory);
    EXPECT_EQ(read("destroy")->kind, RuntimeEvent::Kind::Destroy);
    EXPECT_EQ(read("health_status: healthy")->health, Health::Healthy);
    EXPECT_EQ(read("health_status: unhealthy")->health, Health::Unhealthy);
    for (const char* other : {"create", "kill", "stop", "exec_start: sh -c true", "exec_die"}) {
        EXPECT_FALSE(read(other)) << other;
    }
}

TEST(DockerDecode, RefusalsKeepTheDaemonsWords) {
    const auto error = [](int status, std::string body) {
        net::HttpResponse response;
        response.status = status;
        response.body = std::move(body);
        return to_error(response);
    };
    EXPECT_EQ(error(404, R"({"message":"No such container: x"})").message, "No such container: x");
    EXPECT_EQ(error(404, "{}").kind, ErrorKind::NotFound);
    EXPECT_EQ(error(409, "{}").kind, ErrorKind::Conflict);
    EXPECT_EQ(error(400, "{}").kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(error(403, "{}").kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(error(500, "{}").kind, ErrorKind::Internal);
    EXPECT_EQ(error(503, "{}").kind, ErrorKind::Unavailable);
    EXPECT_EQ(error(500, "<html>").message, "the container runtime answered with HTTP status 500");
}

TEST(DockerDecode, LogsInFramesAndRaw) {
    const std::string framed = frame(1, "one\n") + frame(2, "two\r\n") + frame(1, "thr") +
                               frame(1, "ee\n") + frame(1, "\n");
    EXPECT_THAT(to_lines(framed, 10, 1000), ElementsAre("one", "two", "three", ""));
    EXPECT_THAT(to_lines("one\r\ntwo\r\n", 10, 1000), ElementsAre("one", "two"));
    EXPECT_THAT(to_lines("no end", 10, 1000), ElementsAre("no end"));
    EXPECT_THAT(to_lines("", 10, 1000), IsEmpty());
    EXPECT_THAT(to_lines(frame(1, "cut").substr(0, 10), 10, 1000), ::testing::SizeIs(1));
}

TEST(DockerDecode, LogsAreCutAtTheirBeginning) {
    EXPECT_THAT(to_lines("aaa\nbbb\nccc\n", 2, 1000), ElementsAre("bbb", "ccc"));
    EXPECT_THAT(to_lines("aaa\nbbb\nccc\n", 10, 7), ElementsAre("bbb", "ccc"));
    EXPECT_THAT(to_lines("aaa\nbbbbbbccc\n", 10, 3), ElementsAre("ccc"));
    EXPECT_THAT(to_lines("aaa\n", 0, 1000), IsEmpty());
    EXPECT_THAT(to_lines("aaa\n", 10, 0), IsEmpty());
}

TEST(DockerDecode, UsageLeavesOutThePageCache) {
    const auto usage = [](const std::string& memory) {
        return to_usage(from_json<api::docker::ContainerStats>(
            R"({"cpu_stats":{"cpu_usage":{"total_usage":20004736}},"memory_stats":)" + memory + "}"
        ));
    };
    const auto v1 = usage(R"({"usage":548864,"limit":25276510208,
                              "stats":{"cache":40960,"inactive_file":1}})");
    EXPECT_EQ(v1.cpu_total_ns, 20'004'736);
    EXPECT_EQ(v1.memory_bytes, 507'904);
    EXPECT_EQ(v1.memory_limit_bytes, 25'276'510'208);
    EXPECT_EQ(usage(R"({"usage":100,"stats":{"inactive_file":40}})").memory_bytes, 60);
    EXPECT_EQ(usage(R"({"usage":10,"stats":{"cache":40}})").memory_bytes, 0);
    EXPECT_EQ(
        usage(R"({"usage":10,"limit":18446744073709551615})").memory_limit_bytes,
        std::numeric_limits<std::int64_t>::max()
    );
    EXPECT_EQ(usage("{}").memory_bytes, 0);
}

TEST(DockerDecode, UsageSumsInterfacesAndDisks) {
    const auto usage = [](const std::string& text) {
        return to_usage(from_json<api::docker::ContainerStats>(text));
    };
    const auto told = usage(R"({"networks":{"eth0":{"rx_bytes":1,"tx_dropped":5},
        "eth1":{"rx_bytes":9223372036854775807}},"blkio_stats":{"io_service_bytes_recursive":[
        {"op":"Read","value":4},{"op":"read","value":5},{"op":"Write","value":6},
        {"op":"Total","value":15}]}})");
    EXPECT_EQ(told.network->rx_bytes, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(told.network->tx_dropped, 5);
    EXPECT_EQ(*told.storage, (StorageUsage{.read_bytes = 9, .written_bytes = 6}));
    EXPECT_FALSE(usage("{}").network);
    EXPECT_FALSE(usage(R"({"networks":{}})").network);
    EXPECT_FALSE(usage(R"({"blkio_stats":{"io_service_bytes_recursive":null}})").storage);
}

TEST(DockerDecode, VersionsAreNegotiated) {
    EXPECT_EQ(negotiated_version("1.41", "1.12", "1.43"), "1.41");
    EXPECT_EQ(negotiated_version("1.50", "1.24", "1.43"), "1.43");
    EXPECT_EQ(negotiated_version("1.52", "1.44", "1.43"), "1.44") << "a daemon without ours";
    EXPECT_EQ(negotiated_version("1.9", "", "1.43"), "1.9") << "numbers, not text";
    EXPECT_EQ(negotiated_version("", "", "1.43"), "1.43");
}

TEST(DockerDecode, TextOfQueries) {
    EXPECT_EQ(escape("a/b:c d{\"}~"), "a%2Fb%3Ac%20d%7B%22%7D~");
    EXPECT_EQ(base64url(""), "");
    EXPECT_EQ(base64url("f"), "Zg==");
    EXPECT_EQ(base64url("foob"), "Zm9vYg==");
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(pull_query("nginx"), "fromImage=nginx&tag=latest");
    EXPECT_EQ(pull_query("nginx:1.2"), "fromImage=nginx&tag=1.2");
    EXPECT_EQ(pull_query("host:5000/a/b"), "fromImage=host%3A5000%2Fa%2Fb&tag=latest");
    EXPECT_EQ(pull_query("a@sha256:11"), "fromImage=a%40sha256%3A11");
}

TEST(LineBuffer, CutsLinesAcrossChunks) {
    LineBuffer buffer;
    std::vector<std::string> lines;
    const auto take = [&](std::string_view line) { lines.emplace_back(line); };
    EXPECT_TRUE(buffer.add("on", take));
    EXPECT_TRUE(buffer.add("e\n\r\ntwo\r\nthr", take));
    EXPECT_TRUE(buffer.add("ee\n", take));
    EXPECT_THAT(lines, ElementsAre("one", "two\r", "three"));
    EXPECT_FALSE(buffer.add(std::string(LineBuffer::kMaxLine + 1, 'x'), take));
}

}  // namespace
}  // namespace gantry::runtime
