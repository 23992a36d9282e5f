#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "service/test_world.h"
#include "services/iam/service.h"
#include "services/kms/service.h"
#include "services/secretsmanager/service.h"
#include "wire/json_codec.h"

namespace gantry::secretsmanager {

/// Secrets Manager with IAM and KMS beside it; calls are those of the account's root.
class SecretsTest : public testing::Test {
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
        return run_in(caller_, "secretsmanager", operation, body);
    }
    template <class Output>
    Output run_as(const std::string& operation, const std::string& body) {
        const std::string answer = run(operation, body);
        auto read = wire::decode_json<Output>(answer);
        EXPECT_TRUE(read) << answer;
        return read ? *read : Output{};
    }
    /// An operation on the secret "s".
    std::string on_s(const std::string& operation, const std::string& more = "") {
        return run(operation, R"({"SecretId":"s")" + (more.empty() ? "" : "," + more) + "}");
    }
    /// A token of 32 characters that ends in `letter`.
    static std::string token(char letter) { return std::string(31, '0') + letter; }
    static std::string with_token(char letter) {
        return R"("ClientRequestToken":")" + token(letter) + "\"";
    }
    /// Puts a value into "s" as the version with that letter.
    std::string put(char letter, const std::string& value) {
        return on_s("PutSecretValue", R"("SecretString":")" + value + "\"," + with_token(letter));
    }
    /// The secret's stages as "a=AWSCURRENT b=AWSPREVIOUS", by the last letter of versions.
    std::string stages() {
        std::string text;
        for (const auto& [key, row] : rows().versions.rows()) {
            if (row->stages.empty()) continue;
            text += (text.empty() ? "" : " ") + row->id.substr(31) + "=";
            for (std::size_t i = 0; i < row->stages.size(); ++i) {
                text += (i > 0 ? "," : "") + row->stages[i];
            }
        }
        return text;
    }
    std::string arn_of_s() { return rows().secrets.find(scope_.prefix() + "s")->arn; }
    const Tables& rows() { return world_.registry().get<Instance>().rows(); }

    static std::span<const service::Service* const> services() {
        static const service::Service* const kServices[] = {
            &iam::service(), &kms::service(), &secretsmanager::service()
        };
        return kServices;
    }

    service::TestWorld world_{services()};
    aws::Scope scope_{"123456789012", "us-east-1"};
    aws::Caller caller_{scope_, aws::root_arn(scope_), "", {}};
};

constexpr std::string_view kNotFound =
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
constexpr std::string_view kMarked =
    "InvalidRequestException: You can't perform this operation on the secret because it was marked "
    "for deletion.";

}  // namespace gantry::secretsmanager
