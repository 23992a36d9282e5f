#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

const std::string kAwsvpc = R"("networkMode":"awsvpc")";
const std::string kHost = R"("networkMode":"host")";
const std::string kNone = R"("networkMode":"none")";

std::string ports(const std::string& mappings, const std::string& task = "") {
    return verdict(one_container(R"("portMappings":[)" + mappings + "]", task));
}

TEST(DefinitionNetwork, TD_030_AwsvpcPortsMatch) {
    EXPECT_EQ(
        ports(R"({"containerPort":80,"hostPort":8080})", kAwsvpc),
        "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
    );
    EXPECT_EQ(ports(R"({"containerPort":80,"hostPort":80})", kAwsvpc), "ok");
    EXPECT_EQ(ports(R"({"containerPort":80})", kAwsvpc), "ok");
}

TEST(DefinitionNetwork, TD_031_HostPortsMatchAndZeroIsUnset) {
    EXPECT_EQ(
        ports(R"({"containerPort":80,"hostPort":8080})", kHost),
        "When networkMode=host, the host ports and container ports in port mappings must match."
    );
    EXPECT_EQ(ports(R"({"containerPort":80,"hostPort":0})", kHost), "ok");
    EXPECT_EQ(ports(R"({"containerPort":80,"hostPort":8080})"), "ok") << "bridge";
}

TEST(DefinitionNetwork, TD_032_LinksAreForBridges) {
    const std::string list = container("c", R"("links":["d"])") + "," + container("d");
    EXPECT_EQ(verdict(containers(list)), "ok");
    EXPECT_EQ(
        verdict(containers(list, kAwsvpc)), "Links are not supported when networkMode=awsvpc"
    );
    EXPECT_EQ(verdict(containers(list, kHost)), "Links are not supported when networkMode=host");
    EXPECT_NE(verdict(one_container(R"("links":["nobody:x"])")), "ok");
}

TEST(DefinitionNetwork, TD_033_LinkCycle) {
    EXPECT_EQ(
        verdict(containers(
            container("c", R"("links":["d:alias"])") + "," + container("d", R"("links":["c"])")
        )),
        "Container links should not have a cycle"
    );
    EXPECT_EQ(
        verdict(one_container(R"("links":["c"])")), "Container links should not have a cycle"
    );
}

TEST(DefinitionNetwork, TD_034_Hostname) {
    EXPECT_EQ(
        verdict(one_container(R"("hostname":"h")", kAwsvpc)),
        "hostname is not supported on container when networkMode=awsvpc."
    );
    EXPECT_EQ(verdict(one_container(R"("hostname":"h")")), "ok");
}

TEST(DefinitionNetwork, TD_035_Dns) {
    EXPECT_EQ(
        verdict(one_container(R"("dnsServers":["10.0.0.2"])", kAwsvpc)),
        "DNS servers are not supported on container when networkMode=awsvpc"
    );
    EXPECT_EQ(
        verdict(one_container(R"("dnsSearchDomains":["a.example"])", kAwsvpc)),
        "DNS search domains are not supported on container when networkMode=awsvpc"
    );
    EXPECT_EQ(verdict(one_container(R"("dnsSearchDomains":["a.example"])")), "ok");
}

TEST(DefinitionNetwork, TD_036_DisableNetworking) {
    EXPECT_EQ(
        verdict(one_container(R"("disableNetworking":true)", kAwsvpc)),
        "Disable Networking is not supported on container when networkMode=awsvpc"
    );
    EXPECT_EQ(verdict(one_container(R"("disableNetworking":false)", kAwsvpc)), "ok");
}

TEST(DefinitionPorts, TD_037_ContainerPort) {
    for (const std::string mapping :
         {"{}", R"({"containerPort":0})", R"({"containerPort":65536})", R"({"hostPort":80})"}) {
        EXPECT_EQ(ports(mapping), "Invalid 'containerPort' setting for container 'c'.") << mapping;
    }
    EXPECT_EQ(ports(R"({"containerPort":65535})"), "ok");
}

TEST(DefinitionPorts, TD_038_HostPort) {
    EXPECT_EQ(
        ports(R"({"containerPort":80,"hostPort":65536})"),
        "Invalid 'hostPort' setting for container 'c'."
    );
    EXPECT_EQ(
        ports(R"({"containerPort":80,"hostPort":-1})"),
        "Invalid 'hostPort' setting for container 'c'."
    );
}

TEST(DefinitionPorts, TD_039_NoneHasNoPorts) {
    EXPECT_NE(ports(R"({"containerPort":80})", kNone), "ok");
    EXPECT_EQ(ports("", kNone), "ok");
}

TEST(DefinitionPorts, TD_040_Ranges) {
    EXPECT_EQ(ports(R"({"containerPortRange":"8000-8010"})"), "ok");
    EXPECT_EQ(ports(R"({"containerPortRange":"1-65535"})", kAwsvpc), "ok");
    for (const std::string range :
         {"", "8000", "8000-", "-8000", "8010-8000", "80-80", "0-10", "1-65536", "a-b", "1-2-3"}) {
        EXPECT_EQ(
            ports(R"({"containerPortRange":")" + range + R"("})"),
            "Invalid 'containerPortRange' setting for container 'c'."
        ) << range;
    }
    EXPECT_NE(ports(R"({"containerPortRange":"8000-8010","hostPort":8000})"), "ok");
}

TEST(DefinitionPorts, TD_041_PortOrRange) {
    const std::string text = ports(R"({"containerPort":80,"containerPortRange":"8000-8010"})");
    EXPECT_NE(text.find("cannot specify both single port and port range"), std::string::npos);
}

TEST(DefinitionPorts, TD_042_OncePerContainer) {
    constexpr const char* kTwice = "container port is used multiple times in task";
    for (const std::string mappings :
         {R"({"containerPort":80},{"containerPortRange":"70-90"})",
          R"({"containerPortRange":"70-90"},{"containerPortRange":"90-95"})"}) {
        EXPECT_NE(ports(mappings).find(kTwice), std::string::npos) << mappings;
    }
    const std::string same = R"({"containerPort":80},{"containerPort":80})";
    EXPECT_NE(ports(same, kAwsvpc).find(kTwice), std::string::npos);
    EXPECT_NE(ports(same, kHost).find(kTwice), std::string::npos);
    EXPECT_EQ(ports(same), "ok") << "a bridge can publish one port twice";
    EXPECT_EQ(
        ports(R"({"containerPort":80,"hostPort":1},{"containerPort":80,"hostPort":2})"), "ok"
    );
}

TEST(DefinitionPorts, TD_043_RangesNeedABridgeOrAwsvpcAndAreFew) {
    EXPECT_NE(ports(R"({"containerPortRange":"8000-8010"})", kHost), "ok");
    EXPECT_NE(ports(R"({"containerPortRange":"8000-8010"})", kNone), "ok");
    std::string many;
    for (int i = 1; i <= 100; ++i) {
        many += R"({"containerPortRange":")" + std::to_string(2 * i) + "-" +
                std::to_string(2 * i + 1) + R"("},)";
    }
    EXPECT_EQ(ports(many.substr(0, many.size() - 1)), "ok");
    EXPECT_NE(ports(many + R"({"containerPortRange":"9000-9001"})"), "ok");
}

TEST(DefinitionPorts, TD_044_NamesAreUnique) {
    const std::string mapping = R"({"name":"http","containerPort":)";
    EXPECT_NE(
        verdict(containers(
                    container("a", R"("portMappings":[)" + mapping + "80}]") + "," +
                    container("b", R"("portMappings":[)" + mapping + "81}]")
                ))
            .find("port mapping name is already used"),
        std::string::npos
    );
    for (const std::string name : {"", "a-1_b", "Http"}) {
        EXPECT_EQ(ports(R"({"containerPort":80,"name":")" + name + R"("})"), "ok") << name;
    }
}

TEST(DefinitionPorts, TD_045_OncePerSharedNetwork) {
    const std::string mapping = R"("portMappings":[{"containerPort":80}])";
    const std::string list = container("a", mapping) + "," + container("b", mapping);
    EXPECT_EQ(verdict(containers(list)), "ok") << "each has its own in bridge mode";
    for (const std::string& mode : {kAwsvpc, kHost}) {
        EXPECT_NE(
            verdict(containers(list, mode)).find("container port is used multiple times in task"),
            std::string::npos
        );
    }
}

TEST(DefinitionPorts, TD_046_TcpAndUdpAreDifferent) {
    EXPECT_EQ(
        ports(R"({"containerPort":53,"protocol":"tcp"},{"containerPort":53,"protocol":"udp"})"),
        "ok"
    );
}

TEST(DefinitionPorts, AHostPortIsGivenOnce) {
    EXPECT_EQ(
        ports(R"({"containerPort":80,"hostPort":8080},{"containerPort":81,"hostPort":8080})"),
        "TCP host port '8080' is mapped multiple times in task."
    );
    EXPECT_EQ(
        ports(
            R"({"containerPort":80,"hostPort":8080},
               {"containerPort":81,"hostPort":8080,"protocol":"udp"})"
        ),
        "ok"
    );
}

}  // namespace
}  // namespace gantry::ecs::definition
