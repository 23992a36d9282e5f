#include "api/secretsmanager/batch_get_secret_value_response.h"
#include "api/secretsmanager/get_random_password_response.h"
#include "api/secretsmanager/get_secret_value_response.h"
#include "api/secretsmanager/list_secret_version_ids_response.h"
#include "services/secretsmanager/port.h"
#include "services/secretsmanager/test_support.h"

namespace gantry::secretsmanager {
namespace {

using namespace api::secretsmanager;

class SecretValuesTest : public SecretsTest {
  protected:
    SecretValuesTest() { run("CreateSecret", R"({"Name":"s"})"); }
    std::string value(const std::string& more = "") {
        const std::string answer = on_s("GetSecretValue", more);
        const auto read = wire::decode_json<GetSecretValueResponse>(answer);
        return read && read->secret_string ? *read->secret_string : answer;
    }
    static std::string version(char letter) { return R"("VersionId":")" + token(letter) + "\""; }
    std::string move(const std::string& stage, char from, char to) {
        std::string members = R"("VersionStage":")" + stage + "\"";
        if (from != 0) members += R"(,"RemoveFromVersionId":")" + token(from) + "\"";
        if (to != 0) members += R"(,"MoveToVersionId":")" + token(to) + "\"";
        const std::string answer = on_s("UpdateSecretVersionStage", members);
        return answer.starts_with("{") ? stages() : answer;
    }
};

TEST_F(SecretValuesTest, CurrentAndPreviousMove) {
    put('a', "one");
    EXPECT_EQ(stages(), "a=AWSCURRENT");
    put('b', "two");
    EXPECT_EQ(stages(), "a=AWSPREVIOUS b=AWSCURRENT");
    put('c', "three");
    EXPECT_EQ(stages(), "b=AWSPREVIOUS c=AWSCURRENT");
    EXPECT_EQ(value(), "three");
    EXPECT_EQ(value(R"("VersionStage":"AWSPREVIOUS")"), "two");
    EXPECT_EQ(value(version('a')), "one");
    EXPECT_EQ(value(version('c') + R"(,"VersionStage":"AWSCURRENT")"), "three");
    EXPECT_EQ(
        value(version('a') + R"(,"VersionStage":"AWSCURRENT")"),
        "InvalidRequestException: You provided a VersionStage that is not associated to the "
        "provided VersionId."
    );
    EXPECT_EQ(
        value(version('x')),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
        "VersionId: " +
            token('x')
    );
}

TEST_F(SecretValuesTest, TheSameRequestAgainDoesNothing) {
    put('a', "one");
    put('b', "two");
    const auto before = world_.core().applied();
    EXPECT_TRUE(put('a', "one").starts_with("{"));
    EXPECT_EQ(world_.core().applied(), before);
    EXPECT_EQ(value(), "two");
    EXPECT_TRUE(put('a', "other").starts_with("ResourceExistsException: You can't use "));
    EXPECT_EQ(
        on_s("PutSecretValue"),
        "InvalidRequestException: You must provide either SecretString or SecretBinary."
    );
}

TEST_F(SecretValuesTest, OtherStages) {
    on_s(
        "PutSecretValue", R"("SecretString":"v","VersionStages":["AWSPENDING"],)" + with_token('a')
    );
    EXPECT_EQ(stages(), "a=AWSCURRENT,AWSPENDING") << "the first is always the current one";
    on_s(
        "PutSecretValue", R"("SecretString":"w","VersionStages":["AWSPENDING"],)" + with_token('b')
    );
    EXPECT_EQ(stages(), "a=AWSCURRENT b=AWSPENDING");
    EXPECT_EQ(move("AWSCURRENT", 'a', 'b'), "a=AWSPREVIOUS b=AWSPENDING,AWSCURRENT");
    EXPECT_EQ(move("AWSPENDING", 'b', 0), "a=AWSPREVIOUS b=AWSCURRENT");
    EXPECT_EQ(move("mine", 0, 'a'), "a=AWSPREVIOUS,mine b=AWSCURRENT");
    EXPECT_EQ(
        move("AWSCURRENT", 0, 'a'),
        "InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging "
        "label AWSCURRENT is currently attached to version " +
            token('b') + ", so you must explicitly reference that version in RemoveFromVersionId."
    );
    EXPECT_EQ(
        move("AWSCURRENT", 'b', 0),
        "InvalidParameterException: You can only move staging label AWSCURRENT to a different "
        "secret version. It can't be completely removed."
    );
    EXPECT_EQ(
        move("mine", 'b', 'a'),
        "InvalidParameterException: Version stage mine not found in version " + token('b')
    );
    EXPECT_TRUE(move("mine", 'a', 'x').starts_with("ResourceNotFoundException: "));
    EXPECT_TRUE(move("mine", 0, 0).starts_with("InvalidParameterException: "));
}

TEST_F(SecretValuesTest, VersionsWithoutAStageAreDeprecated) {
    for (const char letter : {'a', 'b', 'c'}) put(letter, "v");
    const auto listed =
        run_as<ListSecretVersionIdsResponse>("ListSecretVersionIds", R"({"SecretId":"s"})");
    ASSERT_EQ(listed.versions->size(), 2U);
    EXPECT_EQ(listed.versions->front().version_id, token('c'));
    EXPECT_EQ(
        *listed.versions->front().kms_key_ids, std::vector<std::string>{"DefaultEncryptionKey"}
    );
    const auto all = run_as<ListSecretVersionIdsResponse>(
        "ListSecretVersionIds", R"({"SecretId":"s","IncludeDeprecated":true})"
    );
    EXPECT_EQ(all.versions->size(), 3U);
}

TEST_F(SecretValuesTest, AHundredVersionsAreKept) {
    put('a', "first");
    for (int i = 0; i < 105; ++i) on_s("PutSecretValue", R"("SecretString":"v")");
    EXPECT_EQ(rows().versions.size(), 106U) << "those of the last day stay";
    world_.loop.advance(hours{24});
    on_s("PutSecretValue", R"("SecretString":"v")");
    EXPECT_TRUE(value(version('a')).starts_with("ResourceNotFoundException"));
    EXPECT_EQ(rows().versions.size(), 100U);
    for (int i = 0; i < 300; ++i) on_s("PutSecretValue", R"("SecretString":"v")");
    EXPECT_LE(rows().versions.size(), kMostVersions);
    EXPECT_EQ(value(), "v");
}

TEST_F(SecretValuesTest, NothingIsKeptInClear) {
    put('a', "hunter2");
    const auto row = rows().versions.rows().begin()->second;
    EXPECT_EQ(wire::encode_json(*row).find("hunter2"), std::string::npos);
    on_s("PutSecretValue", R"("SecretBinary":"AAEC",)" + with_token('b'));
    EXPECT_NE(on_s("GetSecretValue").find(R"("SecretBinary":"AAEC")"), std::string::npos);
    // Bound to its version: another's does not open in its place.
    VersionRow moved = *rows().versions.find(scope_.prefix() + "s:" + token('b'));
    moved.sealed = row->sealed;
    core::Transaction tx;
    tx.put(rows().versions, scope_.prefix() + "s:" + token('b'), moved);
    world_.commit(std::move(tx));
    EXPECT_TRUE(value().starts_with("DecryptionFailure: ")) << value();
}

TEST_F(SecretValuesTest, ADaysFirstReadIsNoted) {
    put('a', "v");
    value();
    const auto before = world_.core().applied();
    value();
    EXPECT_EQ(world_.core().applied(), before);
    EXPECT_NE(on_s("DescribeSecret").find("LastAccessedDate"), std::string::npos);
}

TEST_F(SecretValuesTest, ManyAtOnce) {
    put('a', "one");
    run("CreateSecret", R"({"Name":"t","SecretString":"two"})");
    const auto got = run_as<BatchGetSecretValueResponse>(
        "BatchGetSecretValue", R"({"SecretIdList":["t","none","s"]})"
    );
    ASSERT_EQ(got.secret_values->size(), 2U);
    EXPECT_EQ(got.secret_values->front().secret_string, "two");
    ASSERT_EQ(got.errors->size(), 1U);
    EXPECT_EQ(got.errors->front().error_code, "ResourceNotFoundException");
    const auto filtered = run_as<BatchGetSecretValueResponse>(
        "BatchGetSecretValue", R"({"Filters":[{"Key":"name","Values":["t"]}],"MaxResults":1})"
    );
    EXPECT_EQ(filtered.secret_values->size(), 1U);
    EXPECT_EQ(
        run("BatchGetSecretValue", "{}"),
        "InvalidParameterException: Either 'SecretIdList' or 'Filters' must be provided, but not "
        "both."
    );
}

TEST_F(SecretValuesTest, OtherServicesReadValues) {
    put('a', "one");
    put('b', "two");
    const auto read = read_secret(world_.registry(), scope_, {.id = arn_of_s()});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->value, "two");
    EXPECT_EQ(
        read_secret(world_.registry(), scope_, {.id = "s", .stage = "AWSPREVIOUS"})->value, "one"
    );
    EXPECT_FALSE(read_secret(world_.registry(), scope_, {.id = "t"}));
    const auto access = access_to_read(world_.registry(), scope_, {.id = "s"});
    EXPECT_EQ(access.resources.front().arn, arn_of_s());
    ASSERT_EQ(access.also.size(), 1U);
    EXPECT_EQ(access.also.front().action, "kms:Decrypt");
}

class RandomPasswordTest : public SecretsTest {
  protected:
    std::string password(const std::string& members) {
        const std::string answer = run("GetRandomPassword", "{" + members + "}");
        const auto read = wire::decode_json<GetRandomPasswordResponse>(answer);
        return read && read->random_password ? *read->random_password : answer;
    }
};

TEST_F(RandomPasswordTest, HasWhatIsAskedFor) {
    EXPECT_EQ(password("").size(), 32U);
    EXPECT_NE(password(""), password(""));
    const std::string only =
        R"("ExcludePunctuation":true,"ExcludeUppercase":true,"ExcludeLowercase":true)";
    EXPECT_EQ(
        password(only + R"(,"PasswordLength":500)").find_first_not_of("0123456789"),
        std::string::npos
    );
    EXPECT_EQ(
        password(only + R"(,"PasswordLength":50,"ExcludeCharacters":"012345678")"),
        std::string(50, '9')
    );
    for (int i = 0; i < 50; ++i) {
        const std::string four = password(R"("PasswordLength":5,"IncludeSpace":true)");
        EXPECT_NE(four.find(' '), std::string::npos);
        EXPECT_NE(four.find_first_of("0123456789"), std::string::npos);
    }
    EXPECT_EQ(
        password(R"("PasswordLength":3)"),
        "InvalidParameterException: Password length is too short based on the required types."
    );
    EXPECT_EQ(password(R"("PasswordLength":3,"RequireEachIncludedType":false)").size(), 3U);
    EXPECT_TRUE(password(only + R"(,"ExcludeNumbers":true)").starts_with("InvalidParameter"));
    EXPECT_TRUE(password(R"("PasswordLength":4097)").starts_with("ValidationException"));
}

}  // namespace
}  // namespace gantry::secretsmanager
