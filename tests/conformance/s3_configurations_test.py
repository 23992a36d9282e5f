"""Buckets' configurations as S3's own client sees them: each put, read back as it was, and deleted; and who may
do what, by the policies of buckets."""

import json
import unittest

import botocore.session
from botocore.exceptions import ClientError

from harness import ConformanceTest

BUCKET = "conformance-configured"
ALL_BLOCKED = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}
LOCK = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 3}}}

# What, its member in requests, a value; and the member in answers, where it is not that or its members.
ROUND_TRIPS = [
    ("bucket_accelerate_configuration", "AccelerateConfiguration", {"Status": "Enabled"}),
    (
        "bucket_cors",
        "CORSConfiguration",
        {"CORSRules": [{"AllowedMethods": ["GET", "PUT"], "AllowedOrigins": ["https://a.test"], "ID": "i",
                        "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 3}]},
    ),
    (
        "bucket_encryption",
        "ServerSideEncryptionConfiguration",
        {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "k"},
                    "BucketKeyEnabled": True}]},
    ),
    ("bucket_logging", "BucketLoggingStatus",
     {"LoggingEnabled": {"TargetBucket": BUCKET, "TargetPrefix": "log/"}}),
    (
        "bucket_notification_configuration",
        "NotificationConfiguration",
        {
            "TopicConfigurations": [{"Id": "t", "TopicArn": "arn:aws:sns:us-east-1:000000000000:t",
                                     "Events": ["s3:ObjectRemoved:*"]}],
            "LambdaFunctionConfigurations": [
                {"Id": "l", "LambdaFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f",
                 "Events": ["s3:ObjectCreated:Put", "s3:ObjectCreated:Copy"],
                 "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "a/"}]}}}],
            "EventBridgeConfiguration": {},
        },
    ),
    ("bucket_ownership_controls", "OwnershipControls", {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}),
    ("bucket_request_payment", "RequestPaymentConfiguration", {"Payer": "Requester"}),
    ("bucket_tagging", "Tagging", {"TagSet": [{"Key": "team", "Value": "red/blue"}, {"Key": "b", "Value": ""}]}),
    ("bucket_versioning", "VersioningConfiguration", {"Status": "Enabled"}),
    (
        "bucket_website",
        "WebsiteConfiguration",
        {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"},
         "RoutingRules": [{"Condition": {"KeyPrefixEquals": "a/"}, "Redirect": {"ReplaceKeyPrefixWith": "b/"}}]},
    ),
    ("object_lock_configuration", "ObjectLockConfiguration", LOCK),
    ("public_access_block", "PublicAccessBlockConfiguration", {**ALL_BLOCKED, "BlockPublicPolicy": False}),
]

NUMBERED = [
    ("metrics", "MetricsConfiguration", {"Id": "i", "Filter": {"Prefix": "p"}}),
    ("analytics", "AnalyticsConfiguration",
     {"Id": "i", "Filter": {"Tag": {"Key": "k", "Value": "v"}}, "StorageClassAnalysis": {}}),
    ("intelligent_tiering", "IntelligentTieringConfiguration",
     {"Id": "i", "Status": "Enabled", "Tierings": [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}]}),
    ("inventory", "InventoryConfiguration",
     {"Id": "i", "IsEnabled": True, "IncludedObjectVersions": "Current", "Schedule": {"Frequency": "Daily"},
      "OptionalFields": ["Size", "ETag"],
      "Destination": {"S3BucketDestination": {"Bucket": f"arn:aws:s3:::{BUCKET}", "Format": "CSV"}}}),
]


class S3ConfigurationsTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.s3 = cls.server.client("s3")
        cls.s3.create_bucket(Bucket=BUCKET)

    def assert_refused(self, code, status, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        response = refused.exception.response
        self.assertEqual(
            (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]), (code, status)
        )
        return response["Error"]["Message"]

    def bucket(self, name):
        self.s3.create_bucket(Bucket=name)
        return name

    def answer(self, operation, **members):
        answer = getattr(self.s3, operation)(**members)
        del answer["ResponseMetadata"]
        return answer

    def test_round_trips(self):
        for name, member, value in ROUND_TRIPS:
            with self.subTest(name):
                self.answer(f"put_{name}", Bucket=BUCKET, **{member: value})
                got = self.answer(f"get_{name}", Bucket=BUCKET)
                self.assertEqual(got.get(member, got), value)

    def test_numbered(self):
        for name, member, value in NUMBERED:
            with self.subTest(name):
                self.answer(f"put_bucket_{name}_configuration", Bucket=BUCKET, Id="i", **{member: value})
                got = self.answer(f"get_bucket_{name}_configuration", Bucket=BUCKET, Id="i")
                self.assertEqual(got, {member: value})
                got = self.answer(f"list_bucket_{name}_configurations", Bucket=BUCKET)
                self.assertEqual(got, {"IsTruncated": False, f"{member}List": [value]})
                self.answer(f"delete_bucket_{name}_configuration", Bucket=BUCKET, Id="i")
                self.assert_refused(
                    "NoSuchConfiguration", 404,
                    getattr(self.s3, f"get_bucket_{name}_configuration"), Bucket=BUCKET, Id="i")

    def test_what_is_not_there(self):
        bucket = self.bucket("conformance-new")
        for operation, code in [
            ("get_bucket_cors", "NoSuchCORSConfiguration"),
            ("get_bucket_lifecycle_configuration", "NoSuchLifecycleConfiguration"),
            ("get_bucket_policy", "NoSuchBucketPolicy"),
            ("get_bucket_replication", "ReplicationConfigurationNotFoundError"),
            ("get_bucket_tagging", "NoSuchTagSet"),
            ("get_bucket_website", "NoSuchWebsiteConfiguration"),
            ("get_object_lock_configuration", "ObjectLockConfigurationNotFoundError"),
        ]:
            with self.subTest(operation):
                self.assert_refused(code, 404, getattr(self.s3, operation), Bucket=bucket)
        self.assertEqual(self.answer("get_public_access_block", Bucket=bucket),
                         {"PublicAccessBlockConfiguration": ALL_BLOCKED})
        rules = self.answer("get_bucket_encryption", Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
        self.assertEqual(rules[0]["ApplyServerSideEncryptionByDefault"], {"SSEAlgorithm": "AES256"})
        self.assertEqual(self.answer("get_bucket_versioning", Bucket=bucket), {})
        self.assertEqual(self.answer("get_bucket_notification_configuration", Bucket=bucket), {})
        self.assertEqual(self.answer("get_bucket_logging", Bucket=bucket), {})
        self.assertEqual(self.answer("get_bucket_accelerate_configuration", Bucket=bucket), {})

    def test_lifecycle(self):
        bucket = self.bucket("conformance-lifecycle")
        rules = [
            {"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 90},
             "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 60, "StorageClass": "GLACIER"}]},
            {"ID": "b", "Status": "Disabled",
             "Filter": {"And": {"Prefix": "p", "Tags": [{"Key": "k", "Value": "v"}]}},
             "NoncurrentVersionExpiration": {"NoncurrentDays": 3, "NewerNoncurrentVersions": 2}},
            {"ID": "c", "Status": "Enabled", "Filter": {}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
        ]
        put = self.answer("put_bucket_lifecycle_configuration", Bucket=bucket, LifecycleConfiguration={"Rules": rules})
        size = {"TransitionDefaultMinimumObjectSize": "all_storage_classes_128K"}
        got = self.answer("get_bucket_lifecycle_configuration", Bucket=bucket)
        self.assertEqual(got["Rules"], rules)
        for answer in (put, got):
            # An older botocore does not know it.
            self.assertIn(answer.get("TransitionDefaultMinimumObjectSize"), (None, *size.values()))
        rules[1]["ID"] = "a"
        self.assert_refused("InvalidArgument", 400, self.s3.put_bucket_lifecycle_configuration, Bucket=bucket,
                            LifecycleConfiguration={"Rules": rules})
        self.assert_refused("MalformedXML", 400, self.s3.put_bucket_lifecycle_configuration, Bucket=bucket,
                            LifecycleConfiguration={"Rules": [{"Status": "never", "Prefix": ""}]})
        self.answer("delete_bucket_lifecycle", Bucket=bucket)

    def test_access_control_lists(self):
        bucket = self.bucket("conformance-lists")
        got = self.answer("get_bucket_acl", Bucket=bucket)
        self.assertEqual(
            got["Grants"],
            [{"Grantee": {"ID": got["Owner"]["ID"], "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}],
        )
        self.answer("put_bucket_acl", Bucket=bucket, ACL="private")
        self.answer("put_bucket_acl", Bucket=bucket, AccessControlPolicy=got)
        self.assert_refused("AccessControlListNotSupported", 400, self.s3.put_bucket_acl, Bucket=bucket,
                            ACL="public-read")

    def test_policies_decide(self):
        bucket = self.bucket("conformance-policy")
        iam = self.server.client("iam")
        user = iam.create_user(UserName="reader")["User"]["Arn"]
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        hers = botocore.session.get_session().create_client(
            "s3", region_name="us-east-1", endpoint_url=self.server.endpoint,
            aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
        self.assert_refused("AccessDenied", 403, hers.get_bucket_tagging, Bucket=bucket)
        policy = json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": user}, "Action": "s3:GetBucketTagging",
             "Resource": f"arn:aws:s3:::{bucket}"}]})
        self.answer("put_bucket_policy", Bucket=bucket, Policy=policy)
        self.assertEqual(self.answer("get_bucket_policy", Bucket=bucket), {"Policy": policy})
        self.assertEqual(self.answer("get_bucket_policy_status", Bucket=bucket), {"PolicyStatus": {"IsPublic": False}})
        self.assert_refused("NoSuchTagSet", 404, hers.get_bucket_tagging, Bucket=bucket)
        self.answer("delete_bucket_policy", Bucket=bucket)
        self.assert_refused("AccessDenied", 403, hers.get_bucket_tagging, Bucket=bucket)
        everybody = policy.replace(json.dumps({"AWS": user}), '"*"')
        self.assert_refused("AccessDenied", 403, self.s3.put_bucket_policy, Bucket=bucket, Policy=everybody)
        self.assert_refused("MalformedPolicy", 400, self.s3.put_bucket_policy, Bucket=bucket, Policy="{}")

    def test_owners_are_checked(self):
        self.assert_refused("AccessDenied", 403, self.s3.get_bucket_cors, Bucket=BUCKET,
                            ExpectedBucketOwner="210987654321")
        self.assert_refused("NoSuchBucket", 404, self.s3.get_bucket_cors, Bucket="conformance-nowhere")


if __name__ == "__main__":
    unittest.main()
