#include "services/s3/config/logging.h"

namespace gantry::s3 {
namespace {

Error bad_target(std::string message) {
    return refused(ErrorKind::InvalidArgument, "InvalidTargetBucketForLogging", std::move(message));
}

}  // namespace

Result<BucketLogging::Value> BucketLogging::absent() {
    return Value{};
}

Result<void> BucketLogging::check(Call& call, const BucketRow& bucket, Value& value) {
    if (!value.logging_enabled) return {};
    const auto target =
        call.tx.get(call.tables.buckets, value.logging_enabled->target_bucket.value_or(""));
    if (!target) return bad_target("The target bucket for logging does not exist");
    if (target->account != bucket.account) {
        return bad_target(
            "The owner for the bucket to be logged and the target bucket must be the same."
        );
    }
    if (target->region != bucket.region) {
        return refused(
            ErrorKind::Denied,
            "CrossLocationLoggingProhibited",
            "Cross S3 location logging not allowed."
        );
    }
    return {};
}

bool BucketLogging::says_nothing(const Value& value) {
    return !value.logging_enabled;
}

}  // namespace gantry::s3
