#include <gmock/gmock.h>

#include "api/s3/get_object_attributes_output.h"
#include "api/s3/get_object_output.h"
#include "api/s3/head_object_output.h"
#include "api/s3/put_object_output.h"
#include "services/s3/object_test_support.h"

namespace gantry::s3 {
namespace {

using api::s3::GetObjectOutput;
using api::s3::HeadObjectOutput;
using api::s3::PutObjectOutput;
using testing::StartsWith;

constexpr std::string_view kHelloMd5 = "5d41402abc4b2a76b9719d911017c592";
const std::string kHelloTag = "\\\"5d41402abc4b2a76b9719d911017c592\\\"";

TEST_F(ObjectsTest, come_back_as_they_were_put) {
    const auto put_out = on_key_as<PutObjectOutput>(
        "PutObject",
        "a/b",
        body("f1", "hello") +
            R"(,"ContentType":"text/plain","Metadata":{"x":"1"},"CacheControl":"no-cache",)"
            R"("ContentEncoding":"aws-chunked,gzip","StorageClass":"STANDARD_IA","Tagging":"k=v%201")"
    );
    EXPECT_EQ(put_out.e_tag, "\"" + std::string(kHelloMd5) + "\"");
    EXPECT_EQ(put_out.version_id, std::nullopt);
    EXPECT_EQ(put_out.checksum_crc64_nvme, checksum_of("CRC64NVME", "hello"));
    EXPECT_EQ(put_out.server_side_encryption, api::s3::ServerSideEncryption::Aes256);

    const auto got = on_key_as<GetObjectOutput>("GetObject", "a/b");
    EXPECT_EQ(got.body->parts, (std::vector<api::FilePart>{{"f1", 0, 5}}));
    EXPECT_EQ(got.content_length, 5);
    EXPECT_EQ(got.content_range, std::nullopt);
    EXPECT_EQ(got.content_type, "text/plain");
    EXPECT_EQ(got.content_encoding, "gzip");
    EXPECT_EQ(got.cache_control, "no-cache");
    EXPECT_EQ(got.metadata->at("x"), "1");
    EXPECT_EQ(got.storage_class, api::s3::StorageClass::StandardIa);
    EXPECT_EQ(got.tag_count, 1);
    EXPECT_EQ(got.checksum_crc64_nvme, std::nullopt) << "was not asked for";
    EXPECT_EQ(got.accept_ranges, "bytes");

    const auto head =
        on_key_as<HeadObjectOutput>("HeadObject", "a/b", R"("ChecksumMode":"ENABLED")");
    EXPECT_EQ(head.content_length, 5);
    EXPECT_EQ(head.checksum_crc64_nvme, put_out.checksum_crc64_nvme);
    EXPECT_EQ(head.checksum_type, api::s3::ChecksumType::FullObject);
    EXPECT_EQ(on_key("GetObject", "a"), kNoKey);
    EXPECT_EQ(on_key("HeadObject", "a/"), kNoKey);
}

TEST_F(ObjectsTest, may_be_empty) {
    const auto out = on_key_as<PutObjectOutput>("PutObject", "a");
    EXPECT_EQ(out.e_tag, "\"d41d8cd98f00b204e9800998ecf8427e\"");
    const auto got = on_key_as<GetObjectOutput>("GetObject", "a");
    EXPECT_EQ(got.content_length, 0);
    EXPECT_TRUE(got.body->parts.empty());
    EXPECT_EQ(got.content_type, "binary/octet-stream");
    EXPECT_THAT(on_key("GetObject", "a", R"("Range":"bytes=0-")"), StartsWith("InvalidRange"));
}

TEST_F(ObjectsTest, are_held_against_what_was_said_of_them) {
    const std::string hello = body("f1", "hello", "SHA256");
    const auto with = [&](const std::string& more) {
        return on_key("PutObject", "a", hello + "," + more);
    };
    EXPECT_EQ(
        with(R"("ContentMD5":"x")"), "InvalidDigest: The Content-MD5 you specified was invalid."
    );
    EXPECT_EQ(
        with(R"("ContentMD5":"1B2M2Y8AsgTpgAmY7PhCfg==")"),
        "BadDigest: The Content-MD5 you specified did not match what we received."
    );
    EXPECT_EQ(
        with(text("ChecksumSHA256", checksum_of("SHA256", "other"))),
        "BadDigest: The SHA256 you specified did not match the calculated checksum."
    );
    EXPECT_EQ(
        with(text("ChecksumSHA256", "eA==")),
        "InvalidRequest: Value for x-amz-checksum-sha256 header is invalid."
    );
    EXPECT_EQ(rows().objects.size(), 0U);
    EXPECT_THAT(
        with(
            R"("ContentMD5":"XUFAKrxLKna5cZ2REBfFkg==",)" +
            text("ChecksumSHA256", checksum_of("SHA256", "hello"))
        ),
        StartsWith("{")
    );
    EXPECT_EQ(rows().objects.rows().begin()->second->checksum_algorithm, "SHA256");
}

TEST_F(ObjectsTest, are_checked) {
    EXPECT_EQ(
        on_key("PutObject", "a", R"("Body":{"parts":[{"file":"f","bytes":5368709121}],"md5":"0"})"),
        "EntityTooLarge: Your proposed upload exceeds the maximum allowed size"
    );
    EXPECT_EQ(put(std::string(1025, 'x')), "KeyTooLongError: Your key is too long");
    EXPECT_THAT(put(std::string(1024, 'x')), StartsWith("{"));
    EXPECT_THAT(
        put("a", "", R"("Metadata":{"x":")" + std::string(2048, 'y') + "\"}"),
        StartsWith("MetadataTooLarge")
    );
    EXPECT_THAT(put("a", "", R"("StorageClass":"OUTPOSTS")"), StartsWith("InvalidStorageClass"));
    EXPECT_THAT(
        put("a", "", R"("ACL":"public-read")"), StartsWith("AccessControlListNotSupported")
    );
    EXPECT_THAT(put("a", "", R"("Tagging":"a=1&a=2")"), StartsWith("InvalidArgument"));
    EXPECT_THAT(
        put("a", "", R"("WebsiteRedirectLocation":"x")"), StartsWith("InvalidRedirectLocation")
    );
    EXPECT_THAT(
        put("a", "", R"("ObjectLockLegalHoldStatus":"ON")"),
        StartsWith("InvalidRequest: Bucket is missing Object Lock Configuration")
    );
    EXPECT_EQ(
        run("PutObject", R"({"Bucket":"none","Key":"a"})"),
        "NoSuchBucket: The specified bucket does not exist"
    );
    EXPECT_EQ(
        run("PutObject", R"({"Bucket":"bucket-b","Key":"a","ExpectedBucketOwner":"1"})"),
        "AccessDenied: Access Denied"
    );
}

TEST_F(ObjectsTest, are_encrypted_as_is_said) {
    const auto head = [&] { return on_key_as<HeadObjectOutput>("HeadObject", "a"); };
    put("a", "", R"("ServerSideEncryption":"aws:kms","SSEKMSKeyId":"k","BucketKeyEnabled":true)");
    EXPECT_EQ(head().server_side_encryption, api::s3::ServerSideEncryption::AwsKms);
    EXPECT_EQ(head().ssekms_key_id, "k");
    EXPECT_EQ(head().bucket_key_enabled, true);
    EXPECT_THAT(put("a", "", R"("SSEKMSKeyId":"k")"), StartsWith("InvalidArgument"));
    on_key("CopyObject", "b", R"("CopySource":"bucket-b/a")");
    const auto copy = on_key_as<HeadObjectOutput>("HeadObject", "b");
    EXPECT_EQ(copy.server_side_encryption, api::s3::ServerSideEncryption::Aes256);
    EXPECT_EQ(copy.ssekms_key_id, std::nullopt) << "as the bucket says, not the source";
}

TEST_F(ObjectsTest, are_read_in_ranges) {
    put("a", "0123456789");
    const auto got = on_key_as<GetObjectOutput>("GetObject", "a", R"("Range":"bytes=2-4")");
    EXPECT_EQ(got.content_range, "bytes 2-4/10");
    EXPECT_EQ(got.content_length, 3);
    EXPECT_EQ(got.body->parts, (std::vector<api::FilePart>{{"f1", 2, 3}}));
    const auto head = on_key_as<HeadObjectOutput>("HeadObject", "a", R"("Range":"bytes=-3")");
    EXPECT_EQ(head.content_range, "bytes 7-9/10");
    EXPECT_EQ(
        on_key("GetObject", "a", R"("Range":"bytes=10-")"),
        "InvalidRange: The requested range is not satisfiable"
    );
    const auto part = on_key_as<GetObjectOutput>("GetObject", "a", R"("PartNumber":1)");
    EXPECT_EQ(part.content_length, 10);
    EXPECT_EQ(part.parts_count, std::nullopt);
    EXPECT_THAT(on_key("GetObject", "a", R"("PartNumber":2)"), StartsWith("InvalidPartNumber"));
    EXPECT_THAT(
        on_key("GetObject", "a", R"("PartNumber":1,"Range":"bytes=1-")"),
        StartsWith("InvalidRequest")
    );
}

TEST_F(ObjectsTest, are_read_under_conditions) {
    put("a");
    const auto read = [&](const std::string& more) { return on_key("HeadObject", "a", more); };
    const auto seconds = std::chrono::floor<std::chrono::seconds>(world_.loop.now());
    const auto at = [&](std::string_view name, int later) {
        return fmt::format("\"{}\":{}", name, epoch_ms(seconds) / 1000 + later);
    };
    const std::string other = text("IfMatch", "\\\"x\\\"");
    EXPECT_THAT(read(text("IfMatch", kHelloTag)), StartsWith("{"));
    EXPECT_EQ(read(other), kFailedCondition);
    EXPECT_EQ(read(text("IfNoneMatch", kHelloTag)), "NotModified: Not Modified");
    EXPECT_THAT(read(text("IfNoneMatch", "x")), StartsWith("{"));
    EXPECT_EQ(read(at("IfModifiedSince", 0)), "NotModified: Not Modified");
    EXPECT_THAT(read(at("IfModifiedSince", -1)), StartsWith("{"));
    EXPECT_THAT(read(at("IfUnmodifiedSince", 0)), StartsWith("{"));
    EXPECT_EQ(read(at("IfUnmodifiedSince", -1)), kFailedCondition);
    EXPECT_THAT(
        read(text("IfMatch", kHelloTag) + "," + at("IfUnmodifiedSince", -1)), StartsWith("{")
    );
    EXPECT_THAT(read(text("IfNoneMatch", "x") + "," + at("IfModifiedSince", 0)), StartsWith("{"));
}

TEST_F(ObjectsTest, are_written_under_conditions) {
    EXPECT_EQ(put("a", "hello", R"("IfMatch":"x")"), kNoKey);
    EXPECT_THAT(put("a", "hello", R"("IfNoneMatch":"*")"), StartsWith("{"));
    EXPECT_EQ(put("a", "hello", R"("IfNoneMatch":"*")"), kFailedCondition);
    EXPECT_EQ(put("a", "hello", R"("IfMatch":"x")"), kFailedCondition);
    EXPECT_THAT(put("a", "2", text("IfMatch", kHelloTag)), StartsWith("{"));
    EXPECT_EQ(put("a", "3", text("IfMatch", kHelloTag)), kFailedCondition);
    EXPECT_THAT(put("a", "", R"("IfNoneMatch":"x")"), StartsWith("NotImplemented"));
    on_key("DeleteObject", "a");
    EXPECT_THAT(put("a", "hello", R"("IfNoneMatch":"*")"), StartsWith("{"));
}

TEST_F(ObjectsTest, have_headers_that_a_request_wants) {
    put("a");
    const auto got = on_key_as<GetObjectOutput>(
        "GetObject",
        "a",
        R"("ResponseContentType":"text/x","ResponseCacheControl":"c","ResponseExpires":"Thu, 01 Jan 1970 00:00:00 GMT",)"
        R"("ResponseContentDisposition":"attachment")"
    );
    EXPECT_EQ(got.content_type, "text/x");
    EXPECT_EQ(got.cache_control, "c");
    EXPECT_EQ(got.content_disposition, "attachment");
    EXPECT_EQ(got.expires, "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST_F(ObjectsTest, go) {
    put("a");
    put("b");
    EXPECT_EQ(on_key("DeleteObject", "a"), "{}");
    EXPECT_EQ(on_key("DeleteObject", "a"), "{}") << "it is gone already";
    EXPECT_EQ(on_key("GetObject", "a"), kNoKey);
    EXPECT_EQ(on_key("DeleteObject", "b", R"("IfMatch":"x")"), kFailedCondition);
    EXPECT_EQ(
        on_b("DeleteObjects", R"("Delete":{"Objects":[{"Key":"b"},{"Key":"b"},{"Key":"c"}]})"),
        R"({"Deleted":[{"Key":"b"},{"Key":"b"},{"Key":"c"}]})"
    );
    EXPECT_EQ(rows().objects.size(), 0U);
    put("b");
    EXPECT_EQ(
        on_b(
            "DeleteObjects",
            R"("Delete":{"Quiet":true,"Objects":[{"Key":"b"},)"
            R"({"Key":"c","VersionId":"?"}]})"
        ),
        R"({"Errors":[{"Key":"c","VersionId":"?","Code":"InvalidArgument",)"
        R"("Message":"Invalid version id specified"}]})"
    );
    EXPECT_EQ(rows().objects.size(), 0U);
    std::string many = R"({"Key":"a"})";
    for (int i = 0; i < 1000; ++i) many += R"(,{"Key":"a"})";
    EXPECT_THAT(
        on_b("DeleteObjects", R"("Delete":{"Objects":[)" + many + "]}"), StartsWith("Malf")
    );
    EXPECT_THAT(on_b("DeleteObjects", R"("Delete":{"Objects":[]})"), StartsWith("MalformedXML"));
}

TEST_F(ObjectsTest, are_told_of_in_parts) {
    put("a");
    EXPECT_EQ(
        on_key(
            "GetObjectAttributes", "a", R"("ObjectAttributes":["ETag","ObjectSize","StorageClass"])"
        )
            .substr(0, 15),
        R"({"LastModified")"
    );
    const auto got = on_key_as<api::s3::GetObjectAttributesOutput>(
        "GetObjectAttributes",
        "a",
        R"("ObjectAttributes":["ETag","ObjectSize","StorageClass","Checksum","ObjectParts"])"
    );
    EXPECT_EQ(got.e_tag, std::string(kHelloMd5));
    EXPECT_EQ(got.object_size, 5);
    EXPECT_EQ(got.storage_class, api::s3::StorageClass::Standard);
    EXPECT_EQ(got.checksum->checksum_crc64_nvme, checksum_of("CRC64NVME", "hello"));
    EXPECT_EQ(got.object_parts, std::nullopt);
}

TEST_F(ObjectsTest, have_tags) {
    put("a");
    EXPECT_EQ(on_key("GetObjectTagging", "a"), R"({"TagSet":[]})");
    EXPECT_EQ(
        on_key("PutObjectTagging", "a", R"("Tagging":{"TagSet":[{"Key":"k","Value":"v"}]})"), "{}"
    );
    EXPECT_EQ(on_key("GetObjectTagging", "a"), R"({"TagSet":[{"Key":"k","Value":"v"}]})");
    EXPECT_EQ(on_key("DeleteObjectTagging", "a"), "{}");
    EXPECT_EQ(on_key("GetObjectTagging", "a"), R"({"TagSet":[]})");
    std::string many = R"({"Key":"a0","Value":""})";
    for (int i = 1; i <= 10; ++i) many += fmt::format(R"(,{{"Key":"a{}","Value":""}})", i);
    EXPECT_EQ(
        on_key("PutObjectTagging", "a", R"("Tagging":{"TagSet":[)" + many + "]}"),
        "BadRequest: Object tags cannot be greater than 10"
    );
    EXPECT_EQ(on_key("GetObjectTagging", "b"), kNoKey);
}

TEST_F(ObjectsTest, are_copied) {
    put("a", "hello", R"("ContentType":"text/plain","Metadata":{"x":"1"},"Tagging":"k=v")");
    const auto copy = [&](const std::string& source, const std::string& more = "") {
        return on_key(
            "CopyObject", "b", text("CopySource", source) + (more.empty() ? "" : "," + more)
        );
    };
    EXPECT_THAT(copy("/bucket-b/a"), StartsWith(R"({"CopyObjectResult":{"ETag":)"));
    auto got = on_key_as<GetObjectOutput>("GetObject", "b");
    EXPECT_EQ(got.body->parts, (std::vector<api::FilePart>{{"f1", 0, 5}}));
    EXPECT_EQ(got.content_type, "text/plain");
    EXPECT_EQ(got.metadata->at("x"), "1");
    EXPECT_EQ(got.tag_count, 1);
    copy(
        "bucket-b/%61",
        R"("MetadataDirective":"REPLACE","TaggingDirective":"REPLACE","Metadata":{"y":"2"})"
    );
    got = on_key_as<GetObjectOutput>("GetObject", "b");
    EXPECT_EQ(got.content_type, "binary/octet-stream");
    EXPECT_EQ(got.metadata, (Texts{{"y", "2"}}));
    EXPECT_EQ(got.tag_count, std::nullopt);
    EXPECT_THAT(copy("bucket-b/b"), StartsWith("InvalidRequest: This copy request is illegal"));
    EXPECT_THAT(copy("bucket-b/b", R"("StorageClass":"GLACIER_IR")"), StartsWith("{"));
    EXPECT_EQ(copy("bucket-b/none"), kNoKey);
    EXPECT_THAT(copy("none/a"), StartsWith("NoSuchBucket"));
    EXPECT_EQ(copy("bucket-b/a", R"("CopySourceIfMatch":"x")"), kFailedCondition);
    EXPECT_EQ(copy("bucket-b/a", text("CopySourceIfNoneMatch", kHelloTag)), kFailedCondition);
    EXPECT_EQ(copy("bucket-b/a", R"("IfNoneMatch":"*")"), kFailedCondition);
    EXPECT_THAT(
        copy("bucket-b/a", R"("ChecksumAlgorithm":"SHA256")"), StartsWith("NotImplemented")
    );
}

}  // namespace
}  // namespace gantry::s3
