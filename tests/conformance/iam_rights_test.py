"""What policies decide, as callers see it: pages, explanations and suggestions; --iam audit and off; identity tokens."""

import base64
import http.server
import json
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

import botocore.credentials
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from harness import GANTRY, REGION, Server, send

ISSUER = "https://id.example.org"
ANN = "arn:aws:iam::000000000000:user/ann"


def allow(action, resource="*"):
    return json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}],
    })


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Signs tokens with the openssl command: RS256."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="gantry-issuer-")  # goes with its issuer
        self.key = pathlib.Path(self.directory.name) / "key.pem"
        self.openssl("genrsa", "-out", str(self.key), "2048")
        modulus = self.openssl("rsa", "-in", str(self.key), "-noout", "-modulus").decode().strip().split("=")[1]
        self.jwks = self.key.with_name("keys.json")
        self.jwks.write_text(json.dumps({"keys": [{
            "kty": "RSA", "kid": "k1", "use": "sig", "alg": "RS256", "e": "AQAB",
            "n": base64url(bytes.fromhex(modulus)),
        }]}))

    @staticmethod
    def openssl(*arguments, **options):
        return subprocess.run(["openssl", *arguments], check=True, capture_output=True, **options).stdout

    def token(self, **claims):
        now = int(time.time())
        claims = {"iss": ISSUER, "sub": "repo:mine/app", "aud": "gantry", "iat": now, "exp": now + 600, **claims}
        head = base64url(json.dumps({"alg": "RS256", "kid": "k1"}).encode())
        text = f"{head}.{base64url(json.dumps(claims).encode())}"
        signature = self.openssl("dgst", "-sha256", "-sign", str(self.key), input=text.encode())
        return f"{text}.{base64url(signature)}"


class RightsTest(unittest.TestCase):
    flags = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.flags)
        cls.iam = cls.server.client("iam")
        cls.iam.create_user(UserName="ann")
        key = cls.iam.create_access_key(UserName="ann")["AccessKey"]
        cls.key = key["AccessKeyId"], key["SecretAccessKey"]

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def give(self, action, resource="*"):
        self.iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=allow(action, resource))

    def page(self, path, key=None, **query):
        """Status and text of a page, signed with a key; without, the root's."""
        key = key or (self.server.key_id, self.server.secret)
        url = f"{self.server.endpoint}{path}"
        if query:
            url += "?" + urllib.parse.urlencode(query)
        request = AWSRequest(method="GET", url=url)
        SigV4Auth(botocore.credentials.Credentials(*key), "ecs", REGION).add_auth(request)
        answer = send(request)
        return answer.status_code, answer.content.decode()

    def of_ann(self, service):
        server = Server.__new__(Server)
        server.endpoint, (server.key_id, server.secret) = self.server.endpoint, self.key
        return server.client(service)

    def ecs_of_ann(self):
        return self.of_ann("ecs")

    def gantry_iam(self, *arguments):
        return subprocess.run(
            [GANTRY, "iam", *arguments, "--endpoint", self.server.endpoint, "--key-file", str(self.server.key_file)],
            capture_output=True, text=True,
        )


class EnforcedTest(RightsTest):
    def test_pages_ask_a_policy(self):
        self.give("ecs:*")
        self.assertEqual(self.page("/_gantry/state")[0], 200)
        status, text = self.page("/_gantry/state", self.key)
        self.assertEqual(status, 403)
        self.assertIn(f"User: {ANN} is not authorized to perform: gantry:GetState on resource: *", text)
        cluster = self.server.client("ecs").create_cluster(clusterName="paged")["cluster"]["clusterArn"]
        self.give("gantry:GetHistory", cluster)
        self.assertEqual(self.page("/_gantry/history", self.key, arn=cluster)[0], 200)
        self.assertEqual(self.page("/_gantry/history", self.key, arn=cluster + "x")[0], 403)
        self.assertEqual(self.page("/_gantry/health", self.key)[0], 200)

    def test_a_denial_is_explained(self):
        self.give("ecs:List*")
        with self.assertRaises(ClientError):
            self.ecs_of_ann().create_cluster(clusterName="no")
        last = self.gantry_iam("explain", "--principal", ANN)
        self.assertEqual(last.returncode, 0, last.stderr)
        self.assertIn("Denied: ecs:CreateCluster", last.stdout)
        self.assertIn("What is missing, in an identity-based policy of " + ANN, last.stdout)
        self.assertIn('"Action": "ecs:CreateCluster"', last.stdout)
        allowed = self.gantry_iam("explain", "--principal", ANN, "--action", "ecs:ListTasks")
        self.assertIn("Allowed: ecs:ListTasks", allowed.stdout)
        self.assertIn("p, statement 1", allowed.stdout)
        explained = json.loads(
            self.page("/_gantry/iam/explain", principal=ANN, action="ecs:StopTask", resource="arn:aws:ecs:::x")[1]
        )
        self.assertEqual(explained["outcome"], "implicitDeny")
        self.assertEqual([verdict["asked"] for verdict in explained["verdicts"]], [True, False, False, False])
        self.assertEqual(explained["grants"][0]["policy"]["Statement"]["Resource"], "arn:aws:ecs:::x")
        self.assertEqual(self.page("/_gantry/iam/explain", principal=ANN + "x", action="a:b")[0], 404)

    def test_what_was_called_is_suggested(self):
        self.give(["ecs:ListClusters", "ecs:DescribeClusters"])
        ecs = self.ecs_of_ann()
        ecs.list_clusters()
        ecs.describe_clusters()
        with self.assertRaises(ClientError):
            ecs.delete_cluster(cluster="no")
        suggested = self.gantry_iam("suggest", ANN)
        self.assertEqual(suggested.returncode, 0, suggested.stderr)
        actions = [a for statement in json.loads(suggested.stdout)["Statement"] for a in statement["Action"]]
        self.assertIn("ecs:ListClusters", actions)
        self.assertNotIn("ecs:DeleteCluster", actions)
        document = json.loads(self.gantry_iam("suggest", "--refused", ANN).stdout)
        self.assertIn("ecs:DeleteCluster", [a for s in document["Statement"] for a in s["Action"]])

    def test_what_is_suggested_is_enough_and_no_more(self):
        self.give("ecs:*")
        ecs = self.ecs_of_ann()
        ecs.create_cluster(clusterName="suggested")
        ecs.describe_clusters(clusters=["suggested"])
        document = self.gantry_iam("suggest", ANN).stdout
        self.iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=document)
        ecs.create_cluster(clusterName="suggested")
        ecs.describe_clusters(clusters=["suggested"])
        with self.assertRaises(ClientError) as refused:
            ecs.delete_cluster(cluster="suggested")
        self.assertEqual(refused.exception.response["Error"]["Code"], "AccessDeniedException")

    def test_what_an_explanation_would_add_is_enough(self):
        self.give("ecs:List*")
        ecs = self.ecs_of_ann()
        with self.assertRaises(ClientError):
            ecs.create_cluster(clusterName="explained")
        explained = json.loads(self.page(
            "/_gantry/iam/explain", principal=ANN, action="ecs:CreateCluster",
            resource=f"arn:aws:ecs:{REGION}:000000000000:cluster/explained",
        )[1])
        self.iam.put_user_policy(
            UserName="ann", PolicyName="added", PolicyDocument=json.dumps(explained["grants"][0]["policy"])
        )
        self.addCleanup(self.iam.delete_user_policy, UserName="ann", PolicyName="added")
        ecs.create_cluster(clusterName="explained")
        with self.assertRaises(ClientError):
            ecs.create_cluster(clusterName="another")

    def test_a_denial_by_a_bucket_is_explained(self):
        self.give("s3:*")
        s3 = self.server.client("s3")
        s3.create_bucket(Bucket="shut-to-ann")
        self.addCleanup(s3.delete_bucket, Bucket="shut-to-ann")
        s3.put_bucket_policy(Bucket="shut-to-ann", Policy=json.dumps({"Version": "2012-10-17", "Statement": {
            "Sid": "Shut", "Effect": "Deny", "Principal": {"AWS": ANN}, "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::shut-to-ann/*"}}))
        with self.assertRaises(ClientError):
            self.of_ann("s3").get_object(Bucket="shut-to-ann", Key="cat")
        told = self.gantry_iam("explain", "--principal", ANN).stdout
        self.assertIn("Denied: s3:GetObject", told)
        self.assertIn("the resource's own policy denies it, as it was then", told)
        by_hand = self.gantry_iam("explain", "--principal", ANN, "--action", "s3:GetObject",
                                  "--resource", "arn:aws:s3:::shut-to-ann/cat").stdout
        self.assertIn("the resource's own policy not asked", by_hand)

    def test_what_a_page_has_to_say_beside_its_text_is_on_standard_error(self):
        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("X-Gantry-Note", "not all of it")
                self.send_header("Content-Length", "3")
                self.end_headers()
                self.wfile.write(b"{}\n")

            def log_message(self, *_):
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            told = subprocess.run([GANTRY, "iam", "suggest", ANN, "--endpoint",
                                   f"http://127.0.0.1:{server.server_port}"], capture_output=True, text=True)
            server.shutdown()
        self.assertEqual((told.returncode, told.stdout, told.stderr), (0, "{}\n", "gantry: not all of it\n"))

    def test_a_role_is_passed_by_who_may(self):
        """At registration, and at launch for roles that overrides name."""
        role = self.iam.create_role(RoleName="passed", AssumeRolePolicyDocument=json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                           "Action": "sts:AssumeRole"}],
        }))["Role"]["Arn"]
        self.give("ecs:*")
        ecs = self.ecs_of_ann()
        containers = [{"name": "a", "image": "a", "memory": 64}]
        ecs.create_cluster(clusterName="passing")
        ecs.register_task_definition(family="without", containerDefinitions=containers)
        refusals = {
            "register": lambda: ecs.register_task_definition(
                family="with", containerDefinitions=containers, taskRoleArn=role),
            "register for execution": lambda: ecs.register_task_definition(
                family="with", containerDefinitions=containers, executionRoleArn=role),
            "run": lambda: ecs.run_task(
                cluster="passing", taskDefinition="without", overrides={"taskRoleArn": role}),
        }
        text = f"User: {ANN} is not authorized to perform: iam:PassRole on resource: {role}"
        for name, call in refusals.items():
            with self.subTest(name):
                with self.assertRaises(ClientError) as refused:
                    call()
                error = refused.exception.response["Error"]
                self.assertEqual(error["Code"], "AccessDeniedException")
                self.assertIn(text, error["Message"])
        self.assertEqual(ecs.list_task_definitions(familyPrefix="with")["taskDefinitionArns"], [])
        self.iam.put_user_policy(UserName="ann", PolicyName="pass", PolicyDocument=allow("iam:PassRole", role))
        self.addCleanup(self.iam.delete_user_policy, UserName="ann", PolicyName="pass")
        refusals["register"]()
        refusals["register for execution"]()
        with self.assertRaises(ClientError) as refused:
            refusals["run"]()
        self.assertIn("No Container Instances were found", refused.exception.response["Error"]["Message"])


class AuditedTest(RightsTest):
    flags = ("--iam", "audit")

    def test_what_would_be_denied_is_done_and_told(self):
        self.assertIn("clusterArns", self.ecs_of_ann().list_clusters())
        self.ecs_of_ann().list_clusters()
        health = json.loads(self.page("/_gantry/health")[1])
        self.assertEqual((health["iam"], health["iamWouldDeny"]), ("audit", 2))
        log = self.server.process.log.read_text()
        self.assertEqual(log.count("iam_would_deny"), 1)
        self.assertIn("because no identity-based policy allows the ecs:ListClusters action", log)


class OffTest(RightsTest):
    flags = ("--iam", "off")

    def test_no_policy_is_asked(self):
        self.assertIn("clusterArns", self.ecs_of_ann().list_clusters())
        self.assertEqual(json.loads(self.page("/_gantry/health")[1])["iam"], "off")


class WebIdentityTest(RightsTest):
    @classmethod
    def setUpClass(cls):
        cls.issuer = Issuer()
        cls.flags = ("--oidc-keys", f"{ISSUER}={cls.issuer.jwks}")
        super().setUpClass()
        provider = cls.iam.create_open_id_connect_provider(Url=ISSUER, ClientIDList=["gantry"])
        cls.provider = provider["OpenIDConnectProviderArn"]
        trust = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": cls.provider},
            "Condition": {"StringLike": {"id.example.org:sub": "repo:mine/*"}},
        }]}
        cls.role = cls.iam.create_role(RoleName="ci", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]

    def assume(self, token):
        return self.server.client("sts").assume_role_with_web_identity(
            RoleArn=self.role, RoleSessionName="job", WebIdentityToken=token
        )

    def refusal(self, token):
        with self.assertRaises(ClientError) as refused:
            self.assume(token)
        error = refused.exception.response["Error"]
        return error["Code"], refused.exception.response["ResponseMetadata"]["HTTPStatusCode"]

    def test_a_token_is_taken_for_a_session(self):
        answer = self.assume(self.issuer.token())
        self.assertEqual(answer["Provider"], self.provider)
        self.assertEqual((answer["Audience"], answer["SubjectFromWebIdentityToken"]), ("gantry", "repo:mine/app"))
        self.assertEqual(answer["AssumedRoleUser"]["Arn"], "arn:aws:sts::000000000000:assumed-role/ci/job")

    def test_tokens_that_are_refused(self):
        self.assertEqual(self.refusal("a.b.c"), ("InvalidIdentityToken", 400))
        self.assertEqual(self.refusal(Issuer().token()), ("InvalidIdentityToken", 400))
        self.assertEqual(self.refusal(self.issuer.token(aud="other")), ("InvalidIdentityToken", 400))
        self.assertEqual(self.refusal(self.issuer.token(exp=1)), ("ExpiredTokenException", 400))
        self.assertEqual(self.refusal(self.issuer.token(sub="repo:other/app")), ("AccessDenied", 403))


if __name__ == "__main__":
    unittest.main()
