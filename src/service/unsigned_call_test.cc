#include "service/unsigned_call.h"

#include <gtest/gtest.h>

#include <array>

#include "api/ecs/operations.h"
#include "api/sts/assume_role_with_web_identity_request.h"
#include "api/sts/assume_role_with_web_identity_response.h"
#include "api/sts/get_caller_identity_request.h"
#include "api/sts/get_caller_identity_response.h"
#include "api/sts/operations.h"
#include "service/test_world.h"

namespace gantry::service {
namespace {

struct NoTables {
    [[nodiscard]] static std::vector<core::TableBase*> all() { return {}; }
};
class NoInstance final : public InstanceOn<NoTables> {};

Result<api::sts::AssumeRoleWithWebIdentityResponse> take_anybody(
    CallOn<NoTables>& call, const api::sts::AssumeRoleWithWebIdentityRequest& /*input*/
) {
    api::sts::AssumeRoleWithWebIdentityResponse answer;
    answer.provider = call.principal.empty() ? "nobody" : call.principal;
    return answer;
}

Result<api::sts::GetCallerIdentityResponse> take_somebody(
    CallOn<NoTables>& /*call*/, const api::sts::GetCallerIdentityRequest& /*input*/
) {
    return api::sts::GetCallerIdentityResponse{};
}

std::unique_ptr<Instance> make_nothing(const Surroundings& /*surroundings*/) {
    return std::make_unique<NoInstance>();
}

constexpr std::array kStsOperations{
    unsigned_call(operation<"AssumeRoleWithWebIdentity", &take_anybody>()),
    for_everybody(operation<"GetCallerIdentity", &take_somebody>()),
};
const Service kSts{
    .name = "sts",
    .title = "AWS STS",
    .model = &api::sts::service,
    .operations = kStsOperations,
    .make = &make_nothing,
};
/// A service without unsigned calls.
const Service kEcs{
    .name = "ecs",
    .title = "Amazon ECS",
    .model = &api::ecs::service,
    .operations = {},
    .make = &make_nothing,
};
constexpr std::array kBoth{&kEcs, &kSts};
constexpr std::array kOnlyEcs{&kEcs};

using Fields = std::vector<wire::HeaderField>;

const Fields kForm{{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
constexpr const char* kAssume = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15";

bool may_be(std::span<const Service* const> services, const Fields& fields, const char* method) {
    return may_be_unsigned_call(services, {method, "/", fields, ""});
}

TEST(UnsignedCall, IsPerhapsInAFormThatIsStillToCome) {
    EXPECT_TRUE(may_be(kBoth, kForm, "POST"));
    EXPECT_FALSE(may_be(kBoth, kForm, "PUT"));
    EXPECT_FALSE(may_be(kBoth, {{"Content-Type", "text/plain"}}, "POST"));
    EXPECT_FALSE(may_be(kBoth, {}, "POST"));
    EXPECT_FALSE(may_be(kOnlyEcs, kForm, "POST")) << "nobody has an unsigned call";
}

TEST(UnsignedCall, IsNoneWhereTheHeadNamesAnother) {
    Fields call = kForm;
    call.emplace_back("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters");
    EXPECT_FALSE(may_be(kBoth, call, "POST"));
}

TEST(UnsignedCall, MayBeAskedInAQuery) {
    const auto asked = [](const std::string& form) {
        const std::string target = "/?" + form;
        return may_be_unsigned_call(kBoth, {"GET", target, {}, ""});
    };
    EXPECT_TRUE(asked(kAssume));
    EXPECT_FALSE(asked("Action=GetCallerIdentity&Version=2011-06-15"));
    EXPECT_FALSE(asked("Action=AssumeRoleWithWebIdentity&Version=2010-05-08"));
    EXPECT_FALSE(asked("Action=AssumeRoleWithWebIdentity"));
    EXPECT_FALSE(asked(""));
}

TEST(UnsignedCall, IsForTheServiceOfItsVersion) {
    const auto service_of = [](const char* body) {
        return find_service_unsigned(kBoth, {"POST", "/", kForm, body});
    };
    EXPECT_EQ(service_of(kAssume), &kSts);
    EXPECT_EQ(service_of("Action=GetCallerIdentity&Version=2011-06-15"), &kSts);
    EXPECT_EQ(service_of("Action=AssumeRoleWithWebIdentity&Version=2016-11-15"), nullptr);
    EXPECT_EQ(service_of(""), nullptr);
}

TEST(UnsignedCall, AloneIsForAnonymousCallers) {
    TestWorld world(kBoth);
    const auto code_of = [&world](const std::string& service, const std::string& operation) {
        const auto answer = world.run_json({}, service, operation, "{}");
        return answer ? "" : answer.error().code;
    };
    constexpr const char* kMissing = "MissingAuthenticationTokenException";
    EXPECT_EQ(code_of("sts", "GetCallerIdentity"), kMissing);
    EXPECT_EQ(code_of("sts", "GetSessionToken"), kMissing) << "has no handler";
    EXPECT_EQ(code_of("sts", "GetNothing"), kMissing);
    EXPECT_EQ(code_of("s3", "ListBuckets"), kMissing);
    const std::string input =
        R"({"RoleArn":"arn:aws:iam::123456789012:role/deploy","RoleSessionName":"ci",)"
        R"("WebIdentityToken":"token"})";
    const auto nobody = world.run_json({}, "sts", "AssumeRoleWithWebIdentity", input);
    ASSERT_TRUE(nobody) << nobody.error().message;
    EXPECT_EQ(*nobody, R"({"Provider":"nobody"})");
    const aws::Caller ann{{"123456789012", "us-east-1"}, "ann", "", {}};
    const auto known = world.run_json(ann, "sts", "AssumeRoleWithWebIdentity", input);
    ASSERT_TRUE(known);
    EXPECT_EQ(*known, R"({"Provider":"ann"})") << "signing it does no harm";
}

}  // namespace
}  // namespace gantry::service
