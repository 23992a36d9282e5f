"""Secrets Manager as its own client sees it: create, put, move stages, grant, list, and delete."""

import base64
import json
import unittest
import uuid

from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from harness import ConformanceTest

EVERYBODY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    ],
}


class SecretsManagerTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secrets = cls.server.client("secretsmanager")

    def assert_refused(self, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        error = refused.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), (code, text))
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_errors_are_of_the_model(self):
        with self.assertRaises(self.secrets.exceptions.ResourceNotFoundException):
            self.secrets.get_secret_value(SecretId="none")
        self.secrets.create_secret(Name="errors")
        with self.assertRaises(self.secrets.exceptions.ResourceExistsException):
            self.secrets.create_secret(Name="errors")
        with self.assertRaises(self.secrets.exceptions.MalformedPolicyDocumentException):
            self.secrets.put_resource_policy(SecretId="errors", ResourcePolicy="{}")
        self.assert_refused(
            "UnsupportedOperation",
            "Gantry does not implement ReplicateSecretToRegions yet; see docs/coverage.md",
            self.secrets.replicate_secret_to_regions,
            SecretId="errors",
            AddReplicaRegions=[{"Region": "eu-west-1"}],
        )

    def test_values_and_stages(self):
        made = self.secrets.create_secret(Name="app/db", SecretString="one")
        put = self.secrets.put_secret_value(SecretId="app/db", SecretString="two")
        self.assertEqual(put["VersionStages"], ["AWSCURRENT"])
        got = self.secrets.get_secret_value(SecretId=made["ARN"][:-7])
        self.assertEqual((got["SecretString"], got["VersionId"]), ("two", put["VersionId"]))
        previous = self.secrets.get_secret_value(SecretId="app/db", VersionStage="AWSPREVIOUS")
        self.assertEqual(previous["VersionId"], made["VersionId"])
        self.secrets.update_secret_version_stage(
            SecretId="app/db",
            VersionStage="AWSCURRENT",
            RemoveFromVersionId=put["VersionId"],
            MoveToVersionId=made["VersionId"],
        )
        stages = self.secrets.describe_secret(SecretId="app/db")["VersionIdsToStages"]
        self.assertEqual(
            stages, {made["VersionId"]: ["AWSCURRENT"], put["VersionId"]: ["AWSPREVIOUS"]}
        )
        listed = self.secrets.list_secret_version_ids(SecretId="app/db")["Versions"]
        self.assertEqual([v["VersionId"] for v in listed], [put["VersionId"], made["VersionId"]])

    def batch(self, request):
        """BatchGetSecretValue, which Debian 12's botocore does not know."""
        answer = self.server.send(
            AWSRequest(
                method="POST",
                url=f"{self.server.endpoint}/",
                data=json.dumps(request),
                headers={
                    "X-Amz-Target": "secretsmanager.BatchGetSecretValue",
                    "Content-Type": "application/x-amz-json-1.1",
                },
            ),
            "secretsmanager",
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        return json.loads(answer.content)

    def test_bytes(self):
        value = bytes(range(256))
        self.secrets.create_secret(Name="bytes", SecretBinary=value)
        self.assertEqual(self.secrets.get_secret_value(SecretId="bytes")["SecretBinary"], value)
        batch = self.batch({"SecretIdList": ["bytes", "none"]})
        self.assertEqual(base64.b64decode(batch["SecretValues"][0]["SecretBinary"]), value)
        self.assertEqual(batch["Errors"][0]["ErrorCode"], "ResourceNotFoundException")

    def test_under_a_key_of_ones_own(self):
        kms = self.server.client("kms")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        self.secrets.create_secret(Name="own", SecretString="v", KmsKeyId=key)
        self.assertEqual(self.secrets.describe_secret(SecretId="own")["KmsKeyId"], key)
        self.assertEqual(self.secrets.get_secret_value(SecretId="own")["SecretString"], "v")
        kms.disable_key(KeyId=key)
        with self.assertRaises(self.secrets.exceptions.DecryptionFailure):
            self.secrets.get_secret_value(SecretId="own")

    def test_as_terraform_does(self):
        made = self.secrets.create_secret(
            Name="tf/one",
            Description="",
            ClientRequestToken=str(uuid.uuid4()),
            Tags=[{"Key": "Stack", "Value": "x"}],
        )
        described = self.secrets.describe_secret(SecretId=made["ARN"])
        self.assertEqual(described["Tags"], [{"Key": "Stack", "Value": "x"}])
        self.assertNotIn("ResourcePolicy", self.secrets.get_resource_policy(SecretId=made["ARN"]))
        token = str(uuid.uuid4())
        for _ in range(2):
            put = self.secrets.put_secret_value(
                SecretId=made["ARN"], ClientRequestToken=token, SecretString="v"
            )
            self.assertEqual(put["VersionId"], token)
        got = self.secrets.get_secret_value(SecretId=made["ARN"], VersionId=token)
        self.assertEqual(got["SecretString"], "v")
        self.secrets.delete_secret(SecretId=made["ARN"], ForceDeleteWithoutRecovery=True)
        with self.assertRaises(self.secrets.exceptions.ResourceNotFoundException):
            self.secrets.describe_secret(SecretId=made["ARN"])

    def test_deleted_and_restored(self):
        self.secrets.create_secret(Name="gone", SecretString="v")
        self.secrets.delete_secret(SecretId="gone", RecoveryWindowInDays=7)
        self.assert_refused(
            "InvalidRequestException",
            "You can't perform this operation on the secret because it was marked for deletion.",
            self.secrets.get_secret_value,
            SecretId="gone",
        )
        self.secrets.restore_secret(SecretId="gone")
        self.assertEqual(self.secrets.get_secret_value(SecretId="gone")["SecretString"], "v")

    def test_lists_in_pages(self):
        for number in range(5):
            self.secrets.create_secret(Name=f"many/{number}")
        pages = self.secrets.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": ["many/"]}], PaginationConfig={"PageSize": 2}
        )
        names = [secret["Name"] for page in pages for secret in page["SecretList"]]
        self.assertEqual(names, [f"many/{n}" for n in range(5)])

    def test_policies(self):
        self.secrets.create_secret(Name="shared", SecretString="v")
        document = json.dumps(EVERYBODY)
        with self.assertRaises(self.secrets.exceptions.PublicPolicyException):
            self.secrets.put_resource_policy(
                SecretId="shared", ResourcePolicy=document, BlockPublicPolicy=True
            )
        self.assertFalse(
            self.secrets.validate_resource_policy(ResourcePolicy=document)["PolicyValidationPassed"]
        )
        self.secrets.put_resource_policy(SecretId="shared", ResourcePolicy=document)
        got = self.secrets.get_resource_policy(SecretId="shared")
        self.assertEqual(json.loads(got["ResourcePolicy"]), EVERYBODY)
        self.secrets.delete_resource_policy(SecretId="shared")

    def test_passwords(self):
        password = self.secrets.get_random_password(PasswordLength=40, ExcludePunctuation=True)
        self.assertEqual(len(password["RandomPassword"]), 40)
        self.assertTrue(password["RandomPassword"].isalnum())


if __name__ == "__main__":
    unittest.main()
