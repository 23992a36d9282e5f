#include "api/ssm/create_activation_result.h"
#include "api/ssm/describe_activations_result.h"
#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

class Activations : public SsmTest {
  protected:
    std::string make(const std::string& more = "") {
        return run("CreateActivation", R"({"IamRole":"Edge")" + more + "}");
    }
    std::string make_good(const std::string& more = "") {
        const auto read = wire::decode_json<api::ssm::CreateActivationResult>(make(more));
        return read ? *read->activation_id : "";
    }
    void SetUp() override {
        const auto made = world_.run_json(
            caller_,
            "iam",
            "CreateRole",
            R"({"RoleName":"Edge","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",)"
            R"(\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ssm.amazonaws.com\"},)"
            R"(\"Action\":\"sts:AssumeRole\"}]}"})"
        );
        ASSERT_TRUE(made) << made.error().message;
    }
    std::string at(Duration after) {
        const auto ms = (world_.loop.now() + after).time_since_epoch();
        return std::to_string(std::chrono::duration_cast<Seconds>(ms).count());
    }
};

TEST_F(Activations, LetOneMachineInWithinADay) {
    const auto made = wire::decode_json<api::ssm::CreateActivationResult>(make());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->activation_id->size(), 36U);
    EXPECT_EQ(made->activation_code->size(), 20U);
    const std::string shown = run("DescribeActivations", "{}");
    EXPECT_EQ(shown.find(*made->activation_code), std::string::npos) << "it is told once";
    const auto list = wire::decode_json<api::ssm::DescribeActivationsResult>(shown);
    ASSERT_EQ(list->activation_list->size(), 1U);
    const auto& one = list->activation_list->front();
    EXPECT_EQ(one.registration_limit, 1);
    EXPECT_EQ(one.registrations_count, 0);
    EXPECT_EQ(one.expired, false);
    EXPECT_EQ(*one.expiration_date, world_.loop.now() + hours{24});
    for (const auto& [table, own] : world_.core().export_rows()) {
        for (const auto& [key, row] : own) {
            EXPECT_EQ(row.find(*made->activation_code), std::string::npos) << table << " has it";
        }
    }
}

TEST_F(Activations, AreBounded) {
    EXPECT_NE(make(R"(,"RegistrationLimit":0)").find("ValidationException"), std::string::npos);
    EXPECT_NE(make(R"(,"RegistrationLimit":1001)").find("ValidationException"), std::string::npos);
    EXPECT_EQ(
        make(R"(,"ExpirationDate":)" + at(hours{-1})),
        "ValidationException: ExpirationDate must be in the future."
    );
    EXPECT_EQ(
        make(R"(,"ExpirationDate":)" + at(hours{24 * 31})),
        "ValidationException: ExpirationDate must be within 30 days of the current date."
    );
    EXPECT_EQ(
        run("CreateActivation", R"({"IamRole":"None"})"),
        "ValidationException: Nonexistent role or missing ssm service principal in trust policy: "
        "arn:aws:iam::123456789012:role/None"
    );
    EXPECT_EQ(run("DescribeActivations", "{}"), R"({"ActivationList":[]})");
}

TEST_F(Activations, AreFoundAndDeleted) {
    const std::string a = make_good(R"(,"DefaultInstanceName":"a")");
    const std::string b = make_good(R"(,"DefaultInstanceName":"b")");
    const std::string found =
        run("DescribeActivations",
            R"({"Filters":[{"FilterKey":"DefaultInstanceName","FilterValues":["b"]}]})");
    EXPECT_EQ(found.find(a), std::string::npos);
    EXPECT_NE(found.find(b), std::string::npos);
    EXPECT_NE(
        run("DescribeActivations", R"({"Filters":[{"FilterKey":"IamRole"}]})")
            .find("InvalidFilter"),
        std::string::npos
    );
    EXPECT_EQ(run("DeleteActivation", R"({"ActivationId":")" + a + "\"}"), "{}");
    EXPECT_EQ(
        run("DeleteActivation", R"({"ActivationId":")" + a + "\"}").substr(0, 18),
        "InvalidActivation:"
    );
    world_.loop.advance(hours{24});
    EXPECT_NE(run("DescribeActivations", "{}").find(R"("Expired":true)"), std::string::npos);
}

TEST_F(Activations, ComeInPages) {
    for (int i = 0; i < 3; ++i) make_good();
    const auto first =
        run_as<api::ssm::DescribeActivationsResult>("DescribeActivations", R"({"MaxResults":2})");
    ASSERT_TRUE(first.next_token);
    const auto rest = run_as<api::ssm::DescribeActivationsResult>(
        "DescribeActivations", R"({"MaxResults":2,"NextToken":")" + *first.next_token + "\"}"
    );
    EXPECT_EQ(rest.activation_list->size(), 1U);
    EXPECT_FALSE(rest.next_token);
}

/// "=" and "," are in values too.
TEST_F(Activations, TokensAreOfTheFiltersTheyCameWith) {
    for (int i = 0; i < 2; ++i) make_good(R"(,"DefaultInstanceName":"b=c")");
    make_good(R"(,"DefaultInstanceName":"b")");
    const auto page = [this](const std::string& values, const std::string& more) {
        return run(
            "DescribeActivations",
            R"({"MaxResults":1,"Filters":[{"FilterKey":"DefaultInstanceName","FilterValues":)" +
                values + "}]" + more + "}"
        );
    };
    const auto first =
        wire::decode_json<api::ssm::DescribeActivationsResult>(page(R"(["b=c"])", ""));
    ASSERT_TRUE(first && first->next_token);
    const std::string token = R"(,"NextToken":")" + *first->next_token + "\"";
    EXPECT_NE(page(R"(["b","c"])", token).find("InvalidNextToken"), std::string::npos);
    EXPECT_EQ(page(R"(["b=c"])", token).find("InvalidNextToken"), std::string::npos);
}

}  // namespace
}  // namespace gantry::ssm
