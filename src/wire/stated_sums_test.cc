#include "wire/stated_sums.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

/// What comes of a request with the body "hello".
std::string of(
    const std::vector<HeaderField>& headers,
    std::string_view method = "PUT",
    std::string_view target = "/b?tagging"
) {
    const auto good = check_stated_sums({method, target, headers, {}}, "hello");
    return good ? "" : good.error().code + ": " + good.error().message;
}

constexpr const char* kMd5 = "XUFAKrxLKna5cZ2REBfFkg==";
constexpr const char* kCrc32 = "NhCmhg==";
constexpr const char* kSha256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

TEST(StatedSums, of_the_body_are_good) {
    EXPECT_EQ(of({}), "");
    EXPECT_EQ(of({{"Content-MD5", kMd5}}), "");
    EXPECT_EQ(of({{"X-Amz-Checksum-CRC32", kCrc32}}), "");
    EXPECT_EQ(of({{"content-md5", kMd5}, {"x-amz-checksum-sha256", kSha256}}), "");
}

/// What the signature was held against is not computed again: it is believed.
TEST(StatedSums, know_the_hash_that_was_signed) {
    const std::vector<HeaderField> head{{"x-amz-checksum-sha256", kSha256}};
    const auto with = [&head](std::string_view hash) {
        return check_stated_sums({"PUT", "/b?tagging", head, {}}, "another body", hash);
    };
    EXPECT_TRUE(with(to_hex(sha256("hello"))));
    EXPECT_FALSE(with(to_hex(sha256("another body"))));
    EXPECT_FALSE(with(""));
}

TEST(StatedSums, of_another_body_are_refused) {
    EXPECT_EQ(
        of({{"Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="}}),
        "BadDigest: The Content-MD5 you specified did not match what we received."
    );
    EXPECT_EQ(
        of({{"x-amz-checksum-crc32", "AAAAAA=="}}),
        "BadDigest: The CRC32 you specified did not match the calculated checksum."
    );
    // All of them are looked at.
    EXPECT_EQ(
        of({{"x-amz-checksum-sha256", kSha256}, {"x-amz-checksum-crc32c", kCrc32}}),
        "BadDigest: The CRC32C you specified did not match the calculated checksum."
    );
}

TEST(StatedSums, that_are_none_are_refused) {
    for (const char* none : {"", "?", kCrc32}) {
        EXPECT_EQ(
            of({{"Content-MD5", none}}), "InvalidDigest: The Content-MD5 you specified was invalid."
        ) << none;
    }
    EXPECT_EQ(
        of({{"x-amz-checksum-sha1", kCrc32}}),
        "InvalidRequest: Value for x-amz-checksum-sha1 header is invalid."
    );
    EXPECT_EQ(
        of({{"x-amz-checksum-sha512", kSha256}}),
        "InvalidRequest: The algorithm type you specified in x-amz-checksum- header is invalid."
    );
}

TEST(StatedSums, are_told_from_what_only_begins_so) {
    EXPECT_EQ(
        of({{"x-amz-checksum-algorithm", "SHA1"},
            {"x-amz-checksum-mode", "ENABLED"},
            {"x-amz-checksum-type", "COMPOSITE"}}),
        ""
    );
}

TEST(StatedSums, of_an_object_are_not_those_of_the_body_that_completes_it) {
    const HeaderField of_object{"x-amz-checksum-crc32", "AAAAAA=="};
    EXPECT_EQ(of({of_object}, "POST", "/b/k?uploadId=u"), "");
    EXPECT_EQ(of({of_object}, "POST", "/b/k?x=y&upload%49d=u"), "");
    EXPECT_NE(of({of_object}, "POST", "/b/k?x=uploadId"), "");
    EXPECT_NE(of({of_object}, "POST", "/b?delete"), "");
    EXPECT_NE(of({of_object}, "PUT", "/b/k?uploadId=u"), "");
    EXPECT_NE(of({of_object, {"Content-MD5", "?"}}, "POST", "/b/k?uploadId=u"), "");
}

}  // namespace
}  // namespace gantry::wire
