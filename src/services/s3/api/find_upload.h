#pragma once

#include <optional>
#include <string>

#include "api/s3/checksum_algorithm.h"
#include "api/s3/checksum_type.h"
#include "api/s3/initiator.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {

/// An upload that was named.
struct FoundUpload {
    BucketPtr bucket;
    std::string row_key;
    core::Table<UploadRow>::Ptr row;
};

/// Errors: NoSuchUpload.
Result<FoundUpload> find_upload(
    const Call& call,
    const BucketPtr& bucket,
    const std::optional<std::string>& key,
    const std::optional<std::string>& id
);

/// The upload that an input names. Errors: those of bucket_of, NoSuchUpload.
template <class Input>
Result<FoundUpload> upload_of(const Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    return find_upload(call, *bucket, input.key, input.upload_id);
}

/// Erases an upload and its parts.
void erase_upload(Call& call, const FoundUpload& upload);

/// Errors: InvalidArgument.
Result<std::int32_t> read_part_number(const std::optional<std::int32_t>& number);

/// Who began an upload: S3 tells of roles and users by their ARNs, of accounts by their ids.
api::s3::Initiator initiator_of(const BucketRow& bucket, const UploadRow& upload);

/// The checksum that an upload has, in answers of many operations.
template <class Output>
void show_upload_checksum(Output& out, const UploadRow& upload) {
    if (upload.checksum_algorithm.empty()) return;
    out.checksum_algorithm =
        reflect::from_text<api::s3::ChecksumAlgorithm>(upload.checksum_algorithm);
    out.checksum_type = upload.composite_checksum ? api::s3::ChecksumType::Composite
                                                  : api::s3::ChecksumType::FullObject;
}

}  // namespace gantry::s3
