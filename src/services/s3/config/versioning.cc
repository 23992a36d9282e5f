#include "services/s3/config/versioning.h"

#include "services/s3/config/configuration.h"
#include "services/s3/config/replication.h"

namespace gantry::s3 {
namespace {

using api::s3::BucketVersioningStatus;
using api::s3::GetBucketVersioningOutput;
using api::s3::GetBucketVersioningRequest;
using api::s3::PutBucketVersioningRequest;
using api::s3::PutBucketVersioningResponse;

Error needs_versions(std::string message) {
    return refused(ErrorKind::Conflict, "InvalidBucketState", std::move(message));
}

Result<void> check_suspension(const Call& call, const BucketRow& bucket) {
    if (bucket.object_lock) {
        return needs_versions(
            "An Object Lock configuration is present on this bucket, so the versioning state "
            "cannot be changed."
        );
    }
    if (kept<BucketReplication>(call, bucket.name)) {
        return needs_versions(
            "A replication configuration is present on this bucket, so you cannot change the "
            "versioning state. To change the versioning state, first delete the replication "
            "configuration."
        );
    }
    return {};
}

}  // namespace

Result<PutBucketVersioningResponse> put_bucket_versioning(
    Call& call, const PutBucketVersioningRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    if (!input.versioning_configuration) return missing_body();
    const auto status = input.versioning_configuration->status;
    if (!status) {
        return refused(
            ErrorKind::InvalidArgument,
            "IllegalVersioningConfigurationException",
            "The Versioning element must be specified"
        );
    }
    if (*status == BucketVersioningStatus::Suspended) {
        if (auto good = check_suspension(call, **bucket); !good) return good.error();
    }
    BucketRow row = **bucket;
    row.versioning = reflect::to_text(*status);
    if (row != **bucket) call.tx.put(call.tables.buckets, (*bucket)->name, std::move(row));
    return PutBucketVersioningResponse{};
}

Result<GetBucketVersioningOutput> get_bucket_versioning(
    Call& call, const GetBucketVersioningRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    return GetBucketVersioningOutput{
        .status = reflect::from_text<BucketVersioningStatus>((*bucket)->versioning)
    };
}

}  // namespace gantry::s3
