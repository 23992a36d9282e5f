#include "services/ecs/network/ec2_interfaces.h"

#include "services/ecs/model/task_network.h"
#include "services/ecs/network/network_test_support.h"

namespace gantry::ecs {
namespace {

class Ec2InterfacesTest : public NetworkTest {
  protected:
    TaskRow new_row(const std::vector<std::string>& subnets, std::string zone = "us-east-1a") {
        TaskRow row = task('a', std::string(32, '1'));
        row.availability_zone = std::move(zone);
        row.network = TaskNetwork{.subnets = subnets, .attachment_id = ids_.uuid()};
        return row;
    }

    Ec2Interfaces source_{world_.registry(), ids_};
    core::Transaction staged_;
};

TEST_F(Ec2InterfacesTest, ZonesHaveTheFreeAddressesOfTheirSubnets) {
    const TaskNetwork wanted{.subnets = {subnet_a_, subnet_a2_, subnet_b_, "subnet-gone"}};
    auto zones = source_.zones(scope_, wanted, staged_);
    EXPECT_EQ(zones["us-east-1a"], 22);
    EXPECT_EQ(zones["us-east-1b"], 11);
    TaskRow row = new_row({subnet_a_});
    ASSERT_TRUE(source_.take(row, staged_));
    zones = source_.zones(scope_, wanted, staged_);
    EXPECT_EQ(zones["us-east-1a"], 21) << "as the transaction leaves it";
}

TEST_F(Ec2InterfacesTest, TheEmptierSubnetOfTheZoneIsTaken) {
    TaskRow first = new_row({subnet_a_, subnet_a2_, subnet_b_});
    TaskRow second = new_row({subnet_a_, subnet_a2_, subnet_b_});
    ASSERT_TRUE(source_.take(first, staged_));
    ASSERT_TRUE(source_.take(second, staged_));
    EXPECT_NE(first.network->subnet_id, second.network->subnet_id);
    EXPECT_NE(first.network->subnet_id, subnet_b_);
    EXPECT_NE(second.network->subnet_id, subnet_b_);
    EXPECT_EQ(first.attachments.front().status, "PRECREATED");
    TaskRow nowhere = new_row({subnet_b_});
    EXPECT_FALSE(source_.take(nowhere, staged_));
    EXPECT_TRUE(nowhere.attachments.empty());
}

TEST_F(Ec2InterfacesTest, OnFargateTheSubnetSaysTheZone) {
    TaskRow row = new_row({subnet_b_});
    row.launch_type = api::ecs::LaunchType::Fargate;
    row.network->assign_public_ip = true;
    ASSERT_TRUE(source_.take(row, staged_));
    EXPECT_EQ(row.availability_zone, "us-east-1b");
    EXPECT_FALSE(row.network->public_ip.empty());
}

TEST_F(Ec2InterfacesTest, WhatWasGivenBackMayBeTakenAgain) {
    TaskRow row = new_row({subnet_a_});
    ASSERT_TRUE(source_.take(row, staged_));
    commit(std::move(staged_));
    core::Transaction back;
    source_.give_back(row, back);
    source_.give_back(row, back);
    EXPECT_TRUE(row.network->given_back);
    EXPECT_EQ(row.attachments.front().status, "DELETED");
    TaskRow next = new_row({subnet_a_});
    ASSERT_TRUE(source_.take(next, back));
    EXPECT_EQ(next.network->private_ip, row.network->private_ip);
    commit(std::move(back));
    EXPECT_EQ(interfaces(), 1U);
}

}  // namespace
}  // namespace gantry::ecs
