"""What stands before the server's name in a host: buckets, Regions, accounts and parts of services, as stock clients put it there.

Whether names below `localhost` lead to this machine is up to its resolver (systemd-resolved and nss-myhostname say so, glibc
alone does not): here they do, and those below the server's own name.
"""

import socket
import unittest
import urllib.error
import urllib.request
from unittest import mock

from botocore.exceptions import ClientError

from harness import ConformanceTest

NAME = "gantry.test"


def below_loopback(resolve):
    def look_up(host, *arguments, **named):
        known = host.endswith((".localhost", NAME, "evil.example"))
        return resolve("127.0.0.1" if known else host, *arguments, **named)

    return look_up


class HostNamesTest(ConformanceTest):
    FLAGS = ("--host-name", NAME)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        resolver = mock.patch("socket.getaddrinfo", below_loopback(socket.getaddrinfo))
        resolver.start()
        cls.addClassCleanup(resolver.stop)

    def at(self, host, service="s3", **settings):
        """A client of the server by this name, which keeps the hosts that it asked in `hosts`."""
        endpoint = self.server.endpoint
        try:
            self.server.endpoint = f"http://{host}:{self.server.port}"
            client = self.server.client(service, **settings)
        finally:
            self.server.endpoint = endpoint
        client.hosts = set()
        client.meta.events.register(
            "before-send.*", lambda request, **_: client.hosts.add(request.url.split("/")[2].split(":")[0])
        )
        return client

    def virtual(self, host, **settings):
        return self.at(host, s3={"addressing_style": "virtual"}, **settings)

    def test_buckets_stand_before_every_name_of_the_server(self):
        by_path = self.at("127.0.0.1")
        names = ("localhost", "s3.localhost", "s3.us-east-1.localhost", NAME, f"s3.{NAME}", f"s3.us-east-1.{NAME}")
        for number, name in enumerate(names):
            with self.subTest(name=name):
                bucket = f"photos-{number}"
                s3 = self.virtual(name)
                s3.create_bucket(Bucket=bucket)
                s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
                s3.put_object(Bucket=bucket, Key="a/ü b", Body=b"hello")
                s3.put_object(Bucket=bucket, Key="_gantry/health", Body=b"a key as any other")
                s3.copy_object(Bucket=bucket, Key="v2/", CopySource={"Bucket": bucket, "Key": "a/ü b"})
                keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
                self.assertEqual(keys, ["_gantry/health", "a/ü b", "v2/"])
                self.assertEqual(s3.get_object(Bucket=bucket, Key="v2/")["Body"].read(), b"hello")
                self.assertEqual(
                    s3.get_object(Bucket=bucket, Key="_gantry/health")["Body"].read(), b"a key as any other"
                )
                self.assertEqual(s3.hosts, {f"{bucket}.{name}"})
                # The same by the path, where no bucket is in the host.
                self.assertEqual(by_path.get_object(Bucket=bucket, Key="a/ü b")["Body"].read(), b"hello")
                self.assertEqual(by_path.get_bucket_tagging(Bucket=bucket)["TagSet"][0]["Key"], "a")
                self.assertIn(bucket, [b["Name"] for b in s3.list_buckets()["Buckets"]])
                for key in keys:
                    s3.delete_object(Bucket=bucket, Key=key)
                s3.delete_bucket(Bucket=bucket)
        self.assertEqual(by_path.hosts, {"127.0.0.1"})

    def test_links_name_their_bucket_in_the_host(self):
        for version in ("s3v4", "s3"):
            with self.subTest(version=version):
                bucket = f"links-{version}"
                self.virtual("s3.localhost").create_bucket(Bucket=bucket)
                s3 = self.virtual("s3.localhost", signature_version=version)
                put = s3.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "a b"})
                self.assertTrue(put.startswith(f"http://{bucket}.s3.localhost:"), put)
                upload = urllib.request.Request(put, method="PUT", data=b"hello", headers={"Content-Type": ""})
                urllib.request.urlopen(upload).close()
                get = s3.generate_presigned_url("get_object", {"Bucket": bucket, "Key": "a b"})
                with urllib.request.urlopen(get) as answer:
                    self.assertEqual(answer.read(), b"hello")
                # The signature is of the bucket that the host names.
                with self.assertRaises(urllib.error.HTTPError) as refused:
                    urllib.request.urlopen(get.replace(bucket, "other", 1))
                self.assertEqual(refused.exception.code, 403)
                refused.exception.close()

    def test_regions_stand_before_it_too(self):
        for service, operation in (("sts", "get_caller_identity"), ("ecs", "list_clusters"), ("kms", "list_keys")):
            getattr(self.at(f"{service}.us-east-1.{NAME}", service), operation)()

    def test_parts_of_services_stand_before_it(self):
        discovery = self.at("servicediscovery.localhost", "servicediscovery")
        text = "Gantry does not answer servicediscovery yet; see docs/coverage.md"
        ask = discovery.discover_instances
        self.refused("UnknownOperationException", text, ask, NamespaceName="a", ServiceName="b")
        self.assertEqual(discovery.hosts, {"data-servicediscovery.localhost"})

    def test_accounts_stand_before_it(self):
        control = self.at("s3-control.localhost", "s3control")
        text = "Gantry does not answer s3control yet; see docs/coverage.md"
        for ask in (control.get_public_access_block, control.list_access_points):
            self.refused("UnknownOperationException", text, ask, AccountId="123456789012")
        self.assertEqual(control.hosts, {"123456789012.s3-control.localhost"})

    def test_no_other_name_will_do(self):
        s3 = self.virtual("evil.example")
        with self.assertRaises(ClientError) as caught:
            s3.list_objects_v2(Bucket="photos")
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 403)


if __name__ == "__main__":
    unittest.main()
