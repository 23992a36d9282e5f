"""Services that Gantry does not answer: their own clients print why, in whatever they read."""

import unittest

import botocore.credentials
import botocore.session
from botocore import UNSIGNED
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError

from harness import REGION, ConformanceTest, send

# Client, operation, its input, and the name that signatures for it carry.
CALLS = [
    ("elbv2", "describe_load_balancers", {}, "elasticloadbalancing"),
    ("elb", "describe_load_balancers", {}, "elasticloadbalancing"),
    ("cloudformation", "describe_stacks", {}, "cloudformation"),
    ("autoscaling", "describe_auto_scaling_groups", {}, "autoscaling"),
    ("cloudwatch", "list_metrics", {}, "monitoring"),
    ("sns", "list_topics", {}, "sns"),
    ("sqs", "list_queues", {}, "sqs"),
    ("rds", "describe_db_instances", {}, "rds"),
    ("route53", "list_hosted_zones", {}, "route53"),
    ("cloudfront", "list_distributions", {}, "cloudfront"),
    ("lambda", "list_functions", {}, "lambda"),
    ("efs", "describe_file_systems", {}, "elasticfilesystem"),
    ("apigatewayv2", "get_apis", {}, "apigateway"),
    ("scheduler", "list_schedules", {}, "scheduler"),
    ("batch", "describe_compute_environments", {}, "batch"),
    ("events", "list_rules", {}, "events"),
    ("acm", "list_certificates", {}, "acm"),
    ("application-autoscaling", "describe_scalable_targets", {"ServiceNamespace": "ecs"}, "application-autoscaling"),
    ("servicediscovery", "list_namespaces", {}, "servicediscovery"),
    ("codedeploy", "list_applications", {}, "codedeploy"),
    ("dynamodb", "list_tables", {}, "dynamodb"),
    ("stepfunctions", "list_state_machines", {}, "states"),
]


def text_for(service):
    return f"Gantry does not answer {service} yet; see docs/coverage.md"


class OtherServices(ConformanceTest):
    def test_each_client_reads_its_refusal(self):
        for service, operation, request, name in CALLS:
            with self.subTest(service=service, operation=operation):
                client = self.server.client(service, inject_host_prefix=False)
                with self.assertRaises(ClientError) as caught:
                    getattr(client, operation)(**request)
                answer = caught.exception.response
                self.assertEqual(answer["Error"]["Message"], text_for(name))
                self.assertIn(
                    answer["Error"]["Code"], ("InvalidAction", "NotImplemented", "UnknownOperationException")
                )
                self.assertTrue(answer["ResponseMetadata"]["RequestId"])

    def test_what_ours_do_not_know_is_no_other_service(self):
        """An operation of a later release, or none: the service is there, the operation is not."""
        for service, target in [("kms", "TrentService.NoSuchThing"), ("ssm", "AmazonSSM.NoSuchThing"),
                                ("logs", "Logs_20140328.NoSuchThing"), ("kms", "A.B"), ("ecr", None)]:
            with self.subTest(service=service, target=target):
                headers = {"Content-Type": "application/x-amz-json-1.1"}
                if target:
                    headers["X-Amz-Target"] = target
                request = AWSRequest("POST", self.server.endpoint + "/", headers=headers, data=b"{}")
                key = botocore.credentials.Credentials(self.server.key_id, self.server.secret)
                SigV4Auth(key, service, REGION).add_auth(request)
                answer = send(request)
                self.assertIn(answer.status_code, (400, 404))
                self.assertIn("UnknownOperationException", answer.content.decode())
                self.assertNotIn("Gantry does not answer", answer.content.decode())

    def test_the_text_names_the_operation(self):
        """What a user reads: the CLI prints this line."""
        with self.assertRaises(ClientError) as caught:
            self.server.client("rds").describe_db_instances()
        self.assertEqual(
            str(caught.exception),
            "An error occurred (InvalidAction) when calling the DescribeDBInstances operation: " + text_for("rds"),
        )

    def unsigned_client(self, service):
        return botocore.session.get_session().create_client(
            service, region_name=REGION, endpoint_url=self.server.endpoint, config=Config(signature_version=UNSIGNED)
        )

    def test_calls_that_are_not_signed(self):
        client = self.unsigned_client("rds")
        # Only the body would tell which service.
        self.refused("InvalidAction", text_for("this service"), client.describe_db_instances)

    def test_calls_that_are_never_signed(self):
        with self.assertRaises(ClientError) as caught:
            self.unsigned_client("sts").assume_role_with_web_identity(
                RoleArn="arn:aws:iam::123456789012:role/r", RoleSessionName="name", WebIdentityToken="token"
            )
        self.assertEqual(caught.exception.response["Error"]["Code"], "InvalidIdentityToken")

    def test_a_signature_is_asked_of_all_others(self):
        with self.assertRaises(ClientError) as caught:
            self.unsigned_client("sts").get_caller_identity()
        self.assertEqual(caught.exception.response["Error"]["Code"], "MissingAuthenticationToken")

    def test_presigned_urls(self):
        url = self.server.client("rds").generate_presigned_url("describe_db_instances", HttpMethod="GET")
        response = send(AWSRequest(method="GET", url=url))
        self.assertEqual(response.status_code, 400)
        self.assertIn(text_for("rds"), response.text)
        url = self.server.client("sts").generate_presigned_url("get_caller_identity", HttpMethod="GET")
        response = send(AWSRequest(method="GET", url=url))
        self.assertEqual(response.status_code, 200)
        self.assertIn("<GetCallerIdentityResult>", response.text)

    def test_a_head_has_only_its_status(self):
        request = AWSRequest(method="HEAD", url=f"{self.server.endpoint}/2015-03-31/functions")
        response = self.server.send(request, "lambda")
        self.assertEqual((response.status_code, response.content), (501, b""))

    def test_rpc_v2_cbor(self):
        """Newer SDKs ask CloudWatch so."""
        request = AWSRequest(
            method="POST",
            url=f"{self.server.endpoint}/service/GraniteServiceVersion20100801/operation/ListMetrics",
            data=b"\xa0",
            headers={"smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"},
        )
        response = self.server.send(request, "monitoring")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response.headers["smithy-protocol"], "rpc-v2-cbor")
        self.assertTrue(response.content.startswith(b"\xa2\x66__type"))
        self.assertIn(text_for("monitoring").encode(), response.content)

    def test_ecs_is_not_refused(self):
        self.assertEqual(self.ecs.describe_clusters(clusters=["none"])["failures"][0]["reason"], "MISSING")


if __name__ == "__main__":
    unittest.main()
