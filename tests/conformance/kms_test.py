"""KMS as its own client sees it: keys, aliases, what is encrypted and what opens; errors by their names and texts."""

import json
import unittest

from botocore.exceptions import ClientError

from harness import ConformanceTest


class KmsTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kms = cls.server.client("kms")

    def make_key(self, **members):
        return self.kms.create_key(**members)["KeyMetadata"]

    def assert_refused(self, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertEqual(refused.exception.response["Error"].get("Message", ""), text)

    def test_keys(self):
        made = self.make_key(Description="d", Tags=[{"TagKey": "a", "TagValue": "b"}])
        self.assertEqual((made["KeyState"], made["KeyManager"], made["Origin"]), ("Enabled", "CUSTOMER", "AWS_KMS"))
        self.assertEqual(made["KeySpec"], "SYMMETRIC_DEFAULT")
        key = made["KeyId"]
        self.assertEqual(self.kms.list_resource_tags(KeyId=key)["Tags"], [{"TagKey": "a", "TagValue": "b"}])
        policy = json.loads(self.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])
        self.assertEqual(policy["Statement"][0]["Action"], "kms:*")
        self.assertIn(key, [one["KeyId"] for page in self.kms.get_paginator("list_keys").paginate() for one in page["Keys"]])
        self.kms.enable_key_rotation(KeyId=key)
        self.assertTrue(self.kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"])
        gone = self.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        self.assertEqual(gone["KeyState"], "PendingDeletion")
        self.assertEqual(self.kms.describe_key(KeyId=key)["KeyMetadata"]["DeletionDate"], gone["DeletionDate"])

    def test_aliases(self):
        key = self.make_key()["KeyId"]
        self.kms.create_alias(AliasName="alias/one", TargetKeyId=key)
        self.assertEqual(self.kms.describe_key(KeyId="alias/one")["KeyMetadata"]["KeyId"], key)
        other = self.make_key()["KeyId"]
        self.kms.update_alias(AliasName="alias/one", TargetKeyId=other)
        listed = self.kms.list_aliases(KeyId=other)["Aliases"]
        self.assertEqual([(one["AliasName"], one["TargetKeyId"]) for one in listed], [("alias/one", other)])
        self.kms.delete_alias(AliasName="alias/one")
        self.assert_refused(
            "NotFoundException",
            "Alias arn:aws:kms:us-east-1:000000000000:alias/one is not found.",
            self.kms.describe_key,
            KeyId="alias/one",
        )

    def test_what_is_encrypted_opens_in_its_context(self):
        key = self.make_key()["KeyId"]
        context = {"for": "me"}
        blob = self.kms.encrypt(KeyId=key, Plaintext=b"\x00\xffvalue", EncryptionContext=context)["CiphertextBlob"]
        self.assertNotIn(b"value", blob)
        opened = self.kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)
        self.assertEqual(opened["Plaintext"], b"\x00\xffvalue")
        self.assert_refused("InvalidCiphertextException", "", self.kms.decrypt, CiphertextBlob=blob)
        other = self.make_key()["KeyId"]
        moved = self.kms.re_encrypt(CiphertextBlob=blob, SourceEncryptionContext=context, DestinationKeyId=other)
        self.assertEqual(self.kms.decrypt(CiphertextBlob=moved["CiphertextBlob"])["Plaintext"], b"\x00\xffvalue")
        data_key = self.kms.generate_data_key(KeyId=key, KeySpec="AES_256")
        self.assertEqual(self.kms.decrypt(CiphertextBlob=data_key["CiphertextBlob"])["Plaintext"], data_key["Plaintext"])
        self.assertEqual(len(self.kms.generate_random(NumberOfBytes=7)["Plaintext"]), 7)

    def test_what_is_not_there_is_refused(self):
        self.assert_refused(
            "UnsupportedOperationException",
            "Gantry does not implement CreateGrant yet; see docs/coverage.md",
            self.kms.create_grant,
            KeyId="alias/one",
            GranteePrincipal="arn:aws:iam::000000000000:root",
            Operations=["Decrypt"],
        )
        with self.assertRaises(ClientError) as refused:
            self.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
        self.assertEqual(refused.exception.response["Error"]["Code"], "UnsupportedOperationException")


if __name__ == "__main__":
    unittest.main()
