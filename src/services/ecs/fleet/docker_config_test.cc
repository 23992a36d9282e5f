#include "services/ecs/fleet/docker_config.h"

#include <gtest/gtest.h>

#include "wire/json_codec.h"

namespace gantry::fleet {
namespace {

api::ecs::ContainerDefinition container_definition(const std::string& json) {
    auto read = wire::decode_json<api::ecs::ContainerDefinition>(json);
    EXPECT_TRUE(read) << json;
    return read ? *read : api::ecs::ContainerDefinition{};
}

std::string config_of(const std::string& json) {
    return wire::encode_json(docker_config(container_definition(json)));
}

std::string host_config_of(
    const std::string& json,
    std::optional<std::int32_t> memory_mib = std::nullopt,
    std::optional<std::int32_t> reservation_mib = std::nullopt
) {
    return wire::encode_json(docker_host_config(
        container_definition(json), api::ecs::NetworkMode::None, memory_mib, reservation_mib, "0123"
    ));
}

/// What a definition's member becomes; everything else is left out.
struct Row {
    const char* definition;
    std::string docker;
};

TEST(DockerConfigTest, EachMemberBecomesItsSetting) {
    const Row rows[] = {
        {"{}", "{}"},
        {R"({"hostname":"h"})", R"({"Hostname":"h"})"},
        {R"({"user":"1000:1000"})", R"({"User":"1000:1000"})"},
        {R"({"workingDirectory":"/srv"})", R"({"WorkingDir":"/srv"})"},
        {R"({"dockerLabels":{"a":"b"}})", R"({"Labels":{"a":"b"}})"},
        {R"({"pseudoTerminal":true})", R"({"Tty":true})"},
        {R"({"interactive":true})", R"({"OpenStdin":true})"},
        {R"({"disableNetworking":true})", R"({"NetworkDisabled":true})"},
    };
    for (const Row& row : rows) EXPECT_EQ(config_of(row.definition), row.docker);
}

TEST(DockerConfigTest, AHealthChecksDurationsAreNanosecondsWithTheDefaultsOfEcs) {
    EXPECT_EQ(
        config_of(R"({"healthCheck":{"command":["CMD-SHELL","true"]}})"),
        R"({"Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":30000000000,)"
        R"("Timeout":5000000000,"Retries":3}})"
    );
    EXPECT_EQ(
        config_of(R"({"healthCheck":{"command":["CMD","/check"],"interval":7,"timeout":3,)"
                  R"("retries":2,"startPeriod":11}})"),
        R"({"Healthcheck":{"Test":["CMD","/check"],"Interval":7000000000,)"
        R"("Timeout":3000000000,"Retries":2,"StartPeriod":11000000000}})"
    );
}

TEST(DockerHostConfigTest, EachMemberBecomesItsSetting) {
    const auto linux_of = [](const std::string& members) {
        return R"({"linuxParameters":{)" + members + "}}";
    };
    const std::string cap_drop = linux_of(R"("capabilities":{"add":["NET_ADMIN"],"drop":["ALL"]})");
    const std::string init = linux_of(R"("initProcessEnabled":true)");
    const std::string shm = linux_of(R"("sharedMemorySize":64)");
    const Row rows[] = {
        {R"({"privileged":true})", R"("Privileged":true)"},
        {R"({"readonlyRootFilesystem":true})", R"("ReadonlyRootfs":true)"},
        {cap_drop.c_str(), R"("CapAdd":["NET_ADMIN"],"CapDrop":["ALL"])"},
        {init.c_str(), R"("Init":true)"},
        {shm.c_str(), R"("ShmSize":67108864)"},
        {R"({"systemControls":[{"namespace":"net.core.somaxconn","value":"1024"}]})",
         R"("Sysctls":{"net.core.somaxconn":"1024"})"},
        {R"({"dnsServers":["10.0.0.2"]})", R"("Dns":["10.0.0.2"])"},
        {R"({"dnsSearchDomains":["corp"]})", R"("DnsSearch":["corp"])"},
        {R"({"extraHosts":[{"hostname":"db","ipAddress":"10.0.0.9"}]})",
         R"("ExtraHosts":["db:10.0.0.9"])"},
        {R"({"dockerSecurityOptions":["no-new-privileges"]})",
         R"("SecurityOpt":["no-new-privileges"])"},
        {R"({"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":4096},)"
         R"({"name":"core","softLimit":-1,"hardLimit":-1}]})",
         R"("Ulimits":[{"Name":"nofile","Soft":1024,"Hard":4096},)"
         R"({"Name":"core","Soft":-1,"Hard":-1}])"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(host_config_of(row.definition), R"({"NetworkMode":"none",)" + row.docker + "}");
    }
}

TEST(DockerHostConfigTest, WithoutANetworkModeItIsTheBridge) {
    EXPECT_EQ(
        docker_host_config({}, std::nullopt, std::nullopt, std::nullopt, "0123").network_mode,
        "bridge"
    );
    EXPECT_EQ(
        docker_host_config({}, api::ecs::NetworkMode::Host, std::nullopt, std::nullopt, "0123")
            .network_mode,
        "host"
    );
}

TEST(DockerHostConfigTest, AReservationIsInBytesAndTheLimitIsTheAgents) {
    EXPECT_EQ(
        host_config_of("{}", 128, 64), R"({"MemoryReservation":67108864,"NetworkMode":"none"})"
    );
}

TEST(DockerHostConfigTest, SwapComesOnTopOfTheLimit) {
    const auto swap = [](const char* parameters, std::optional<std::int32_t> memory) {
        const auto host = docker_host_config(
            container_definition(parameters),
            api::ecs::NetworkMode::None,
            memory,
            std::nullopt,
            "0123"
        );
        return std::pair(host.memory_swap, host.memory_swappiness);
    };
    using Swap = std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>;
    constexpr std::int64_t kMib = std::int64_t{1024} * 1024;
    EXPECT_EQ(swap(R"({"linuxParameters":{"maxSwap":0}})", 64), Swap(64 * kMib, 60)) << "none";
    EXPECT_EQ(swap(R"({"linuxParameters":{"maxSwap":100}})", 64), Swap(164 * kMib, 60));
    EXPECT_EQ(
        swap(R"({"linuxParameters":{"maxSwap":4096,"swappiness":0}})", 2048), Swap(6144 * kMib, 0)
    );
    EXPECT_EQ(swap(R"({"linuxParameters":{"swappiness":10}})", 64), Swap{}) << "only with maxSwap";
    EXPECT_EQ(swap(R"({"linuxParameters":{"maxSwap":100}})", std::nullopt), Swap{});
}

TEST(DockerHostConfigTest, ADeviceIsMappedToItselfWithAllRightsUnlessItIsSaid) {
    EXPECT_EQ(
        host_config_of(R"({"linuxParameters":{"devices":[{"hostPath":"/dev/fuse"},)"
                       R"({"hostPath":"/dev/sda","containerPath":"/dev/disk",)"
                       R"("permissions":["read","write"]},)"
                       R"({"hostPath":"/dev/kvm","permissions":["mknod"]}]}})"),
        R"({"NetworkMode":"none","Devices":[)"
        R"({"PathOnHost":"/dev/fuse","PathInContainer":"/dev/fuse","CgroupPermissions":"rwm"},)"
        R"({"PathOnHost":"/dev/sda","PathInContainer":"/dev/disk","CgroupPermissions":"rw"},)"
        R"({"PathOnHost":"/dev/kvm","PathInContainer":"/dev/kvm","CgroupPermissions":"m"}]})"
    );
}

TEST(DockerHostConfigTest, ATmpfsSaysItsSizeAfterItsOptions) {
    EXPECT_EQ(
        host_config_of(R"({"linuxParameters":{"tmpfs":[{"containerPath":"/run","size":16},)"
                       R"({"containerPath":"/tmp","size":64,"mountOptions":["rw","noexec"]}]}})"),
        R"({"NetworkMode":"none","Tmpfs":{"/run":"size=16m","/tmp":"rw,noexec,size=64m"}})"
    );
}

TEST(DockerHostConfigTest, LogOptionsTravelAndAStreamPrefixBecomesTheStream) {
    EXPECT_EQ(
        host_config_of(R"({"logConfiguration":{"logDriver":"json-file",)"
                       R"("options":{"max-size":"10m"}}})"),
        R"({"NetworkMode":"none","LogConfig":{"Type":"json-file","Config":{"max-size":"10m"}}})"
    );
    EXPECT_EQ(
        host_config_of(R"({"name":"app","logConfiguration":{"logDriver":"awslogs",)"
                       R"("options":{"awslogs-group":"g","awslogs-stream-prefix":"p"}}})"),
        R"({"NetworkMode":"none","LogConfig":{"Type":"awslogs",)"
        R"("Config":{"awslogs-group":"g","awslogs-stream":"p/app/0123"}}})"
    );
}

TEST(DockerHostConfigTest, LogsGoInTheModeThatTheyNameElseInTheOneThatIsGiven) {
    const auto mode = [](const std::string& driver, const std::string& options) {
        const auto container = container_definition(
            R"({"logConfiguration":{"logDriver":")" + driver + R"(","options":{)" + options + "}}}"
        );
        const auto host = docker_host_config(
            container, std::nullopt, std::nullopt, std::nullopt, "0123", "blocking"
        );
        const auto found = host.log_config->config->find("mode");
        return found == host.log_config->config->end() ? "" : found->second;
    };
    EXPECT_EQ(mode("awslogs", ""), "blocking");
    EXPECT_EQ(mode("syslog", ""), "blocking");
    EXPECT_EQ(mode("awslogs", R"("mode":"non-blocking")"), "non-blocking");
    EXPECT_EQ(mode("awsfirelens", ""), "") << "all of its options go to the router's output";
    const auto without = docker_host_config(
        container_definition("{}"), std::nullopt, std::nullopt, std::nullopt, "0123", "blocking"
    );
    EXPECT_FALSE(without.log_config) << "Docker's own driver, as Docker is set";
}

TEST(DockerHostConfigTest, AnEmptyStreamPrefixNamesNoStream) {
    EXPECT_EQ(
        host_config_of(R"({"name":"app","logConfiguration":{"logDriver":"awslogs",)"
                       R"("options":{"awslogs-group":"g","awslogs-stream-prefix":""}}})"),
        R"({"NetworkMode":"none","LogConfig":{"Type":"awslogs",)"
        R"("Config":{"awslogs-group":"g"}}})"
    );
}

}  // namespace
}  // namespace gantry::fleet
