#pragma once

#include <gtest/gtest.h>

#include <string>

#include "service/test_world.h"
#include "services/logs/service.h"

namespace gantry::logs {

/// CloudWatch Logs alone, with events in memory; JSON in and out, as the front end has it.
class LogsTest : public testing::Test {
  protected:
    LogsTest() { world_.registry().get<Instance>().start(); }

    /// The answer, or "Code: message".
    std::string ask(const std::string& operation, const std::string& body) {
        const aws::Caller root{scope_, aws::root_arn(scope_), "", {}};
        const auto answer = world_.run_json(root, "logs", operation, body);
        return answer ? *answer : answer.error().code + ": " + answer.error().message;
    }
    void must(const std::string& operation, const std::string& body) {
        const std::string answer = ask(operation, body);
        ASSERT_TRUE(answer.starts_with("{")) << operation << ": " << answer;
    }
    [[nodiscard]] std::int64_t now_ms() const { return epoch_ms(world_.loop.now()); }
    /// What stands behind the last `"<member>":"` of an answer.
    static std::string text_of(const std::string& answer, const std::string& member) {
        const std::string sign = "\"" + member + "\":\"";
        const std::size_t at = answer.rfind(sign);
        if (at == std::string::npos) return "";
        const std::size_t start = at + sign.size();
        return answer.substr(start, answer.find('"', start) - start);
    }
    /// The values of a text member, joined by commas.
    static std::string all_of(const std::string& answer, const std::string& member) {
        const std::string sign = "\"" + member + "\":\"";
        std::string all;
        for (std::size_t at = answer.find(sign); at != std::string::npos;
             at = answer.find(sign, at + 1)) {
            const std::size_t start = at + sign.size();
            all += (all.empty() ? "" : ",") + answer.substr(start, answer.find('"', start) - start);
        }
        return all;
    }
    /// Events a second apart from `first_ms` on; messages hold nothing that JSON escapes.
    void put(
        const std::string& stream, std::int64_t first_ms, const std::vector<std::string>& messages
    ) {
        std::string events;
        for (const std::string& message : messages) {
            events += events.empty() ? "" : ",";
            events += R"({"timestamp":)" + std::to_string(first_ms) + R"(,"message":")" + message +
                      R"("})";
            first_ms += 1'000;
        }
        must(
            "PutLogEvents",
            R"({"logGroupName":"g","logStreamName":")" + stream + R"(","logEvents":[)" + events +
                "]}"
        );
    }
    void make_group_and_stream() {
        must("CreateLogGroup", R"({"logGroupName":"g"})");
        must("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
    }

    const aws::Scope scope_{"123456789012", "us-east-1"};
    const service::Service* only_ = &service();
    service::TestWorld world_{std::span(&only_, 1)};
};

inline constexpr const char* kNoGroup =
    "ResourceNotFoundException: The specified log group does not exist.";
inline constexpr const char* kNoStream =
    "ResourceNotFoundException: The specified log stream does not exist.";

}  // namespace gantry::logs
