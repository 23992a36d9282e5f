#include "agent/engine/gpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

api::acs::Association gpu(const std::string& id, const std::string& container) {
    return {
        .name = id,
        .type = api::acs::AssociationType::Gpu,
        .containers = std::vector<std::string>{container},
    };
}

class AgentGpus : public testing::Test {
  protected:
    AgentGpus() {
        task.associations = {{gpu("GPU-1", "a"), gpu("GPU-2", "a"), gpu("GPU-3", "b")}};
        config.gpus = {"GPU-1", "GPU-2", "GPU-3"};
    }

    api::acs::Task task;
    AgentConfig config;
    api::docker::ContainerCreateRequest request;
};

TEST_F(AgentGpus, AreThoseOfTheirContainer) {
    EXPECT_THAT(gpus_of(task), ElementsAre("GPU-1", "GPU-2", "GPU-3"));
    EXPECT_THAT(gpus_of(task, "b"), ElementsAre("GPU-3"));
    EXPECT_THAT(gpus_of(task, "c"), IsEmpty());
    EXPECT_THAT(gpus_of(api::acs::Task{}), IsEmpty());
}

TEST_F(AgentGpus, AreAskedForAsDockerWantsIt) {
    request.env = {"NVIDIA_VISIBLE_DEVICES=all", "A=b"};
    ASSERT_TRUE(give_gpus(task, "a", config, request));
    EXPECT_EQ(
        wire::encode_json(*request.host_config),
        R"({"DeviceRequests":[{"Driver":"nvidia","DeviceIDs":["GPU-1","GPU-2"],)"
        R"("Capabilities":[["gpu"]]}]})"
    );
    EXPECT_THAT(*request.env, ElementsAre("A=b", "NVIDIA_VISIBLE_DEVICES=GPU-1,GPU-2"));
}

TEST_F(AgentGpus, OthersAreLeftAlone) {
    ASSERT_TRUE(give_gpus(task, "c", config, request));
    EXPECT_FALSE(request.host_config);
    EXPECT_FALSE(request.env);
}

TEST_F(AgentGpus, PretendedOnesAreOnlyToldOf) {
    config.pretend_gpus = true;
    ASSERT_TRUE(give_gpus(task, "b", config, request));
    EXPECT_FALSE(request.host_config);
    EXPECT_THAT(*request.env, Contains("NVIDIA_VISIBLE_DEVICES=GPU-3"));
}

TEST_F(AgentGpus, OneThatIsNotThereFailsTheContainer) {
    config.gpus = {"GPU-1"};
    const auto refused = give_gpus(task, "a", config, request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "ResourceInitializationError");
    EXPECT_EQ(refused.error().message, "this machine has no GPU GPU-2");
}

}  // namespace
}  // namespace gantry::agent
