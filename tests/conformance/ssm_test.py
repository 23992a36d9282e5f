"""Parameter Store as its own client sees it: put, read back in every way, label, list, and delete."""

import json
import unittest

from botocore.exceptions import ClientError

from harness import ConformanceTest

OPTIMIZED = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended"


class SsmTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ssm = cls.server.client("ssm")

    def put(self, name, value, **members):
        return self.ssm.put_parameter(Name=name, Value=value, **{"Type": "String", **members})

    def assert_refused(self, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        error = refused.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), (code, text))
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_errors_are_of_the_model(self):
        with self.assertRaises(self.ssm.exceptions.ParameterNotFound):
            self.ssm.get_parameter(Name="/none")
        self.put("/errors/once", "v")
        with self.assertRaises(self.ssm.exceptions.ParameterAlreadyExists):
            self.put("/errors/once", "v")
        self.assert_refused(
            "ValidationException",
            "Parameter name must be a fully qualified name.",
            self.ssm.put_parameter,
            Name="errors/once",
            Value="v",
            Type="String",
        )
        self.assert_refused(
            "UnsupportedOperation",
            "Gantry does not implement PutResourcePolicy yet; see docs/coverage.md",
            self.ssm.put_resource_policy,
            ResourceArn="arn:aws:ssm:us-east-1:000000000000:parameter/errors/once",
            Policy="{}",
        )

    def test_versions_and_labels(self):
        self.assertEqual(self.put("/app/mode", "one")["Version"], 1)
        second = self.put("/app/mode", "two", Overwrite=True)
        self.assertEqual((second["Version"], second["Tier"]), (2, "Standard"))
        self.ssm.label_parameter_version(Name="/app/mode", ParameterVersion=1, Labels=["stable"])
        values = {
            selector: self.ssm.get_parameter(Name=f"/app/mode{selector}")["Parameter"]["Value"]
            for selector in ("", ":1", ":2", ":stable")
        }
        self.assertEqual(values, {"": "two", ":1": "one", ":2": "two", ":stable": "one"})
        history = self.ssm.get_parameter_history(Name="/app/mode")["Parameters"]
        self.assertEqual([(v["Version"], v["Labels"]) for v in history], [(1, ["stable"]), (2, [])])

    def test_secure_strings(self):
        self.put("/app/password", "hunter2", Type="SecureString")
        sealed = self.ssm.get_parameter(Name="/app/password")["Parameter"]
        self.assertNotIn("hunter2", json.dumps(sealed, default=str))
        opened = self.ssm.get_parameter(Name="/app/password", WithDecryption=True)["Parameter"]
        self.assertEqual((opened["Type"], opened["Value"]), ("SecureString", "hunter2"))
        described = self.ssm.describe_parameters(
            ParameterFilters=[{"Key": "Type", "Values": ["SecureString"]}]
        )["Parameters"]
        self.assertEqual([(p["Name"], p["KeyId"]) for p in described], [("/app/password", "alias/aws/ssm")])
        with self.assertRaises(self.ssm.exceptions.InvalidKeyId):
            self.put("/app/other", "v", Type="SecureString", KeyId="alias/none")

    def test_activations(self):
        self.server.client("iam").create_role(
            RoleName="Edge",
            Path="/service-role/",
            AssumeRolePolicyDocument=json.dumps({
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"},
                               "Action": "sts:AssumeRole"}],
            }),
        )
        made = self.ssm.create_activation(
            IamRole="service-role/Edge", DefaultInstanceName="edge", RegistrationLimit=3
        )
        shown = self.ssm.describe_activations(
            Filters=[{"FilterKey": "ActivationIds", "FilterValues": [made["ActivationId"]]}]
        )["ActivationList"]
        self.assertEqual(len(shown), 1)
        self.assertEqual(
            (shown[0]["IamRole"], shown[0]["RegistrationLimit"], shown[0]["RegistrationsCount"]),
            ("service-role/Edge", 3, 0),
        )
        self.assertEqual((shown[0]["ExpirationDate"] - shown[0]["CreatedDate"]).days, 1)
        self.assertNotIn(made["ActivationCode"], json.dumps(shown, default=str))
        self.ssm.delete_activation(ActivationId=made["ActivationId"])
        with self.assertRaises(self.ssm.exceptions.InvalidActivation):
            self.ssm.delete_activation(ActivationId=made["ActivationId"])
        self.assertEqual(self.ssm.describe_instance_information()["InstanceInformationList"], [])
        with self.assertRaises(self.ssm.exceptions.InvalidInstanceId):
            self.ssm.deregister_managed_instance(InstanceId="mi-00000000000000000")

    def test_hierarchies_in_pages(self):
        for name in range(12):
            self.put(f"/many/{name:02}", str(name))
        self.put("/many/below/it", "x")
        pages = self.ssm.get_paginator("get_parameters_by_path")
        flat = [p["Value"] for page in pages.paginate(Path="/many") for p in page["Parameters"]]
        self.assertEqual(flat, [str(n) for n in range(12)])
        deep = [p for page in pages.paginate(Path="/many", Recursive=True) for p in page["Parameters"]]
        self.assertEqual(len(deep), 13)
        listed = self.ssm.get_paginator("describe_parameters").paginate(
            ParameterFilters=[{"Key": "Path", "Option": "Recursive", "Values": ["/many"]}],
            PaginationConfig={"PageSize": 5},
        )
        self.assertEqual(sum(len(page["Parameters"]) for page in listed), 13)
        names = [f"/many/{n:02}" for n in range(10)]
        self.assertEqual(len(self.ssm.delete_parameters(Names=names)["DeletedParameters"]), 10)

    def test_as_terraform_does(self):
        tags = [{"Key": "Stack", "Value": "x"}]
        self.put("/tf/one", "v", Tags=tags, AllowedPattern="")
        got = self.ssm.get_parameter(Name="/tf/one", WithDecryption=True)["Parameter"]
        self.assertEqual(got["ARN"], "arn:aws:ssm:us-east-1:000000000000:parameter/tf/one")
        described = self.ssm.describe_parameters(
            ParameterFilters=[{"Key": "Name", "Option": "Equals", "Values": ["/tf/one"]}]
        )["Parameters"]
        self.assertEqual((described[0]["Tier"], described[0]["DataType"]), ("Standard", "text"))
        listed = self.ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/tf/one")
        self.assertEqual(listed["TagList"], tags)
        self.put("/tf/one", "w", Overwrite=True)
        self.ssm.delete_parameter(Name="/tf/one")
        with self.assertRaises(self.ssm.exceptions.ParameterNotFound):
            self.ssm.delete_parameter(Name="/tf/one")

    def test_settings(self):
        setting = "/ssm/parameter-store/default-parameter-tier"
        self.ssm.update_service_setting(SettingId=setting, SettingValue="Intelligent-Tiering")
        self.assertEqual(self.put("/settings/long", "v" * 5000)["Tier"], "Advanced")
        self.ssm.reset_service_setting(SettingId=setting)
        got = self.ssm.get_service_setting(SettingId=setting)["ServiceSetting"]
        self.assertEqual((got["SettingValue"], got["Status"]), ("Standard", "Default"))

    def test_what_aws_publishes(self):
        whole = json.loads(self.ssm.get_parameter(Name=OPTIMIZED)["Parameter"]["Value"])
        image = self.ssm.get_parameters(Names=[f"{OPTIMIZED}/image_id", "/none"])
        self.assertEqual(image["Parameters"][0]["Value"], whole["image_id"])
        self.assertEqual(image["InvalidParameters"], ["/none"])
        self.assertTrue(whole["image_name"].startswith("gantry-local-"))


if __name__ == "__main__":
    unittest.main()
