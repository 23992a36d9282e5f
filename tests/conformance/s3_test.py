"""S3 as its own client sees it: buckets, objects, versions and uploads; errors by their names, texts and statuses."""

import datetime
import hashlib
import re
import unittest

from botocore.exceptions import ClientError

from harness import ConformanceTest

MIB = 1024 * 1024


class S3Test(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.s3 = cls.server.client("s3", s3={"addressing_style": "path"})

    def setUp(self):
        self.bucket = self.id().rsplit(".", 1)[1].replace("_", "-")
        self.s3.create_bucket(Bucket=self.bucket)

    def assert_refused(self, status, code, text, call, **members):
        with self.assertRaises(ClientError) as refused:
            call(Bucket=self.bucket, **members)
        response = refused.exception.response
        self.assertEqual(response["Error"]["Code"], code)
        if text is not None:
            self.assertEqual(response["Error"]["Message"], text)
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], status)

    def put(self, key, body=b"hello", **members):
        return self.s3.put_object(Bucket=self.bucket, Key=key, Body=body, **members)

    def get(self, key, **members):
        return self.s3.get_object(Bucket=self.bucket, Key=key, **members)

    def test_buckets(self):
        self.assertIn(self.bucket, [b["Name"] for b in self.s3.list_buckets()["Buckets"]])
        self.assertEqual(self.s3.get_bucket_location(Bucket=self.bucket)["LocationConstraint"], None)
        head = self.s3.head_bucket(Bucket=self.bucket)
        self.assertEqual(head["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"], "us-east-1")
        there = self.bucket + "-there"
        self.s3.create_bucket(Bucket=there, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.assertEqual(self.s3.get_bucket_location(Bucket=there)["LocationConstraint"], "eu-west-1")
        self.put("a")
        self.assert_refused(
            409, "BucketNotEmpty", "The bucket you tried to delete is not empty", self.s3.delete_bucket
        )
        self.s3.delete_object(Bucket=self.bucket, Key="a")
        self.s3.delete_bucket(Bucket=self.bucket)
        self.assert_refused(404, "404", None, self.s3.head_bucket)
        self.assert_refused(404, "NoSuchBucket", "The specified bucket does not exist", self.s3.list_objects_v2)

    def test_objects(self):
        put = self.put("a/ü b", ContentType="text/plain", Metadata={"x": "1"}, Tagging="k=v")
        self.assertEqual(put["ETag"], '"5d41402abc4b2a76b9719d911017c592"')
        self.assertEqual(put["ServerSideEncryption"], "AES256")
        got = self.get("a/ü b")
        self.assertEqual(got["Body"].read(), b"hello")
        self.assertEqual((got["ContentType"], got["Metadata"], got["ContentLength"]), ("text/plain", {"x": "1"}, 5))
        self.assertLess(abs(got["LastModified"] - datetime.datetime.now(datetime.timezone.utc)).seconds, 60)
        head = self.s3.head_object(Bucket=self.bucket, Key="a/ü b")
        self.assertEqual((head["ETag"], head["ContentLength"]), (put["ETag"], 5))
        self.assert_refused(404, "NoSuchKey", "The specified key does not exist.", self.s3.get_object, Key="b")
        self.assert_refused(404, "404", None, self.s3.head_object, Key="b")
        self.put("empty", b"")
        self.assertEqual(self.get("empty")["Body"].read(), b"")

    def test_the_roots_of_answers_are_s3s(self):
        self.put("a", Tagging="k=v")
        roots, of_bucket, of_object = [], {"Bucket": self.bucket}, {"Bucket": self.bucket, "Key": "a"}
        look = lambda http_response, **_: roots.append(re.search(rb"<([A-Z]\w+)[ >/]", http_response.content)[1].decode())
        self.s3.meta.events.register("after-call.s3", look)
        self.addCleanup(self.s3.meta.events.unregister, "after-call.s3", look)
        self.s3.list_buckets()
        for ask in (self.s3.list_objects, self.s3.list_objects_v2, self.s3.list_object_versions,
                    self.s3.list_multipart_uploads, self.s3.get_bucket_location, self.s3.get_bucket_versioning,
                    self.s3.get_bucket_acl):
            ask(**of_bucket)
        self.s3.get_object_tagging(**of_object)
        upload = {**of_object, "UploadId": self.s3.create_multipart_upload(**of_object)["UploadId"]}
        self.s3.list_parts(**upload)
        self.s3.delete_objects(**of_bucket, Delete={"Objects": [{"Key": "a"}]})
        self.assertEqual(roots, [
            "ListAllMyBucketsResult", "ListBucketResult", "ListBucketResult", "ListVersionsResult",
            "ListMultipartUploadsResult", "LocationConstraint", "VersioningConfiguration", "AccessControlPolicy",
            "Tagging", "InitiateMultipartUploadResult", "ListPartsResult", "DeleteResult",
        ])

    def test_ranges_and_conditions(self):
        etag = self.put("a", b"0123456789")["ETag"]
        got = self.get("a", Range="bytes=2-4")
        self.assertEqual(got["Body"].read(), b"234")
        self.assertEqual(got["ContentRange"], "bytes 2-4/10")
        self.assertEqual(got["ResponseMetadata"]["HTTPStatusCode"], 206)
        self.assertEqual(self.get("a", Range="bytes=-3")["Body"].read(), b"789")
        text = "The requested range is not satisfiable"
        self.assert_refused(416, "InvalidRange", text, self.s3.get_object, Key="a", Range="bytes=10-")
        text = "At least one of the pre-conditions you specified did not hold"
        self.assert_refused(412, "PreconditionFailed", text, self.s3.get_object, Key="a", IfMatch='"x"')
        self.assert_refused(304, "304", None, self.s3.get_object, Key="a", IfNoneMatch=etag)
        self.assert_refused(304, "304", None, self.s3.head_object, Key="a", IfNoneMatch=etag)
        self.assertEqual(self.get("a", IfMatch=etag)["Body"].read(), b"0123456789")

    def test_lists(self):
        for key in ("a", "b/1", "b/2", "c d", "e/ü"):
            self.put(key)
        page = self.s3.list_objects_v2(Bucket=self.bucket)
        self.assertEqual([o["Key"] for o in page["Contents"]], ["a", "b/1", "b/2", "c d", "e/ü"])
        self.assertEqual((page["KeyCount"], page["IsTruncated"], page["MaxKeys"]), (5, False, 1000))
        page = self.s3.list_objects_v2(Bucket=self.bucket, Delimiter="/", MaxKeys=2)
        self.assertEqual([o["Key"] for o in page["Contents"]], ["a"])
        self.assertEqual(page["CommonPrefixes"], [{"Prefix": "b/"}])
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 2})
        self.assertEqual([o["Key"] for p in pages for o in p["Contents"]], ["a", "b/1", "b/2", "c d", "e/ü"])
        for operation in ("list_objects", "list_object_versions"):
            paginator = self.s3.get_paginator(operation)
            pages = list(paginator.paginate(Bucket=self.bucket, Delimiter="/", PaginationConfig={"PageSize": 1}))
            keys = [o["Key"] for p in pages for o in p.get("Contents", []) + p.get("Versions", [])]
            self.assertEqual(keys, ["a", "c d"], operation)
            prefixes = [o["Prefix"] for p in pages for o in p.get("CommonPrefixes", [])]
            self.assertEqual(prefixes, ["b/", "e/"], operation)

    def test_versions(self):
        self.put("a", b"1")
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        two = self.put("a", b"22")["VersionId"]
        marker = self.s3.delete_object(Bucket=self.bucket, Key="a")
        self.assertTrue(marker["DeleteMarker"])
        self.assert_refused(404, "NoSuchKey", None, self.s3.get_object, Key="a")
        text = "The specified method is not allowed against this resource."
        self.assert_refused(
            405, "MethodNotAllowed", text, self.s3.get_object, Key="a", VersionId=marker["VersionId"]
        )
        self.assertEqual(self.get("a", VersionId=two)["Body"].read(), b"22")
        self.assertEqual(self.get("a", VersionId="null")["Body"].read(), b"1")
        listed = self.s3.list_object_versions(Bucket=self.bucket)
        self.assertEqual([v["VersionId"] for v in listed["Versions"]], [two, "null"])
        self.assertEqual([m["IsLatest"] for m in listed["DeleteMarkers"]], [True])
        gone = self.s3.delete_objects(
            Bucket=self.bucket,
            Delete={
                "Objects": [
                    {"Key": "a", "VersionId": v["VersionId"]} for v in listed["Versions"] + listed["DeleteMarkers"]
                ]
            },
        )
        self.assertEqual(len(gone["Deleted"]), 3)
        self.s3.delete_bucket(Bucket=self.bucket)

    def test_copies_and_tags(self):
        self.put("a", ContentType="text/plain", Tagging="k=v")
        copied = self.s3.copy_object(Bucket=self.bucket, Key="b c", CopySource={"Bucket": self.bucket, "Key": "a"})
        self.assertEqual(copied["CopyObjectResult"]["ETag"], '"5d41402abc4b2a76b9719d911017c592"')
        self.s3.delete_object(Bucket=self.bucket, Key="a")
        self.assertEqual(self.get("b c")["Body"].read(), b"hello")
        self.assertEqual(
            self.s3.get_object_tagging(Bucket=self.bucket, Key="b c")["TagSet"], [{"Key": "k", "Value": "v"}]
        )
        self.s3.put_object_tagging(Bucket=self.bucket, Key="b c", Tagging={"TagSet": []})
        self.assertEqual(self.s3.get_object_tagging(Bucket=self.bucket, Key="b c")["TagSet"], [])
        source = {"Bucket": self.bucket, "Key": "b c"}
        self.assert_refused(400, "InvalidRequest", None, self.s3.copy_object, Key="b c", CopySource=source)
        attributes = self.s3.get_object_attributes(
            Bucket=self.bucket, Key="b c", ObjectAttributes=["ETag", "ObjectSize"]
        )
        self.assertEqual((attributes["ETag"], attributes["ObjectSize"]), ("5d41402abc4b2a76b9719d911017c592", 5))

    def test_uploads_in_parts(self):
        names = {"Bucket": self.bucket, "Key": "a"}
        upload = self.s3.create_multipart_upload(**names)["UploadId"]
        bodies = [b"x" * 5 * MIB, b"hello"]
        parts = []
        for number, body in enumerate(bodies, 1):
            part = self.s3.upload_part(**names, UploadId=upload, PartNumber=number, Body=body)
            parts.append({"PartNumber": number, "ETag": part["ETag"]})
        listed = self.s3.list_parts(**names, UploadId=upload)
        self.assertEqual([p["Size"] for p in listed["Parts"]], [5 * MIB, 5])
        uploads = self.s3.list_multipart_uploads(Bucket=self.bucket)["Uploads"]
        self.assertEqual([u["UploadId"] for u in uploads], [upload])
        self.assert_refused(
            400,
            "InvalidPartOrder",
            None,
            self.s3.complete_multipart_upload,
            Key="a",
            UploadId=upload,
            MultipartUpload={"Parts": parts[::-1]},
        )
        done = self.s3.complete_multipart_upload(**names, UploadId=upload, MultipartUpload={"Parts": parts})
        of_all = hashlib.md5(b"".join(hashlib.md5(body).digest() for body in bodies)).hexdigest()
        self.assertEqual(done["ETag"], f'"{of_all}-2"')
        self.assertEqual(self.get("a")["Body"].read(), b"".join(bodies))
        self.assertEqual(self.get("a", PartNumber=2)["Body"].read(), b"hello")
        self.assert_refused(404, "NoSuchUpload", None, self.s3.list_parts, Key="a", UploadId=upload)

    def test_locks(self):
        bucket = self.bucket + "-locked"
        self.s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
        version = self.s3.put_object(Bucket=bucket, Key="a", Body=b"")["VersionId"]
        self.s3.put_object_legal_hold(Bucket=bucket, Key="a", LegalHold={"Status": "ON"})
        self.assertEqual(self.s3.get_object_legal_hold(Bucket=bucket, Key="a")["LegalHold"], {"Status": "ON"})
        with self.assertRaises(ClientError) as refused:
            self.s3.delete_object(Bucket=bucket, Key="a", VersionId=version)
        self.assertEqual(refused.exception.response["Error"]["Code"], "AccessDenied")
        self.s3.put_object_legal_hold(Bucket=bucket, Key="a", LegalHold={"Status": "OFF"})
        self.s3.delete_object(Bucket=bucket, Key="a", VersionId=version)


if __name__ == "__main__":
    unittest.main()
