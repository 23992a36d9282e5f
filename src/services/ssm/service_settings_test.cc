#include "api/ssm/get_service_setting_result.h"
#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

class ServiceSettingsTest : public SsmTest {
  protected:
    static std::string of_tier(const std::string& more = "") {
        return R"({"SettingId":"/ssm/parameter-store/default-parameter-tier")" + more + "}";
    }
    std::string shown() {
        const auto got = run_as<api::ssm::GetServiceSettingResult>("GetServiceSetting", of_tier());
        return *got.service_setting->setting_value + " " + *got.service_setting->status;
    }
};

TEST_F(ServiceSettingsTest, TheTierOfParametersThatNameNone) {
    EXPECT_EQ(shown(), "Standard Default");
    EXPECT_EQ(run("UpdateServiceSetting", of_tier(R"(,"SettingValue":"Advanced")")), "{}");
    EXPECT_EQ(shown(), "Advanced Customized");
    EXPECT_EQ(put("a", "v"), R"({"Version":1,"Tier":"Advanced"})");
    run("UpdateServiceSetting", of_tier(R"(,"SettingValue":"Intelligent-Tiering")"));
    EXPECT_EQ(put("b", "v"), R"({"Version":1,"Tier":"Standard"})");
    EXPECT_EQ(put("b", std::string(5000, 'v')), R"({"Version":2,"Tier":"Advanced"})");
    EXPECT_TRUE(run("ResetServiceSetting", of_tier()).starts_with("{"));
    EXPECT_EQ(shown(), "Standard Default");
    EXPECT_EQ(put("c", "v"), R"({"Version":1,"Tier":"Standard"})");
}

TEST_F(ServiceSettingsTest, OthersAreNone) {
    EXPECT_EQ(
        run("UpdateServiceSetting", of_tier(R"(,"SettingValue":"Best")")),
        "ValidationException: Best is not a value of the setting "
        "/ssm/parameter-store/default-parameter-tier."
    );
    EXPECT_EQ(
        run("GetServiceSetting", R"({"SettingId":"/ssm/appmanager/appmanager-enabled"})"),
        "ServiceSettingNotFound: Setting /ssm/appmanager/appmanager-enabled is none of Parameter "
        "Store's; Gantry has no others."
    );
    EXPECT_TRUE(
        run("GetServiceSetting",
            R"({"SettingId":"arn:aws:ssm:us-east-1:123456789012:servicesetting/ssm/parameter-store/high-throughput-enabled"})"
        )
            .starts_with("{")
    );
}

}  // namespace
}  // namespace gantry::ssm
