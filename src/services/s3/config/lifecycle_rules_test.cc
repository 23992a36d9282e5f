#include "services/s3/config/lifecycle_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "wire/json_codec.h"

namespace gantry::s3 {
namespace {

/// "" or "Code: message" for a rule with these members, beside its status and filter.
std::string refusal(const std::string& members, const std::string& filter = R"("Filter":{})") {
    const auto rule = wire::decode_json<api::s3::LifecycleRule>(
        R"({"Status":"Enabled",)" + filter + (members.empty() ? "" : "," + members) + "}"
    );
    EXPECT_TRUE(rule) << members;
    const auto good = check_lifecycle_rule(*rule);
    if (good) return "";
    if (good.error().code == "MalformedXML") return "MalformedXML";
    return good.error().code + ": " + good.error().message;
}

const std::string kExpires = R"("Expiration":{"Days":90})";

TEST(LifecycleRule, HasAFilterOrAPrefix) {
    EXPECT_EQ(refusal(kExpires), "");
    EXPECT_EQ(refusal(kExpires, R"("Prefix":"")"), "");
    EXPECT_EQ(refusal(kExpires, R"("ID":"i")"), "MalformedXML");
    EXPECT_EQ(refusal(kExpires, R"("Prefix":"","Filter":{})"), "MalformedXML");
    EXPECT_EQ(
        refusal(kExpires, R"("Filter":{"Prefix":"p","ObjectSizeLessThan":1})"), "MalformedXML"
    );
    EXPECT_EQ(refusal(kExpires, R"("Filter":{"And":{"Prefix":"p"}})"), "MalformedXML");
    EXPECT_EQ(
        refusal(kExpires, R"("Filter":{"And":{"Prefix":"p","Tags":[{"Key":"k","Value":"v"}]}})"), ""
    );
    EXPECT_EQ(
        refusal(kExpires, R"("Filter":{"And":{"ObjectSizeGreaterThan":2,"ObjectSizeLessThan":2}})"),
        "InvalidRequest: 'ObjectSizeLessThan' has to be a value greater than "
        "'ObjectSizeGreaterThan'."
    );
}

TEST(LifecycleRule, DoesSomething) {
    EXPECT_EQ(refusal(""), "InvalidRequest: At least one action needs to be specified in a rule");
    EXPECT_EQ(
        refusal(kExpires + R"(,"ID":")" + std::string(256, 'i') + "\""),
        "InvalidArgument: ID length should not exceed allowed limit of 255"
    );
}

TEST(LifecycleRule, Expires) {
    EXPECT_EQ(refusal(R"("Expiration":{})"), "MalformedXML");
    EXPECT_EQ(refusal(R"("Expiration":{"Days":1,"Date":"2024-01-01T00:00:00Z"})"), "MalformedXML");
    EXPECT_EQ(
        refusal(R"("Expiration":{"Days":0})"),
        "InvalidArgument: 'Days' for Expiration action must be a positive integer"
    );
    EXPECT_EQ(refusal(R"("Expiration":{"Date":"2024-01-01T00:00:00Z"})"), "");
    EXPECT_EQ(
        refusal(R"("Expiration":{"Date":"2024-01-01T00:00:01Z"})"),
        "InvalidArgument: 'Date' must be at midnight GMT"
    );
    const std::string marker = R"("Expiration":{"ExpiredObjectDeleteMarker":true})";
    EXPECT_EQ(refusal(marker), "");
    EXPECT_EQ(
        refusal(marker, R"("Filter":{"Tag":{"Key":"k","Value":"v"}})"),
        "InvalidRequest: ExpiredObjectDeleteMarker cannot be specified with Tags."
    );
}

TEST(LifecycleRule, Moves) {
    EXPECT_EQ(refusal(R"("Transitions":[{"Days":30,"StorageClass":"STANDARD_IA"}])"), "");
    EXPECT_EQ(refusal(R"("Transitions":[{"Days":0,"StorageClass":"GLACIER"}])"), "");
    EXPECT_EQ(refusal(R"("Transitions":[{"Days":30}])"), "MalformedXML");
    EXPECT_EQ(
        refusal(R"("Transitions":[{"Days":29,"StorageClass":"STANDARD_IA"}])"),
        "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for "
        "storageClass 'STANDARD_IA'"
    );
    EXPECT_EQ(
        refusal(
            kExpires + R"(,"Transitions":[{"Days":90,"StorageClass":"GLACIER"}])",
            R"("Filter":{"Prefix":"p"})"
        ),
        "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=p)' must be greater "
        "than 'Days' in the Transition action"
    );
}

TEST(LifecycleRule, EndsOldVersionsAndUploads) {
    EXPECT_EQ(refusal(R"("NoncurrentVersionExpiration":{"NoncurrentDays":1})"), "");
    EXPECT_EQ(
        refusal(R"("NoncurrentVersionExpiration":{"NoncurrentDays":0})"),
        "InvalidArgument: 'NoncurrentDays' for NoncurrentVersionExpiration action must be a "
        "positive integer"
    );
    const std::string abort = R"("AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7})";
    EXPECT_EQ(refusal(abort), "");
    EXPECT_EQ(
        refusal(abort, R"("Filter":{"Tag":{"Key":"k","Value":"v"}})"),
        "InvalidRequest: AbortIncompleteMultipartUpload cannot be specified with Tags."
    );
}

}  // namespace
}  // namespace gantry::s3
