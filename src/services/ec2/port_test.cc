#include "services/ec2/port.h"

#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

class PortTest : public Ec2Test {
  protected:
    Result<InterfaceTaken> take(core::Transaction& tx, const std::string& subnet) {
        return take_interface(
            {world_.registry(), scope_, world_.ids, tx},
            {.subnet_id = subnet, .group_ids = {}, .description = "task", .requester = "ecs"}
        );
    }
};

TEST_F(PortTest, InterfacesAreTakenAndGivenBack) {
    const std::string vpc = make_vpc();
    const std::string subnet = make_subnet(vpc, "10.0.0.0/28");
    EXPECT_EQ(find_subnet(world_.registry(), scope_, subnet)->vpc_id, vpc);
    EXPECT_FALSE(find_subnet(world_.registry(), scope_, "subnet-1"));
    core::Transaction tx;
    std::set<std::string> addresses;
    std::string last;
    for (int i = 0; i < 11; ++i) {
        const auto taken = take(tx, subnet);
        ASSERT_TRUE(taken) << outcome(taken);
        EXPECT_TRUE(addresses.insert(taken->private_ip).second);
        last = taken->id;
    }
    EXPECT_EQ(
        outcome(take(tx, subnet)),
        "InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free "
        "addresses to satisfy the request."
    );
    give_back_interface({world_.registry(), scope_, world_.ids, tx}, last);
    EXPECT_TRUE(take(tx, subnet)) << "in the same transaction";
    world_.commit(std::move(tx));
    EXPECT_EQ(tables_.interfaces.size(), 11U);
    const std::string taken = tables_.interfaces.rows().begin()->second->id;
    EXPECT_EQ(
        say("DeleteNetworkInterface", one("NetworkInterfaceId", taken)),
        "InvalidParameterValue: Network interface '" + taken + "' is currently in use."
    );
    core::Transaction back;
    give_back_interface({world_.registry(), scope_, world_.ids, back}, taken);
    give_back_interface({world_.registry(), scope_, world_.ids, back}, taken);
    world_.commit(std::move(back));
    EXPECT_EQ(tables_.interfaces.size(), 10U);
    EXPECT_EQ(
        outcome(take(back, "subnet-1")),
        "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist"
    );
}

TEST_F(PortTest, GroupsHaveAVpc) {
    const std::string vpc = make_vpc();
    const std::string group = make_group(vpc);
    EXPECT_EQ(vpc_of_group(world_.registry(), scope_, group), vpc);
    EXPECT_FALSE(vpc_of_group(world_.registry(), {"210987654321", "us-east-1"}, group));
}

/// What `gantry dev` asks for.
TEST(DefaultVpc, IsMadeAtTheStartOnce) {
    const aws::Scope scope{"000000000000", "us-east-1"};
    service::Options options;
    options.of<Options>().default_vpcs = {scope};
    const std::array<const service::Service*, 1> only{&service()};
    service::TestWorld world(only, options);
    auto& instance = const_cast<Instance&>(world.registry().get<Instance>());
    instance.start();
    world.loop.run_until_idle();
    ASSERT_EQ(instance.rows().vpcs.size(), 1U);
    const std::string id = instance.rows().vpcs.rows().begin()->second->id;
    EXPECT_EQ(instance.rows().subnets.size(), 3U);
    instance.start();
    world.loop.run_until_idle();
    EXPECT_EQ(instance.rows().vpcs.size(), 1U);
    core::Transaction tx;
    tx.erase(instance.rows().vpcs, scope.prefix() + id);
    world.commit(std::move(tx));
    instance.start();
    world.loop.run_until_idle();
    EXPECT_EQ(instance.rows().vpcs.size(), 0U) << "whoever deleted it meant it";
}

}  // namespace
}  // namespace gantry::ec2
