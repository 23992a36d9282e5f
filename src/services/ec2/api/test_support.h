#pragma once

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "service/test_world.h"
#include "services/ec2/service.h"
#include "wire/json_codec.h"

namespace gantry::ec2 {

/// "Code: message" of a failed result, "ok" of a good one: one comparison says both.
template <class T>
std::string outcome(const Result<T>& result) {
    return result ? "ok" : result.error().code + ": " + result.error().message;
}

/// EC2 without anything around it: tables on a journal in memory, a clock that stands still until
/// told, ids from a fixed seed. Nobody decides here what callers may do.
class Ec2Test : public testing::Test {
  protected:
    /// Runs an operation as the front end does, and reads its answer.
    template <class Output>
    Result<Output> run(std::string_view operation, std::string_view body) {
        const auto answer = world_.run_json(
            {scope_, principal_, "", {}}, "ec2", std::string(operation), std::string(body)
        );
        if (!answer) return answer.error();
        return wire::decode_json<Output>(*answer);
    }
    /// "ok", or "Code: message".
    std::string say(std::string_view operation, std::string_view body) {
        return outcome(world_.run_json(
            {scope_, principal_, "", {}}, "ec2", std::string(operation), std::string(body)
        ));
    }
    /// The first text of that name in the answer, which must be good: `made("CreateVpc", …,
    /// "VpcId")`.
    std::string made(std::string_view operation, std::string_view body, std::string_view member) {
        const auto answer = world_.run_json(
            {scope_, principal_, "", {}}, "ec2", std::string(operation), std::string(body)
        );
        EXPECT_TRUE(answer) << operation << ": " << outcome(answer);
        return answer ? text_in(*answer, member) : "";
    }
    static std::string text_in(const std::string& json, std::string_view member) {
        const std::string before = "\"" + std::string(member) + "\":\"";
        const std::size_t at = json.find(before);
        if (at == std::string::npos) return "";
        const std::size_t begin = at + before.size();
        return json.substr(begin, json.find('"', begin) - begin);
    }

    std::string make_vpc(std::string_view cidr = "10.0.0.0/16") {
        return made("CreateVpc", R"({"CidrBlock":")" + std::string(cidr) + R"("})", "VpcId");
    }
    std::string make_subnet(const std::string& vpc, std::string_view cidr = "10.0.0.0/24") {
        return made(
            "CreateSubnet",
            R"({"VpcId":")" + vpc + R"(","CidrBlock":")" + std::string(cidr) + R"("})",
            "SubnetId"
        );
    }
    std::string make_group(const std::string& vpc, std::string_view name = "web") {
        return made(
            "CreateSecurityGroup",
            R"({"VpcId":")" + vpc + R"(","GroupName":")" + std::string(name) +
                R"(","Description":"d"})",
            "GroupId"
        );
    }
    /// `{"<member>":"<value>"}`, and more members as they are.
    static std::string one(
        std::string_view member, std::string_view value, std::string_view more = ""
    ) {
        std::string body = R"({")" + std::string(member) + R"(":")" + std::string(value) + "\"";
        if (!more.empty()) body += "," + std::string(more);
        return body + "}";
    }

    aws::Scope scope_{"123456789012", "us-east-1"};
    std::string principal_ = "arn:aws:iam::123456789012:root";
    std::array<const service::Service*, 1> only_{&service()};
    service::TestWorld world_{only_};
    const Tables& tables_ = world_.registry().get<Instance>().rows();
};

}  // namespace gantry::ec2
