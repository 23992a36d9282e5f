#pragma once

#include <string>
#include <string_view>

#include "services/ecs/network/network_test_support.h"

namespace gantry::ecs {

/// NetworkTest with a definition "far:1" of 256 CPU units and 512 MiB for FARGATE, and a cluster
/// "default" that has both of its capacity providers.
class FargateTest : public NetworkTest {
  protected:
    FargateTest() {
        TaskDefinitionRow row = networked();
        row.definition.family = "far";
        row.definition.cpu = "256";
        row.definition.memory = "512";
        put_definition(row);
        core::Transaction tx;
        tx.update(tables_.clusters, cluster_key(scope_, "default"), [](ClusterRow& cluster) {
            cluster.capacity_providers = {"FARGATE", "FARGATE_SPOT"};
        });
        commit(std::move(tx));
    }

    /// A connected machine of the pool: 2048 CPU units and 4096 MiB.
    ContainerInstanceRow put_machine(char digit = '9') {
        ContainerInstanceRow row = instance(digit);
        row.cluster = kFargatePool;
        return put_instance(std::move(row));
    }

    /// @param members beside definition, network and launch type
    auto run_far(std::string_view members = "", std::string_view on = R"("launchType":"FARGATE")") {
        return run(
            &run_task,
            R"({"taskDefinition":"far",)" + std::string(on) + R"(,"networkConfiguration":)" +
                network({subnet_a_, subnet_b_}) + std::string(members) + "}"
        );
    }
    std::string refusal_of_far(
        std::string_view members, std::string_view on = R"("launchType":"FARGATE")"
    ) {
        return outcome(run_far(members, on));
    }
    static std::string strategy(std::string_view items) {
        return R"("capacityProviderStrategy":[)" + std::string(items) + "]";
    }
};

}  // namespace gantry::ecs
