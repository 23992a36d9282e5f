#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {

/// A VPC with two subnets in zone a and one in b, a group, and a definition "net:1" of awsvpc.
class NetworkTest : public TaskApiTest {
  protected:
    NetworkTest() {
        vpc_ = made("CreateVpc", R"({"CidrBlock":"10.0.0.0/16"})", "VpcId");
        subnet_a_ = make_subnet("10.0.1.0/28", "us-east-1a");
        subnet_a2_ = make_subnet("10.0.2.0/28", "us-east-1a");
        subnet_b_ = make_subnet("10.0.3.0/28", "us-east-1b");
        group_ = made(
            "CreateSecurityGroup",
            R"({"GroupName":"g","Description":"d","VpcId":")" + vpc_ + "\"}",
            "GroupId"
        );
        put_definition(networked());
    }

    std::string make_subnet(std::string_view cidr, std::string_view zone) {
        return made(
            "CreateSubnet",
            R"({"VpcId":")" + vpc_ + R"(","CidrBlock":")" + std::string(cidr) +
                R"(","AvailabilityZone":")" + std::string(zone) + "\"}",
            "SubnetId"
        );
    }

    TaskDefinitionRow networked() const {
        TaskDefinitionRow row = web();
        row.definition.family = "net";
        row.definition.network_mode = api::ecs::NetworkMode::Awsvpc;
        row.definition.compatibilities = {
            {api::ecs::Compatibility::Ec2, api::ecs::Compatibility::Fargate}
        };
        row.definition.container_definitions->front().port_mappings.reset();
        return row;
    }

    /// What EC2 answers to an operation; the text of the first such member in it.
    std::string made(std::string_view operation, std::string_view body, std::string_view member) {
        const auto answer = world_.run_json(
            {scope_, principal_, "", {}}, "ec2", std::string(operation), std::string(body)
        );
        EXPECT_TRUE(answer) << operation << ": " << outcome(answer);
        if (!answer || member.empty()) return "";
        const std::string before = "\"" + std::string(member) + "\":\"";
        const std::size_t begin = answer->find(before) + before.size();
        return answer->substr(begin, answer->find('"', begin) - begin);
    }

    /// `{"awsvpcConfiguration":{"subnets":[…],"securityGroups":[…]}}`
    static std::string network(
        const std::vector<std::string>& subnets,
        const std::vector<std::string>& groups = {},
        std::string_view more = ""
    ) {
        const auto list = [](const std::vector<std::string>& texts) {
            std::string all;
            for (const std::string& text : texts) all += (all.empty() ? "\"" : ",\"") + text + "\"";
            return "[" + all + "]";
        };
        std::string text = R"({"awsvpcConfiguration":{"subnets":)" + list(subnets);
        text += R"(,"securityGroups":)" + list(groups);
        return text.append(more) + "}}";
    }

    std::string run_body(const std::string& configuration, std::string_view more = "") const {
        return R"({"taskDefinition":"net","networkConfiguration":)" + configuration +
               std::string(more) + "}";
    }

    [[nodiscard]] std::size_t interfaces() const {
        return world_.registry().get<ec2::Instance>().rows().interfaces.size();
    }

    std::string vpc_;
    std::string subnet_a_;
    std::string subnet_a2_;
    std::string subnet_b_;
    std::string group_;
};

}  // namespace gantry::ecs
