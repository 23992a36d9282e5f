// What policies see of each operation, and that the policies of buckets decide.
#include <fmt/format.h>

#include <chrono>
#include <set>

#include "service/test_access.h"
#include "services/s3/test_support.h"

namespace gantry::s3 {
namespace {

const service::AccessText kText{.left_out = {"arn:aws:s3:::", "s3:"}};

class AccessOfBuckets : public S3Test {
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
    std::string_view input;  ///< beside the bucket "b"
    std::string_view expected;
};

constexpr std::string_view kKey = R"("Key":"k")";
constexpr std::string_view kOfVersion = R"("Key":"k","VersionId":"v")";

constexpr Case kCases[] = {
    {"AbortMultipartUpload", R"("Key":"k","UploadId":"u")", "AbortMultipartUpload b/k"},
    {"CompleteMultipartUpload", R"("Key":"k","UploadId":"u")", "PutObject b/k"},
    {"CompleteMultipartUpload",
     R"("Key":"k","UploadId":"u","IfNoneMatch":"*")",
     "PutObject b/k if-none-match=*"},
    {"CopyObject",
     R"("Key":"k","CopySource":"c/d%20e")",
     "PutObject b/k x-amz-copy-source=c/d%20e; also GetObject c/d e"},
    {"CopyObject",
     R"("Key":"k","CopySource":"c/d?versionId=v","MetadataDirective":"REPLACE","StorageClass":"GLACIER")",
     "PutObject b/k x-amz-copy-source=c/d?versionId=v x-amz-metadata-directive=REPLACE "
     "x-amz-storage-class=GLACIER; also GetObjectVersion c/d VersionId=v"},
    {"CreateBucket", "", "b"},
    {"CreateBucket",
     R"("CreateBucketConfiguration":{"LocationConstraint":"eu-west-1","Tags":[{"Key":"t","Value":"v"}]},"ObjectLockEnabledForBucket":true,"ObjectOwnership":"ObjectWriter","ACL":"private")",
     "b locationconstraint=eu-west-1 x-amz-object-ownership=ObjectWriter x-amz-acl=private "
     "aws:RequestTag/t=v aws:TagKeys=t; also TagResource b locationconstraint=eu-west-1 "
     "x-amz-object-ownership=ObjectWriter x-amz-acl=private aws:RequestTag/t=v aws:TagKeys=t; also "
     "PutBucketAcl b locationconstraint=eu-west-1 x-amz-object-ownership=ObjectWriter "
     "x-amz-acl=private aws:RequestTag/t=v aws:TagKeys=t; also PutBucketOwnershipControls b "
     "locationconstraint=eu-west-1 x-amz-object-ownership=ObjectWriter x-amz-acl=private "
     "aws:RequestTag/t=v aws:TagKeys=t; also PutBucketObjectLockConfiguration b; also "
     "PutBucketVersioning b"},
    {"CreateMultipartUpload",
     R"("Key":"k","ServerSideEncryption":"aws:kms","SSEKMSKeyId":"i")",
     "PutObject b/k x-amz-server-side-encryption=aws:kms "
     "x-amz-server-side-encryption-aws-kms-key-id=i"},
    {"DeleteBucket", "", "b"},
    {"DeleteBucketAnalyticsConfiguration", R"("Id":"i")", "PutAnalyticsConfiguration b"},
    {"DeleteBucketCors", "", "PutBucketCORS b"},
    {"DeleteBucketEncryption", "", "PutEncryptionConfiguration b"},
    {"DeleteBucketIntelligentTieringConfiguration",
     R"("Id":"i")",
     "PutIntelligentTieringConfiguration b"},
    {"DeleteBucketInventoryConfiguration", R"("Id":"i")", "PutInventoryConfiguration b"},
    {"DeleteBucketLifecycle", "", "PutLifecycleConfiguration b"},
    {"DeleteBucketMetricsConfiguration", R"("Id":"i")", "PutMetricsConfiguration b"},
    {"DeleteBucketOwnershipControls", "", "PutBucketOwnershipControls b"},
    {"DeleteBucketPolicy", "", "b"},
    {"DeleteBucketReplication", "", "PutReplicationConfiguration b"},
    {"DeleteBucketTagging", "", "PutBucketTagging b"},
    {"DeleteBucketWebsite", "", "b"},
    {"DeleteObject", kKey, "DeleteObject b/k"},
    {"DeleteObject",
     R"("Key":"k","VersionId":"v","BypassGovernanceRetention":true)",
     "DeleteObjectVersion b/k VersionId=v; also BypassGovernanceRetention b/k"},
    {"DeleteObject", R"("Key":"k","IfMatch":"e")", "DeleteObject b/k; also GetObject b/k"},
    {"DeleteObjectTagging", kKey, "DeleteObjectTagging b/k"},
    {"DeleteObjectTagging", kOfVersion, "DeleteObjectVersionTagging b/k VersionId=v"},
    // Each is asked for by the operation.
    {"DeleteObjects", R"("Delete":{"Objects":[{"Key":"k"}]})", "*"},
    {"DeletePublicAccessBlock", "", "PutBucketPublicAccessBlock b"},
    {"GetBucketAbac", "", "b"},
    {"GetBucketAccelerateConfiguration", "", "GetAccelerateConfiguration b"},
    {"GetBucketAcl", "", "b"},
    {"GetBucketAnalyticsConfiguration", R"("Id":"i")", "GetAnalyticsConfiguration b"},
    {"GetBucketCors", "", "GetBucketCORS b"},
    {"GetBucketEncryption", "", "GetEncryptionConfiguration b"},
    {"GetBucketIntelligentTieringConfiguration",
     R"("Id":"i")",
     "GetIntelligentTieringConfiguration b"},
    {"GetBucketInventoryConfiguration", R"("Id":"i")", "GetInventoryConfiguration b"},
    {"GetBucketLifecycleConfiguration", "", "GetLifecycleConfiguration b"},
    {"GetBucketLocation", "", "b"},
    {"GetBucketLogging", "", "b"},
    {"GetBucketMetricsConfiguration", R"("Id":"i")", "GetMetricsConfiguration b"},
    {"GetBucketNotificationConfiguration", "", "GetBucketNotification b"},
    {"GetBucketOwnershipControls", "", "b"},
    {"GetBucketPolicy", "", "b"},
    {"GetBucketPolicyStatus", "", "b"},
    {"GetBucketReplication", "", "GetReplicationConfiguration b"},
    {"GetBucketRequestPayment", "", "b"},
    {"GetBucketTagging", "", "b"},
    {"GetBucketVersioning", "", "b"},
    {"GetBucketWebsite", "", "b"},
    {"GetObject", kKey, "GetObject b/k"},
    {"GetObject", kOfVersion, "GetObjectVersion b/k VersionId=v"},
    {"GetObjectAcl", kKey, "GetObjectAcl b/k"},
    {"GetObjectAcl", kOfVersion, "GetObjectVersionAcl b/k VersionId=v"},
    {"GetObjectAttributes",
     R"("Key":"k","ObjectAttributes":["ETag"])",
     "GetObject b/k; also GetObjectAttributes b/k"},
    {"GetObjectLegalHold", kKey, "GetObjectLegalHold b/k"},
    {"GetObjectLockConfiguration", "", "GetBucketObjectLockConfiguration b"},
    {"GetObjectRetention", kKey, "GetObjectRetention b/k"},
    {"GetObjectTagging", kKey, "GetObjectTagging b/k"},
    {"GetObjectTagging", kOfVersion, "GetObjectVersionTagging b/k VersionId=v"},
    {"GetPublicAccessBlock", "", "GetBucketPublicAccessBlock b"},
    {"HeadBucket", "", "ListBucket b"},
    {"HeadObject", kKey, "GetObject b/k"},
    {"ListBucketAnalyticsConfigurations", "", "GetAnalyticsConfiguration b"},
    {"ListBucketIntelligentTieringConfigurations", "", "GetIntelligentTieringConfiguration b"},
    {"ListBucketInventoryConfigurations", "", "GetInventoryConfiguration b"},
    {"ListBucketMetricsConfigurations", "", "GetMetricsConfiguration b"},
    {"ListMultipartUploads",
     R"("Prefix":"p","Delimiter":"/")",
     "ListBucketMultipartUploads b prefix=p delimiter=/"},
    {"ListObjectVersions",
     R"("Prefix":"p","Delimiter":"/","MaxKeys":3)",
     "ListBucketVersions b prefix=p delimiter=/ max-keys=3"},
    {"ListObjects", R"("Prefix":"p")", "ListBucket b prefix=p"},
    {"ListObjectsV2", R"("Delimiter":"/","MaxKeys":3)", "ListBucket b delimiter=/ max-keys=3"},
    {"ListParts", R"("Key":"k","UploadId":"u")", "ListMultipartUploadParts b/k"},
    {"PutBucketAbac", "", "b"},
    {"PutBucketAccelerateConfiguration", "", "PutAccelerateConfiguration b"},
    {"PutBucketAcl", R"("ACL":"private")", "b x-amz-acl=private"},
    {"PutBucketAnalyticsConfiguration", R"("Id":"i")", "PutAnalyticsConfiguration b"},
    {"PutBucketCors", "", "PutBucketCORS b"},
    {"PutBucketEncryption", "", "PutEncryptionConfiguration b"},
    {"PutBucketIntelligentTieringConfiguration",
     R"("Id":"i")",
     "PutIntelligentTieringConfiguration b"},
    {"PutBucketInventoryConfiguration", R"("Id":"i")", "PutInventoryConfiguration b"},
    {"PutBucketLifecycleConfiguration", "", "PutLifecycleConfiguration b"},
    {"PutBucketLogging", "", "b"},
    {"PutBucketMetricsConfiguration", R"("Id":"i")", "PutMetricsConfiguration b"},
    {"PutBucketNotificationConfiguration", "", "PutBucketNotification b"},
    {"PutBucketOwnershipControls",
     R"("OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]})",
     "b x-amz-object-ownership=ObjectWriter"},
    {"PutBucketPolicy", R"("Policy":"{}")", "b"},
    {"PutBucketReplication",
     R"("ReplicationConfiguration":{"Role":"r","Rules":[]})",
     "PutReplicationConfiguration b; also iam:PassRole r iam:PassedToService=s3.amazonaws.com"},
    {"PutBucketRequestPayment", "", "b"},
    {"PutBucketTagging",
     R"("Tagging":{"TagSet":[{"Key":"t","Value":"v"}]})",
     "b aws:RequestTag/t=v aws:TagKeys=t"},
    {"PutBucketVersioning", "", "b"},
    {"PutBucketWebsite", "", "b"},
    {"PutObject", kKey, "b/k"},
    {"PutObject", R"("Key":"k","IfMatch":"e")", "b/k if-match=e; also GetObject b/k"},
    {"PutObject",
     R"("Key":"k","Tagging":"t=v")",
     "b/k RequestObjectTag/t=v RequestObjectTagKeys=t; also PutObjectTagging b/k "
     "RequestObjectTag/t=v RequestObjectTagKeys=t"},
    {"PutObject",
     R"("Key":"k","ObjectLockMode":"GOVERNANCE","ObjectLockLegalHoldStatus":"ON")",
     "b/k object-lock-mode=GOVERNANCE object-lock-legal-hold=ON; also PutObjectRetention b/k "
     "object-lock-mode=GOVERNANCE object-lock-legal-hold=ON; also PutObjectLegalHold b/k "
     "object-lock-mode=GOVERNANCE object-lock-legal-hold=ON"},
    {"PutObjectAcl", R"("Key":"k","ACL":"private")", "PutObjectAcl b/k x-amz-acl=private"},
    {"PutObjectAcl", kOfVersion, "PutObjectVersionAcl b/k VersionId=v"},
    {"PutObjectLegalHold",
     R"("Key":"k","LegalHold":{"Status":"ON"})",
     "PutObjectLegalHold b/k object-lock-legal-hold=ON"},
    {"PutObjectLockConfiguration", "", "PutBucketObjectLockConfiguration b"},
    {"PutObjectRetention",
     R"("Key":"k","Retention":{"Mode":"COMPLIANCE"},"BypassGovernanceRetention":true)",
     "PutObjectRetention b/k object-lock-mode=COMPLIANCE; also BypassGovernanceRetention b/k"},
    {"PutObjectTagging",
     R"("Key":"k","Tagging":{"TagSet":[{"Key":"t","Value":"v"}]})",
     "PutObjectTagging b/k RequestObjectTag/t=v RequestObjectTagKeys=t"},
    {"PutPublicAccessBlock", "", "PutBucketPublicAccessBlock b"},
    {"UploadPart", R"("Key":"k","UploadId":"u","PartNumber":1)", "PutObject b/k"},
    {"UploadPartCopy",
     R"("Key":"k","UploadId":"u","PartNumber":1,"CopySource":"/c/d")",
     "PutObject b/k x-amz-copy-source=/c/d; also GetObject c/d"},
};

TEST_F(AccessOfBuckets, NamesResourcesAndConditions) {
    EXPECT_EQ(about("ListBuckets", "{}"), "ListAllMyBuckets *");
    for (const Case& one : kCases) {
        std::string input = R"({"Bucket":"b")";
        if (!one.input.empty()) input += "," + std::string(one.input);
        EXPECT_EQ(about(one.operation, input + "}"), one.expected) << one.operation << one.input;
    }
    for (const auto& operation : service().operations) {
        EXPECT_TRUE(seen_.contains(std::string(operation.name))) << operation.name;
    }
}

TEST_F(AccessOfBuckets, DaysOfRetentionAreCountedFromNow) {
    const auto about_days = [&](std::string_view operation, std::string_view member, double days) {
        using Days = std::chrono::duration<double, std::chrono::days::period>;
        const SysTime until = world_.loop.now() + std::chrono::round<Duration>(Days(days));
        const std::string date = "\"" + format_iso8601(until) + "\"";
        const std::string input = fmt::format(
            R"({{"Bucket":"b","Key":"k",{}}})", fmt::format(fmt::runtime(member), date)
        );
        const std::string said = about(operation, input);
        const std::string key = "object-lock-remaining-retention-days=";
        const std::size_t at = said.find(key);
        if (at == std::string::npos) return said;
        const std::size_t value = at + key.size();
        return said.substr(value, said.find_first_of(" ;", value) - value);
    };
    constexpr std::string_view kOfObject = R"("ObjectLockRetainUntilDate":{})";
    for (const auto* operation : {"PutObject", "CreateMultipartUpload"}) {
        EXPECT_EQ(about_days(operation, kOfObject, 10), "10") << operation;
    }
    EXPECT_EQ(about_days("PutObject", kOfObject, 9.9), "10");
    EXPECT_EQ(about_days("PutObject", kOfObject, 10.1), "11");
    EXPECT_EQ(about_days("PutObject", kOfObject, -3), "-3");
    constexpr std::string_view kOfRetention = R"("Retention":{{"RetainUntilDate":{}}})";
    EXPECT_EQ(about_days("PutObjectRetention", kOfRetention, 30), "30");
}

TEST_F(AccessOfBuckets, WhatIsKnownOfThemComesFromTheRows) {
    on_b("GetBucketVersioning");
    run("CreateBucket", R"({"Bucket":"bucket-b"})");
    on_b("PutBucketTagging", R"("Tagging":{"TagSet":[{"Key":"team","Value":"red"}]})");
    run("PutObject", R"({"Bucket":"bucket-b","Key":"k","Tagging":"t=v"})");
    const std::string account = "ResourceAccount=123456789012";
    EXPECT_EQ(
        about("HeadBucket", R"({"Bucket":"bucket-b"})"), "ListBucket bucket-b{" + account + "}"
    );
    on_b("PutBucketAbac", R"("AbacStatus":{"Status":"Enabled"})");
    const std::string known = account + " aws:ResourceTag/team=red BucketTag/team=red";
    EXPECT_EQ(
        about("HeadBucket", R"({"Bucket":"bucket-b"})"), "ListBucket bucket-b{" + known + "}"
    );
    EXPECT_EQ(
        about("GetObject", R"({"Bucket":"bucket-b","Key":"k"})"),
        "GetObject bucket-b/k{" + known + " ExistingObjectTag/t=v}"
    );
    EXPECT_EQ(
        about("GetObject", R"({"Bucket":"bucket-b","Key":"gone"})"),
        "GetObject bucket-b/gone{" + known + "}; also ListBucket bucket-b{" + known + "}"
    );
    EXPECT_EQ(
        about("CopyObject", R"({"Bucket":"b","Key":"k","CopySource":"bucket-b/k"})"),
        "PutObject b/k x-amz-copy-source=bucket-b/k; also GetObjectTagging bucket-b/k{" + known +
            " ExistingObjectTag/t=v}; also PutObjectTagging b/k; also GetObject bucket-b/k{" +
            known + " ExistingObjectTag/t=v}"
    );
}

/// A user without any right of its own, in this account, and somebody of another one who may do
/// everything there.
class PoliciesOfBuckets : public S3Test {
  protected:
    PoliciesOfBuckets() {
        run_in(caller_, "iam", "CreateUser", R"({"UserName":"ann"})");
        run_in(other_root_, "iam", "CreateUser", R"({"UserName":"bob"})");
        allow(other_root_, "bob", "s3:*");
        run("CreateBucket", R"({"Bucket":"bucket-b"})");
        run("PutObject", R"({"Bucket":"bucket-b","Key":"k"})");
    }
    /// Gives a user a right by a policy of its own.
    void allow(const aws::Caller& root, const std::string& user, const std::string& action) {
        run_in(
            root,
            "iam",
            "PutUserPolicy",
            R"({"UserName":")" + user +
                R"(","PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\")" +
                action + R"(\",\"Resource\":\"*\"}}"})"
        );
    }
    /// The answer to putting a policy of one statement on the bucket and what is in it.
    std::string put_policy(
        const std::string& effect,
        const std::string& action,
        const std::string& principal,
        const std::string& more = ""
    ) {
        const std::string document =
            R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\")" + effect +
            R"(\",\"Principal\":)" + principal + R"(,\"Action\":\")" + action +
            R"(\",\"Resource\":[\"arn:aws:s3:::bucket-b\",\"arn:aws:s3:::bucket-b/*\"]}]})";
        return put_document(caller_, document, more);
    }
    std::string put_document(
        const aws::Caller& caller, const std::string& document, const std::string& more = ""
    ) {
        return run_in(
            caller,
            "s3",
            "PutBucketPolicy",
            R"({"Bucket":"bucket-b","Policy":")" + document + "\"" + more + "}"
        );
    }
    /// The code of what somebody is answered, or "" for what is done.
    std::string code(
        const aws::Caller& caller, const std::string& operation, const std::string& more = ""
    ) {
        const std::string answer = run_in(
            caller,
            "s3",
            operation,
            R"({"Bucket":"bucket-b")" + (more.empty() ? "" : "," + more) + "}"
        );
        return answer.starts_with('{') ? "" : answer.substr(0, answer.find(':'));
    }
    std::string get(const aws::Caller& caller, const std::string& key = "k") {
        return code(caller, "GetObject", R"("Key":")" + key + "\"");
    }

    aws::Scope other_{"210987654321", "us-east-1"};
    aws::Caller other_root_{other_, aws::root_arn(other_), "", {}};
    aws::Caller ann_{scope_, "arn:aws:iam::123456789012:user/ann", "", {}};
    aws::Caller bob_{other_, "arn:aws:iam::210987654321:user/bob", "", {}};
};

constexpr std::string_view kDenied = "AccessDeniedException";
const std::string kAnn = R"({\"AWS\":\"arn:aws:iam::123456789012:user/ann\"})";
const std::string kOthers = R"({\"AWS\":\"210987654321\"})";

TEST_F(PoliciesOfBuckets, LetInWhoHasNoRightOfItsOwn) {
    EXPECT_EQ(get(ann_), kDenied);
    EXPECT_EQ(put_policy("Allow", "s3:GetObject", kAnn), "{}");
    EXPECT_EQ(get(ann_), "");
    EXPECT_EQ(on_b("DeleteBucketPolicy"), "{}");
    EXPECT_EQ(get(ann_), kDenied);
}

TEST_F(PoliciesOfBuckets, DenyWhoHasARight) {
    allow(caller_, "ann", "s3:*");
    EXPECT_EQ(get(ann_), "");
    put_policy("Deny", "s3:GetObject", kAnn);
    EXPECT_EQ(get(ann_), kDenied);
}

TEST_F(PoliciesOfBuckets, LetInOtherAccounts) {
    EXPECT_EQ(get(bob_), kDenied);
    EXPECT_EQ(get(other_root_), kDenied);
    put_policy("Allow", "s3:GetObject", kOthers);
    EXPECT_EQ(get(bob_), "");
    EXPECT_EQ(get(other_root_), "");
    EXPECT_EQ(code(bob_, "PutObject", R"("Key":"k")"), kDenied);
}

TEST_F(PoliciesOfBuckets, AreTheirOwnAccountsOnly) {
    put_policy("Allow", "s3:*", kOthers);
    EXPECT_EQ(code(bob_, "GetBucketPolicy"), "MethodNotAllowed");
    EXPECT_EQ(code(bob_, "DeleteBucketPolicy"), "MethodNotAllowed");
    EXPECT_EQ(code(bob_, "GetBucketTagging"), "NoSuchTagSet");
}

TEST_F(PoliciesOfBuckets, WhoMayNotListIsNotToldWhatThereIsNot) {
    put_policy("Allow", "s3:GetObject", kAnn);
    EXPECT_EQ(get(ann_, "gone"), kDenied);
    put_policy("Allow", "s3:*", kAnn);
    EXPECT_EQ(get(ann_, "gone"), "NoSuchKey");
}

TEST_F(PoliciesOfBuckets, PublicOnesAreBlockedUntilThatIsLifted) {
    EXPECT_TRUE(put_policy("Allow", "s3:GetObject", R"(\"*\")").starts_with("AccessDenied: "));
    on_b(
        "PutPublicAccessBlock", R"("PublicAccessBlockConfiguration":{"RestrictPublicBuckets":true})"
    );
    EXPECT_EQ(put_policy("Allow", "s3:GetObject", R"(\"*\")"), "{}");
    EXPECT_EQ(on_b("GetBucketPolicyStatus"), R"({"PolicyStatus":{"IsPublic":true}})");
    EXPECT_EQ(get(ann_), "") << "within the account";
    EXPECT_EQ(get(bob_), kDenied) << "restricted";
    on_b("DeletePublicAccessBlock");
    EXPECT_EQ(get(bob_), "");
    put_policy("Allow", "s3:GetObject", kAnn);
    EXPECT_EQ(on_b("GetBucketPolicyStatus"), R"({"PolicyStatus":{"IsPublic":false}})");
}

TEST_F(PoliciesOfBuckets, WhoWouldLockItselfOutHasToConfirm) {
    allow(caller_, "ann", "s3:*");
    const std::string document =
        R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutBucketPolicy\",\"Resource\":\"arn:aws:s3:::bucket-b\"}]})";
    EXPECT_TRUE(put_document(ann_, document).starts_with(kDenied));
    EXPECT_EQ(put_document(ann_, document, R"(,"ConfirmRemoveSelfBucketAccess":true)"), "{}");
    EXPECT_TRUE(put_document(ann_, document).starts_with(kDenied));
    EXPECT_EQ(on_b("DeleteBucketPolicy"), "{}") << "the account's root always may";
}

TEST_F(PoliciesOfBuckets, AreReadBackAsTheyWereWritten) {
    const std::string document =
        R"({ \"Version\":\"2012-10-17\", \"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::bucket-b\"}]})";
    EXPECT_EQ(put_document(caller_, document), "{}");
    EXPECT_EQ(on_b("GetBucketPolicy"), R"({"Policy":")" + document + "\"}");
    EXPECT_TRUE(put_document(caller_, "{}").starts_with("MalformedPolicy: "));
}

TEST_F(PoliciesOfBuckets, ManyDeletionsAreAskedOneByOne) {
    run("PutObject", R"({"Bucket":"bucket-b","Key":"kept"})");
    const std::string document =
        R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":)" +
        kAnn + R"(,\"Action\":\"s3:DeleteObject\",\"Resource\":\"arn:aws:s3:::bucket-b/k\"}]})";
    EXPECT_EQ(put_document(caller_, document), "{}");
    const std::string answer = run_in(
        ann_,
        "s3",
        "DeleteObjects",
        R"({"Bucket":"bucket-b","Delete":{"Objects":[{"Key":"k"},{"Key":"kept"}]}})"
    );
    EXPECT_NE(answer.find(R"("Deleted":[{"Key":"k"}])"), std::string::npos) << answer;
    EXPECT_NE(answer.find(R"("Key":"kept","Code":"AccessDenied")"), std::string::npos) << answer;
    EXPECT_EQ(get(caller_, "kept"), "");
}

TEST_F(PoliciesOfBuckets, HistoryIsFoundByArn) {
    const auto row = world_.registry().find_row("arn:aws:s3:::bucket-b");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->table, "s3.buckets");
    EXPECT_EQ(row->key, "bucket-b");
}

}  // namespace
}  // namespace gantry::s3
