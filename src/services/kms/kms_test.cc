#include <gtest/gtest.h>

#include <string>

#include "api/kms/create_key_response.h"
#include "api/kms/decrypt_response.h"
#include "api/kms/encrypt_response.h"
#include "api/kms/generate_data_key_response.h"
#include "api/kms/list_aliases_response.h"
#include "api/kms/list_key_rotations_response.h"
#include "api/kms/list_resource_tags_response.h"
#include "core/controller.h"
#include "service/test_world.h"
#include "services/all.h"
#include "services/kms/port.h"
#include "services/kms/service.h"
#include "wire/digest.h"
#include "wire/json_codec.h"

namespace gantry::kms {
namespace {

using Text = std::string;

class KmsTest : public testing::Test {
  protected:
    KmsTest() {
        must("iam", "CreateUser", R"({"UserName":"ann"})");
        key_ = must<api::kms::CreateKeyResponse>("CreateKey", "{}").key_metadata->key_id.value();
    }

    Result<Text> ask(const aws::Caller& caller, const Text& operation, const Text& input) {
        return world_.run_json(caller, "kms", operation, input);
    }
    Text must(const Text& service, const Text& operation, const Text& input) {
        auto answer = world_.run_json(root_, service, operation, input);
        EXPECT_TRUE(answer) << operation << ": " << (answer ? "" : answer.error().message);
        return answer ? *answer : "{}";
    }
    template <class Output>
    Output must(const Text& operation, const Text& input) {
        return wire::decode_json<Output>(must("kms", operation, input)).value();
    }
    /// "Code: message"
    Text refused(const Text& operation, const Text& input) {
        return refused(root_, operation, input);
    }
    Text refused(const aws::Caller& caller, const Text& operation, const Text& input) {
        const auto answer = ask(caller, operation, input);
        return answer ? "answered " + *answer : answer.error().code + ": " + answer.error().message;
    }
    [[nodiscard]] Text of_key(const Text& more = "") const {
        return R"({"KeyId":")" + key_ + "\"" + more + "}";
    }
    [[nodiscard]] Text arn() const { return "arn:aws:kms:us-east-1:123456789012:key/" + key_; }
    /// "a value" under the key.
    Text encrypted(const Text& context = "{}") {
        const auto out = must<api::kms::EncryptResponse>(
            "Encrypt", of_key(R"(,"Plaintext":"YSB2YWx1ZQ==","EncryptionContext":)" + context)
        );
        return wire::to_base64(out.ciphertext_blob->bytes);
    }
    void allow(const Text& action) {
        must(
            "iam",
            "PutUserPolicy",
            R"({"UserName":"ann","PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",)"
            R"(\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":\")" +
                action + R"(\"}}"})"
        );
    }
    /// Runs the lifecycle's plan for the key.
    void plan() {
        auto& kms = world_.registry().get<Instance>();
        auto* lifecycle = kms.controllers().front();
        world_.commit(lifecycle->plan("123456789012/us-east-1/" + key_, world_.loop.now()).changes);
    }

    const aws::Scope scope_{"123456789012", "us-east-1"};
    const aws::Caller root_{scope_, aws::root_arn(scope_), "", {}};
    const aws::Caller ann_{scope_, "arn:aws:iam::123456789012:user/ann", "", {}};
    service::TestWorld world_{all_services()};
    Text key_;
};

TEST_F(KmsTest, WhatIsEncryptedDecrypts) {
    const Text blob = encrypted(R"({"for":"me"})");
    const auto out = must<api::kms::DecryptResponse>(
        "Decrypt", R"({"CiphertextBlob":")" + blob + R"(","EncryptionContext":{"for":"me"}})"
    );
    EXPECT_EQ(out.plaintext->bytes, "a value");
    EXPECT_EQ(out.key_id, arn());
    EXPECT_EQ(
        refused("Decrypt", R"({"CiphertextBlob":")" + blob + "\"}"), "InvalidCiphertextException: "
    );
    EXPECT_EQ(
        refused("Decrypt", R"({"CiphertextBlob":"bm90aGluZw=="})"), "InvalidCiphertextException: "
    );
}

TEST_F(KmsTest, AKeyIsFoundByIdArnAndAlias) {
    must("kms", "CreateAlias", R"({"AliasName":"alias/mine","TargetKeyId":")" + key_ + "\"}");
    for (const Text& name :
         {key_, arn(), Text("alias/mine"), Text("arn:aws:kms:us-east-1:123456789012:alias/mine")}) {
        const auto out =
            must<api::kms::CreateKeyResponse>("DescribeKey", R"({"KeyId":")" + name + "\"}");
        EXPECT_EQ(out.key_metadata->arn, arn());
    }
    EXPECT_EQ(
        refused("DescribeKey", R"({"KeyId":"alias/none"})"),
        "NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found."
    );
    EXPECT_EQ(
        refused("DescribeKey", R"({"KeyId":"00000000-0000-0000-0000-000000000000"})"),
        "NotFoundException: Key 'arn:aws:kms:us-east-1:123456789012:key/"
        "00000000-0000-0000-0000-000000000000' does not exist"
    );
    EXPECT_EQ(
        refused("DescribeKey", R"({"KeyId":"mine"})"), "NotFoundException: Invalid keyId 'mine'"
    );
    EXPECT_EQ(
        refused("DescribeKey", R"({"KeyId":"arn:aws:kms:eu-west-1:123456789012:alias/mine"})"),
        "NotFoundException: Invalid arn eu-west-1"
    );
}

TEST_F(KmsTest, DisabledKeysAndThoseToBeDeletedDoNothing) {
    const Text blob = R"({"CiphertextBlob":")" + encrypted() + "\"}";
    must("kms", "DisableKey", of_key());
    EXPECT_EQ(refused("Decrypt", blob), "DisabledException: " + arn() + " is disabled.");
    must("kms", "EnableKey", of_key());
    must("kms", "Decrypt", blob);
    EXPECT_EQ(
        refused("ScheduleKeyDeletion", of_key(R"(,"PendingWindowInDays":6)")),
        "ValidationException: PendingWindowInDays must be between 7 and 30"
    );
    must("kms", "ScheduleKeyDeletion", of_key(R"(,"PendingWindowInDays":7)"));
    const Text pending = "KMSInvalidStateException: " + arn() + " is pending deletion.";
    EXPECT_EQ(refused("Decrypt", blob), pending);
    EXPECT_EQ(refused("EnableKey", of_key()), pending);
    EXPECT_EQ(
        refused("TagResource", of_key(R"(,"Tags":[{"TagKey":"a","TagValue":"b"}])")), pending
    );
    must("kms", "CancelKeyDeletion", of_key());
    EXPECT_EQ(refused("Decrypt", blob), "DisabledException: " + arn() + " is disabled.");
    EXPECT_EQ(
        refused("CancelKeyDeletion", of_key()),
        "KMSInvalidStateException: " + arn() + " is not pending deletion."
    );
}

TEST_F(KmsTest, TagsThatAreThereAlreadyMayBeAnything) {
    const auto& tables = world_.registry().get<Instance>().rows();
    core::Transaction tx;
    tx.update(tables.keys, scope_.prefix() + key_, [](KeyRow& it) {
        it.tags = {{.tag_key = "AWS:team", .tag_value = "red"}};
        for (int i = 0; i < 48; ++i) {
            it.tags.push_back({.tag_key = std::to_string(i), .tag_value = ""});
        }
    });
    world_.commit(std::move(tx));
    must("kms", "TagResource", of_key(R"(,"Tags":[{"TagKey":"k","TagValue":"v"}])"));
    EXPECT_EQ(
        refused("TagResource", of_key(R"(,"Tags":[{"TagKey":"AWS:team","TagValue":"v"}])")),
        "TagException: Tags beginning with aws: are reserved"
    );
    EXPECT_EQ(
        refused("TagResource", of_key(R"(,"Tags":[{"TagKey":"l","TagValue":"v"}])")),
        "TagException: Too many tags"
    );
}

TEST_F(KmsTest, AKeyIsGoneWithItsAliasesWhenItsDayHasCome) {
    must("kms", "CreateAlias", R"({"AliasName":"alias/mine","TargetKeyId":")" + key_ + "\"}");
    must("kms", "ScheduleKeyDeletion", of_key(R"(,"PendingWindowInDays":7)"));
    world_.loop.advance(std::chrono::hours(7 * 24 - 1));
    plan();
    must("kms", "DescribeKey", of_key());
    world_.loop.advance(std::chrono::hours(1));
    plan();
    EXPECT_TRUE(refused("DescribeKey", of_key()).starts_with("NotFoundException"));
    EXPECT_TRUE(must<api::kms::ListAliasesResponse>("ListAliases", "{}").aliases->empty());
}

TEST_F(KmsTest, RotatedKeysGoOnDecrypting) {
    const Text blob = R"({"CiphertextBlob":")" + encrypted() + "\"}";
    must("kms", "EnableKeyRotation", of_key(R"(,"RotationPeriodInDays":90)"));
    world_.loop.advance(std::chrono::hours(90 * 24));
    plan();
    must("kms", "RotateKeyOnDemand", of_key());
    EXPECT_EQ(must<api::kms::DecryptResponse>("Decrypt", blob).plaintext->bytes, "a value");
    const auto rotations =
        *must<api::kms::ListKeyRotationsResponse>("ListKeyRotations", of_key()).rotations;
    ASSERT_EQ(rotations.size(), 2U);
    EXPECT_EQ(rotations[0].rotation_type, api::kms::RotationType::OnDemand);
    EXPECT_EQ(rotations[1].rotation_type, api::kms::RotationType::Automatic);
    for (int i = 1; i < 25; ++i) must("kms", "RotateKeyOnDemand", of_key());
    EXPECT_TRUE(refused("RotateKeyOnDemand", of_key()).starts_with("LimitExceededException"));
}

TEST_F(KmsTest, AliasesHaveRules) {
    const Text target = R"(,"TargetKeyId":")" + key_ + "\"}";
    must("kms", "CreateAlias", R"({"AliasName":"alias/a")" + target);
    EXPECT_EQ(
        refused("CreateAlias", R"({"AliasName":"alias/a")" + target),
        "AlreadyExistsException: An alias with the name "
        "arn:aws:kms:us-east-1:123456789012:alias/a already exists"
    );
    EXPECT_TRUE(refused("CreateAlias", R"({"AliasName":"b")" + target)
                    .starts_with("ValidationException: Alias must start with the prefix"));
    EXPECT_TRUE(refused("CreateAlias", R"({"AliasName":"alias/aws/b")" + target)
                    .starts_with("InvalidAliasNameException"));
    EXPECT_EQ(
        refused("CreateAlias", R"({"AliasName":"alias/c","TargetKeyId":"alias/a"})"),
        "ValidationException: Aliases must refer to keys. Not aliases"
    );
    must("kms", "DeleteAlias", R"({"AliasName":"alias/a"})");
    EXPECT_TRUE(
        refused("DeleteAlias", R"({"AliasName":"alias/a"})").starts_with("NotFoundException")
    );
}

TEST_F(KmsTest, ListsComeInPages) {
    for (const char* name : {"a", "b", "c"}) {
        must(
            "kms",
            "CreateAlias",
            Text(R"({"AliasName":"alias/)") + name + R"(","TargetKeyId":")" + key_ + "\"}"
        );
    }
    const auto first = must<api::kms::ListAliasesResponse>("ListAliases", R"({"Limit":2})");
    EXPECT_EQ(first.aliases->size(), 2U);
    ASSERT_TRUE(first.next_marker && *first.truncated);
    const auto rest = must<api::kms::ListAliasesResponse>(
        "ListAliases", R"({"Limit":2,"Marker":")" + *first.next_marker + "\"}"
    );
    EXPECT_EQ(rest.aliases->size(), 1U);
    EXPECT_FALSE(*rest.truncated);
    EXPECT_TRUE(refused("ListKeys", R"({"Marker":"x"})").starts_with("InvalidMarkerException"));
}

TEST_F(KmsTest, DataKeysComeInTheClearAndEncrypted) {
    const auto made = must<api::kms::GenerateDataKeyResponse>(
        "GenerateDataKey", of_key(R"(,"KeySpec":"AES_256")")
    );
    EXPECT_EQ(made.plaintext->bytes.size(), 32U);
    const auto opened = must<api::kms::DecryptResponse>(
        "Decrypt", R"({"CiphertextBlob":")" + wire::to_base64(made.ciphertext_blob->bytes) + "\"}"
    );
    EXPECT_EQ(opened.plaintext->bytes, made.plaintext->bytes);
    EXPECT_EQ(
        refused("GenerateDataKey", of_key()),
        "ValidationException: Please specify either number of bytes or key spec."
    );
}

TEST_F(KmsTest, TheKeysPolicyDecides) {
    allow("kms:*");
    EXPECT_TRUE(ask(ann_, "DescribeKey", of_key()));
    const Text deny_ann =
        R"(,"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":)"
        R"({\"AWS\":\"arn:aws:iam::123456789012:user/ann\"},\"Action\":\"kms:Encrypt\",\"Resource\":\"*\"},)"
        R"({\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}")";
    must("kms", "PutKeyPolicy", of_key(deny_ann));
    const Text encrypt = of_key(R"(,"Plaintext":"YQ==")");
    EXPECT_EQ(
        refused(ann_, "Encrypt", encrypt),
        "AccessDeniedException: User: arn:aws:iam::123456789012:user/ann is not authorized to "
        "perform: kms:Encrypt on resource: " +
            arn() + " with an explicit deny in a resource-based policy"
    );
    const Text nobody =
        R"(,"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":)"
        R"({\"AWS\":\"arn:aws:iam::123456789012:user/bob\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}}")";
    must("kms", "PutKeyPolicy", of_key(nobody));
    EXPECT_TRUE(refused(ann_, "DescribeKey", of_key()).starts_with("AccessDeniedException"))
        << "her own policies are not enough where the key's does not hand it on";
    EXPECT_TRUE(refused("PutKeyPolicy", of_key(R"(,"Policy":"{}")"))
                    .starts_with("MalformedPolicyDocumentException"));
}

TEST_F(KmsTest, ServicesSealUnderAKeyOfTheirOwn) {
    const Use use{scope_, "ssm", "", {{"PARAMETER_ARN", "arn"}}};
    core::Transaction tx;
    const auto sealed =
        seal(world_.registry(), tx, world_.ids, world_.loop.now(), use, "hunter2 and more").value();
    EXPECT_EQ(sealed.find("hunter2"), Text::npos);
    EXPECT_EQ(unseal(world_.registry(), tx, use.context, sealed).value(), "hunter2 and more");
    world_.commit(std::move(tx));
    EXPECT_EQ(unseal(world_.registry(), {}, use.context, sealed).value(), "hunter2 and more");
    EXPECT_EQ(unseal(world_.registry(), {}, {}, sealed).error().code, "InvalidCiphertextException");
    const auto own =
        must<api::kms::CreateKeyResponse>("DescribeKey", R"({"KeyId":"alias/aws/ssm"})");
    EXPECT_EQ(own.key_metadata->key_manager, api::kms::KeyManagerType::Aws);
    EXPECT_EQ(key_of_sealed(world_.registry(), sealed), own.key_metadata->arn);
    const auto access = key_access(world_.registry(), use, "kms:Decrypt");
    ASSERT_TRUE(access);
    auto* gate = world_.registry().authorizer();
    EXPECT_TRUE(gate->authorize(ann_, *access, world_.loop.now())) << "it is everybody's";
    const aws::Scope other{"210987654321", "us-east-1"};
    const aws::Caller stranger{other, aws::root_arn(other), "", {}};
    Use foreign = use;
    foreign.caller_account = other.account;
    const auto asked = key_access(world_.registry(), foreign, "kms:Decrypt");
    EXPECT_FALSE(gate->authorize(stranger, *asked, world_.loop.now())) << "of the account";
    EXPECT_TRUE(refused("DisableKey", R"({"KeyId":"alias/aws/ssm"})")
                    .starts_with("UnsupportedOperationException"));
}

TEST_F(KmsTest, OtherAccountsUseAKeyWhereItsPolicySaysSo) {
    const aws::Scope scope{"210987654321", "us-east-1"};
    const aws::Caller other{scope, aws::root_arn(scope), "", {}};
    const Text named = R"({"KeyId":")" + arn() + "\"";
    EXPECT_TRUE(refused(other, "DescribeKey", named + "}").starts_with("AccessDeniedException"));
    const Text none = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000";
    EXPECT_TRUE(refused(other, "DescribeKey", R"({"KeyId":")" + none + "\"}")
                    .starts_with("AccessDeniedException")
    ) << "which keys others have is not told";
    must(
        "kms",
        "PutKeyPolicy",
        of_key(
            R"(,"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":)"
            R"({\"AWS\":[\"123456789012\",\"210987654321\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}}")"
        )
    );
    EXPECT_TRUE(ask(other, "DescribeKey", named + "}"));
    EXPECT_EQ(
        refused(other, "ScheduleKeyDeletion", named + "}"),
        "NotFoundException: Key '" + arn() + "' does not exist"
    );
}

TEST_F(KmsTest, AServicesOwnKeyIsThereForWhoAsksForIt) {
    must("kms", "DescribeKey", R"({"KeyId":"alias/aws/ssm"})");
    EXPECT_TRUE(refused("DescribeKey", R"({"KeyId":"alias/aws/sts"})").starts_with("NotFound"));
    EXPECT_TRUE(refused("Encrypt", R"({"KeyId":"alias/aws/ssm","Plaintext":"YQ=="})")
                    .starts_with("AccessDeniedException")
    ) << "it is used through the service, by the root as well";
    const Use other{scope_, "secretsmanager", "alias/aws/ssm", {}};
    EXPECT_EQ(find_usable_key(world_.registry(), {}, other).error().code, "AccessDeniedException");
    EXPECT_TRUE(refused("DescribeKey", R"({"KeyId":"alias/aws/none"})").starts_with("NotFound"));
}

TEST_F(KmsTest, ServicesAskForTheRightToACustomersKey) {
    const Use use{scope_, "ssm", key_, {{"PARAMETER_ARN", "arn"}}};
    const auto access = key_access(world_.registry(), use, "kms:Decrypt");
    ASSERT_TRUE(access);
    EXPECT_EQ(access->resources.front().arn, arn());
    auto* gate = world_.registry().authorizer();
    EXPECT_FALSE(gate->authorize(ann_, *access, world_.loop.now()));
    allow("kms:Decrypt");
    EXPECT_TRUE(gate->authorize(ann_, *access, world_.loop.now()));
}

}  // namespace
}  // namespace gantry::kms
