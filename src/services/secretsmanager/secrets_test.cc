#include "api/secretsmanager/create_secret_response.h"
#include "api/secretsmanager/delete_secret_response.h"
#include "api/secretsmanager/describe_secret_response.h"
#include "api/secretsmanager/get_secret_value_response.h"
#include "api/secretsmanager/list_secrets_response.h"
#include "services/secretsmanager/test_support.h"

namespace gantry::secretsmanager {
namespace {

using namespace api::secretsmanager;

std::string names_of(const ListSecretsResponse& listed) {
    std::string names;
    for (const auto& secret : *listed.secret_list) {
        names += (names.empty() ? "" : " ") + *secret.name;
    }
    return names;
}

class CreateSecretTest : public SecretsTest {};

TEST_F(CreateSecretTest, WithoutAValueThereIsNoVersion) {
    const auto made = run_as<CreateSecretResponse>(
        "CreateSecret", R"({"Name":"s","Description":"d","Tags":[{"Key":"k","Value":"v"}]})"
    );
    EXPECT_EQ(made.name, "s");
    EXPECT_EQ(made.version_id, std::nullopt);
    EXPECT_TRUE(made.arn->starts_with("arn:aws:secretsmanager:us-east-1:123456789012:secret:s-"));
    EXPECT_EQ(
        made.arn->size(),
        std::string("arn:aws:secretsmanager:us-east-1:123456789012:secret:s-").size() + 6
    );
    const auto described = run_as<DescribeSecretResponse>("DescribeSecret", R"({"SecretId":"s"})");
    EXPECT_EQ(described.arn, made.arn);
    EXPECT_EQ(described.description, "d");
    EXPECT_EQ(described.tags->size(), 1U);
    EXPECT_EQ(described.version_ids_to_stages, std::nullopt);
    EXPECT_EQ(described.rotation_enabled, std::nullopt);
    EXPECT_EQ(described.kms_key_id, std::nullopt);
    EXPECT_EQ(
        on_s("GetSecretValue"),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
        "staging label: AWSCURRENT"
    );
}

TEST_F(CreateSecretTest, TheSameRequestAgainAnswersTheSame) {
    const std::string request = R"({"Name":"s","SecretString":"one",)" + with_token('a') + "}";
    const std::string first = run("CreateSecret", request);
    EXPECT_TRUE(first.starts_with("{")) << first;
    const auto before = world_.core().applied();
    EXPECT_EQ(run("CreateSecret", request), first);
    EXPECT_EQ(world_.core().applied(), before);
    EXPECT_EQ(
        run("CreateSecret", R"({"Name":"s","SecretString":"two",)" + with_token('a') + "}"),
        "ResourceExistsException: You can't use ClientRequestToken " + token('a') +
            " because that value is already in use for a version of secret " + arn_of_s() + "."
    );
    EXPECT_EQ(
        run("CreateSecret", R"({"Name":"s","SecretString":"one",)" + with_token('b') + "}"),
        "ResourceExistsException: The operation failed because the secret s already exists."
    );
    EXPECT_EQ(
        run("CreateSecret", R"({"Name":"s"})"),
        "ResourceExistsException: The operation failed because the secret s already exists."
    );
}

TEST_F(CreateSecretTest, IsChecked) {
    EXPECT_EQ(
        run("CreateSecret", R"({"Name":"a b"})"),
        "ValidationException: Invalid name. Must be a valid name containing alphanumeric "
        "characters, or any of the following: -/_+=.@!"
    );
    EXPECT_EQ(
        run("CreateSecret", R"({"Name":"s","SecretString":"a","SecretBinary":"YQ=="})"),
        "InvalidParameterException: You can't specify both a binary secret value and a string "
        "secret value in the same secret."
    );
    const std::string long_text = std::string(65'537, 'x');
    const std::string too_long =
        run("CreateSecret", R"({"Name":"s","SecretString":")" + long_text + "\"}");
    EXPECT_TRUE(too_long.starts_with("ValidationException: 1 validation error detected: "));
    EXPECT_EQ(too_long.find("xxx"), std::string::npos);
    EXPECT_TRUE(run("CreateSecret", R"({"Name":"s","KmsKeyId":"alias/none"})")
                    .starts_with("EncryptionFailure: "));
    EXPECT_TRUE(run("CreateSecret", R"({"Name":"s","Tags":[{"Key":"aws:x","Value":""}]})")
                    .starts_with("InvalidParameterException: aws: prefixed"));
    EXPECT_TRUE(run("CreateSecret", R"({"Name":"s","AddReplicaRegions":[{"Region":"eu-west-1"}]})")
                    .starts_with("UnsupportedOperation"));
    EXPECT_EQ(rows().secrets.size(), 0U);
}

TEST_F(CreateSecretTest, FoundByNameArnAndPartOfIt) {
    run("CreateSecret", R"({"Name":"app/db-secret","SecretString":"v"})");
    const std::string arn = rows().secrets.rows().begin()->second->arn;
    const auto value = [&](const std::string& id) {
        return run("GetSecretValue", R"({"SecretId":")" + id + "\"}");
    };
    EXPECT_TRUE(value("app/db-secret").starts_with("{"));
    EXPECT_TRUE(value(arn).starts_with("{"));
    EXPECT_TRUE(value(arn.substr(0, arn.size() - 7)).starts_with("{"));
    EXPECT_EQ(value("app/db"), kNotFound);
    EXPECT_EQ(value(arn.substr(0, arn.size() - 6) + "abcdef"), kNotFound);
    EXPECT_EQ(
        value("arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-secret"), kNotFound
    );
}

class DeleteSecretTest : public SecretsTest {
  protected:
    DeleteSecretTest() {
        run("CreateSecret", R"({"Name":"s","SecretString":"v",)" + with_token('a') + "}");
    }
};

TEST_F(DeleteSecretTest, AfterARecoveryWindow) {
    const SysTime now = world_.loop.now();
    const auto deleted = run_as<DeleteSecretResponse>("DeleteSecret", R"({"SecretId":"s"})");
    EXPECT_EQ(deleted.deletion_date, now + std::chrono::days(30));
    EXPECT_EQ(on_s("GetSecretValue"), kMarked);
    EXPECT_EQ(on_s("UpdateSecret"), kMarked);
    EXPECT_EQ(on_s("DeleteSecret"), kMarked);
    EXPECT_EQ(
        run("CreateSecret", R"({"Name":"s"})"),
        "InvalidRequestException: You can't create this secret because a secret with this name is "
        "already scheduled for deletion."
    );
    EXPECT_TRUE(run_as<DescribeSecretResponse>("DescribeSecret", R"({"SecretId":"s"})").deleted_date
    );
    EXPECT_EQ(names_of(run_as<ListSecretsResponse>("ListSecrets", "{}")), "");
    EXPECT_EQ(
        names_of(run_as<ListSecretsResponse>("ListSecrets", R"({"IncludePlannedDeletion":true})")),
        "s"
    );
    on_s("RestoreSecret");
    EXPECT_TRUE(on_s("GetSecretValue").starts_with("{"));
    on_s("DeleteSecret", R"("RecoveryWindowInDays":7)");

    Removal removal(rows());
    const std::string key = rows().secrets.rows().begin()->first;
    const SysTime when = *rows().secrets.rows().begin()->second->deletion_date;
    EXPECT_EQ(when, now + std::chrono::days(7));
    EXPECT_EQ(removal.plan(key, when - Seconds(1)).again_in, Duration(Seconds(1)));
    world_.commit(removal.plan(key, when).changes);
    EXPECT_EQ(rows().secrets.size() + rows().versions.size(), 0U);
    EXPECT_TRUE(removal.plan(key, when).changes.empty());
}

TEST_F(DeleteSecretTest, AtOnce) {
    EXPECT_EQ(
        on_s("DeleteSecret", R"("RecoveryWindowInDays":6)"),
        "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days "
        "(inclusive)."
    );
    EXPECT_EQ(
        on_s("DeleteSecret", R"("RecoveryWindowInDays":7,"ForceDeleteWithoutRecovery":true)"),
        "InvalidParameterException: You can't use ForceDeleteWithoutRecovery in conjunction with "
        "RecoveryWindowInDays."
    );
    const std::string before = arn_of_s();
    EXPECT_TRUE(on_s("DeleteSecret", R"("ForceDeleteWithoutRecovery":true)").starts_with("{"));
    EXPECT_EQ(rows().versions.size(), 0U);
    EXPECT_TRUE(on_s("DeleteSecret", R"("ForceDeleteWithoutRecovery":true)").starts_with("{"));
    EXPECT_EQ(on_s("DeleteSecret"), kNotFound);
    run("CreateSecret", R"({"Name":"s"})");
    EXPECT_NE(arn_of_s(), before) << "what was granted for the old one is not for the new one";
}

class ListSecretsTest : public SecretsTest {
  protected:
    ListSecretsTest() {
        run("CreateSecret",
            R"({"Name":"b/1","Description":"First one","Tags":[{"Key":"team","Value":"red"}]})");
        world_.loop.advance(Seconds(1));
        run("CreateSecret", R"({"Name":"a/2","Description":"the second"})");
        world_.loop.advance(Seconds(1));
        run("CreateSecret", R"({"Name":"b/3","Tags":[{"Key":"tier","Value":"blue"}]})");
    }
    std::string listed(const std::string& members) {
        const std::string answer = run("ListSecrets", "{" + members + "}");
        const auto read = wire::decode_json<ListSecretsResponse>(answer);
        return read && read->secret_list ? names_of(*read) : answer;
    }
    std::string filtered(const std::string& key, const std::string& values) {
        return listed(R"("Filters":[{"Key":")" + key + R"(","Values":[)" + values + "]}]");
    }
};

TEST_F(ListSecretsTest, Ordered) {
    EXPECT_EQ(listed(""), "b/1 a/2 b/3");
    EXPECT_EQ(listed(R"("SortOrder":"desc")"), "b/3 a/2 b/1");
    EXPECT_EQ(listed(R"("SortBy":"name")"), "a/2 b/1 b/3");
    const auto page = run_as<ListSecretsResponse>("ListSecrets", R"({"MaxResults":2})");
    EXPECT_EQ(names_of(page), "b/1 a/2");
    EXPECT_EQ(listed(R"("MaxResults":2,"NextToken":")" + *page.next_token + "\""), "b/3");
    EXPECT_EQ(
        listed(R"("SortBy":"name","NextToken":")" + *page.next_token + "\""),
        "InvalidNextTokenException: Invalid NextToken."
    );
}

TEST_F(ListSecretsTest, Filtered) {
    EXPECT_EQ(filtered("name", R"("b/")"), "b/1 b/3");
    EXPECT_EQ(filtered("name", R"("B/")"), "");
    EXPECT_EQ(filtered("name", R"("!b/")"), "a/2");
    EXPECT_EQ(filtered("name", R"("b/","!b/3")"), "b/1");
    EXPECT_EQ(filtered("description", R"("first")"), "b/1");
    EXPECT_EQ(filtered("tag-key", R"("t")"), "b/1 b/3");
    EXPECT_EQ(filtered("tag-value", R"("red")"), "b/1");
    EXPECT_EQ(filtered("all", R"("ONE red")"), "b/1");
    EXPECT_EQ(filtered("owning-service", R"("x")"), "");
    EXPECT_EQ(
        listed(R"("Filters":[{"Key":"name"}])"),
        "InvalidParameterException: Invalid filter values for key: name"
    );
    EXPECT_EQ(
        listed(R"("Filters":[{"Values":["x"]}])"), "InvalidParameterException: Invalid filter key"
    );
}

class UpdateSecretTest : public SecretsTest {
  protected:
    UpdateSecretTest() {
        run("CreateSecret", R"({"Name":"s","SecretString":"one",)" + with_token('a') + "}");
    }
    std::string value() {
        const auto got = run_as<GetSecretValueResponse>("GetSecretValue", R"({"SecretId":"s"})");
        return got.secret_string.value_or("");
    }
};

TEST_F(UpdateSecretTest, DescriptionValueAndKey) {
    EXPECT_EQ(
        on_s("UpdateSecret", R"("Description":"d")"),
        R"({"ARN":")" + arn_of_s() + R"(","Name":"s"})"
    );
    EXPECT_EQ(value(), "one");
    on_s("UpdateSecret", R"("SecretString":"two",)" + with_token('b'));
    EXPECT_EQ(value(), "two");
    EXPECT_EQ(stages(), "a=AWSPREVIOUS b=AWSCURRENT");
    EXPECT_TRUE(on_s("UpdateSecret", R"("SecretString":"two",)" + with_token('b'))
                    .starts_with("ResourceExistsException: You can't use ClientRequestToken"));
    EXPECT_TRUE(
        on_s("UpdateSecret", R"("KmsKeyId":"alias/none")").starts_with("EncryptionFailure: ")
    );
    run_in(caller_, "kms", "CreateKey", "{}");
    const auto& keys = world_.registry().get<kms::Instance>().rows().keys;
    std::string key;
    for (const auto& [name, row] : keys.rows()) {
        if (row->arn.find("key/") != std::string::npos) key = row->arn;
    }
    ASSERT_FALSE(key.empty());
    EXPECT_TRUE(on_s("UpdateSecret", R"("KmsKeyId":")" + key + "\"").starts_with("{"));
    EXPECT_EQ(value(), "two");
    for (const auto& [name, row] : rows().versions.rows()) EXPECT_EQ(row->key_id, key);
    EXPECT_EQ(
        run_as<DescribeSecretResponse>("DescribeSecret", R"({"SecretId":"s"})").kms_key_id, key
    );
    on_s("UpdateSecret", R"("KmsKeyId":"alias/aws/secretsmanager")");
    EXPECT_EQ(value(), "two");
    EXPECT_EQ(on_s("DescribeSecret").find("KmsKeyId"), std::string::npos);
}

TEST_F(UpdateSecretTest, Tags) {
    EXPECT_EQ(on_s("TagResource", R"("Tags":[{"Key":"k","Value":"v"},{"Key":"l"}])"), "{}");
    EXPECT_EQ(on_s("UntagResource", R"("TagKeys":["k","none"])"), "{}");
    const auto described = run_as<DescribeSecretResponse>("DescribeSecret", R"({"SecretId":"s"})");
    ASSERT_EQ(described.tags->size(), 1U);
    EXPECT_EQ(described.tags->front().key, "l");
    EXPECT_EQ(described.tags->front().value, "");
}

TEST_F(UpdateSecretTest, TagsThatAreThereAlreadyMayBeAnything) {
    core::Transaction tx;
    tx.update(rows().secrets, scope_.prefix() + "s", [](SecretRow& it) {
        it.tags = {{.key = "AWS:team", .value = "red"}};
        for (int i = 0; i < 48; ++i) it.tags.push_back({.key = std::to_string(i), .value = ""});
    });
    world_.commit(std::move(tx));
    EXPECT_EQ(on_s("TagResource", R"("Tags":[{"Key":"k","Value":"v"}])"), "{}");
    EXPECT_TRUE(on_s("TagResource", R"("Tags":[{"Key":"AWS:team","Value":"v"}])")
                    .starts_with("InvalidParameterException: aws: prefixed"));
    EXPECT_TRUE(on_s("TagResource", R"("Tags":[{"Key":"l","Value":"v"}])")
                    .starts_with("InvalidParameterException: A secret can have at most 50"));
}

TEST_F(UpdateSecretTest, SchedulesOfRotationAreKept) {
    EXPECT_TRUE(on_s("RotateSecret", R"("RotateImmediately":false)")
                    .starts_with("InvalidRequestException: You tried to enable rotation"));
    const std::string lambda =
        R"("RotationLambdaARN":"arn:aws:lambda:us-east-1:123456789012:function:f")";
    const std::string rules = R"("RotationRules":{"AutomaticallyAfterDays":30})";
    EXPECT_TRUE(on_s("RotateSecret", lambda + "," + rules)
                    .starts_with("UnsupportedOperation: Gantry has no Lambda"));
    EXPECT_TRUE(on_s("CancelRotateSecret").starts_with("InvalidRequestException: "));
    on_s("RotateSecret", lambda + "," + rules + R"(,"RotateImmediately":false)");
    auto described = run_as<DescribeSecretResponse>("DescribeSecret", R"({"SecretId":"s"})");
    EXPECT_EQ(described.rotation_enabled, true);
    EXPECT_EQ(described.rotation_rules->automatically_after_days, 30);
    EXPECT_EQ(described.next_rotation_date, std::nullopt) << "none will come";
    on_s("CancelRotateSecret");
    described = run_as<DescribeSecretResponse>("DescribeSecret", R"({"SecretId":"s"})");
    EXPECT_EQ(described.rotation_enabled, false);
}

TEST_F(DeleteSecretTest, NothingElsewhereIsSaidToBeDeleted) {
    const std::string answer =
        run("DeleteSecret",
            R"({"SecretId":"arn:aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf",)"
            R"("ForceDeleteWithoutRecovery":true})");
    EXPECT_TRUE(answer.starts_with("ResourceNotFoundException")) << answer;
}

}  // namespace
}  // namespace gantry::secretsmanager
