// Forms of awsQuery, as requests of IAM, STS and others.
#include <cstdint>

#include "api/iam/operations.h"
#include "api/sts/operations.h"
#include "api/test/cloudwatch/operations.h"
#include "api/test/elasticloadbalancingv2/operations.h"
#include "protocols.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace api = gantry::api;
    static const std::vector<const api::ServiceInfo*> kServices{
        &api::iam::service(),
        &api::sts::service(),
        &api::test::cloudwatch::service(),
        &api::test::elasticloadbalancingv2::service(),
    };
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    gantry::fuzz_body(api::Protocol::AwsQuery, kServices, bytes);
    return 0;
}
