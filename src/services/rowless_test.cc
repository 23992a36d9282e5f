// Operations that need no row are let in on the core's loop and run beside it.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "api/iam/get_context_keys_for_custom_policy_request.h"
#include "service/test_world.h"
#include "services/all.h"
#include "wire/json_codec.h"

namespace gantry {
namespace {

constexpr const char* kPolicy =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})";

class RowlessOperations : public testing::Test {
  protected:
    void ask(const std::string& principal) {
        world_.dispatcher().run_json(
            {{"123456789012", "us-east-1"}, principal, "", {}},
            "iam",
            "GetContextKeysForCustomPolicy",
            "11111111-2222-4333-8444-555555555555",
            wire::encode_json(
                api::iam::GetContextKeysForCustomPolicyRequest{.policy_input_list = {{kPolicy}}}
            ),
            [this](Result<std::string> how) { answer_ = std::move(how); }
        );
    }

    service::TestWorld world_{all_services()};
    std::optional<Result<std::string>> answer_;
};

TEST_F(RowlessOperations, RunOnAWorker) {
    ask(aws::root_arn({"123456789012", "us-east-1"}));
    world_.loop.run_until_idle();
    EXPECT_FALSE(answer_);
    world_.workers.run_until_idle();
    ASSERT_TRUE(answer_);
    EXPECT_EQ(answer_->value(), R"({"ContextKeyNames":[]})");
}

TEST_F(RowlessOperations, AreRefusedOnTheCoresLoop) {
    ask("arn:aws:iam::123456789012:user/nobody");
    world_.loop.run_until_idle();
    ASSERT_TRUE(answer_);
    EXPECT_EQ(answer_->error().code, "AccessDeniedException");
}

}  // namespace
}  // namespace gantry
