#include "services/ecs/fleet/foreign_logs.h"

#include <gtest/gtest.h>

namespace gantry::fleet {
namespace {

std::string sent(const std::string& host_config) {
    api::acs::Task task;
    auto& container = task.containers.emplace().emplace_back();
    container.docker_config.emplace().host_config = host_config;
    send_logs_to("http://10.0.0.5:4566", task);
    return *task.containers->front().docker_config->host_config;
}

TEST(ForeignLogs, GoToTheControlPlane) {
    EXPECT_EQ(
        sent(R"({"NetworkMode":"none","LogConfig":{"Type":"awslogs","Config":{"mode":"blocking"}}})"
        ),
        R"({"NetworkMode":"none","LogConfig":{"Type":"awslogs",)"
        R"("Config":{"awslogs-endpoint":"http://10.0.0.5:4566","mode":"blocking"}}})"
    );
}

TEST(ForeignLogs, OfOtherDriversAreLeftAlone) {
    for (const char* text : {R"({"LogConfig":{"Type":"json-file"}})", R"({"Privileged":true})"}) {
        EXPECT_EQ(sent(text), text);
    }
    api::acs::Task stop;
    send_logs_to("http://10.0.0.5:4566", stop);
    EXPECT_FALSE(stop.containers);
}

}  // namespace
}  // namespace gantry::fleet
