// What S3's signatures have of their own. Its examples are of the S3 API Reference, "Transferring
// Payload in a Single Chunk" and "Using Query Parameters".
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "wire/sigv4.h"

namespace gantry::wire {
namespace {

const Credentials kUser{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
const SigningScope kBuckets{"us-east-1", "s3"};
constexpr SigningRules kBucketRules{
    .encodes_path_once = true,
    .unsigned_payload = true,
    .max_skew = minutes{15},
    .refuses_as_s3 = true,
};
const SysTime kThatDay = from_epoch_ms(1'369'353'600'000);  // 2013-05-24
constexpr const char* kEmptyHash =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

using Fields = std::vector<HeaderField>;

std::optional<SigningKey> find_user(std::string_view id, std::string_view token) {
    if (id != kUser.access_key_id || (!token.empty() && token != "a token")) return {};
    return SigningKey{kUser.secret_access_key, {}, {}};
}

std::string judged(
    const HttpView& request, SysTime now = kThatDay, const SigningRules& rules = kBucketRules
) {
    const auto result = verify_signature(request, kBuckets, find_user, now, rules);
    return result ? "good" : result.error().code;
}

Fields signed_fields(
    const std::string& method, const std::string& target, Fields fields, std::string_view body = ""
) {
    fields.emplace_back("Host", "examplebucket.s3.amazonaws.com");
    const HttpView request{method, target, fields, body};
    for (auto& field : sign_request(request, kUser, kBuckets, kThatDay, kBucketRules)) {
        fields.push_back(std::move(field));
    }
    return fields;
}

Fields published(const std::string& names, const std::string& signature, Fields more) {
    more.emplace_back("Host", "examplebucket.s3.amazonaws.com");
    more.emplace_back("x-amz-date", "20130524T000000Z");
    more.emplace_back(
        "Authorization",
        fmt::format(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            "SignedHeaders={},Signature={}",
            names,
            signature
        )
    );
    return more;
}

TEST(Sigv4OfS3, TakesThePublishedExamples) {
    const Fields get = published(
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        {{"Range", "bytes=0-9"}, {"x-amz-content-sha256", kEmptyHash}}
    );
    EXPECT_EQ(judged({"GET", "/test.txt", get, ""}), "good");
    const Fields put = published(
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        {{"Date", "Fri, 24 May 2013 00:00:00 GMT"},
         {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
         {"x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
         }}
    );
    EXPECT_EQ(judged({"PUT", "/test%24file.text", put, "Welcome to Amazon S3."}), "good");
    EXPECT_EQ(
        judged({"PUT", "/test%24file.text", put, "Welcome to Amazon S4."}),
        "XAmzContentSHA256Mismatch"
    );
}

TEST(Sigv4OfS3, TakesThePublishedPresignedExample) {
    const std::string target =
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%"
        "2F20130524"
        "%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
        "&X-Amz-SignedHeaders=host&X-Amz-Signature="
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    const Fields host{{"Host", "examplebucket.s3.amazonaws.com"}};
    EXPECT_EQ(judged({"GET", target, host, "whatever"}), "good");
    EXPECT_EQ(judged({"GET", target, host, ""}, kThatDay + hours{24}), "good");
    EXPECT_EQ(judged({"GET", target, host, ""}, kThatDay + hours{24} + Seconds{1}), "AccessDenied");
    EXPECT_EQ(judged({"PUT", target, host, ""}), "InvalidSignatureException");
    EXPECT_EQ(judged({"GET", target, host, ""}, kThatDay, {}), "InvalidSignatureException")
        << "to others the body counts, and the path is encoded twice";
}

TEST(Sigv4OfS3, PresignsWithATokenAndForAnyBody) {
    const Fields host{{"Host", "h"}};
    Credentials temporary = kUser;
    temporary.session_token = "a token";
    const std::string target = presign_target(
        {"PUT", "/bucket/a%20key%2Bmore", host, ""},
        temporary,
        kBuckets,
        kThatDay,
        Seconds{60},
        kBucketRules
    );
    EXPECT_NE(target.find("X-Amz-Security-Token=a%20token"), std::string::npos);
    EXPECT_EQ(judged({"PUT", target, host, "any body"}), "good");
    std::string other = target;
    other.replace(other.find("a%20token"), 9, "b%20token");
    EXPECT_EQ(judged({"PUT", other, host, ""}), "InvalidToken");
    EXPECT_EQ(
        judged({"PUT", other, host, ""}, kThatDay, {.encodes_path_once = true}),
        "UnrecognizedClientException"
    ) << "to other services";
}

TEST(Sigv4OfS3, ClocksMayDifferByAQuarterOfAnHour) {
    const Fields get = signed_fields("GET", "/k", {{"x-amz-content-sha256", kEmptyHash}});
    const HttpView request{"GET", "/k", get, ""};
    for (const Duration off : {Duration{minutes{15}}, Duration{minutes{-15}}}) {
        EXPECT_EQ(judged(request, kThatDay + off), "good");
        const Duration more = off > Duration{0} ? Seconds{1} : Seconds{-1};
        const auto refused =
            verify_signature(request, kBuckets, find_user, kThatDay + off + more, kBucketRules);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "RequestTimeTooSkewed");
        EXPECT_EQ(refused.error().kind, ErrorKind::Denied);
        EXPECT_EQ(
            refused.error().message,
            "The difference between the request time and the current time is too large."
        );
    }
}

TEST(Sigv4OfS3, LinksHaveTheirTime) {
    const Fields host{{"Host", "h"}};
    const std::string target = presign_target(
        {"GET", "/bucket/key", host, ""}, kUser, kBuckets, kThatDay, Seconds{60}, kBucketRules
    );
    const auto told = [&](Duration later) {
        const auto result = verify_signature(
            {"GET", target, host, ""}, kBuckets, find_user, kThatDay + later, kBucketRules
        );
        return result ? "good" : result.error().code + ": " + result.error().message;
    };
    EXPECT_EQ(told(Seconds{60}), "good");
    EXPECT_EQ(told(Seconds{61}), "AccessDenied: Request has expired");
    EXPECT_EQ(told(minutes{-15}), "good");
    EXPECT_EQ(told(minutes{-16}), "AccessDenied: Request is not valid yet");
}

TEST(Sigv4OfS3, EncodesPathsOnce) {
    const std::string path = "/bucket/a%20b%2Fc/%C3%A4+(d)";
    const Fields fields = signed_fields("GET", path, {{"x-amz-content-sha256", kEmptyHash}});
    EXPECT_EQ(judged({"GET", path, fields, ""}), "good");
    EXPECT_EQ(judged({"GET", "/bucket/a%20b%2Fc/%c3%a4%2B%28d%29", fields, ""}), "good")
        << "the same path, spelt otherwise";
    EXPECT_EQ(
        judged({"GET", "/bucket/a%20b/c/%C3%A4+(d)x", fields, ""}), "InvalidSignatureException"
    );
    EXPECT_EQ(judged({"GET", path, fields, ""}, kThatDay, {}), "InvalidSignatureException");
}

TEST(Sigv4OfS3, NeedNotCoverTheBody) {
    const Fields open = signed_fields("PUT", "/k", {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}});
    EXPECT_EQ(judged({"PUT", "/k", open, "any"}), "good");
    EXPECT_EQ(judged({"PUT", "/k", open, "any"}, kThatDay, {}), "InvalidSignatureException")
        << "no other service takes that";
    EXPECT_EQ(judged({"PUT", "/k", signed_fields("PUT", "/k", {}), ""}), "InvalidRequest");
    const Fields odd = signed_fields("PUT", "/k", {{"x-amz-content-sha256", "nonsense"}});
    EXPECT_EQ(judged({"PUT", "/k", odd, ""}), "InvalidArgument");
}

}  // namespace
}  // namespace gantry::wire
