"""IAM as its own client sees it: create, read back, change, and delete; errors by their names and texts."""

import json
import unittest

from botocore.exceptions import ClientError

from harness import ConformanceTest

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


class IamTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iam = cls.server.client("iam")

    def make_role(self, name, **members):
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST), **members)["Role"]
        self.assertTrue(role["RoleId"].startswith("AROA"))
        return role

    def assert_refused(self, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertEqual(refused.exception.response["Error"]["Message"], text)
        return refused.exception.response["ResponseMetadata"]["HTTPStatusCode"]

    def test_an_operation_that_is_none_is_named(self):
        status = self.assert_refused(
            "InvalidAction",
            "Could not find operation GenerateCredentialReport for version 2010-05-08",
            self.iam.generate_credential_report,
        )
        self.assertEqual(status, 400)

    def test_roles(self):
        made = self.make_role("web", Path="/app/", Description="d", Tags=[{"Key": "a", "Value": "b"}])
        got = self.iam.get_role(RoleName="web")["Role"]
        self.assertEqual(got["Arn"], made["Arn"])
        self.assertEqual(got["AssumeRolePolicyDocument"], TRUST)  # botocore decodes and parses it
        self.assertEqual((got["Path"], got["Description"], got["Tags"]), ("/app/", "d", [{"Key": "a", "Value": "b"}]))
        self.assertEqual(got["MaxSessionDuration"], 3600)
        self.iam.update_role(RoleName="web", MaxSessionDuration=7200, Description="e")
        self.assertEqual(self.iam.get_role(RoleName="web")["Role"]["MaxSessionDuration"], 7200)
        status = self.assert_refused(
            "EntityAlreadyExists",
            "Role with name web already exists.",
            self.iam.create_role,
            RoleName="web",
            AssumeRolePolicyDocument=json.dumps(TRUST),
        )
        self.assertEqual(status, 409)
        self.iam.delete_role(RoleName="web")
        status = self.assert_refused(
            "NoSuchEntity", "The role with name web cannot be found.", self.iam.get_role, RoleName="web"
        )
        self.assertEqual(status, 404)

    def test_what_a_task_definition_needs(self):
        self.make_role("execution")
        self.iam.attach_role_policy(RoleName="execution", PolicyArn=EXECUTION)
        attached = self.iam.list_attached_role_policies(RoleName="execution")["AttachedPolicies"]
        self.assertEqual(attached, [{"PolicyName": "AmazonECSTaskExecutionRolePolicy", "PolicyArn": EXECUTION}])
        self.iam.put_role_policy(RoleName="execution", PolicyName="more", PolicyDocument=json.dumps(POLICY))
        self.assertEqual(self.iam.list_role_policies(RoleName="execution")["PolicyNames"], ["more"])
        got = self.iam.get_role_policy(RoleName="execution", PolicyName="more")
        self.assertEqual(got["PolicyDocument"], POLICY)
        status = self.assert_refused(
            "DeleteConflict",
            "Cannot delete entity, must detach all policies first.",
            self.iam.delete_role,
            RoleName="execution",
        )
        self.assertEqual(status, 409)
        self.iam.detach_role_policy(RoleName="execution", PolicyArn=EXECUTION)
        self.iam.delete_role_policy(RoleName="execution", PolicyName="more")
        self.iam.delete_role(RoleName="execution")

    def test_managed_policies(self):
        made = self.iam.create_policy(PolicyName="mine", PolicyDocument=json.dumps(POLICY), Description="d")["Policy"]
        arn = made["Arn"]
        self.iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(POLICY), SetAsDefault=True)
        self.assertEqual(self.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"], "v2")
        version = self.iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]
        self.assertEqual(version["Document"], POLICY)
        versions = self.iam.list_policy_versions(PolicyArn=arn)["Versions"]
        self.assertEqual([v["VersionId"] for v in versions], ["v2", "v1"])
        self.iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
        self.iam.delete_policy(PolicyArn=arn)
        self.assert_refused(
            "MalformedPolicyDocument",
            "Policy statement must contain actions.",
            self.iam.create_policy,
            PolicyName="bad",
            PolicyDocument='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}',
        )

    def test_instance_profiles(self):
        self.make_role("machine")
        self.iam.create_instance_profile(InstanceProfileName="machines")
        self.iam.add_role_to_instance_profile(InstanceProfileName="machines", RoleName="machine")
        got = self.iam.get_instance_profile(InstanceProfileName="machines")["InstanceProfile"]
        self.assertEqual([role["RoleName"] for role in got["Roles"]], ["machine"])
        listed = self.iam.list_instance_profiles_for_role(RoleName="machine")["InstanceProfiles"]
        self.assertEqual(len(listed), 1)
        self.iam.remove_role_from_instance_profile(InstanceProfileName="machines", RoleName="machine")
        self.iam.delete_instance_profile(InstanceProfileName="machines")
        self.iam.delete_role(RoleName="machine")

    def test_users_groups_and_keys(self):
        self.iam.create_user(UserName="alice")
        self.iam.create_group(GroupName="devs")
        self.iam.add_user_to_group(GroupName="devs", UserName="alice")
        self.assertEqual([u["UserName"] for u in self.iam.get_group(GroupName="devs")["Users"]], ["alice"])
        key = self.iam.create_access_key(UserName="alice")["AccessKey"]
        listed = self.iam.list_access_keys(UserName="alice")["AccessKeyMetadata"]
        self.assertEqual([(k["AccessKeyId"], k["Status"]) for k in listed], [(key["AccessKeyId"], "Active")])
        self.iam.delete_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"])
        self.iam.remove_user_from_group(GroupName="devs", UserName="alice")
        self.iam.delete_group(GroupName="devs")
        self.iam.delete_user(UserName="alice")

    def test_pages(self):
        names = [f"page-{i}" for i in range(7)]
        for name in names:
            self.make_role(name)
        pages = self.iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 3})
        roles = [role["RoleName"] for page in pages for role in page["Roles"]]
        self.assertEqual([name for name in roles if name.startswith("page-")], names)
        for name in names:
            self.iam.delete_role(RoleName=name)

    def test_openid_connect_providers(self):
        url = "https://id.example.org/tenant"
        arn = self.iam.create_open_id_connect_provider(
            Url=url, ClientIDList=["gantry"], ThumbprintList=["a" * 40], Tags=[{"Key": "a", "Value": "b"}]
        )["OpenIDConnectProviderArn"]
        self.iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="other")
        self.iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="gantry")
        self.iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=arn, ThumbprintList=["b" * 40])
        self.iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=arn, Tags=[{"Key": "c", "Value": "d"}])
        self.iam.untag_open_id_connect_provider(OpenIDConnectProviderArn=arn, TagKeys=["a"])
        got = self.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
        self.assertEqual(got["Url"], "id.example.org/tenant")
        self.assertEqual((got["ClientIDList"], got["ThumbprintList"]), (["other"], ["b" * 40]))
        tags = self.iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=arn)["Tags"]
        self.assertEqual(tags, [{"Key": "c", "Value": "d"}])
        listed = self.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
        self.assertIn({"Arn": arn}, listed)
        status = self.assert_refused(
            "EntityAlreadyExists",
            f"Provider with url {url} already exists.",
            self.iam.create_open_id_connect_provider,
            Url=url,
        )
        self.assertEqual(status, 409)
        self.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)

    def test_a_key_tells_its_account(self):
        sts = self.server.client("sts")
        self.iam.create_user(UserName="keyed")
        key = self.iam.create_access_key(UserName="keyed")["AccessKey"]["AccessKeyId"]
        self.addCleanup(self.iam.delete_user, UserName="keyed")
        self.addCleanup(self.iam.delete_access_key, UserName="keyed", AccessKeyId=key)
        mine = sts.get_caller_identity()["Account"]
        self.assertEqual(sts.get_access_key_info(AccessKeyId=key)["Account"], mine)
        unknown = "AKIA" + "Z" * 16
        self.assert_refused(
            "ValidationError",
            f"Access Key ID {unknown} is not one of this installation's.",
            sts.get_access_key_info,
            AccessKeyId=unknown,
        )

    def test_the_account(self):
        self.iam.create_account_alias(AccountAlias="the-firm")
        self.assertEqual(self.iam.list_account_aliases()["AccountAliases"], ["the-firm"])
        self.iam.delete_account_alias(AccountAlias="the-firm")
        self.assertEqual(self.iam.get_account_summary()["SummaryMap"]["PolicySizeQuota"], 6144)
        self.iam.update_account_password_policy(MinimumPasswordLength=12)
        self.assertEqual(self.iam.get_account_password_policy()["PasswordPolicy"]["MinimumPasswordLength"], 12)
        self.iam.delete_account_password_policy()
        status = self.assert_refused(
            "NoSuchEntity",
            "The Password Policy with domain name 000000000000 cannot be found.",
            self.iam.get_account_password_policy,
        )
        self.assertEqual(status, 404)

    def test_who_may_do_what(self):
        self.make_role("audited")
        self.iam.put_role_policy(RoleName="audited", PolicyName="p", PolicyDocument=json.dumps(POLICY))
        pages = self.iam.get_paginator("get_account_authorization_details").paginate(Filter=["Role"])
        details = [role for page in pages for role in page["RoleDetailList"] if role["RoleName"] == "audited"]
        self.assertEqual(details[0]["RolePolicyList"], [{"PolicyName": "p", "PolicyDocument": POLICY}])
        arn = details[0]["Arn"]
        results = self.iam.simulate_principal_policy(
            PolicySourceArn=arn, ActionNames=["s3:GetObject", "s3:PutObject"]
        )["EvaluationResults"]
        self.assertEqual([result["EvalDecision"] for result in results], ["allowed", "implicitDeny"])
        conditional = {**POLICY, "Statement": [{**POLICY["Statement"][0], "Condition": {"Bool": {"a:b": "true"}}}]}
        keys = self.iam.get_context_keys_for_custom_policy(PolicyInputList=[json.dumps(conditional)])
        self.assertEqual(keys["ContextKeyNames"], ["a:b"])
        self.assertEqual(self.iam.get_context_keys_for_principal_policy(PolicySourceArn=arn)["ContextKeyNames"], [])
        self.iam.delete_role_policy(RoleName="audited", PolicyName="p")
        self.iam.delete_role(RoleName="audited")

    def test_what_no_user_has(self):
        self.iam.create_user(UserName="bare")
        self.assertEqual(self.iam.list_mfa_devices(UserName="bare")["MFADevices"], [])
        self.assertEqual(self.iam.list_virtual_mfa_devices()["VirtualMFADevices"], [])
        self.assertEqual(self.iam.list_ssh_public_keys(UserName="bare")["SSHPublicKeys"], [])
        self.assertEqual(self.iam.list_signing_certificates(UserName="bare")["Certificates"], [])
        self.assertEqual(self.iam.list_service_specific_credentials(UserName="bare")["ServiceSpecificCredentials"], [])
        self.assert_refused(
            "NoSuchEntity",
            "Login Profile for User bare cannot be found.",
            self.iam.delete_login_profile,
            UserName="bare",
        )
        self.iam.delete_user(UserName="bare")


if __name__ == "__main__":
    unittest.main()
