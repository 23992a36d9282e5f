#include "services/ecs/api/account_settings.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::SettingName;

class AccountSettings : public ApiTest {
  protected:
    std::map<std::string, std::string> list(std::string_view input) {
        std::map<std::string, std::string> values;
        const auto output = run(&list_account_settings, input);
        EXPECT_TRUE(output) << outcome(output);
        if (!output) return values;
        for (const auto& setting : *output->settings) {
            values[std::string(reflect::to_text(*setting.name))] = *setting.value;
        }
        return values;
    }
};

TEST_F(AccountSettings, OwnValueThenDefaultThenEcs) {
    EXPECT_EQ(effective_setting(call(), SettingName::ContainerInsights), "disabled");
    ASSERT_TRUE(
        run(&put_account_setting_default, R"({"name":"containerInsights","value":"enhanced"})")
    );
    EXPECT_EQ(effective_setting(call(), SettingName::ContainerInsights), "enhanced");
    ASSERT_TRUE(run(&put_account_setting, R"({"name":"containerInsights","value":"enabled"})"));
    EXPECT_EQ(effective_setting(call(), SettingName::ContainerInsights), "enabled");
    ASSERT_TRUE(run(&delete_account_setting, R"({"name":"containerInsights"})"));
    EXPECT_EQ(effective_setting(call(), SettingName::ContainerInsights), "enhanced");
}

TEST_F(AccountSettings, AValueIsForItsPrincipal) {
    ASSERT_TRUE(
        run(&put_account_setting,
            R"({"name":"awsvpcTrunking","value":"enabled",
            "principalArn":"arn:aws:iam::123456789012:role/other"})")
    );
    EXPECT_EQ(effective_setting(call(), SettingName::AwsvpcTrunking), "disabled");
    principal_ = "arn:aws:iam::123456789012:role/other";
    EXPECT_EQ(effective_setting(call(), SettingName::AwsvpcTrunking), "enabled");
    EXPECT_FALSE(
        run(&put_account_setting,
            R"({"name":"awsvpcTrunking","value":"enabled",
            "principalArn":"arn:aws:iam::999999999999:role/other"})")
    );
}

TEST_F(AccountSettings, OnlySomeValuesCanBeWritten) {
    for (const std::string input : {
             R"({"name":"taskLongArnFormat","value":"disabled"})",
             R"({"name":"awsvpcTrunking","value":"on"})",
             R"({"name":"guardDutyActivate","value":"on"})",
             R"({"name":"fargateTaskRetirementWaitPeriod","value":"7"})",
         }) {
        const auto refused = run(&put_account_setting, input);
        ASSERT_FALSE(refused) << input;
        EXPECT_EQ(refused.error().code, "InvalidParameterException");
    }
    EXPECT_TRUE(run(
        &put_account_setting_default, R"({"name":"fargateTaskRetirementWaitPeriod","value":"14"})"
    ));
}

TEST_F(AccountSettings, LongArnFormatsCannotBeDisabled) {
    const std::string refusal =
        "InvalidParameterException: You can no longer disable Long Arn settings";
    for (const std::string name :
         {"serviceLongArnFormat", "taskLongArnFormat", "containerInstanceLongArnFormat"}) {
        const std::string input = R"({"name":")" + name + R"(","value":"disabled"})";
        EXPECT_EQ(outcome(run(&put_account_setting, input)), refusal);
        EXPECT_EQ(outcome(run(&put_account_setting_default, input)), refusal);
    }
    EXPECT_EQ(
        outcome(run(&put_account_setting, R"({"name":"taskLongArnFormat","value":"off"})")),
        "InvalidParameterException: Invalid setting 'value'. Valid values for taskLongArnFormat: "
        "enabled."
    );
    EXPECT_EQ(
        outcome(run(&put_account_setting, R"({"name":"awsvpcTrunking","value":"on"})")),
        "InvalidParameterException: Invalid setting 'value'. Valid values for awsvpcTrunking: "
        "enabled, disabled."
    );
}

TEST_F(AccountSettings, DualStackIsOnUnlessSaidOtherwise) {
    EXPECT_EQ(effective_setting(call(), SettingName::DualStackIPv6), "enabled");
    ASSERT_TRUE(run(&put_account_setting, R"({"name":"dualStackIPv6","value":"disabled"})"));
    EXPECT_EQ(list("{}"), (std::map<std::string, std::string>{{"dualStackIPv6", "disabled"}}));
}

TEST_F(AccountSettings, PrincipalsAreOfTheRegionsPartition) {
    scope_.region = "cn-north-1";
    const auto with = [this](const std::string& principal) {
        return run(&put_account_setting,
                   R"({"name":"awsvpcTrunking","value":"enabled","principalArn":")" + principal +
                       R"("})")
            .has_value();
    };
    EXPECT_TRUE(with("arn:aws-cn:iam::123456789012:role/other"));
    EXPECT_FALSE(with("arn:aws:iam::123456789012:role/other"));
    const auto output =
        run(&put_account_setting_default, R"({"name":"awsvpcTrunking","value":"enabled"})");
    EXPECT_EQ(output->setting->principal_arn, "arn:aws-cn:iam::123456789012:root");
}

TEST_F(AccountSettings, ListsOwnOrEffectiveValues) {
    ASSERT_TRUE(run(&put_account_setting, R"({"name":"awsvpcTrunking","value":"enabled"})"));
    EXPECT_EQ(list("{}"), (std::map<std::string, std::string>{{"awsvpcTrunking", "enabled"}}));
    EXPECT_EQ(list(R"({"effectiveSettings":true})").size(), 10U) << "the first page";
    EXPECT_EQ(list(R"({"effectiveSettings":true,"name":"taskLongArnFormat"})").size(), 1U);
    EXPECT_EQ(list(R"({"name":"awsvpcTrunking","value":"disabled"})").size(), 0U);
    EXPECT_FALSE(run(&list_account_settings, R"({"value":"enabled"})"));
    EXPECT_FALSE(run(&list_account_settings, R"({"maxResults":11})"));
}

TEST_F(AccountSettings, AnAnswerHasTheMembersOfAmazonEcs) {
    EXPECT_EQ(
        *run_json("PutAccountSetting", R"({"name":"awsvpcTrunking","value":"enabled"})"),
        R"({"setting":{"name":"awsvpcTrunking","value":"enabled",)"
        R"("principalArn":"arn:aws:iam::123456789012:user/tester","type":"user"}})"
    );
}

}  // namespace
}  // namespace gantry::ecs
