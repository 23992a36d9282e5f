#include <fmt/format.h>

#include "api/ec2/create_security_group_result.h"
#include "api/ec2/describe_subnets_result.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

constexpr std::size_t kGroupsMost = 3;
constexpr int kPorts[] = {80, 443, 5432};

void make_group(Client& client, const std::string& vpc) {
    client.call_other(
        "ec2",
        "CreateSecurityGroup",
        fmt::format(
            R"({{"GroupName":"g{}","Description":"tasks","VpcId":"{}"}})",
            client.memory().number(),
            vpc
        ),
        [&client](const std::string& answer) {
            const auto made = wire::decode_json<api::ec2::CreateSecurityGroupResult>(answer);
            if (made && made->group_id) client.memory().groups.push_back(*made->group_id);
        }
    );
}

}  // namespace

void look_at_networks(Client& client) {
    client.call_other(
        "ec2",
        "DescribeSubnets",
        R"({"Filters":[{"Name":"default-for-az","Values":["true"]}]})",
        [&client](const std::string& answer) {
            const auto seen = wire::decode_json<api::ec2::DescribeSubnetsResult>(answer);
            if (!seen || !seen->subnets || seen->subnets->empty()) return;
            Memory& memory = client.memory();
            memory.subnets.clear();
            for (const auto& subnet : *seen->subnets) memory.subnets.push_back(*subnet.subnet_id);
            const std::string vpc = *seen->subnets->front().vpc_id;
            if (memory.groups.size() < kGroupsMost) {
                client.then([&client, vpc] { make_group(client, vpc); });
            }
        }
    );
}

void change_group(Client& client) {
    const auto& groups = client.memory().groups;
    if (groups.empty()) return look_at_networks(client);
    const std::string other = client.one_of(groups);
    const int port = kPorts[client.random().below(std::size(kPorts))];
    const std::string peer = client.random().chance(0.5)
                                 ? R"("IpRanges":[{"CidrIp":"0.0.0.0/0"}])"
                                 : fmt::format(R"("UserIdGroupPairs":[{{"GroupId":"{}"}}])", other);
    client.call_other(
        "ec2",
        client.random().chance(0.6) ? "AuthorizeSecurityGroupIngress"
                                    : "RevokeSecurityGroupIngress",
        fmt::format(
            R"({{"GroupId":"{}","IpPermissions":[{{"IpProtocol":"tcp","FromPort":{},"ToPort":{},{}}}]}})",
            client.one_of(groups),
            port,
            port,
            peer
        ),
        [](const std::string&) {}
    );
}

std::string network_for(Client& client, const std::string& definition) {
    const Memory& memory = client.memory();
    if (!memory.networked.contains(definition)) return {};
    std::string subnets;
    for (const std::string& subnet : memory.subnets) {
        subnets += fmt::format(R"({}"{}")", subnets.empty() ? "" : ",", subnet);
    }
    std::string groups;
    if (!memory.groups.empty() && client.random().chance(0.8)) {
        groups = fmt::format(R"("{}")", client.one_of(memory.groups));
    }
    return fmt::format(
        R"(,"networkConfiguration":{{"awsvpcConfiguration":{{"subnets":[{}],"securityGroups":[{}]}}}})",
        subnets,
        groups
    );
}

}  // namespace gantry::sim
