// What policies see of each operation, and that the policies of secrets decide.
#include <set>

#include "api/secretsmanager/batch_get_secret_value_response.h"
#include "service/test_access.h"
#include "services/secretsmanager/test_support.h"

namespace gantry::secretsmanager {
namespace {

const service::AccessText kText{
    .left_out = {"arn:aws:secretsmanager:us-east-1:123456789012:secret:", "secretsmanager:"}
};

class AccessOfSecrets : public SecretsTest {
  protected:
    std::string about(std::string_view operation, std::string_view body) {
        const std::string request = "11111111-2222-4333-8444-555555555555";
        service::Call call{
            .caller = caller_,
            .request_id = request,
            .now = world_.loop.now(),
            .ids = world_.ids,
            .settings = world_.settings,
            .services = world_.registry(),
        };
        seen_.insert(std::string(operation));
        const auto& own = world_.registry().get<Instance>();
        return kText.of(service::described(service(), own, call, operation, body));
    }

    std::set<std::string> seen_;
};

struct Case {
    std::string_view operation;
    std::string_view input;
    std::string_view expected;
};

constexpr Case kCases[] = {
    {"BatchGetSecretValue", R"({"SecretIdList":["n"]})", "*"},
    {"BatchGetSecretValue",
     R"({"Filters":[{"Key":"name","Values":["n"]}]})",
     "*; also ListSecrets *"},
    {"CancelRotateSecret", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"CreateSecret", R"({"Name":"n"})", "n-?????? Name=n"},
    {"CreateSecret",
     R"({"Name":"n","Description":"d","SecretString":"v","Tags":[{"Key":"k","Value":"v"}]})",
     "n-?????? Name=n Description=d aws:RequestTag/k=v aws:TagKeys=k; also TagResource n-?????? "
     "aws:RequestTag/k=v aws:TagKeys=k"},
    {"DeleteResourcePolicy", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"DeleteSecret",
     R"({"SecretId":"n","RecoveryWindowInDays":7})",
     "n-?????? SecretId=n-?????? RecoveryWindowInDays=7 ForceDeleteWithoutRecovery=false"},
    {"DescribeSecret", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"DescribeSecret",
     R"({"SecretId":"arn:aws:secretsmanager:us-east-1:210987654321:secret:n-abcdef"})",
     "arn:aws:us-east-1:210987654321:secret:n-abcdef "
     "SecretId=arn:aws:us-east-1:210987654321:secret:n-abcdef"},
    {"GetRandomPassword", "{}", "*"},
    {"GetResourcePolicy", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"GetSecretValue",
     R"({"SecretId":"n","VersionStage":"AWSCURRENT"})",
     "n-?????? SecretId=n-?????? VersionStage=AWSCURRENT"},
    {"GetSecretValue", R"({"SecretId":"n"})", "n-?????? SecretId=n-?????? VersionStage=AWSCURRENT"},
    {"GetSecretValue",
     R"({"SecretId":"n","VersionId":"11111111-2222-4333-8444-555555555555"})",
     "n-?????? SecretId=n-?????? VersionId=11111111-2222-4333-8444-555555555555"},
    {"ListSecretVersionIds", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"ListSecrets", "{}", "*"},
    {"PutResourcePolicy",
     R"({"SecretId":"n","ResourcePolicy":"{}","BlockPublicPolicy":true})",
     "n-?????? SecretId=n-?????? BlockPublicPolicy=true"},
    {"PutSecretValue", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"RestoreSecret", R"({"SecretId":"n"})", "n-?????? SecretId=n-??????"},
    {"RotateSecret",
     R"({"SecretId":"n","RotationLambdaARN":"l"})",
     "n-?????? SecretId=n-?????? RotationLambdaARN=l RotateImmediately=true "
     "ModifyRotationRules=false"},
    {"TagResource",
     R"({"SecretId":"n","Tags":[{"Key":"k","Value":"v"}]})",
     "n-?????? SecretId=n-?????? aws:RequestTag/k=v aws:TagKeys=k"},
    {"UntagResource",
     R"({"SecretId":"n","TagKeys":["k"]})",
     "n-?????? SecretId=n-?????? aws:TagKeys=k"},
    {"UpdateSecret",
     R"({"SecretId":"n","Description":"d","KmsKeyId":"k"})",
     "n-?????? SecretId=n-?????? Description=d KmsKeyId=k"},
    {"UpdateSecretVersionStage",
     R"({"SecretId":"n","VersionStage":"x"})",
     "n-?????? SecretId=n-?????? VersionStage=x"},
    {"ValidateResourcePolicy",
     R"({"SecretId":"n","ResourcePolicy":"{}"})",
     "n-?????? SecretId=n-??????; also PutResourcePolicy n-?????? SecretId=n-??????"},
};

TEST_F(AccessOfSecrets, NamesResourcesAndConditions) {
    for (const Case& one : kCases) {
        EXPECT_EQ(about(one.operation, one.input), one.expected) << one.operation << one.input;
    }
    for (const auto& operation : service().operations) {
        EXPECT_TRUE(seen_.contains(std::string(operation.name))) << operation.name;
    }
}

TEST_F(AccessOfSecrets, TagsAndTheDrawnCharactersComeFromTheRow) {
    run("CreateSecret", R"({"Name":"s","Tags":[{"Key":"team","Value":"red"}]})");
    const std::string name = arn_of_s().substr(arn_of_s().rfind(':') + 1);
    EXPECT_EQ(
        about("DescribeSecret", R"({"SecretId":"s"})"),
        name + "{aws:ResourceTag/team=red ResourceTag/team=red} SecretId=" + name
    );
}

constexpr std::string_view kKey =
    "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

TEST_F(AccessOfSecrets, AsksForKeysOfTheAccount) {
    const std::string text = about(
        "CreateSecret", R"({"Name":"n","SecretString":"v","KmsKeyId":")" + std::string(kKey) + "\"}"
    );
    EXPECT_NE(text.find("; also kms:GenerateDataKey " + std::string(kKey)), std::string::npos);
    EXPECT_NE(text.find("; also kms:Decrypt " + std::string(kKey)), std::string::npos);
}

/// A user without any right of its own, in this account, and somebody of another one.
class PoliciesOfSecrets : public SecretsTest {
  protected:
    PoliciesOfSecrets() {
        run_in(caller_, "iam", "CreateUser", R"({"UserName":"ann"})");
        run_in(other_root_, "iam", "CreateUser", R"({"UserName":"bob"})");
        run_in(
            other_root_,
            "iam",
            "PutUserPolicy",
            R"({"UserName":"bob","PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}}"})"
        );
        run("CreateSecret", R"({"Name":"s","SecretString":"v"})");
    }
    static std::string allow(const std::string& principal) {
        return R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":)" +
               principal + R"(,\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}]})";
    }
    std::string put_policy(const std::string& document, const std::string& more = "") {
        return on_s("PutResourcePolicy", R"("ResourcePolicy":")" + document + "\"" + more);
    }
    std::string make_key() {
        const std::string made = run_in(caller_, "kms", "CreateKey", "{}");
        std::string key = made.substr(made.find("arn:aws:kms:"));
        key.resize(key.find('"'));
        return key;
    }
    /// ann may do everything with secrets, and use this key.
    void allow_ann(const std::string& key) {
        run_in(
            caller_,
            "iam",
            "PutUserPolicy",
            R"({"UserName":"ann","PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[)"
            R"({\"Effect\":\"Allow\",\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"},)"
            R"({\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\")" +
                key + R"(\"}]}"})"
        );
    }
    /// Three versions of "s": the first, without a label, is sealed under a key, the others and
    /// what comes under another.
    void make_versions(const std::string& first, const std::string& others) {
        on_s("UpdateSecret", R"("KmsKeyId":")" + first + "\"");
        put('a', "1");
        put('b', "2");
        put('c', "3");
        on_s("UpdateSecret", R"("KmsKeyId":")" + others + "\"");
        ASSERT_EQ(stages(), "b=AWSPREVIOUS c=AWSCURRENT");
    }
    std::string get(const aws::Caller& caller) {
        const std::string answer = run_in(
            caller, "secretsmanager", "GetSecretValue", R"({"SecretId":")" + arn_of_s() + "\"}"
        );
        return answer.substr(0, answer.find(':'));
    }

    aws::Scope other_{"210987654321", "us-east-1"};
    aws::Caller other_root_{other_, aws::root_arn(other_), "", {}};
    aws::Caller ann_{scope_, "arn:aws:iam::123456789012:user/ann", "", {}};
    aws::Caller bob_{other_, "arn:aws:iam::210987654321:user/bob", "", {}};
};

TEST_F(PoliciesOfSecrets, LetInWhoHasNoRightOfItsOwn) {
    EXPECT_EQ(get(ann_), "AccessDeniedException");
    put_policy(allow(R"({\"AWS\":\"arn:aws:iam::123456789012:user/ann\"})"));
    EXPECT_EQ(get(ann_), "{\"ARN\"");
    EXPECT_EQ(on_s("DeleteResourcePolicy").substr(0, 6), "{\"ARN\"");
    EXPECT_EQ(get(ann_), "AccessDeniedException");
}

TEST_F(PoliciesOfSecrets, LetInOthersButNotToAwsOwnKeys) {
    EXPECT_EQ(get(bob_), "AccessDeniedException");
    EXPECT_NE(get(other_root_), "{\"ARN\"");
    put_policy(allow(R"({\"AWS\":\"210987654321\"})"));
    const std::string answer =
        run_in(bob_, "secretsmanager", "GetSecretValue", R"({"SecretId":")" + arn_of_s() + "\"}");
    EXPECT_EQ(answer, "AccessDeniedException: Access to KMS is not allowed");
}

TEST_F(PoliciesOfSecrets, AreReadBackAndChecked) {
    EXPECT_EQ(on_s("GetResourcePolicy").find("ResourcePolicy"), std::string::npos);
    EXPECT_TRUE(put_policy("{}").starts_with("MalformedPolicyDocumentException: "));
    EXPECT_TRUE(put_policy(allow(R"(\"*\")"), R"(,"BlockPublicPolicy":true)")
                    .starts_with("PublicPolicyException: "));
    EXPECT_TRUE(
        put_policy(allow(R"({\"AWS\":[\"123456789012\",\"*\"]})"), R"(,"BlockPublicPolicy":true)")
            .starts_with("PublicPolicyException: ")
    );
    EXPECT_TRUE(put_policy(allow(R"(\"*\")")).starts_with("{"));
    EXPECT_NE(on_s("GetResourcePolicy").find("ResourcePolicy"), std::string::npos);
    EXPECT_NE(
        on_s("ValidateResourcePolicy", R"("ResourcePolicy":")" + allow(R"(\"*\")") + "\"")
            .find(R"("PolicyValidationPassed":false)"),
        std::string::npos
    );
    EXPECT_EQ(
        on_s(
            "ValidateResourcePolicy",
            R"("ResourcePolicy":")" + allow(R"({\"AWS\":\"123456789012\"})") + "\""
        ),
        R"({"PolicyValidationPassed":true,"ValidationErrors":[]})"
    );
}

TEST_F(PoliciesOfSecrets, ManyAtOnceAreAskedOneByOne) {
    run("CreateSecret", R"({"Name":"t","SecretString":"v"})");
    run_in(
        caller_,
        "iam",
        "PutUserPolicy",
        R"({"UserName":"ann","PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:BatchGetSecretValue\",\"Resource\":\"*\"}}"})"
    );
    put_policy(allow(R"({\"AWS\":\"arn:aws:iam::123456789012:user/ann\"})"));
    const auto got = wire::decode_json<api::secretsmanager::BatchGetSecretValueResponse>(
        run_in(ann_, "secretsmanager", "BatchGetSecretValue", R"({"SecretIdList":["s","t"]})")
    );
    ASSERT_TRUE(got);
    ASSERT_EQ(got->secret_values->size(), 1U);
    EXPECT_EQ(got->secret_values->front().name, "s");
    ASSERT_EQ(got->errors->size(), 1U);
    EXPECT_EQ(got->errors->front().secret_id, "t");
    EXPECT_EQ(got->errors->front().error_code, "AccessDeniedException");
}

TEST_F(PoliciesOfSecrets, KeysOfTheAccountAreAskedFor) {
    const std::string made = run_in(caller_, "kms", "CreateKey", "{}");
    std::string key = made.substr(made.find("arn:aws:kms:"));
    key.resize(key.find('"'));
    on_s("UpdateSecret", R"("KmsKeyId":")" + key + "\"");
    put_policy(allow(R"({\"AWS\":\"arn:aws:iam::123456789012:user/ann\"})"));
    const std::string denied =
        run_in(ann_, "secretsmanager", "GetSecretValue", R"({"SecretId":")" + arn_of_s() + "\"}");
    EXPECT_NE(denied.find("kms:Decrypt on resource: " + key), std::string::npos) << denied;
}

/// "ann may do everything here, and use this key alone": what is sealed under another stays closed.
TEST_F(PoliciesOfSecrets, WhatIsOpenedOnTheWayIsAskedForToo) {
    const std::string closed = make_key();
    const std::string open = make_key();
    const std::string token = "11111111-2222-4333-8444-555555555555";
    const std::string of_token = R"("ClientRequestToken":")" + token + R"(","SecretString":)";
    on_s("UpdateSecret", R"("KmsKeyId":")" + closed + "\"");
    on_s("PutSecretValue", of_token + R"("1234")");
    allow_ann(open);
    const auto ask = [&](const std::string& operation, const std::string& input) {
        return run_in(ann_, "secretsmanager", operation, input);
    };
    const std::string denied = "kms:Decrypt on resource: " + closed;
    const std::string guess = ask("CreateSecret", R"({"Name":"s",)" + of_token + R"("1234"})");
    EXPECT_NE(guess.find(denied), std::string::npos) << guess;
    const std::string moved = ask("UpdateSecret", R"({"SecretId":"s","KmsKeyId":")" + open + "\"}");
    EXPECT_NE(moved.find(denied), std::string::npos) << moved;
}

/// The same token under another key: what is there is opened to be compared.
TEST_F(PoliciesOfSecrets, ATokenUnderAnotherKeyIsAskedForToo) {
    const std::string closed = make_key();
    const std::string open = make_key();
    make_versions(closed, open);
    allow_ann(open);
    const std::string guess = run_in(
        ann_,
        "secretsmanager",
        "PutSecretValue",
        R"({"SecretId":"s","SecretString":"1234",)" + with_token('a') + "}"
    );
    EXPECT_NE(guess.find("kms:Decrypt on resource: " + closed), std::string::npos) << guess;
}

/// A new key seals all versions in use anew: each is opened with the key that it has.
TEST_F(PoliciesOfSecrets, TheKeyOfThePreviousVersionIsAskedForToo) {
    const std::string closed = make_key();
    const std::string open = make_key();
    make_versions(closed, open);
    on_s(
        "UpdateSecretVersionStage",
        R"("VersionStage":"AWSPREVIOUS","RemoveFromVersionId":")" + token('b') +
            R"(","MoveToVersionId":")" + token('a') + "\""
    );
    ASSERT_EQ(stages(), "a=AWSPREVIOUS c=AWSCURRENT");
    allow_ann(open);
    const auto ask = [&](const std::string& operation, const std::string& more) {
        return run_in(ann_, "secretsmanager", operation, R"({"SecretId":"s")" + more + "}");
    };
    const std::string current = ask("GetSecretValue", "");
    EXPECT_NE(current.find(R"("SecretString":"3")"), std::string::npos) << current;
    const std::string moved = ask("UpdateSecret", R"(,"KmsKeyId":"alias/aws/secretsmanager")");
    EXPECT_NE(moved.find("kms:Decrypt on resource: " + closed), std::string::npos) << moved;
}

TEST_F(PoliciesOfSecrets, HistoryIsFoundByArn) {
    const auto row = world_.registry().find_row(arn_of_s());
    ASSERT_TRUE(row);
    EXPECT_EQ(row->table, "secretsmanager.secrets");
    EXPECT_TRUE(rows().secrets.find(row->key));
    const std::string whole = arn_of_s();
    EXPECT_FALSE(world_.registry().find_row(whole.substr(0, whole.size() - 7))) << "a part of it";
    EXPECT_FALSE(world_.registry().find_row(whole.substr(0, whole.size() - 7) + "-a.b_c!"));
}

}  // namespace
}  // namespace gantry::secretsmanager
