#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

std::string ulimit(int soft, int hard) {
    return verdict(one_container(
        R"("ulimits":[{"name":"nofile","softLimit":)" + std::to_string(soft) + R"(,"hardLimit":)" +
        std::to_string(hard) + "}]"
    ));
}
std::string health(const std::string& members) {
    return verdict(one_container(R"("healthCheck":{"command":["CMD","true"],)" + members + "}"));
}
std::string linux_parameters(const std::string& members) {
    return verdict(one_container(R"("linuxParameters":{)" + members + "}"));
}

TEST(DefinitionProcesses, TD_073_SoftLimitsAreBelowHardOnes) {
    EXPECT_EQ(ulimit(2, 1), "Soft limit exceeds hard limit for ulimit nofile");
    EXPECT_EQ(ulimit(-1, 5), "Soft limit exceeds hard limit for ulimit nofile");
    EXPECT_EQ(ulimit(5, -1), "ok");
    EXPECT_EQ(ulimit(-1, -1), "ok");
    EXPECT_EQ(ulimit(1, 1), "ok");
}

TEST(DefinitionProcesses, TD_074_RestartPeriod) {
    const auto restart = [](const std::string& members) {
        return verdict(one_container(R"("restartPolicy":{"enabled":true,)" + members + "}"));
    };
    for (const std::string period : {"59", "1801"}) {
        EXPECT_NE(
            restart(R"("restartAttemptPeriod":)" + period)
                .find("the 'restartAttemptPeriod' setting for container 'c' must be between 60 and "
                      "1800"),
            std::string::npos
        );
    }
    EXPECT_EQ(restart(R"("restartAttemptPeriod":60)"), "ok");
}

TEST(DefinitionProcesses, TD_075_ProxiesNeedAwsvpc) {
    EXPECT_EQ(
        verdict(one_container("", R"("proxyConfiguration":{"containerName":"c"})")),
        "APPMESH proxy configuration is only supported in networkMode=awsvpc"
    );
}

std::string proxy(const std::string& container, const std::string& properties) {
    return verdict(one_container(
        "",
        R"("networkMode":"awsvpc","proxyConfiguration":{"containerName":")" + container +
            R"(","properties":[)" + properties + "]}"
    ));
}

TEST(DefinitionProcesses, TD_076_ProxyContainerExists) {
    EXPECT_EQ(proxy("envoy", ""), "Proxy container [envoy] does not exist");
}

TEST(DefinitionProcesses, TD_077_ProxyProperties) {
    const std::string ingress = R"({"name":"ProxyIngressPort","value":"15000"})";
    const std::string egress = R"(,{"name":"ProxyEgressPort","value":"15001"})";
    const std::string ports = R"(,{"name":"AppPorts","value":"80"})";
    const std::string uid = R"(,{"name":"IgnoredUID","value":"1337"})";
    EXPECT_EQ(proxy("c", ""), "Ingress port not found");
    EXPECT_EQ(proxy("c", ingress), "Egress port not found");
    EXPECT_EQ(proxy("c", ingress + egress), "App ports not found");
    EXPECT_NE(proxy("c", ingress + egress + ports), "ok");
    EXPECT_EQ(proxy("c", ingress + egress + ports + uid), "ok");
}

TEST(DefinitionProcesses, TD_078_HealthCheckNumbers) {
    for (const std::string bad :
         {R"("interval":4)",
          R"("interval":301)",
          R"("timeout":1)",
          R"("timeout":61)",
          R"("retries":0)",
          R"("retries":11)",
          R"("startPeriod":-1)",
          R"("startPeriod":301)"}) {
        EXPECT_NE(health(bad), "ok") << bad;
    }
    EXPECT_EQ(health(R"("interval":5,"timeout":60,"retries":10,"startPeriod":0)"), "ok");
}

TEST(DefinitionProcesses, TD_079_HealthCheckCommands) {
    EXPECT_NE(health(R"("command":[])"), "ok");
    for (const std::string command :
         {R"(["CMD-SHELL","exit 0"])", R"(["/healthcheck"])", R"(["curl","x"])", R"(["NONE"])"}) {
        EXPECT_EQ(health(R"("command":)" + command), "ok") << command;
    }
}

TEST(DefinitionProcesses, GpusAreCounted) {
    const auto gpus = [](const std::string& type, const std::string& value) {
        return verdict(one_container(
            R"("resourceRequirements":[{"type":")" + type + R"(","value":")" + value + R"("}])"
        ));
    };
    EXPECT_EQ(gpus("GPU", "2"), "ok");
    EXPECT_NE(gpus("GPU", "0"), "ok");
    EXPECT_NE(gpus("GPU", "all"), "ok");
    EXPECT_EQ(gpus("GPU", "ALL"), "ok");
    EXPECT_NE(gpus("InferenceAccelerator", "d"), "ok");
    EXPECT_EQ(gpus("NeuronDevice", "ALL"), "ok");
    EXPECT_NE(gpus("NeuronDevice", "1"), "ok");
}

TEST(DefinitionProcesses, OneContainerHasAllGpus) {
    const auto with = [](const std::string& second) {
        const std::string of = R"("resourceRequirements":[{"type":"GPU","value":")";
        return verdict(containers(
            container("a", of + R"(ALL"}])") + "," + container("b", of + second + "\"}]")
        ));
    };
    EXPECT_EQ(with("1"), "ok");
    EXPECT_EQ(with("ALL"), "Only one container of a task can ask for ALL GPUs.");
}

TEST(DefinitionProcesses, AContainerHasTheGpusOfAnotherThatAsksForSome) {
    const std::string asks = R"("resourceRequirements":[{"type":"GPU","value":"1"}])";
    const auto with = [&asks](const std::string& whose, const std::string& more = "") {
        const std::string label = R"("dockerLabels":{"gantry.gpus-of":")" + whose + R"("})";
        return verdict(containers(
            container("a", asks) + "," + container("b", label + more) + "," + container("c", "")
        ));
    };
    EXPECT_EQ(with("a"), "ok");
    for (const char* whose : {"b", "c", "none"}) {
        EXPECT_EQ(
            with(whose),
            "Invalid docker label 'gantry.gpus-of' of container 'b'. It names another container, "
            "which asks for GPUs; its own asks for none."
        );
    }
    EXPECT_NE(with("a", "," + asks), "ok");
}

TEST(DefinitionProcesses, GpusAreSharedInsteadOfCounted) {
    const auto verdict_of = [](const std::string& requirement) {
        return verdict(one_container(R"("resourceRequirements":[{)" + requirement + "}]"));
    };
    const std::string sharing = R"("sharingStrategy":{"nvidiaMps":{"memory":512}})";
    EXPECT_EQ(verdict_of(R"("type":"GPU",)" + sharing), "ok");
    EXPECT_NE(verdict_of(R"("type":"GPU","value":"1",)" + sharing), "ok");
    EXPECT_NE(verdict_of(R"("type":"NeuronDevice","value":"ALL",)" + sharing), "ok");
    EXPECT_NE(verdict_of(R"("type":"GPU")"), "ok");
}

TEST(DefinitionProcesses, TimeoutsAreNotNegative) {
    EXPECT_EQ(verdict(one_container(R"("startTimeout":300,"stopTimeout":600)")), "ok")
        << "bounds are Fargate's";
    EXPECT_NE(verdict(one_container(R"("stopTimeout":-1)")), "ok");
}

TEST(DefinitionProcesses, TmpfsHasAPathAndASize) {
    EXPECT_EQ(
        linux_parameters(
            R"("tmpfs":[{"containerPath":"/t","size":64,"mountOptions":["rw","mode=755"]}])"
        ),
        "ok"
    );
    EXPECT_NE(linux_parameters(R"("tmpfs":[{"containerPath":"/t","size":0}])"), "ok");
    EXPECT_NE(linux_parameters(R"("tmpfs":[{"containerPath":"t","size":1}])"), "ok");
}

/// Nothing that Amazon ECS was seen to refuse: Docker says what of it cannot be, at the start.
TEST(DefinitionProcesses, TheKernelsSettingsAreLeftToTheKernel) {
    EXPECT_EQ(linux_parameters(R"("capabilities":{"add":["CAP_BPF"],"drop":["ALL"]})"), "ok");
    EXPECT_EQ(linux_parameters(R"("maxSwap":0,"swappiness":100,"sharedMemorySize":64)"), "ok");
    const std::string controls =
        R"("systemControls":[{"namespace":"vm.max_map_count","value":"1"}])";
    EXPECT_EQ(verdict(one_container(controls)), "ok");
    EXPECT_EQ(verdict(one_container(R"("dockerSecurityOptions":["seccomp:unconfined"])")), "ok");
    EXPECT_EQ(verdict(one_container(R"("dnsSearchDomains":["_tcp.local"])")), "ok");
    EXPECT_EQ(
        verdict(one_container(
            R"("portMappings":[{"containerPort":80,"name":"Web-80-tcp"},
                               {"containerPort":81,"appProtocol":"http"}])"
        )),
        "ok"
    );
}

}  // namespace
}  // namespace gantry::ecs::definition
