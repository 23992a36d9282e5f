#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

const std::string kExecutionRole = R"("executionRoleArn":"r")";
const std::string kFile = R"({"type":"s3","value":"arn:aws:s3:::bucket/a.env"})";

TEST(DefinitionEnvironment, TD_061_TenFilesAreEnough) {
    std::string files = kFile;
    for (int i = 0; i < 9; ++i) files += "," + kFile;
    EXPECT_EQ(
        verdict(one_container(R"("environmentFiles":[)" + files + "]", kExecutionRole)), "ok"
    );
    EXPECT_EQ(
        verdict(one_container(R"("environmentFiles":[)" + files + "," + kFile + "]", kExecutionRole)
        ),
        "The maximum number of environment files was exceeded. Specify ten or less and try again"
    );
}

TEST(DefinitionEnvironment, TD_062_FilesAreObjects) {
    for (const std::string arn : {"a.env", "arn:aws:s3:::bucket", "arn:aws:s3:::/key", ""}) {
        EXPECT_EQ(
            verdict(one_container(
                R"("environmentFiles":[{"type":"s3","value":")" + arn + R"("}])", kExecutionRole
            )),
            "Invalid arn syntax."
        ) << arn;
    }
}

TEST(DefinitionEnvironment, TD_063_WhatThePlatformFetchesNeedsARole) {
    const std::string text =
        "When you are specifying container secrets, you must also specify a value for "
        "'executionRoleArn'.";
    const std::string secrets = R"("secrets":[{"name":"S","valueFrom":"p"}])";
    EXPECT_EQ(verdict(one_container(secrets)), text);
    EXPECT_EQ(verdict(one_container(secrets, kExecutionRole)), "ok");
    EXPECT_EQ(
        verdict(one_container(
            R"("logConfiguration":{"logDriver":"splunk",
                "secretOptions":[{"name":"splunk-token","valueFrom":"p"}]})"
        )),
        text
    );
    EXPECT_NE(verdict(one_container(R"("environmentFiles":[)" + kFile + "]")), "ok");
    EXPECT_EQ(
        verdict(one_container(R"("repositoryCredentials":{"credentialsParameter":"s"})")),
        "Private repository authentication requires that the task definition specify a value for "
        "executionRoleArn."
    );
}

std::string secret_from(const std::string& from) {
    return verdict(
        one_container(R"("secrets":[{"name":"DB","valueFrom":")" + from + R"("}])", kExecutionRole)
    );
}

TEST(DefinitionEnvironment, SecretsComeFromAnArnOrAParameter) {
    const std::string text =
        "The Systems Manager parameter name specified for secret DB is invalid. The parameter name "
        "can be up to 2048 characters and include the following letters and symbols: a-zA-Z0-9_.-";
    for (const std::string bad : {"prod/db:password::", "${DB_URL}", "", "a b"}) {
        EXPECT_EQ(secret_from(bad), text) << bad;
    }
    EXPECT_EQ(secret_from(std::string(2049, 'x')), text);
    EXPECT_EQ(secret_from(std::string(2048, 'x')), "ok");
    for (const std::string good :
         {"password",
          "/prod/db.url_1-a",
          "arn:aws:ssm:us-east-1:123456789012:parameter/prod/db",
          "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf:password::"}) {
        EXPECT_EQ(secret_from(good), "ok") << good;
    }
    EXPECT_EQ(
        verdict(one_container(
            R"("logConfiguration":{"logDriver":"splunk",
                "secretOptions":[{"name":"DB","valueFrom":"a b"}]})",
            kExecutionRole
        )),
        text
    );
}

std::string credentials_from(const std::string& from) {
    return verdict(one_container(
        R"("name":"app","repositoryCredentials":{"credentialsParameter":")" + from + R"("})",
        kExecutionRole
    ));
}

TEST(DefinitionEnvironment, CredentialsOfARegistryComeFromAnArnOrASecret) {
    const std::string text =
        "The repository credentials parameter specified for container 'app' is invalid. Parameter "
        "names can include up to 255 (uppercase and lowercase), numbers, hyphens, and underscores "
        "are allowed. Spaces are not allowed.";
    for (const std::string& bad : {std::string("my cred"), std::string(), std::string(256, 'x')}) {
        EXPECT_EQ(credentials_from(bad), text) << bad;
    }
    for (const std::string good :
         {"my-cred_1",
          "team/registry",
          "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-AbCdEf"}) {
        EXPECT_EQ(credentials_from(good), "ok") << good;
    }
}

TEST(DefinitionEnvironment, TD_064_SecretsAndVariablesHaveOwnNames) {
    EXPECT_EQ(
        verdict(one_container(
            R"("environment":[{"name":"A","value":"1"}],"secrets":[{"name":"A","valueFrom":"p"}])",
            kExecutionRole
        )),
        "The secret name must be unique and not shared with any new or existing environment "
        "variables set on the container, such as 'A'."
    );
}

TEST(DefinitionEnvironment, TD_065_SecretsAreUnique) {
    EXPECT_EQ(
        verdict(one_container(
            R"("secrets":[{"name":"A","valueFrom":"p"},{"name":"A","valueFrom":"q"}])",
            kExecutionRole
        )),
        "Duplicate secret names found: A. Each secret name must be unique."
    );
}

TEST(DefinitionEnvironment, TD_066_VariablesMayRepeat) {
    EXPECT_EQ(
        verdict(one_container(R"("environment":[{"name":"A","value":"1"},{"name":"A","value":"2"}])"
        )),
        "ok"
    );
}

TEST(DefinitionEnvironment, RollsOnChangeAreOnOrOff) {
    EXPECT_EQ(verdict(one_container(R"("dockerLabels":{"gantry.roll-on-change":"true"})")), "ok");
    EXPECT_NE(
        verdict(one_container(R"("dockerLabels":{"gantry.roll-on-change":"on"})"))
            .find("'gantry.roll-on-change' is 'true' or 'false'"),
        std::string::npos
    );
}

TEST(DefinitionEnvironment, FilesOfSecretsAreCheckedAndNeedARole) {
    const std::string good = R"("dockerLabels":{"gantry.files./run/s/a":"/a"})";
    EXPECT_EQ(verdict(one_container(good, kExecutionRole)), "ok");
    EXPECT_NE(verdict(one_container(good)).find("executionRoleArn"), std::string::npos);
    const std::string bad = R"("dockerLabels":{"gantry.files./etc/a":"/a"})";
    EXPECT_NE(
        verdict(one_container(bad, kExecutionRole)).find("'gantry.files./etc/a'"), std::string::npos
    );
}

}  // namespace
}  // namespace gantry::ecs::definition
