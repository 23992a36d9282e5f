#pragma once

#include <gtest/gtest.h>

#include <string>

#include "service/test_world.h"
#include "services/iam/service.h"
#include "services/s3/service.h"
#include "wire/json_codec.h"

namespace gantry::s3 {

/// S3 with IAM beside it; calls are those of the account's root.
class S3Test : public testing::Test {
  protected:
    /// The answer's JSON, or "Code: message".
    std::string run_in(
        const aws::Caller& caller,
        const std::string& service,
        const std::string& operation,
        const std::string& body
    ) {
        const auto answer = world_.run_json(caller, service, operation, body);
        return answer ? *answer : answer.error().code + ": " + answer.error().message;
    }
    std::string run(const std::string& operation, const std::string& body) {
        return run_in(caller_, "s3", operation, body);
    }
    /// An operation on the bucket "bucket-b". @param more further members of the input
    std::string on_b(const std::string& operation, const std::string& more = "") {
        return run(operation, R"({"Bucket":"bucket-b")" + (more.empty() ? "" : "," + more) + "}");
    }
    template <class Output>
    Output run_as(const std::string& operation, const std::string& body) {
        const std::string answer = run(operation, body);
        auto read = wire::decode_json<Output>(answer);
        EXPECT_TRUE(read) << answer;
        return read ? *read : Output{};
    }
    const Tables& rows() { return world_.registry().get<Instance>().rows(); }

    static std::span<const service::Service* const> services() {
        static const service::Service* const kServices[] = {&iam::service(), &s3::service()};
        return kServices;
    }

    service::TestWorld world_{services()};
    aws::Scope scope_{"123456789012", "us-east-1"};
    aws::Caller caller_{scope_, aws::root_arn(scope_), "", {}};
};

}  // namespace gantry::s3
