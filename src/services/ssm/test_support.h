#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "service/test_world.h"
#include "services/iam/service.h"
#include "services/kms/service.h"
#include "services/ssm/service.h"
#include "wire/json_codec.h"

namespace gantry::ssm {

/// Parameter Store with IAM and KMS beside it; calls are those of the account's root.
class SsmTest : public testing::Test {
  protected:
    /// The answer's JSON, or "Code: message".
    std::string run(const std::string& operation, const std::string& body) {
        const auto answer = world_.run_json(caller_, "ssm", operation, body);
        return answer ? *answer : answer.error().code + ": " + answer.error().message;
    }
    template <class Output>
    Output run_as(const std::string& operation, const std::string& body) {
        const std::string answer = run(operation, body);
        auto read = wire::decode_json<Output>(answer);
        EXPECT_TRUE(read) << answer;
        return read ? *read : Output{};
    }
    /// Makes or overwrites a String.
    std::string put(const std::string& name, const std::string& value) {
        return run(
            "PutParameter",
            R"({"Overwrite":true,"Type":"String","Name":")" + name + R"(","Value":")" + value +
                R"("})"
        );
    }
    const Tables& rows() { return world_.registry().get<Instance>().rows(); }

    static std::span<const service::Service* const> services() {
        static const service::Service* const kServices[] = {
            &iam::service(), &kms::service(), &ssm::service()
        };
        return kServices;
    }

    service::TestWorld world_{services()};
    aws::Scope scope_{"123456789012", "us-east-1"};
    aws::Caller caller_{scope_, aws::root_arn(scope_), "", {}};
};

}  // namespace gantry::ssm
