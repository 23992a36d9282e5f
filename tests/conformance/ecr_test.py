"""ECR as its own client sees it: repositories, their policies, what a registry is told, and an image whose
layers come as Docker sends them. Docker itself pushes and pulls in tests/e2e."""

import base64
import hashlib
import json
import unittest

from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from harness import ConformanceTest, send

KEEP_ONE = json.dumps(
    {
        "rules": [
            {
                "rulePriority": 1,
                "description": "one is enough",
                "selection": {
                    "tagStatus": "any",
                    "countType": "imageCountMoreThan",
                    "countNumber": 1,
                },
                "action": {"type": "expire"},
            }
        ]
    }
)


class EcrTest(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ecr = cls.server.client("ecr")

    def assert_refused(self, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(**members)
        error = refused.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), (code, text))
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_errors_are_of_the_model(self):
        exceptions = self.ecr.exceptions
        with self.assertRaises(exceptions.RepositoryNotFoundException):
            self.ecr.describe_repositories(repositoryNames=["none"])
        self.ecr.create_repository(repositoryName="errors")
        with self.assertRaises(exceptions.RepositoryAlreadyExistsException):
            self.ecr.create_repository(repositoryName="errors")
        with self.assertRaises(exceptions.RepositoryPolicyNotFoundException):
            self.ecr.get_repository_policy(repositoryName="errors")
        with self.assertRaises(exceptions.LifecyclePolicyNotFoundException):
            self.ecr.get_lifecycle_policy(repositoryName="errors")
        with self.assertRaises(exceptions.LifecyclePolicyPreviewNotFoundException):
            self.ecr.get_lifecycle_policy_preview(repositoryName="errors")
        with self.assertRaises(exceptions.RegistryPolicyNotFoundException):
            self.ecr.get_registry_policy()
        with self.assertRaises(exceptions.ImageNotFoundException):
            self.ecr.describe_images(repositoryName="errors", imageIds=[{"imageTag": "x"}])
        self.assert_refused(
            "InvalidParameterException",
            "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'Member must have "
            "length greater than or equal to 2'",
            self.ecr.create_repository,
            repositoryName="x",
        )
        self.assert_refused(
            "UnsupportedOperationException",
            "Images are not scanned.",
            self.ecr.start_image_scan,
            repositoryName="errors",
            imageId={"imageTag": "x"},
        )

    def test_repositories_and_their_tags(self):
        made = self.ecr.create_repository(
            repositoryName="shop/web",
            imageTagMutability="IMMUTABLE",
            imageScanningConfiguration={"scanOnPush": True},
            encryptionConfiguration={"encryptionType": "AES256"},
            tags=[{"Key": "team", "Value": "shop"}],
        )["repository"]
        self.assertEqual(made["repositoryUri"], f"127.0.0.1:{self.server.port}/shop/web")
        shown = self.ecr.describe_repositories(repositoryNames=["shop/web"])["repositories"]
        self.assertEqual(shown, [made])
        arn = made["repositoryArn"]
        self.assertEqual(
            self.ecr.list_tags_for_resource(resourceArn=arn)["tags"],
            [{"Key": "team", "Value": "shop"}],
        )
        self.ecr.tag_resource(resourceArn=arn, tags=[{"Key": "stage", "Value": "test"}])
        self.ecr.untag_resource(resourceArn=arn, tagKeys=["team"])
        self.assertEqual(
            self.ecr.list_tags_for_resource(resourceArn=arn)["tags"],
            [{"Key": "stage", "Value": "test"}],
        )
        self.assertEqual(self.ecr.list_images(repositoryName="shop/web")["imageIds"], [])
        self.ecr.delete_repository(repositoryName="shop/web")
        with self.assertRaises(self.ecr.exceptions.RepositoryNotFoundException):
            self.ecr.list_images(repositoryName="shop/web")

    def test_lists_in_pages(self):
        names = [f"pages/{i:02}" for i in range(5)]
        for name in names:
            self.ecr.create_repository(repositoryName=name)
        pages = self.ecr.get_paginator("describe_repositories").paginate(
            PaginationConfig={"PageSize": 2}
        )
        seen = [r["repositoryName"] for page in pages for r in page["repositories"]]
        self.assertEqual([name for name in seen if name.startswith("pages/")], names)

    def test_lifecycle(self):
        self.ecr.create_repository(repositoryName="life")
        self.ecr.put_lifecycle_policy(repositoryName="life", lifecyclePolicyText=KEEP_ONE)
        got = self.ecr.get_lifecycle_policy(repositoryName="life")
        self.assertEqual(json.loads(got["lifecyclePolicyText"]), json.loads(KEEP_ONE))
        started = self.ecr.start_lifecycle_policy_preview(repositoryName="life")
        self.assertEqual(started["status"], "IN_PROGRESS")
        self.ecr.get_waiter("lifecycle_policy_preview_complete").wait(repositoryName="life")
        preview = self.ecr.get_lifecycle_policy_preview(repositoryName="life")
        self.assertEqual(preview["summary"], {"expiringImageTotalCount": 0})
        with self.assertRaises(self.ecr.exceptions.InvalidParameterException):
            self.ecr.put_lifecycle_policy(repositoryName="life", lifecyclePolicyText="x" * 100)
        self.ecr.delete_lifecycle_policy(repositoryName="life")

    def test_policies(self):
        self.ecr.create_repository(repositoryName="policies")
        policy = json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Sid": "pull",
                        "Effect": "Allow",
                        "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
                        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    }
                ],
            }
        )
        self.ecr.set_repository_policy(repositoryName="policies", policyText=policy)
        got = self.ecr.get_repository_policy(repositoryName="policies")
        self.assertEqual(json.loads(got["policyText"]), json.loads(policy))
        self.ecr.delete_repository_policy(repositoryName="policies")
        with self.assertRaises(self.ecr.exceptions.InvalidParameterException):
            self.ecr.set_repository_policy(repositoryName="policies", policyText="{}")

    def test_the_registry(self):
        described = self.ecr.describe_registry()
        account = described["registryId"]
        self.assertEqual(described["replicationConfiguration"], {"rules": []})
        wanted = {"rules": [{"destinations": [{"region": "eu-west-1", "registryId": account}]}]}
        put = self.ecr.put_replication_configuration(replicationConfiguration=wanted)
        self.assertEqual(put["replicationConfiguration"], wanted)
        scanning = self.ecr.get_registry_scanning_configuration()["scanningConfiguration"]
        self.assertEqual(scanning, {"scanType": "BASIC", "rules": []})
        rule = self.ecr.create_pull_through_cache_rule(
            ecrRepositoryPrefix="quay", upstreamRegistryUrl="quay.io"
        )
        self.assertEqual(rule["registryId"], account)
        rules = self.ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]
        self.assertEqual([r["ecrRepositoryPrefix"] for r in rules], ["quay"])
        self.ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="quay")

    def test_a_token_to_log_in_with(self):
        data = self.ecr.get_authorization_token()["authorizationData"]
        self.assertEqual(len(data), 1)
        self.assertEqual(data[0]["proxyEndpoint"], self.server.endpoint)
        user, token = base64.b64decode(data[0]["authorizationToken"]).decode().split(":")
        self.assertEqual(user, "AWS")
        self.assertGreater(len(token), 100)

    def registry(self, method, path, body=b""):
        """A request as Docker makes it."""
        token = self.ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
        url = path if path.startswith("http") else f"{self.server.endpoint}{path}"
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/octet-stream"}
        return send(AWSRequest(method=method, url=url, data=body, headers=headers))

    def push_blob(self, repository, content):
        """Gives its descriptor."""
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        begun = self.registry("POST", f"/v2/{repository}/blobs/uploads/")
        self.assertEqual(begun.status_code, 202, begun.text)
        place = begun.headers["Location"]
        place += ("&" if "?" in place else "?") + f"digest={digest}"
        done = self.registry("PUT", place, content)
        self.assertEqual(done.status_code, 201, done.text)
        return {"mediaType": "application/octet-stream", "digest": digest, "size": len(content)}

    def test_an_image_and_its_tags(self):
        self.ecr.create_repository(repositoryName="img/one", imageTagMutability="IMMUTABLE")
        manifest = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": self.push_blob("img/one", b"{}"),
            "layers": [self.push_blob("img/one", b"layer" * 100)],
        }
        text = json.dumps(manifest)
        put = self.ecr.put_image(repositoryName="img/one", imageManifest=text, imageTag="v1")["image"]
        digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        self.assertEqual(put["imageId"], {"imageDigest": digest, "imageTag": "v1"})
        with self.assertRaises(self.ecr.exceptions.ImageAlreadyExistsException):
            self.ecr.put_image(repositoryName="img/one", imageManifest=text, imageTag="v1")
        detail = self.ecr.describe_images(repositoryName="img/one")["imageDetails"][0]
        self.assertEqual((detail["imageTags"], detail["imageSizeInBytes"]), (["v1"], 502))
        pulled = self.registry("GET", "/v2/img/one/manifests/v1")
        self.assertEqual((pulled.status_code, pulled.text), (200, text))
        got = self.ecr.batch_get_image(
            repositoryName="img/one", imageIds=[{"imageDigest": digest}, {"imageTag": "v2"}]
        )
        self.assertEqual([image["imageManifest"] for image in got["images"]], [text])
        self.assertEqual(got["failures"][0]["failureCode"], "ImageNotFound")
        other = json.dumps(manifest | {"annotations": {"a": "b"}})
        with self.assertRaises(self.ecr.exceptions.ImageTagAlreadyExistsException):
            self.ecr.put_image(repositoryName="img/one", imageManifest=other, imageTag="v1")
        gone = json.dumps(manifest | {"layers": [{**manifest["config"], "digest": "sha256:" + "0" * 64}]})
        with self.assertRaises(self.ecr.exceptions.LayersNotFoundException):
            self.ecr.put_image(repositoryName="img/one", imageManifest=gone)
        with self.assertRaises(self.ecr.exceptions.RepositoryNotEmptyException):
            self.ecr.delete_repository(repositoryName="img/one")
        deleted = self.ecr.batch_delete_image(repositoryName="img/one", imageIds=[{"imageTag": "v1"}])
        self.assertEqual(deleted["imageIds"], [{"imageDigest": digest, "imageTag": "v1"}])
        self.assertEqual(self.registry("GET", "/v2/img/one/manifests/v1").status_code, 404)
        # And again, now that its manifest is gone.
        self.ecr.put_image(repositoryName="img/one", imageManifest=text, imageTag="v1")
        self.ecr.delete_repository(repositoryName="img/one", force=True)

    def test_layers_come_by_docker(self):
        self.ecr.create_repository(repositoryName="layers")
        self.assert_refused(
            "UnsupportedOperationException",
            "Layers are pushed and pulled with Docker, at the repository's URI.",
            self.ecr.initiate_layer_upload,
            repositoryName="layers",
        )
        self.assert_refused(
            "InvalidParameterException",
            "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON "
            "syntax'",
            self.ecr.put_image,
            repositoryName="layers",
            imageManifest="x",
        )


if __name__ == "__main__":
    unittest.main()
