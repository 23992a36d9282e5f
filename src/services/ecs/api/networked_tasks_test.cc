#include <set>

#include "core/controller.h"
#include "services/ecs/api/describe_task.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/network/network_test_support.h"
#include "services/ecs/reconcile/task_controller.h"

namespace gantry::ecs {
namespace {

class NetworkedTasksTest : public NetworkTest {
  protected:
    /// A task of net:1 on a machine in zone a.
    TaskRow start() {
        put_instance();
        const auto output = run(&run_task, run_body(network({subnet_a_}, {group_})));
        return *only_task(output);
    }
    void report(const TaskRow& row, const std::string& members) {
        const std::string body = R"({"task":")" + row.arn() + "\"," + members + "}";
        EXPECT_EQ(outcome(run(&submit_task_state_change, body)), "ok");
    }
    std::string described_interfaces() {
        const auto told =
            world_.run_json({scope_, principal_, "", {}}, "ec2", "DescribeNetworkInterfaces", "{}");
        return told ? *told : outcome(told);
    }
    std::string attachment_status(const TaskRow& row) const {
        return find_task(row.id)->attachments.front().status.value_or("");
    }
    std::string refusal(const std::string& configuration, std::string_view more = "") {
        return outcome(run(&run_task, run_body(configuration, more)));
    }
};

TEST_F(NetworkedTasksTest, ATaskIsProvisioningWithItsAddressTaken) {
    put_instance();
    const auto output = run(&run_task, run_body(network({subnet_a_}, {group_})));
    const auto row = only_task(output);
    const api::ecs::Task& shown = output->tasks->front();
    EXPECT_EQ(shown.last_status, "PROVISIONING");
    EXPECT_EQ(shown.version, 1);
    const api::ecs::Attachment& attachment = shown.attachments->front();
    EXPECT_EQ(attachment.type, "ElasticNetworkInterface");
    EXPECT_EQ(attachment.status, "PRECREATED");
    ASSERT_EQ(attachment.details->size(), 1U);
    EXPECT_EQ(attachment.details->front().name, "subnetId");
    EXPECT_EQ(attachment.details->front().value, subnet_a_);
    EXPECT_TRUE(shown.containers->front().network_interfaces->empty());
    EXPECT_EQ(row->network->private_ip, "10.0.1.4");
    EXPECT_EQ(row->reserved.interfaces, 1);
    EXPECT_EQ(interfaces(), 1U);
    const std::string told = described_interfaces();
    EXPECT_NE(
        told.find("arn:aws:ecs:us-east-1:123456789012:attachment/" + *attachment.id),
        std::string::npos
    );
    EXPECT_NE(told.find(R"("Status":"attaching")"), std::string::npos) << told;
}

TEST_F(NetworkedTasksTest, EveryStatusIsWhatTheAgentSaid) {
    const TaskRow row = start();
    const std::string arn =
        "arn:aws:ecs:us-east-1:123456789012:attachment/" + row.network->attachment_id;
    report(row, R"("attachments":[{"attachmentArn":")" + arn + R"(","status":"ATTACHED"}])");
    EXPECT_EQ(attachment_status(row), "ATTACHED");
    EXPECT_NE(described_interfaces().find(R"("Status":"attached")"), std::string::npos);
    EXPECT_EQ(find_task(row.id)->status, TaskStatus::Pending);
    const auto shown = describe_task(*find_task(row.id), ShowTags::No);
    EXPECT_EQ(shown.attachments->front().details->size(), 4U) << "no DNS hostnames in this VPC";
    const auto& interface = shown.containers->front().network_interfaces->front();
    EXPECT_EQ(interface.attachment_id, row.network->attachment_id);
    EXPECT_EQ(interface.private_ipv4_address, "10.0.1.4");
    report(row, R"("status":"RUNNING","containers":[{"containerName":"app","status":"RUNNING"}])");
    EXPECT_EQ(find_task(row.id)->status, TaskStatus::Running);
    report(row, R"("containers":[{"containerName":"app","status":"STOPPED","exitCode":0}])");
    EXPECT_EQ(find_task(row.id)->status, TaskStatus::Deprovisioning);
    EXPECT_EQ(attachment_status(row), "DETACHING");
    EXPECT_EQ(interfaces(), 1U) << "it is on the machine yet";
    report(row, R"("status":"STOPPED")");
    EXPECT_EQ(find_task(row.id)->status, TaskStatus::Stopped);
    EXPECT_EQ(attachment_status(row), "DELETED");
    EXPECT_EQ(find_task(row.id)->stop_code, api::ecs::TaskStopCode::EssentialContainerExited);
    EXPECT_EQ(interfaces(), 0U);
}

TEST_F(NetworkedTasksTest, AnAddressIsKeptUntilTheAgentSaysThatTheTaskIsOver) {
    const TaskRow row = start();
    TaskRow ended = row;
    ended.status = TaskStatus::Stopped;
    ended.goal = TaskGoal::Stopped;
    put_task(ended);
    EXPECT_EQ(interfaces(), 1U);
    EXPECT_TRUE(find_task(row.id)->holds_interface());
    report(row, R"("status":"STOPPED")");
    EXPECT_EQ(interfaces(), 0U);
    EXPECT_EQ(attachment_status(row), "DELETED");
    const std::int64_t version = find_task(row.id)->version;
    report(row, R"("status":"STOPPED")");
    EXPECT_EQ(find_task(row.id)->version, version);
}

TEST_F(NetworkedTasksTest, OfAMachineThatIsGoneEveryAddressComesBack) {
    Ec2Interfaces source(world_.registry(), ids_);
    TaskController controller(tables_, hours{1}, &source);
    core::ControllerRunner runner(core_, {&controller});
    runner.start();
    const TaskRow running = start();
    const auto next = run(&run_task, run_body(network({subnet_a_}, {group_})));
    EXPECT_EQ(interfaces(), 2U);
    const std::string machine = running.instance_id;
    ASSERT_TRUE(run(
        &deregister_container_instance, R"({"containerInstance":")" + machine + R"(","force":true})"
    ));
    loop_.run_until_idle();
    EXPECT_TRUE(find_task(running.id)->stopped());
    EXPECT_EQ(interfaces(), 2U) << "its agent may be alive, and the task on its machine";
    loop_.advance(minutes{5});
    report(running, R"("status":"STOPPED")");
    EXPECT_EQ(interfaces(), 1U);
    loop_.advance(minutes{6});
    EXPECT_FALSE(only_task(next)->holds_interface());
    EXPECT_EQ(interfaces(), 0U);
}

TEST_F(NetworkedTasksTest, AttachmentsMayBeToldOfByThemselves) {
    const TaskRow row = start();
    const std::string arn = "arn:aws:ecs:us-east-1:123456789012:attachment/";
    const auto tell = [&](const std::string& id) {
        return outcome(
            run(&submit_attachment_state_changes,
                R"({"cluster":"default","attachments":[{"attachmentArn":")" + arn + id +
                    R"(","status":"ATTACHED"}]})")
        );
    };
    EXPECT_EQ(tell("00000000-0000-4000-8000-000000000000"), "ok");
    EXPECT_EQ(attachment_status(row), "PRECREATED");
    EXPECT_EQ(tell(row.network->attachment_id), "ok");
    EXPECT_EQ(attachment_status(row), "ATTACHED");
}

TEST_F(NetworkedTasksTest, TheConfigurationIsCheckedInEcsWords) {
    put_instance();
    const std::string invalid = "InvalidParameterException: ";
    EXPECT_EQ(
        outcome(run(&run_task, R"({"taskDefinition":"net"})")),
        invalid + "Network Configuration must be provided when networkMode 'awsvpc' is specified."
    );
    EXPECT_EQ(
        outcome(
            run(&run_task,
                R"({"taskDefinition":"web","networkConfiguration":)" + network({subnet_a_}) + "}")
        ),
        invalid +
            "Network Configuration is not valid for the given networkMode of this task definition."
    );
    EXPECT_EQ(refusal(network({})), invalid + "subnets can not be empty.");
    EXPECT_EQ(
        refusal(network({"subnet-1"})),
        invalid +
            "Error retrieving subnet information for [subnet-1]: The subnet ID 'subnet-1' does not "
            "exist (ErrorCode: InvalidSubnetID.NotFound)"
    );
    EXPECT_EQ(
        refusal(network({subnet_a_}, {"sg-1"})),
        invalid +
            "Error retrieving security group information for [sg-1]: The security group 'sg-1' "
            "does not exist (ErrorCode: InvalidGroup.NotFound)"
    );
    const std::string other = made("CreateVpc", R"({"CidrBlock":"10.0.0.0/16"})", "VpcId");
    const std::string foreign = made(
        "CreateSecurityGroup",
        R"({"GroupName":"g","Description":"d","VpcId":")" + other + "\"}",
        "GroupId"
    );
    EXPECT_EQ(
        refusal(network({subnet_a_}, {foreign})),
        invalid + "Security group " + foreign +
            " does not appear to belong to the same VPC as the input subnets."
    );
    EXPECT_EQ(
        refusal(network({subnet_a_}, {}, R"(,"assignPublicIp":"ENABLED")")),
        invalid + "Assign public IP is not supported for this launch type."
    );
    EXPECT_EQ(
        refusal(network(std::vector<std::string>(17, subnet_a_))),
        invalid + "subnets can have at most 16 items."
    );
    EXPECT_EQ(
        refusal(network({subnet_a_}, std::vector<std::string>(6, group_))),
        invalid + "securityGroups can have at most 5 items."
    );
    EXPECT_EQ(interfaces(), 0U);
}

TEST_F(NetworkedTasksTest, AMachineHasToBeInAZoneOfTheSubnets) {
    put_instance();
    const auto output = run(&run_task, run_body(network({subnet_b_})));
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_TRUE(output->tasks->empty());
    EXPECT_EQ(output->failures->front().reason, "LOCATION");
    const std::string started = R"(,"containerInstances":[")" + std::string(32, '1') + "\"]";
    const auto there = run(&start_task, run_body(network({subnet_b_}), started));
    EXPECT_EQ(there->failures->front().reason, "LOCATION");
    const auto here = run(&start_task, run_body(network({subnet_b_, subnet_a_}), started));
    EXPECT_EQ(only_task(here)->network->subnet_id, subnet_a_);
}

TEST_F(NetworkedTasksTest, TasksAreSpreadOverSubnets) {
    put_instance();
    const std::string both = network({subnet_a_, subnet_a2_});
    std::set<std::string> addresses;
    const auto first = run(&run_task, run_body(both, R"(,"count":2)"));
    ASSERT_EQ(first->tasks->size(), 2U);
    std::set<std::string> subnets;
    for (const auto& [key, row] : tables_.tasks.rows()) {
        subnets.insert(row->network->subnet_id);
        addresses.insert(row->network->private_ip);
    }
    EXPECT_EQ(subnets, (std::set{subnet_a_, subnet_a2_}));
    std::size_t tasks = 2;
    for (int i = 0; i < 2; ++i)
        tasks += run(&run_task, run_body(both, R"(,"count":9)"))->tasks->size();
    for (const auto& [key, row] : tables_.tasks.rows()) addresses.insert(row->network->private_ip);
    EXPECT_EQ(tasks, 16U) << "4096 MiB are full";
    EXPECT_EQ(addresses.size(), 16U);
}

TEST_F(NetworkedTasksTest, WithoutAFreeAddressThereIsNoTask) {
    ContainerInstanceRow large = instance();
    large.registered.cpu = 1 << 20;
    large.registered.memory_mib = 1 << 20;
    put_instance(large);
    const std::string one = run_body(network({subnet_a_}), R"(,"count":9)");
    EXPECT_EQ(run(&run_task, one)->tasks->size(), 9U);
    const auto some = run(&run_task, one);
    EXPECT_EQ(some->tasks->size(), 2U);
    ASSERT_EQ(some->failures->size(), 7U);
    EXPECT_EQ(some->failures->front().reason, "RESOURCE:ENI");
    EXPECT_EQ(
        some->failures->front().detail,
        "Unexpected EC2 error while attempting to Create Network Interface in subnet '" +
            subnet_a_ + "': InsufficientFreeAddressesInSubnet"
    );
    const auto none = run(&run_task, one);
    EXPECT_TRUE(none->tasks->empty());
    EXPECT_EQ(none->failures->front().reason, "RESOURCE:ENI");
    EXPECT_EQ(interfaces(), 11U);
}

}  // namespace
}  // namespace gantry::ecs
