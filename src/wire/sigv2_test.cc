// Links that botocore's signer of version 2 made, verified; and what was changed in them is
// noticed.
#include "wire/sigv2.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

constexpr SysTime kMoment{Seconds{1795719000}};
constexpr const char* kRead =
    "/links/a%20b/%C3%A4?versionId=v%2B1&response-content-type=text%2Fplain%3B%20x&AWSAccessKeyId="
    "AKIDEXAMPLE&Signature=SWmPdVsqNceX%2BZS50nINKVtHHo0%3D&Expires=1795719600";
constexpr const char* kWrite =
    "/links/k?AWSAccessKeyId=AKIDEXAMPLE&Signature=Y6aPe5W3i1S6Od2M4AOKoeBZ5lQ%3D&content-type="
    "text%2Fplain&x-amz-meta-a=b&x-amz-security-token=TOKEN%2B%2F%3D&Expires=1795719600";
constexpr const char* kList =
    "/links?prefix=a%2F&encoding-type=url&AWSAccessKeyId=AKIDEXAMPLE&Signature="
    "bzpH4VSm6ZyKTCIO4jOVNLR5l6Q%3D&Expires=1795719600";

std::optional<SigningKey> find_linker(std::string_view id, std::string_view token) {
    if (id != "AKIDEXAMPLE" || (!token.empty() && token != "TOKEN+/=")) return std::nullopt;
    return SigningKey{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", std::nullopt, {}};
}

/// "good", or the error's code.
std::string verify_link(
    std::string_view method,
    const std::string& target,
    SysTime now = kMoment,
    const std::vector<HeaderField>& headers = {{"Host", "127.0.0.1"}}
) {
    const auto head = verify_v2({method, target, headers, {}}, find_linker, now);
    return head ? "good" : head.error().code;
}

TEST(SignatureV2, OfLinksIsVerified) {
    EXPECT_EQ(verify_link("GET", kRead), "good");
    EXPECT_EQ(verify_link("PUT", kWrite), "good");
    EXPECT_EQ(verify_link("GET", kList), "good");
    const auto claimed = read_claimed_v2({"GET", kRead, {}, {}});
    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->access_key_id, "AKIDEXAMPLE");
    EXPECT_EQ(claimed->service, "s3");
    EXPECT_TRUE(read_claimed_signature({"GET", kRead, {}, {}}));
}

TEST(SignatureV2, IsOfWhatIsAsked) {
    EXPECT_EQ(verify_link("HEAD", kRead), "InvalidSignatureException");
    std::string other = kRead;
    EXPECT_EQ(verify_link("GET", other.replace(7, 1, "c")), "InvalidSignatureException");
    EXPECT_EQ(verify_link("GET", std::string(kRead) + "&acl"), "InvalidSignatureException");
    EXPECT_EQ(verify_link("GET", std::string(kRead) + "&x-amz-acl=x"), "InvalidSignatureException");
    EXPECT_EQ(
        verify_link("PUT", kWrite, kMoment, {{"X-Amz-Acl", "public-read"}}),
        "InvalidSignatureException"
    );
    EXPECT_EQ(verify_link("GET", kRead, kMoment + hours{1}), "AccessDenied");
    std::string unknown = kRead;
    unknown.replace(unknown.find("AKID"), 4, "XKID");
    EXPECT_EQ(verify_link("GET", unknown), "UnrecognizedClientException");
    std::string when = kRead;
    when.replace(when.rfind("1795719600"), 10, "x");
    EXPECT_EQ(verify_link("GET", when), "IncompleteSignatureException");
}

TEST(SignatureV2, IsNotThereInOtherRequests) {
    for (const char* target : {"/a", "/a?AWSAccessKeyId=b", "/a?Signature=b&Expires=1"}) {
        EXPECT_FALSE(is_signed_v2({"GET", target, {}, {}})) << target;
    }
    const std::vector<HeaderField> headers{{"Authorization", "AWS4-HMAC-SHA256 …"}};
    EXPECT_FALSE(is_signed_v2({"GET", kRead, headers, {}}));
}

}  // namespace
}  // namespace gantry::wire
