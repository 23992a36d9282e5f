// The configurations of buckets: what a new bucket answers, and what comes back of what was put.
#include <fmt/format.h>

#include "services/s3/test_support.h"

namespace gantry::s3 {
namespace {

class Configurations : public S3Test {
  protected:
    Configurations() { run("CreateBucket", R"({"Bucket":"bucket-b"})"); }

    /// The code alone, where there is one.
    std::string code(const std::string& operation, const std::string& more = "") {
        const std::string answer = on_b(operation, more);
        return answer.substr(0, answer.find(':'));
    }
    void enable_versioning(const std::string& bucket = "bucket-b") {
        const std::string answer =
            run("PutBucketVersioning",
                R"({"Bucket":")" + bucket + R"(","VersioningConfiguration":{"Status":"Enabled"}})");
        ASSERT_EQ(answer, "{}");
    }
};

struct Answer {
    std::string operation;
    std::string expected;
};

TEST_F(Configurations, OfANewBucket) {
    const Answer answers[] = {
        {"GetBucketAbac", R"({"AbacStatus":{"Status":"Disabled"}})"},
        {"GetBucketAccelerateConfiguration", "{}"},
        {"GetBucketCors", "NoSuchCORSConfiguration: The CORS configuration does not exist"},
        {"GetBucketEncryption",
         R"({"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BucketKeyEnabled":false}]}})"
        },
        {"GetBucketLifecycleConfiguration",
         "NoSuchLifecycleConfiguration: The lifecycle configuration does not exist"},
        {"GetBucketLogging", "{}"},
        {"GetBucketNotificationConfiguration", "{}"},
        {"GetBucketOwnershipControls",
         R"({"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}})"},
        {"GetBucketPolicy", "NoSuchBucketPolicy: The bucket policy does not exist"},
        {"GetBucketPolicyStatus", "NoSuchBucketPolicy: The bucket policy does not exist"},
        {"GetBucketReplication",
         "ReplicationConfigurationNotFoundError: The replication configuration was not found"},
        {"GetBucketRequestPayment", R"({"Payer":"BucketOwner"})"},
        {"GetBucketTagging", "NoSuchTagSet: The TagSet does not exist"},
        {"GetBucketVersioning", "{}"},
        {"GetBucketWebsite",
         "NoSuchWebsiteConfiguration: The specified bucket does not have a website configuration"},
        {"GetObjectLockConfiguration",
         "ObjectLockConfigurationNotFoundError: Object Lock configuration does not exist for this "
         "bucket"},
        {"GetPublicAccessBlock",
         R"({"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}})"
        },
        {"ListBucketMetricsConfigurations", R"({"IsTruncated":false})"},
    };
    for (const auto& [operation, expected] : answers) {
        EXPECT_EQ(on_b(operation), expected) << operation;
        EXPECT_EQ(
            run(operation, R"({"Bucket":"bucket-c"})"),
            "NoSuchBucket: The specified bucket does not exist"
        ) << operation;
        EXPECT_EQ(code(operation, R"("ExpectedBucketOwner":"210987654321")"), "AccessDenied")
            << operation;
    }
}

struct RoundTrip {
    std::string put;
    std::string member;  ///< of the put
    std::string get;
    std::string shown;  ///< empty: the same member
    std::string erase;  ///< may be empty
};

TEST_F(Configurations, ComeBackAsTheyWerePut) {
    const std::string website =
        R"("IndexDocument":{"Suffix":"index.html"},"RoutingRules":[{"Condition":{"KeyPrefixEquals":"a/"},"Redirect":{"ReplaceKeyPrefixWith":"b/"}}])";
    const RoundTrip trips[] = {
        {"PutBucketCors",
         R"("CORSConfiguration":{"CORSRules":[{"AllowedMethods":["GET"],"AllowedOrigins":["*"],"MaxAgeSeconds":3}]})",
         "GetBucketCors",
         R"({"CORSRules":[{"AllowedMethods":["GET"],"AllowedOrigins":["*"],"MaxAgeSeconds":3}]})",
         "DeleteBucketCors"},
        {"PutBucketEncryption",
         R"("ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"k"},"BucketKeyEnabled":true}]})",
         "GetBucketEncryption",
         "",
         ""},
        {"PutBucketOwnershipControls",
         R"("OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]})",
         "GetBucketOwnershipControls",
         "",
         "DeleteBucketOwnershipControls"},
        {"PutBucketTagging",
         R"("Tagging":{"TagSet":[{"Key":"k","Value":"v"}]})",
         "GetBucketTagging",
         R"({"TagSet":[{"Key":"k","Value":"v"}]})",
         "DeleteBucketTagging"},
        {"PutBucketWebsite",
         R"("WebsiteConfiguration":{)" + website + "}",
         "GetBucketWebsite",
         "{" + website + "}",
         "DeleteBucketWebsite"},
        {"PutBucketAccelerateConfiguration",
         R"("AccelerateConfiguration":{"Status":"Enabled"})",
         "GetBucketAccelerateConfiguration",
         R"({"Status":"Enabled"})",
         ""},
        {"PutBucketRequestPayment",
         R"("RequestPaymentConfiguration":{"Payer":"Requester"})",
         "GetBucketRequestPayment",
         R"({"Payer":"Requester"})",
         ""},
        {"PutBucketLogging",
         R"("BucketLoggingStatus":{"LoggingEnabled":{"TargetBucket":"bucket-b","TargetPrefix":"p"}})",
         "GetBucketLogging",
         R"({"LoggingEnabled":{"TargetBucket":"bucket-b","TargetPrefix":"p"}})",
         ""},
        {"PutBucketNotificationConfiguration",
         R"("NotificationConfiguration":{"QueueConfigurations":[{"Id":"i","QueueArn":"arn:aws:sqs:us-east-1:123456789012:q","Events":["s3:ObjectCreated:*"]}]})",
         "GetBucketNotificationConfiguration",
         R"({"QueueConfigurations":[{"Id":"i","QueueArn":"arn:aws:sqs:us-east-1:123456789012:q","Events":["s3:ObjectCreated:*"]}]})",
         ""},
        {"PutBucketAbac", R"("AbacStatus":{"Status":"Enabled"})", "GetBucketAbac", "", ""},
    };
    for (const auto& trip : trips) {
        EXPECT_EQ(on_b(trip.put, trip.member), "{}") << trip.put;
        const std::string expected = trip.shown.empty() ? "{" + trip.member + "}" : trip.shown;
        EXPECT_EQ(on_b(trip.get), expected);
        if (trip.erase.empty()) continue;
        EXPECT_EQ(on_b(trip.erase), "{}");
        EXPECT_NE(on_b(trip.get), expected);
        EXPECT_EQ(on_b(trip.erase), "{}") << "there need not be one";
    }
}

TEST_F(Configurations, EncryptionGoesBackToWhatNewBucketsHave) {
    const std::string before = on_b("GetBucketEncryption");
    on_b(
        "PutBucketEncryption",
        R"("ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"}}]})"
    );
    EXPECT_NE(on_b("GetBucketEncryption"), before);
    on_b("DeleteBucketEncryption");
    EXPECT_EQ(on_b("GetBucketEncryption"), before);
}

TEST_F(Configurations, WhatIsDeletedIsNotWhatIsNew) {
    on_b("DeleteBucketOwnershipControls");
    EXPECT_EQ(code("GetBucketOwnershipControls"), "OwnershipControlsNotFoundError");
    on_b("DeletePublicAccessBlock");
    EXPECT_EQ(code("GetPublicAccessBlock"), "NoSuchPublicAccessBlockConfiguration");
}

TEST_F(Configurations, WhatIsNotSaidOfPublicAccessIsFalse) {
    on_b("PutPublicAccessBlock", R"("PublicAccessBlockConfiguration":{"BlockPublicPolicy":true})");
    EXPECT_EQ(
        on_b("GetPublicAccessBlock"),
        R"({"PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}})"
    );
}

TEST_F(Configurations, LifecycleGetsIdsAndASize) {
    const std::string rules =
        R"("Rules":[{"Expiration":{"Days":1},"ID":"i","Filter":{"Prefix":""},"Status":"Enabled"}])";
    EXPECT_EQ(
        on_b(
            "PutBucketLifecycleConfiguration",
            R"("LifecycleConfiguration":{)" + rules +
                R"(},"TransitionDefaultMinimumObjectSize":"varies_by_storage_class")"
        ),
        R"({"TransitionDefaultMinimumObjectSize":"varies_by_storage_class"})"
    );
    EXPECT_EQ(
        on_b("GetBucketLifecycleConfiguration"),
        "{" + rules + R"(,"TransitionDefaultMinimumObjectSize":"varies_by_storage_class"})"
    );
    on_b(
        "PutBucketLifecycleConfiguration",
        R"("LifecycleConfiguration":{"Rules":[{"Expiration":{"Days":1},"Prefix":"","Status":"Enabled"}]})"
    );
    const std::string shown = on_b("GetBucketLifecycleConfiguration");
    EXPECT_NE(shown.find(R"("ID":")"), std::string::npos) << shown;
    EXPECT_NE(shown.find(R"("all_storage_classes_128K")"), std::string::npos) << shown;
    on_b("DeleteBucketLifecycle");
    EXPECT_EQ(code("GetBucketLifecycleConfiguration"), "NoSuchLifecycleConfiguration");
}

TEST_F(Configurations, VersioningIsOnceThere) {
    EXPECT_EQ(
        code("PutBucketVersioning", R"("VersioningConfiguration":{})"),
        "IllegalVersioningConfigurationException"
    );
    enable_versioning();
    EXPECT_EQ(on_b("GetBucketVersioning"), R"({"Status":"Enabled"})");
    on_b("PutBucketVersioning", R"("VersioningConfiguration":{"Status":"Suspended"})");
    EXPECT_EQ(on_b("GetBucketVersioning"), R"({"Status":"Suspended"})");
}

TEST_F(Configurations, LocksNeedVersionsForEver) {
    const std::string lock =
        R"("ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":1}}})";
    EXPECT_EQ(code("PutObjectLockConfiguration", lock), "InvalidBucketState");
    enable_versioning();
    EXPECT_EQ(on_b("PutObjectLockConfiguration", lock), "{}");
    EXPECT_EQ(on_b("GetObjectLockConfiguration"), "{" + lock + "}");
    EXPECT_EQ(
        code("PutBucketVersioning", R"("VersioningConfiguration":{"Status":"Suspended"})"),
        "InvalidBucketState"
    );
    EXPECT_EQ(
        code(
            "PutObjectLockConfiguration",
            R"("ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":1,"Years":1}}})"
        ),
        "MalformedXML"
    );
}

TEST_F(Configurations, ABucketMadeWithLocksSaysSo) {
    run("CreateBucket", R"({"Bucket":"bucket-l","ObjectLockEnabledForBucket":true})");
    EXPECT_EQ(
        run("GetObjectLockConfiguration", R"({"Bucket":"bucket-l"})"),
        R"({"ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled"}})"
    );
}

TEST_F(Configurations, ReplicationNeedsVersionsOnBothSides) {
    const std::string rules =
        R"("ReplicationConfiguration":{"Role":"arn:aws:iam::123456789012:role/r","Rules":[{"ID":"i","Priority":1,"Filter":{"Prefix":""},"Status":"Enabled","Destination":{"Bucket":"arn:aws:s3:::bucket-d"},"DeleteMarkerReplication":{"Status":"Disabled"}}]})";
    const auto put = [&] { return on_b("PutBucketReplication", rules); };
    EXPECT_EQ(
        put(),
        "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication "
        "configuration"
    );
    enable_versioning();
    EXPECT_EQ(put(), "InvalidRequest: Destination bucket must exist.");
    run("CreateBucket", R"({"Bucket":"bucket-d"})");
    EXPECT_EQ(put(), "InvalidRequest: Destination bucket must have versioning enabled.");
    enable_versioning("bucket-d");
    EXPECT_EQ(put(), "{}");
    EXPECT_EQ(on_b("GetBucketReplication"), "{" + rules + "}");
    EXPECT_EQ(
        code("PutBucketVersioning", R"("VersioningConfiguration":{"Status":"Suspended"})"),
        "InvalidBucketState"
    );
    EXPECT_EQ(on_b("DeleteBucketReplication"), "{}");
    EXPECT_EQ(code("GetBucketReplication"), "ReplicationConfigurationNotFoundError");
}

TEST_F(Configurations, AnEmptyOneEndsIt) {
    on_b(
        "PutBucketNotificationConfiguration",
        R"("NotificationConfiguration":{"EventBridgeConfiguration":{}})"
    );
    EXPECT_EQ(on_b("GetBucketNotificationConfiguration"), R"({"EventBridgeConfiguration":{}})");
    on_b("PutBucketNotificationConfiguration", R"("NotificationConfiguration":{})");
    EXPECT_EQ(on_b("GetBucketNotificationConfiguration"), "{}");
    on_b("PutBucketTagging", R"("Tagging":{"TagSet":[{"Key":"k","Value":"v"}]})");
    on_b("PutBucketTagging", R"("Tagging":{"TagSet":[]})");
    EXPECT_EQ(code("GetBucketTagging"), "NoSuchTagSet");
}

struct Refusal {
    std::string operation;
    std::string member;
    std::string expected;
};

TEST_F(Configurations, AreRefused) {
    const Refusal refusals[] = {
        {"PutBucketTagging",
         R"("Tagging":{"TagSet":[{"Key":"k","Value":"v"},{"Key":"k","Value":"w"}]})",
         "InvalidTag: Cannot provide multiple Tags with the same key"},
        {"PutBucketTagging",
         R"("Tagging":{"TagSet":[{"Key":"aws:k","Value":"v"}]})",
         "InvalidTag: System tags cannot be added/updated by requester"},
        {"PutBucketEncryption",
         R"("ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256","KMSMasterKeyID":"k"}}]})",
         "InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not "
         "aws:kms or aws:kms:dsse"},
        {"PutBucketCors",
         R"("CORSConfiguration":{"CORSRules":[{"AllowedMethods":["PATCH"],"AllowedOrigins":["*"]}]})",
         "InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is "
         "PATCH"},
        {"PutBucketWebsite",
         R"("WebsiteConfiguration":{"IndexDocument":{"Suffix":"a/b"}})",
         "InvalidArgument: The IndexDocument Suffix is not well formed"},
        {"PutBucketLogging",
         R"("BucketLoggingStatus":{"LoggingEnabled":{"TargetBucket":"nobody","TargetPrefix":""}})",
         "InvalidTargetBucketForLogging: The target bucket for logging does not exist"},
        {"PutBucketNotificationConfiguration",
         R"("NotificationConfiguration":{"QueueConfigurations":[{"QueueArn":"q","Events":["s3:ObjectCreated:*"]}]})",
         "InvalidArgument: The ARN is not well formed"},
        {"PutPublicAccessBlock",
         R"("PublicAccessBlockConfiguration":{})",
         "InvalidRequest: Must specify at least one configuration."},
    };
    for (const auto& [operation, member, expected] : refusals) {
        EXPECT_EQ(on_b(operation, member), expected);
    }
    run("CreateBucket", R"({"Bucket":"with.stop"})");
    EXPECT_EQ(
        run("PutBucketAccelerateConfiguration",
            R"({"Bucket":"with.stop","AccelerateConfiguration":{"Status":"Enabled"}})"),
        "InvalidRequest: S3 Transfer Acceleration is not supported for buckets with periods (.) in "
        "their names"
    );
}

TEST_F(Configurations, WithIdsComeByTheHundred) {
    const std::string none = "NoSuchConfiguration: The specified configuration does not exist.";
    EXPECT_EQ(on_b("GetBucketMetricsConfiguration", R"("Id":"m")"), none);
    EXPECT_EQ(on_b("DeleteBucketMetricsConfiguration", R"("Id":"m")"), none);
    EXPECT_EQ(
        code("PutBucketMetricsConfiguration", R"("Id":"m","MetricsConfiguration":{"Id":"other"})"),
        "InvalidArgument"
    );
    for (int i = 100; i < 201; ++i) {
        const std::string value =
            fmt::format(R"("Id":"m{0}","MetricsConfiguration":{{"Id":"m{0}"}})", i);
        EXPECT_EQ(on_b("PutBucketMetricsConfiguration", value), "{}");
    }
    EXPECT_EQ(
        on_b("GetBucketMetricsConfiguration", R"("Id":"m150")"),
        R"({"MetricsConfiguration":{"Id":"m150"}})"
    );
    const std::string first = on_b("ListBucketMetricsConfigurations");
    EXPECT_NE(first.find(R"("IsTruncated":true)"), std::string::npos);
    EXPECT_NE(first.find(R"("m199")"), std::string::npos);
    EXPECT_EQ(first.find(R"("m200")"), std::string::npos);
    const std::string mark = R"("NextContinuationToken":")";
    const std::size_t at = first.find(mark) + mark.size();
    const std::string token = first.substr(at, first.find('"', at) - at);
    const std::string second =
        on_b("ListBucketMetricsConfigurations", R"("ContinuationToken":")" + token + "\"");
    EXPECT_NE(second.find(R"([{"Id":"m200"}])"), std::string::npos) << second;
    EXPECT_EQ(
        code("ListBucketInventoryConfigurations", R"("ContinuationToken":")" + token + "\""),
        "InvalidArgument"
    );
    EXPECT_EQ(on_b("DeleteBucketMetricsConfiguration", R"("Id":"m150")"), "{}");
    EXPECT_EQ(on_b("GetBucketMetricsConfiguration", R"("Id":"m150")"), none);
}

TEST_F(Configurations, ListsOfAccessAreTheOwners) {
    const std::string acl = on_b("GetBucketAcl");
    EXPECT_NE(acl.find(R"("Permission":"FULL_CONTROL")"), std::string::npos) << acl;
    EXPECT_EQ(on_b("PutBucketAcl", R"("ACL":"private")"), "{}");
    EXPECT_EQ(
        on_b("PutBucketAcl", R"("ACL":"public-read")"),
        "AccessControlListNotSupported: The bucket does not allow ACLs"
    );
    EXPECT_EQ(code("PutBucketAcl", R"("GrantRead":"id=x")"), "AccessControlListNotSupported");
    EXPECT_EQ(code("PutBucketAcl"), "MissingSecurityHeader");
    on_b(
        "PutBucketOwnershipControls",
        R"("OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]})"
    );
    EXPECT_EQ(code("PutBucketAcl", R"("ACL":"public-read")"), "NotImplemented");
    EXPECT_EQ(on_b("PutBucketAcl", R"("AccessControlPolicy":)" + acl), "{}")
        << "what was read may be written";
}

TEST_F(Configurations, GoWithTheirBucket) {
    on_b("PutBucketTagging", R"("Tagging":{"TagSet":[{"Key":"k","Value":"v"}]})");
    EXPECT_EQ(on_b("DeleteBucket"), "{}");
    EXPECT_EQ(rows().configurations.size(), 0U);
    run("CreateBucket",
        R"({"Bucket":"bucket-b","CreateBucketConfiguration":{"Tags":[{"Key":"a","Value":"b"}]}})");
    EXPECT_EQ(on_b("GetBucketTagging"), R"({"TagSet":[{"Key":"a","Value":"b"}]})");
}

}  // namespace
}  // namespace gantry::s3
