#include "services/ecs/network/machine_networks.h"

#include "services/ecs/model/task_network.h"
#include "services/ecs/network/network_test_support.h"

namespace gantry::ecs {
namespace {

class MachineNetworksTest : public NetworkTest {
  protected:
    MachineNetworksTest() {
        core_.subscribe(
            {[this](const core::Change& change) {
                 networks_.on_change(change, [this](const std::string& key) {
                     named_.insert(key);
                 });
             },
             [] {}}
        );
    }

    std::string machine(char digit) {
        ContainerInstanceRow row = instance(digit);
        row.attributes = {
            {.name = "ecs.availability-zone", .value = "us-east-1a"},
            {.name = kNetworkAddress, .value = std::string("192.168.0.") + digit},
        };
        return put_instance(row).key();
    }
    /// A task on that machine; the id of its interface.
    TaskRow start(char digit, const std::vector<std::string>& groups) {
        const std::string on = R"(,"containerInstances":[")" + std::string(32, digit) + "\"]";
        return *only_task(run(&start_task, run_body(network({subnet_a_}, groups), on)));
    }
    /// The machines that were named since it was asked last.
    std::set<std::string> named() { return std::exchange(named_, {}); }

    MachineNetworks networks_{tables_, world_.registry()};
    std::set<std::string> named_;
};

TEST_F(MachineNetworksTest, EveryMachineOfAVpcHearsOfATaskInIt) {
    const std::string one = machine('1');
    const std::string two = machine('2');
    EXPECT_TRUE(networks_.networks_of(one).empty());
    const TaskRow task = start('1', {group_});
    EXPECT_EQ(named(), std::set{one});
    auto states = networks_.networks_of(one);
    ASSERT_EQ(states.size(), 1U);
    EXPECT_EQ(states.front().vpc_id, vpc_);
    EXPECT_EQ(states.front().network_identifier, 1);
    EXPECT_EQ(states.front().interfaces->front().network_interface_id, task.network->interface_id);
    start('2', {group_});
    EXPECT_EQ(named(), (std::set{one, two}));
    states = networks_.networks_of(one);
    EXPECT_EQ(states.front().machines->front().machine_address, "192.168.0.2");
}

TEST_F(MachineNetworksTest, AChangedGroupIsTold) {
    const std::string one = machine('1');
    start('1', {group_});
    networks_.networks_of(one);
    named();
    made(
        "AuthorizeSecurityGroupIngress",
        R"({"GroupId":")" + group_ +
            R"(","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,)" +
            R"("IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]})",
        ""
    );
    EXPECT_EQ(named(), std::set{one});
    EXPECT_EQ(networks_.networks_of(one).front().interfaces->front().rules->size(), 2U);
    const std::string elsewhere = made("CreateVpc", R"({"CidrBlock":"10.9.0.0/16"})", "VpcId");
    EXPECT_TRUE(named().empty()) << "another VPC is nobody's matter";
}

TEST_F(MachineNetworksTest, ATaskThatIsOverIsInNoNetwork) {
    const std::string one = machine('1');
    const std::string two = machine('2');
    const TaskRow task = start('1', {group_});
    start('2', {group_});
    networks_.networks_of(one);
    networks_.networks_of(two);
    named();
    TaskRow over = task;
    over.status = TaskStatus::Stopped;
    put_task(over);
    EXPECT_EQ(named(), (std::set{one, two}));
    EXPECT_TRUE(networks_.networks_of(one).empty());
    EXPECT_TRUE(networks_.networks_of(two).front().machines->empty());
}

TEST_F(MachineNetworksTest, AMachinesAddressIsTold) {
    const std::string one = machine('1');
    const std::string two = machine('2');
    start('1', {group_});
    start('2', {group_});
    networks_.networks_of(one);
    named();
    ContainerInstanceRow moved = *find_instance(std::string(32, '2'));
    moved.attributes.back().value = "192.168.0.77";
    put_instance(moved);
    EXPECT_EQ(named(), (std::set{one, two}));
    EXPECT_EQ(networks_.networks_of(one).front().machines->front().machine_address, "192.168.0.77");
}

}  // namespace
}  // namespace gantry::ecs
