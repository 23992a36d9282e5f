#include "control/identity.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

TEST(Identity, ThePrincipalIsOfTheRegionsPartition) {
    const Identity anyone(AuthMode::Any, {});
    const auto principal_in = [&anyone](const std::string& region) {
        net::HttpRequest request{.method = "POST", .target = "/"};
        request.headers.add(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=123456789012/20250101/" + region +
                "/ecs/aws4_request, SignedHeaders=host, Signature=" + std::string(64, '0')
        );
        return anyone.identify(request, "ecs", SysTime{})->principal;
    };
    EXPECT_EQ(principal_in("us-east-1"), "arn:aws:iam::123456789012:root");
    EXPECT_EQ(principal_in("cn-north-1"), "arn:aws-cn:iam::123456789012:root");
    EXPECT_EQ(principal_in("us-gov-west-1"), "arn:aws-us-gov:iam::123456789012:root");
}

}  // namespace
}  // namespace gantry::control
