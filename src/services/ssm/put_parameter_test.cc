#include "api/ssm/get_parameter_history_result.h"
#include "api/ssm/get_parameter_result.h"
#include "services/ssm/model/names.h"
#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

using api::ssm::GetParameterHistoryResult;
using api::ssm::GetParameterResult;

class PutParameterTest : public SsmTest {
  protected:
    std::string put_string(const std::string& members) {
        return run("PutParameter", R"({"Type":"String",)" + members + "}");
    }
    std::string put_named(const std::string& name) {
        return put_string(R"("Value":"v","Name":")" + name + "\"");
    }
};

constexpr std::string_view kBadPath =
    "ValidationException: Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If "
    "formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be "
    "formed as a mix of letters, numbers and the following 3 symbols .-_";
constexpr std::string_view kBadWord =
    "ValidationException: Parameter name: can't be prefixed with \"aws\" or \"ssm\" "
    "(case-insensitive).";

TEST_F(PutParameterTest, MakesAndReadsBack) {
    EXPECT_EQ(
        put_string(R"("Name":"/app/db","Value":"x","Description":"d")"),
        R"({"Version":1,"Tier":"Standard"})"
    );
    const auto got = run_as<GetParameterResult>("GetParameter", R"({"Name":"/app/db"})");
    EXPECT_EQ(got.parameter->name, "/app/db");
    EXPECT_EQ(got.parameter->value, "x");
    EXPECT_EQ(got.parameter->version, 1);
    EXPECT_EQ(got.parameter->arn, "arn:aws:ssm:us-east-1:123456789012:parameter/app/db");
    EXPECT_EQ(got.parameter->data_type, "text");
    EXPECT_EQ(got.parameter->selector, std::nullopt);
}

TEST_F(PutParameterTest, OverwritesOnlyWhenTold) {
    put_named("a");
    EXPECT_EQ(
        put_named("a"),
        "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the "
        "overwrite option in the request to true."
    );
    // A word is the same with a slash in front of it: they have one ARN.
    EXPECT_TRUE(put_named("/a").starts_with("ParameterAlreadyExists"));
    EXPECT_EQ(
        run("PutParameter", R"({"Name":"a","Value":"w","Overwrite":true})"),
        R"({"Version":2,"Tier":"Standard"})"
    );
    EXPECT_TRUE(
        run("PutParameter",
            R"({"Name":"a","Value":"w","Overwrite":true,"Tags":[{"Key":"k","Value":"v"}]})")
            .starts_with("ValidationException: Invalid request: tags and overwrite can't be used")
    );
}

TEST_F(PutParameterTest, WhatIsNotGivenStays) {
    put_string(R"("Name":"a","Value":"12","Description":"d","AllowedPattern":"[0-9]+")");
    run("PutParameter", R"({"Name":"a","Value":"13","Overwrite":true})");
    const auto history =
        run_as<GetParameterHistoryResult>("GetParameterHistory", R"({"Name":"a"})");
    ASSERT_EQ(history.parameters->size(), 2U);
    EXPECT_EQ(history.parameters->back().description, "d");
    EXPECT_EQ(history.parameters->back().allowed_pattern, "[0-9]+");
    EXPECT_EQ(history.parameters->back().last_modified_user, caller_.principal);
    EXPECT_EQ(
        run("PutParameter", R"({"Name":"a","Value":"b","Overwrite":true})"),
        "ParameterPatternMismatchException: Parameter value, cannot be validated against "
        "allowedPattern: [0-9]+"
    );
    // An empty one takes it away.
    EXPECT_EQ(
        run("PutParameter", R"({"Name":"a","Value":"b","Overwrite":true,"AllowedPattern":""})"),
        R"({"Version":3,"Tier":"Standard"})"
    );
}

TEST_F(PutParameterTest, NamesAreChecked) {
    EXPECT_EQ(put_named("aws-x"), kBadWord);
    EXPECT_EQ(put_named("/SSMx"), kBadWord);
    EXPECT_EQ(put_named("/ssm/x"), kBadPath);
    EXPECT_EQ(put_named("/a//b"), kBadPath);
    EXPECT_EQ(put_named("/a/"), kBadPath);
    EXPECT_EQ(put_named("a b"), kBadPath);
    EXPECT_EQ(put_named("a:1"), kBadPath);
    EXPECT_EQ(
        put_named("/aws/x"), "AccessDeniedException: No access to reserved parameter name: /aws/x."
    );
    EXPECT_EQ(
        put_named("a/b"), "ValidationException: Parameter name must be a fully qualified name."
    );
    EXPECT_EQ(
        put_named("arn:aws:ssm:us-east-1:123456789012:parameter/a"),
        "ValidationException: Parameter name: must be a name, not an Amazon Resource Name (ARN)."
    );
    EXPECT_TRUE(put_named("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15").starts_with("{"));
    EXPECT_EQ(
        put_named("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16"),
        "HierarchyLevelLimitExceededException: A hierarchy can have a maximum of 15 levels."
    );
    EXPECT_TRUE(put_named(std::string(1000, 'a')).starts_with("ValidationException: Parameter name")
    );
    EXPECT_EQ(put_named(" spaces-around-it "), R"({"Version":1,"Tier":"Standard"})");
}

TEST_F(PutParameterTest, ValuesAreChecked) {
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"")"),
        "ValidationException: 1 validation error detected: Value at 'value' failed to satisfy "
        "constraint: Member must have length greater than or equal to 1"
    );
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"{{b}}")"),
        "ValidationException: Parameter value can't nest another parameter. Do not use \"{{}}\" in "
        "the value."
    );
    EXPECT_EQ(
        run("PutParameter", R"({"Name":"a","Value":"v"})"),
        "ValidationException: A parameter type is required when you create a parameter."
    );
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"v","KeyId":"k")"),
        "ValidationException: KeyId is required for SecureString type parameter only."
    );
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"v","AllowedPattern":"(")"),
        "InvalidAllowedPatternException: The allowed pattern ( is not valid."
    );
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"v","DataType":"x")"),
        "ValidationException: The following data type is not supported: x (Data type names are all "
        "lowercase.)"
    );
    EXPECT_TRUE(put_string(R"("Name":"a","Value":"v","DataType":"aws:ssm:integration")")
                    .starts_with("UnsupportedOperation"));
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"v","DataType":"aws:ec2:image")"),
        "ValidationException: The parameter value is not the ID of an Amazon Machine Image."
    );
    EXPECT_EQ(
        put_string(R"("Name":"a","Value":"ami-0123456789abcdef0","DataType":"aws:ec2:image")"),
        R"({"Version":1,"Tier":"Standard"})"
    );
}

TEST_F(PutParameterTest, TiersDifferInSize) {
    const std::string five(5000, 'x');
    EXPECT_TRUE(put("a", five).starts_with(
        "ValidationException: Standard tier parameters support a maximum parameter value of 4096"
    ));
    EXPECT_EQ(
        put_string(R"("Name":"a","Tier":"Intelligent-Tiering","Value":")" + five + "\""),
        R"({"Version":1,"Tier":"Advanced"})"
    );
    EXPECT_EQ(
        put_string(R"("Name":"b","Tier":"Intelligent-Tiering","Value":"v")"),
        R"({"Version":1,"Tier":"Standard"})"
    );
    EXPECT_TRUE(put_string(R"("Name":"c","Tier":"Advanced","Value":")" + five + five + "\"")
                    .starts_with("ValidationException: Advanced tier parameters support a maximum")
    );
    EXPECT_EQ(put("a", "short"), R"({"Version":2,"Tier":"Advanced"})");
    EXPECT_TRUE(
        run("PutParameter", R"({"Name":"a","Value":"v","Overwrite":true,"Tier":"Standard"})")
            .starts_with("ValidationException: This parameter uses the advanced-parameter tier.")
    );
}

TEST_F(PutParameterTest, TheOldestOfAHundredVersionsGoes) {
    for (int i = 0; i < 100; ++i) put("a", "v");
    EXPECT_EQ(put("a", "v"), R"({"Version":101,"Tier":"Standard"})");
    EXPECT_EQ(rows().versions.size(), 100U);
    EXPECT_EQ(
        run("GetParameter", R"({"Name":"a:1"})"),
        "ParameterVersionNotFound: Systems Manager could not find version 1 of a. Verify the "
        "version and try again."
    );
    run("LabelParameterVersion", R"({"Name":"a","ParameterVersion":2,"Labels":["keep"]})");
    EXPECT_EQ(
        put("a", "v"),
        "ParameterMaxVersionLimitExceeded: You attempted to create a new version of a by calling "
        "the PutParameter API with the overwrite flag. Version 2, the oldest version, can't be "
        "deleted because it has a label associated with it. Move the label to another version of "
        "the parameter, and try again."
    );
    EXPECT_EQ(rows().parameters.rows().begin()->second->latest, 101);
}

TEST_F(PutParameterTest, SecureStringsAreSealed) {
    run("PutParameter", R"({"Name":"/s","Type":"SecureString","Value":"hunter2"})");
    const auto row = rows().versions.rows().begin()->second;
    EXPECT_EQ(row->key_id, "alias/aws/ssm");
    EXPECT_EQ(wire::encode_json(*row).find("hunter2"), std::string::npos);
    const auto sealed = run_as<GetParameterResult>("GetParameter", R"({"Name":"/s"})");
    EXPECT_NE(sealed.parameter->value, "hunter2");
    EXPECT_FALSE(sealed.parameter->value->empty());
    const auto open =
        run_as<GetParameterResult>("GetParameter", R"({"Name":"/s","WithDecryption":true})");
    EXPECT_EQ(open.parameter->value, "hunter2");
    // It may become a plain one, and back.
    put("/s", "plain");
    EXPECT_EQ(
        run_as<GetParameterResult>("GetParameter", R"({"Name":"/s"})").parameter->value, "plain"
    );
    const std::string missing =
        run("PutParameter",
            R"({"Name":"t","Type":"SecureString","Value":"v","KeyId":"alias/missing"})");
    EXPECT_TRUE(missing.starts_with("InvalidKeyId: ")) << missing;
    EXPECT_EQ(rows().parameters.size(), 1U);
}

TEST_F(PutParameterTest, PoliciesAreReadAndExpirationDeletes) {
    const auto with = [&](const std::string& policies) {
        return put_string(
            R"("Name":"p","Value":"v","Tier":"Advanced","Policies":")" + policies + "\""
        );
    };
    EXPECT_TRUE(with("x").starts_with("InvalidPolicyAttributeException: "));
    EXPECT_TRUE(with(R"([{\"Type\":\"X\",\"Version\":\"1.0\"}])")
                    .starts_with("InvalidPolicyTypeException: "));
    EXPECT_EQ(
        with(R"([{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{}}])"),
        "InvalidPolicyAttributeException: The attribute Timestamp of the policy Expiration is not "
        "valid."
    );
    const std::string expiration =
        R"({\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2100-01-01T00:00:00Z\"}})";
    EXPECT_TRUE(
        with("[" + expiration + "," + expiration + "]").starts_with("IncompatiblePolicyException: ")
    );
    EXPECT_TRUE(put_string(R"("Name":"q","Value":"v","Policies":"[)" + expiration + "]\"")
                    .starts_with("ValidationException: Parameter policies are only supported"));
    EXPECT_EQ(with("[" + expiration + "]"), R"({"Version":1,"Tier":"Advanced"})");
    const auto history =
        run_as<GetParameterHistoryResult>("GetParameterHistory", R"({"Name":"p"})");
    EXPECT_EQ(history.parameters->front().policies->front().policy_type, "Expiration");

    Expiration expiry(rows());
    const std::string key = rows().parameters.rows().begin()->first;
    const SysTime when = *rows().parameters.rows().begin()->second->expires;
    EXPECT_TRUE(expiry.plan(key, when - Seconds(1)).changes.empty());
    EXPECT_EQ(expiry.plan(key, when - Seconds(1)).again_in, Duration(Seconds(1)));
    world_.commit(expiry.plan(key, when).changes);
    EXPECT_EQ(rows().parameters.size() + rows().versions.size(), 0U);
    EXPECT_TRUE(expiry.plan(key, when).changes.empty());
}

TEST_F(PutParameterTest, AnEmptyPolicyTakesThemAway) {
    put_string(
        R"("Name":"p","Value":"v","Tier":"Advanced","Policies":"[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2100-01-01T00:00:00Z\"}}]")"
    );
    put("p", "w");
    EXPECT_TRUE(rows().parameters.rows().begin()->second->expires);
    run("PutParameter", R"({"Name":"p","Value":"v","Overwrite":true,"Policies":"[{}]"})");
    EXPECT_FALSE(rows().parameters.rows().begin()->second->expires);
}

TEST_F(PutParameterTest, TenThousandOfTheStandardTier) {
    core::Transaction tx;
    for (int i = 0; i < 10'000; ++i) {
        const std::string name = "n" + std::to_string(i);
        ParameterRow row{.name = name, .arn = parameter_arn(scope_, name), .latest = 1};
        tx.put(rows().parameters, parameter_key(scope_, name), std::move(row));
    }
    world_.commit(std::move(tx));
    EXPECT_TRUE(put_named("more").starts_with("ParameterLimitExceeded: You have exceeded"));
    EXPECT_EQ(
        put_string(R"("Name":"more","Value":"v","Tier":"Intelligent-Tiering")"),
        R"({"Version":1,"Tier":"Advanced"})"
    );
}

}  // namespace
}  // namespace gantry::ssm
