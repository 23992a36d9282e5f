#include "services/s3/config/small.h"

namespace gantry::s3 {

Result<BucketAcceleration::Value> BucketAcceleration::absent() {
    return Value{};
}

Result<void> BucketAcceleration::check(Call& /*call*/, const BucketRow& bucket, Value& value) {
    if (!value.status) return malformed_xml();
    if (bucket.name.find('.') == std::string::npos) return {};
    return invalid_request(
        "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"
    );
}

Result<RequestPayment::Value> RequestPayment::absent() {
    return Value{.payer = api::s3::Payer::BucketOwner};
}

Result<void> RequestPayment::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& /*value*/) {
    return {};
}

Result<BucketAbac::Value> BucketAbac::absent() {
    return Value{.status = api::s3::BucketAbacStatus::Disabled};
}

Result<void> BucketAbac::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    if (!value.status) return malformed_xml();
    return {};
}

}  // namespace gantry::s3
