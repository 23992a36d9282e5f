#include "services/ecs/api/service_deployments.h"
#include "services/ecs/api/services.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/network/network_test_support.h"
#include "services/ecs/reconcile/service_turn.h"

namespace gantry::ecs {
namespace {

class NetworkedServicesTest : public NetworkTest {
  protected:
    auto create(const std::string& configuration) {
        return run(
            &create_service,
            R"({"serviceName":"s","taskDefinition":"net","desiredCount":2,"networkConfiguration":)" +
                configuration + "}"
        );
    }
    auto update(const std::string& members) {
        return run(&update_service, R"({"service":"s",)" + members + "}");
    }
    void turn() {
        Ec2Interfaces source(world_.registry(), ids_);
        auto plan = service_turn(
            tables_, in_cluster_key(scope_, "default", "s"), ids_, loop_.now(), {}, {}, &source
        );
        commit(std::move(plan.changes));
    }
    std::string newest_event() const {
        std::string text;
        for (const auto& [key, row] : tables_.service_events.rows()) text = row->message;
        return text;
    }
};

TEST_F(NetworkedServicesTest, TheConfigurationIsShownEverywhere) {
    const auto created = create(network({subnet_a_}, {group_}));
    ASSERT_TRUE(created) << outcome(created);
    const auto& service = *created->service;
    ASSERT_TRUE(service.network_configuration);
    EXPECT_EQ(
        service.network_configuration->awsvpc_configuration->subnets,
        std::vector<std::string>{subnet_a_}
    );
    EXPECT_EQ(service.deployments->front().network_configuration, service.network_configuration);
    const std::string revision = *service.current_service_revisions->front().arn;
    const auto revisions =
        run(&describe_service_revisions, R"({"serviceRevisionArns":[")" + revision + "\"]}");
    EXPECT_EQ(
        revisions->service_revisions->front().network_configuration, service.network_configuration
    );
    EXPECT_EQ(
        outcome(create(network({"subnet-1"}))).substr(0, 40),
        "InvalidParameterException: Creation of s"
    );
}

TEST_F(NetworkedServicesTest, ItsTasksHaveAddresses) {
    put_instance();
    ASSERT_TRUE(create(network({subnet_a_}, {group_})));
    turn();
    ASSERT_EQ(tables_.tasks.size(), 2U);
    for (const auto& [key, row] : tables_.tasks.rows()) {
        EXPECT_EQ(row->status, TaskStatus::Provisioning);
        EXPECT_EQ(row->network->subnet_id, subnet_a_);
    }
    EXPECT_EQ(interfaces(), 2U);
}

TEST_F(NetworkedServicesTest, AnotherConfigurationIsAnotherDeployment) {
    ASSERT_TRUE(create(network({subnet_a_}, {group_})));
    const auto same = update(R"("networkConfiguration":)" + network({subnet_a_}, {group_}));
    ASSERT_TRUE(same) << outcome(same);
    EXPECT_EQ(same->service->deployments->size(), 1U);
    const auto other = update(R"("networkConfiguration":)" + network({subnet_b_}, {group_}));
    ASSERT_TRUE(other) << outcome(other);
    ASSERT_EQ(other->service->deployments->size(), 2U);
    EXPECT_EQ(
        other->service->network_configuration->awsvpc_configuration->subnets,
        std::vector<std::string>{subnet_b_}
    );
    EXPECT_EQ(
        other->service->deployments->back().network_configuration->awsvpc_configuration->subnets,
        std::vector<std::string>{subnet_a_}
    );
    const auto forced = update(R"("forceNewDeployment":true)");
    ASSERT_TRUE(forced) << outcome(forced);
    EXPECT_EQ(forced->service->network_configuration, other->service->network_configuration)
        << "it stays";
    const auto bridge = update(R"("taskDefinition":"web")");
    ASSERT_TRUE(bridge) << outcome(bridge);
    EXPECT_FALSE(bridge->service->network_configuration);
    EXPECT_EQ(
        outcome(update(R"("taskDefinition":"net")")),
        "InvalidParameterException: Network Configuration must be provided when networkMode "
        "'awsvpc' is specified."
    );
}

TEST_F(NetworkedServicesTest, SubnetsThatAreFullAreAnEvent) {
    ContainerInstanceRow large = instance();
    large.registered.cpu = 1 << 20;
    large.registered.memory_mib = 1 << 20;
    put_instance(large);
    ASSERT_TRUE(create(network({subnet_a_})));
    ASSERT_TRUE(update(R"("desiredCount":12)"));
    turn();
    EXPECT_EQ(tables_.tasks.size(), 11U);
    EXPECT_EQ(
        newest_event(),
        "(service s) was unable to place a task. Reason: Unexpected EC2 error while attempting to "
        "Create Network Interface in subnet '" +
            subnet_a_ + "': InsufficientFreeAddressesInSubnet."
    );
}

}  // namespace
}  // namespace gantry::ecs
