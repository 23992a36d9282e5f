#include "service/router.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace gantry::service {
namespace {

const api::ServiceInfo& balancers_of_2012() {
    static const api::ServiceInfo kModel{
        .signing_name = "elasticloadbalancing",
        .api_version = "2012-06-01",
        .protocol = api::Protocol::AwsQuery,
    };
    return kModel;
}
const api::ServiceInfo& balancers_of_2015() {
    static const api::ServiceInfo kModel{
        .signing_name = "elasticloadbalancing",
        .api_version = "2015-12-01",
        .protocol = api::Protocol::AwsQuery,
    };
    return kModel;
}
const api::ServiceInfo& buckets() {
    static const api::ServiceInfo kModel{
        .signing_name = "s3", .api_version = "2006-03-01", .protocol = api::Protocol::S3
    };
    return kModel;
}

Service service_of(std::string_view name, const api::ServiceInfo& (*model)()) {
    return {.name = name, .title = name, .model = model, .operations = {}, .make = nullptr};
}

const Service kOld = service_of("elb", &balancers_of_2012);
const Service kNew = service_of("elbv2", &balancers_of_2015);
const Service kBuckets = service_of("s3", &buckets);
const std::array kAll{&kBuckets, &kOld, &kNew};

const Service* found(const std::string& signing_name, const std::string& body) {
    const std::vector<wire::HeaderField> fields{
        {"Content-Type", "application/x-www-form-urlencoded"},
        {"Authorization",
         fmt::format(
             "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/{}/aws4_request, "
             "SignedHeaders=host, Signature=00",
             signing_name
         )}
    };
    return find_service(kAll, {"POST", "/", fields, body});
}

TEST(Router, OfOneSigningNameTheVersionSaysWhichServiceIsMeant) {
    const std::string name = "elasticloadbalancing";
    EXPECT_EQ(found(name, "Action=DescribeTags&Version=2012-06-01"), &kOld);
    EXPECT_EQ(found(name, "Action=DescribeTags&Version=2015-12-01"), &kNew);
    EXPECT_EQ(found(name, "Action=DescribeTags&Version=2000-01-01"), &kOld);
    EXPECT_EQ(found(name, ""), &kOld) << "the head alone";
    EXPECT_EQ(found("s3", "Version=2015-12-01"), &kBuckets);
    EXPECT_EQ(found("sqs", "Version=2015-12-01"), nullptr);
}

}  // namespace
}  // namespace gantry::service
