#include "services/ecs/fleet/payload_secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ecs/fleet/payload_builder.h"
#include "wire/json_codec.h"

namespace gantry::fleet {
namespace {

using testing::SizeIs;

ecs::TaskRow secretive_task() {
    ecs::TaskRow row;
    row.account = "000000000000";
    row.region = "us-east-1";
    row.cluster = "default";
    row.id = "0123";
    row.family = "web";
    row.revision = 7;
    return row;
}

/// The payload of the one container of a definition, which has these members.
api::acs::Container secretive_app(
    const std::string& members,
    const ecs::TaskRow& row = secretive_task(),
    const std::string& role = {}
) {
    const auto definition = wire::decode_json<api::ecs::TaskDefinition>(
        "{" + role + R"("containerDefinitions":[{"name":"app",)" + members + "}]}"
    );
    EXPECT_TRUE(definition) << members;
    ecs::TaskDefinitionRow of{.account = "000000000000", .region = "us-east-1"};
    if (definition) of.definition = *definition;
    return build_task_payload(row, of, {.registry = "127.0.0.1:4566"}).containers->at(0);
}

TEST(PayloadSecretsTest, SecretsGoByName) {
    const auto built = secretive_app(
        R"("image":"a","secrets":[{"name":"A","valueFrom":"/a"},)"
        R"({"name":"B","valueFrom":"arn:aws:ssm:eu-west-1:000000000000:parameter/b"},)"
        R"({"name":"C","valueFrom":"arn:aws:secretsmanager:eu-west-2:000000000000:secret:c-AbCdEf:k::"}],)"
        R"("logConfiguration":{"logDriver":"splunk","secretOptions":[{"name":"splunk-token","valueFrom":"/t"}]})"
    );
    ASSERT_TRUE(built.secrets);
    ASSERT_THAT(*built.secrets, SizeIs(4));
    const auto& [a, b, c, token] = std::tie(
        built.secrets->at(0), built.secrets->at(1), built.secrets->at(2), built.secrets->at(3)
    );
    EXPECT_EQ(a.name, "A");
    EXPECT_EQ(a.value_from, "/a");
    EXPECT_EQ(a.region, "us-east-1");
    EXPECT_EQ(a.provider, api::acs::SecretProvider::Ssm);
    EXPECT_EQ(a.type, api::acs::SecretType::EnvironmentVariable);
    EXPECT_EQ(a.target, api::acs::SecretTarget::Container);
    EXPECT_EQ(b.region, "eu-west-1");
    EXPECT_EQ(b.provider, api::acs::SecretProvider::Ssm);
    EXPECT_EQ(c.region, "eu-west-2");
    EXPECT_EQ(c.provider, api::acs::SecretProvider::Asm);
    EXPECT_EQ(token.name, "splunk-token");
    EXPECT_EQ(token.target, api::acs::SecretTarget::LogDriver);
    EXPECT_FALSE(secretive_app(R"("image":"a")").secrets);
}

TEST(PayloadSecretsTest, FilesOfSecretsAreMounted) {
    const auto built = secretive_app(
        R"("image":"a","dockerLabels":{"gantry.files./run/s/a":"/a;mode=440;owner=1:2",)"
        R"("gantry.files.on-change":"exec reload now"})"
    );
    ASSERT_TRUE(built.secrets);
    ASSERT_THAT(*built.secrets, SizeIs(1));
    const auto& file = built.secrets->front();
    EXPECT_EQ(file.type, api::acs::SecretType::MountPoint);
    EXPECT_EQ(file.container_path, "/run/s/a");
    EXPECT_EQ(file.value_from, "/a");
    EXPECT_EQ(file.provider, api::acs::SecretProvider::Ssm);
    EXPECT_EQ(file.gantry_mode, "0440");
    EXPECT_EQ(file.gantry_owner, "1:2");
    ASSERT_TRUE(built.gantry_files_on_change);
    EXPECT_FALSE(built.gantry_files_on_change->signal);
    EXPECT_THAT(*built.gantry_files_on_change->command, testing::ElementsAre("reload", "now"));
}

TEST(PayloadSecretsTest, EnvironmentFilesAreReplacedAsAList) {
    const std::string members =
        R"("image":"a","environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/a.env"},{"type":"s3","value":"arn:aws:s3:::b/b.env"}])";
    ASSERT_THAT(*secretive_app(members).environment_files, SizeIs(2));
    EXPECT_EQ(secretive_app(members).environment_files->front().value, "arn:aws:s3:::b/a.env");
    EXPECT_EQ(
        secretive_app(members).environment_files->front().type, api::acs::EnvironmentFileType::S3
    );
    ecs::TaskRow row = secretive_task();
    row.overrides = *wire::decode_json<api::ecs::TaskOverride>(
        R"({"containerOverrides":[{"name":"app","environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/c.env"}]}]})"
    );
    const auto built = secretive_app(members, row);
    ASSERT_THAT(*built.environment_files, SizeIs(1));
    EXPECT_EQ(built.environment_files->front().value, "arn:aws:s3:::b/c.env");
}

TEST(PayloadSecretsTest, LoginsFollowFromTheImageAndItsCredentials) {
    EXPECT_FALSE(secretive_app(R"("image":"nginx")").registry_authentication);
    EXPECT_FALSE(secretive_app(R"("image":"registry.example.com/web")").registry_authentication);
    EXPECT_FALSE(secretive_app(R"("image":"127.0.0.1:45660/web")").registry_authentication);
    const auto theirs =
        secretive_app(R"("image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1")")
            .registry_authentication;
    ASSERT_TRUE(theirs && theirs->ecr_auth_data);
    EXPECT_EQ(theirs->type, api::acs::AuthenticationType::Ecr);
    EXPECT_EQ(theirs->ecr_auth_data->registry_id, "123456789012");
    EXPECT_EQ(theirs->ecr_auth_data->region, "eu-west-1");
    EXPECT_FALSE(theirs->ecr_auth_data->use_execution_role);
    const auto ours = secretive_app(
                          R"("image":"127.0.0.1:4566/web:1")",
                          secretive_task(),
                          R"("executionRoleArn":"arn:aws:iam::000000000000:role/e",)"
    )
                          .registry_authentication;
    ASSERT_TRUE(ours && ours->ecr_auth_data);
    EXPECT_EQ(ours->ecr_auth_data->registry_id, "000000000000");
    EXPECT_EQ(ours->ecr_auth_data->region, "us-east-1");
    EXPECT_TRUE(ours->ecr_auth_data->use_execution_role);
    const auto secret =
        secretive_app(
            R"("image":"127.0.0.1:4566/web","repositoryCredentials":{"credentialsParameter":"arn:aws:secretsmanager:eu-west-1:000000000000:secret:r-AbCdEf"})"
        )
            .registry_authentication;
    ASSERT_TRUE(secret && secret->asm_auth_data);
    EXPECT_EQ(secret->type, api::acs::AuthenticationType::Asm);
    EXPECT_EQ(secret->asm_auth_data->region, "eu-west-1");
}

}  // namespace
}  // namespace gantry::fleet
