#include "services/s3/api/uploads.h"

#include <gmock/gmock.h>

#include "api/s3/complete_multipart_upload_output.h"
#include "api/s3/create_multipart_upload_output.h"
#include "api/s3/get_object_attributes_output.h"
#include "api/s3/get_object_output.h"
#include "api/s3/list_multipart_uploads_output.h"
#include "api/s3/list_parts_output.h"
#include "api/s3/upload_part_copy_output.h"
#include "api/s3/upload_part_output.h"
#include "services/s3/model/keys.h"
#include "services/s3/object_test_support.h"
#include "wire/checksum.h"

namespace gantry::s3 {
namespace {

using api::s3::CompleteMultipartUploadOutput;
using api::s3::GetObjectOutput;
using api::s3::ListMultipartUploadsOutput;
using api::s3::ListPartsOutput;
using testing::StartsWith;

class UploadsTest : public ObjectsTest {
  protected:
    std::string begin(const std::string& key = "a", const std::string& more = "") {
        const auto out =
            on_key_as<api::s3::CreateMultipartUploadOutput>("CreateMultipartUpload", key, more);
        return id_ = *out.upload_id;
    }
    std::string on_upload(const std::string& operation, const std::string& more = "") {
        return on_key(operation, "a", text("UploadId", id_) + (more.empty() ? "" : "," + more));
    }
    std::string part(int number, std::string_view bytes, std::string_view algorithm = "CRC64NVME") {
        return on_upload(
            "UploadPart",
            fmt::format(R"("PartNumber":{},)", number) +
                body(fmt::format("p{}", number), bytes, algorithm)
        );
    }
    /// As CompleteMultipartUpload names a part.
    static std::string named(int number, std::string_view bytes, const std::string& more = "") {
        return fmt::format(R"({{"PartNumber":{},"ETag":"{}"{}}})", number, md5_of(bytes), more);
    }
    std::string complete(const std::string& parts, const std::string& more = "") {
        return on_upload(
            "CompleteMultipartUpload", R"("MultipartUpload":{"Parts":[)" + parts + "]}" + more
        );
    }

    const std::string big_ = std::string(kSmallestPart, 'x');
    std::string id_;
};

TEST_F(UploadsTest, become_an_object) {
    begin("a", R"("ContentType":"text/plain","Tagging":"k=v")");
    EXPECT_THAT(part(1, big_), StartsWith(R"({"ServerSideEncryption":"AES256","ETag":)"));
    part(5, "hello");
    part(2, "unused");
    const std::string done = complete(named(1, big_) + "," + named(5, "hello"));
    const auto out = wire::decode_json<CompleteMultipartUploadOutput>(done);
    ASSERT_TRUE(out) << done;
    std::string sums;
    for (const std::string& bytes : {big_, std::string("hello")}) {
        wire::Checksum md5(wire::ChecksumKind::Md5);
        md5.update(bytes);
        sums += md5.finish();
    }
    EXPECT_EQ(out->e_tag, "\"" + md5_of(sums) + "-2\"");
    EXPECT_EQ(out->location, "http://127.0.0.1:4566/bucket-b/a");
    EXPECT_EQ(out->checksum_crc64_nvme, checksum_of("CRC64NVME", big_ + "hello"));
    EXPECT_EQ(out->checksum_type, api::s3::ChecksumType::FullObject);
    EXPECT_EQ(rows().uploads.size() + rows().parts.size(), 0U);

    const auto got = on_key_as<GetObjectOutput>("GetObject", "a");
    EXPECT_EQ(
        got.body->parts, (std::vector<api::FilePart>{{"p1", 0, kSmallestPart}, {"p5", 0, 5}})
    );
    EXPECT_EQ(got.content_type, "text/plain");
    EXPECT_EQ(got.tag_count, 1);
    const auto second = on_key_as<GetObjectOutput>("GetObject", "a", R"("PartNumber":2)");
    EXPECT_EQ(second.body->parts, (std::vector<api::FilePart>{{"p5", 0, 5}}));
    EXPECT_EQ(second.parts_count, 2);
    EXPECT_EQ(second.content_range, "bytes 5242880-5242884/5242885");
    EXPECT_THAT(complete(named(1, big_)), StartsWith("NoSuchUpload"));
}

TEST_F(UploadsTest, of_an_empty_part_have_no_range_for_it) {
    begin();
    part(1, "");
    complete(named(1, ""));
    const auto got = on_key_as<GetObjectOutput>("GetObject", "a", R"("PartNumber":1)");
    EXPECT_EQ(got.content_range, std::nullopt);
    EXPECT_EQ(got.content_length, 0);
    EXPECT_EQ(got.parts_count, 1);
}

TEST_F(UploadsTest, are_checked) {
    EXPECT_THAT(
        on_key("UploadPart", "a", R"("UploadId":"none","PartNumber":1)"), StartsWith("NoSuchUpload")
    );
    begin();
    for (const int number : {0, 10'001}) {
        EXPECT_EQ(
            part(number, "x"),
            "InvalidArgument: Part number must be an integer between 1 and 10000, inclusive"
        );
    }
    part(1, "small");
    part(2, "hello");
    EXPECT_THAT(
        complete(named(1, "small") + "," + named(2, "hello")), StartsWith("EntityTooSmall")
    );
    EXPECT_THAT(
        complete(named(2, "hello") + "," + named(1, "small")), StartsWith("InvalidPartOrder")
    );
    EXPECT_THAT(complete(named(2, "other")), StartsWith("InvalidPart: "));
    EXPECT_THAT(complete(named(3, "hello")), StartsWith("InvalidPart: "));
    EXPECT_THAT(complete(""), StartsWith("MalformedXML"));
    EXPECT_THAT(
        complete(named(1, "small"), R"(,"MpuObjectSize":4)"),
        StartsWith("InvalidRequest: The provided 'x-amz-mp-object-size' header value 4 does not")
    );
    EXPECT_EQ(rows().objects.size(), 0U);
    EXPECT_THAT(complete(named(1, "small"), R"(,"MpuObjectSize":5)"), StartsWith("{"));
}

TEST_F(UploadsTest, have_checksums_of_checksums) {
    begin("a", R"("ChecksumAlgorithm":"SHA256")");
    EXPECT_THAT(
        part(1, "x"),
        StartsWith("InvalidRequest: Checksum Type mismatch occurred, expected checksum Type: "
                   "sha256, actual checksum Type: null")
    );
    part(1, big_, "SHA256");
    part(2, "hello", "SHA256");
    const auto of = [](std::string_view bytes) {
        return "," + text("ChecksumSHA256", checksum_of("SHA256", bytes));
    };
    EXPECT_THAT(
        complete(named(1, big_) + "," + named(2, "hello", of("hello"))),
        StartsWith("InvalidRequest: The upload was created using a sha256 checksum.")
    );
    EXPECT_THAT(
        complete(named(1, big_, of("x")) + "," + named(2, "hello", of("hello"))),
        StartsWith("InvalidPart: ")
    );
    const auto out = wire::decode_json<CompleteMultipartUploadOutput>(
        complete(named(1, big_, of(big_)) + "," + named(2, "hello", of("hello")))
    );
    ASSERT_TRUE(out);
    std::string sums;
    for (const std::string& bytes : {big_, std::string("hello")}) {
        wire::Checksum sum(wire::ChecksumKind::Sha256);
        sum.update(bytes);
        sums += sum.finish();
    }
    EXPECT_EQ(out->checksum_sha256, checksum_of("SHA256", sums) + "-2");
    EXPECT_EQ(out->checksum_type, api::s3::ChecksumType::Composite);
    const auto told = on_key_as<api::s3::GetObjectAttributesOutput>(
        "GetObjectAttributes", "a", R"("ObjectAttributes":["ObjectParts","Checksum"],"MaxParts":1)"
    );
    EXPECT_EQ(told.object_parts->total_parts_count, 2);
    EXPECT_EQ(told.object_parts->is_truncated, true);
    ASSERT_EQ(told.object_parts->parts->size(), 1U);
    EXPECT_EQ((*told.object_parts->parts)[0].checksum_sha256, checksum_of("SHA256", big_));
}

TEST_F(UploadsTest, have_the_checksum_of_the_whole) {
    begin("a", R"("ChecksumAlgorithm":"CRC32C","ChecksumType":"FULL_OBJECT")");
    part(1, big_, "CRC32C");
    part(2, "hello", "CRC32C");
    const std::string whole = checksum_of("CRC32C", big_ + "hello");
    const std::string parts = named(1, big_) + "," + named(2, "hello");
    EXPECT_THAT(
        complete(parts, "," + text("ChecksumCRC32C", checksum_of("CRC32C", "x"))),
        StartsWith("BadDigest")
    );
    EXPECT_THAT(
        complete(parts, R"(,"ChecksumType":"COMPOSITE")"),
        StartsWith("InvalidRequest: The upload was created using the FULL_OBJECT checksum mode")
    );
    EXPECT_THAT(complete(parts, "," + text("ChecksumCRC32C", whole)), StartsWith("{"));
    EXPECT_EQ(rows().objects.rows().begin()->second->checksum, whole);
}

TEST_F(UploadsTest, know_types_of_checksums) {
    const auto refused = [&](const std::string& more) {
        return on_key("CreateMultipartUpload", "a", more);
    };
    EXPECT_THAT(
        refused(R"("ChecksumType":"COMPOSITE")"),
        StartsWith("InvalidRequest: The x-amz-checksum-type header can only be used with")
    );
    EXPECT_EQ(
        refused(R"("ChecksumAlgorithm":"CRC64NVME","ChecksumType":"COMPOSITE")"),
        "InvalidRequest: The COMPOSITE checksum type cannot be used with the crc64nvme checksum "
        "algorithm."
    );
    EXPECT_EQ(
        refused(R"("ChecksumAlgorithm":"SHA1","ChecksumType":"FULL_OBJECT")"),
        "InvalidRequest: The FULL_OBJECT checksum type cannot be used with the sha1 checksum "
        "algorithm."
    );
}

TEST_F(UploadsTest, may_be_copies) {
    put("source", "0123456789");
    begin();
    const auto copy = [&](int number, const std::string& more) {
        return on_upload(
            "UploadPartCopy",
            fmt::format(R"("PartNumber":{},"CopySource":"bucket-b/source")", number) + more
        );
    };
    const auto whole = wire::decode_json<api::s3::UploadPartCopyOutput>(copy(1, ""));
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->copy_part_result->e_tag, "\"" + md5_of("0123456789") + "\"");
    const auto some = wire::decode_json<api::s3::UploadPartCopyOutput>(
        copy(1, R"(,"CopySourceRange":"bytes=2-4")")
    );
    ASSERT_TRUE(some);
    EXPECT_THAT(copy(2, R"(,"CopySourceRange":"bytes=2-10")"), StartsWith("InvalidArgument"));
    EXPECT_THAT(copy(2, R"(,"CopySourceRange":"bytes=2-")"), StartsWith("InvalidArgument"));
    EXPECT_THAT(copy(2, R"(,"CopySourceIfMatch":"x")"), StartsWith("PreconditionFailed"));
    EXPECT_THAT(
        complete(
            R"({"PartNumber":1,"ETag":)" +
            wire::encode_json(std::string(*some->copy_part_result->e_tag)) + "}"
        ),
        StartsWith("{")
    );
    const auto got = on_key_as<GetObjectOutput>("GetObject", "a", R"("ChecksumMode":"ENABLED")");
    EXPECT_EQ(got.body->parts, (std::vector<api::FilePart>{{"f1", 2, 3}}));
    EXPECT_EQ(got.checksum_crc64_nvme, std::nullopt) << "nobody has read the bytes";
}

TEST_F(UploadsTest, end_without_an_object) {
    begin();
    part(1, "x");
    EXPECT_THAT(
        on_upload(
            "AbortMultipartUpload", R"("IfMatchInitiatedTime":"Thu, 01 Jan 1970 00:00:00 GMT")"
        ),
        StartsWith("Precondition")
    );
    EXPECT_EQ(on_upload("AbortMultipartUpload"), "{}");
    EXPECT_EQ(rows().uploads.size() + rows().parts.size(), 0U);
    EXPECT_THAT(on_upload("AbortMultipartUpload"), StartsWith("NoSuchUpload"));
}

TEST_F(UploadsTest, have_parts_that_are_listed) {
    begin();
    for (const int number : {3, 1, 2}) part(number, "x");
    part(2, "yy");
    const auto list = [&](const std::string& more) {
        const auto page = wire::decode_json<ListPartsOutput>(on_upload("ListParts", more));
        std::string all;
        for (const auto& one : page->parts.value_or(std::vector<api::s3::Part>{})) {
            all += fmt::format("{}:{} ", *one.part_number, *one.size);
        }
        return all + (*page->is_truncated ? std::to_string(*page->next_part_number_marker) : "");
    };
    EXPECT_EQ(list(""), "1:1 2:2 3:1 ");
    EXPECT_EQ(list(R"("MaxParts":2)"), "1:1 2:2 2");
    EXPECT_EQ(list(R"("PartNumberMarker":2)"), "3:1 ");
    EXPECT_EQ(list(R"("PartNumberMarker":10000)"), "");
    EXPECT_THAT(on_upload("ListParts", R"("MaxParts":-1)"), StartsWith("InvalidArgument"));
}

TEST_F(UploadsTest, are_listed) {
    const std::string a1 = begin("a");
    world_.loop.advance(Seconds(1));
    begin("a");
    begin("b/1");
    begin("b/2");
    const auto list = [&](const std::string& more) {
        const auto page =
            wire::decode_json<ListMultipartUploadsOutput>(on_b("ListMultipartUploads", more));
        std::string all;
        for (const auto& one : page->uploads.value_or(std::vector<api::s3::MultipartUpload>{})) {
            all += *one.key + (one.upload_id == a1 ? "1 " : " ");
        }
        for (const auto& one :
             page->common_prefixes.value_or(std::vector<api::s3::CommonPrefix>{})) {
            all += "[" + *one.prefix + "] ";
        }
        return all + (*page->is_truncated ? *page->next_key_marker : "");
    };
    EXPECT_EQ(list(""), "a1 a b/1 b/2 ");
    EXPECT_EQ(list(R"("Delimiter":"/")"), "a1 a [b/] ");
    EXPECT_EQ(list(R"("MaxUploads":1)"), "a1 a");
    EXPECT_EQ(list(R"("KeyMarker":"a",)" + text("UploadIdMarker", a1)), "a b/1 b/2 ");
    EXPECT_EQ(list(R"("KeyMarker":"a")"), "b/1 b/2 ");
    EXPECT_EQ(list(R"("Prefix":"b/1")"), "b/1 ");
}

/// A copy of a copy of a copy would have more and more of them.
TEST_F(UploadsTest, are_of_so_many_pieces) {
    begin();
    core::Transaction tx;
    const std::string upload = rows().uploads.rows().begin()->first;
    std::string parts;
    for (int i = 1; i <= 6; ++i) {
        PartRow row{.number = i, .etag = md5_of("x"), .bytes = kSmallestPart};
        row.files.resize(10'000, {"f", 0, 1});
        tx.put(rows().parts, part_row_key(upload, i), row);
        parts += (i > 1 ? "," : "") + named(i, "x");
    }
    world_.commit(std::move(tx));
    EXPECT_EQ(
        complete(parts), "NotImplemented: Gantry puts no object together of more than 50000 pieces."
    );
}

/// As many parts as there may be, in one turn and one record.
TEST_F(UploadsTest, may_have_ten_thousand_parts) {
    begin();
    core::Transaction tx;
    const std::string upload = rows().uploads.rows().begin()->first;
    std::string parts;
    for (int i = 1; i <= kMostParts; ++i) {
        PartRow row{.number = i, .etag = md5_of("x"), .bytes = kSmallestPart};
        row.files = {{fmt::format("0123456789abcdef0123456789abcdef{}", i), 0, kSmallestPart}};
        row.checksums = {{"CRC64NVME", checksum_of("CRC64NVME", "x")}};
        tx.put(rows().parts, part_row_key(upload, i), row);
        parts += (i > 1 ? "," : "") + named(i, "x");
    }
    world_.commit(std::move(tx));
    EXPECT_THAT(complete(parts), StartsWith("{"));
    EXPECT_EQ(rows().parts.size(), 0U);
    EXPECT_EQ(rows().objects.rows().begin()->second->bytes, kSmallestPart * kMostParts);
}

}  // namespace
}  // namespace gantry::s3
