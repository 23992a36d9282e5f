#include "services/s3/config/object_lock.h"

#include <chrono>

namespace gantry::s3 {
namespace {

using api::s3::GetObjectLockConfigurationOutput;
using api::s3::GetObjectLockConfigurationRequest;
using api::s3::PutObjectLockConfigurationOutput;
using api::s3::PutObjectLockConfigurationRequest;

constexpr std::int32_t kMaxLockYears = 100;
constexpr std::int32_t kDaysOfYear = 365;

Result<void> check_retention(const api::s3::DefaultRetention& retention) {
    const bool one_period = retention.days.has_value() != retention.years.has_value();
    if (!retention.mode || !one_period) return malformed_xml();
    const std::int32_t period = retention.days ? *retention.days : *retention.years;
    const std::int32_t most = retention.days ? kMaxLockYears * kDaysOfYear : kMaxLockYears;
    if (period <= 0) {
        return invalid_argument("Default retention period must be a positive integer value.");
    }
    if (period > most) return invalid_argument("Default retention period too large.");
    return {};
}

}  // namespace

Result<BucketObjectLock::Value> BucketObjectLock::absent() {
    return refused(
        ErrorKind::NotFound,
        "ObjectLockConfigurationNotFoundError",
        "Object Lock configuration does not exist for this bucket"
    );
}

Result<void> BucketObjectLock::check(Call& /*call*/, const BucketRow& bucket, Value& value) {
    if (!value.object_lock_enabled) return malformed_xml();
    if (bucket.versioning != "Enabled") {
        return refused(
            ErrorKind::Conflict,
            "InvalidBucketState",
            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
        );
    }
    if (!value.rule) return {};
    if (!value.rule->default_retention) return malformed_xml();
    return check_retention(*value.rule->default_retention);
}

Result<PutObjectLockConfigurationOutput> put_object_lock_configuration(
    Call& call, const PutObjectLockConfigurationRequest& input
) {
    auto out = put_configuration<
        BucketObjectLock,
        PutObjectLockConfigurationRequest,
        PutObjectLockConfigurationOutput,
        &PutObjectLockConfigurationRequest::object_lock_configuration>(call, input);
    if (!out) return out;
    call.tx.update(call.tables.buckets, *input.bucket, [](BucketRow& row) {
        row.object_lock = true;
    });
    return out;
}

Result<GetObjectLockConfigurationOutput> get_object_lock_configuration(
    Call& call, const GetObjectLockConfigurationRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    auto value = kept<BucketObjectLock>(call, (*bucket)->name);
    if (!value && !(*bucket)->object_lock) return BucketObjectLock::absent().error();
    if (!value) value.emplace().object_lock_enabled = api::s3::ObjectLockEnabled::Enabled;
    return GetObjectLockConfigurationOutput{.object_lock_configuration = value};
}

std::optional<ObjectLock> default_lock(const Call& call, const BucketRow& bucket) {
    if (!bucket.object_lock) return std::nullopt;
    const auto value = kept<BucketObjectLock>(call, bucket.name);
    if (!value || !value->rule || !value->rule->default_retention) return std::nullopt;
    const auto& retention = *value->rule->default_retention;
    const std::int32_t days =
        retention.days ? *retention.days : retention.years.value_or(0) * kDaysOfYear;
    return ObjectLock{
        .mode = std::string(reflect::to_text(*retention.mode)),
        .retain_until = call.now + std::chrono::days(days),
    };
}

}  // namespace gantry::s3
