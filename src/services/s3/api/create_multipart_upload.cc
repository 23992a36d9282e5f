#include <fmt/format.h>

#include "services/s3/api/checksums.h"
#include "services/s3/api/conditions.h"
#include "services/s3/api/find_upload.h"
#include "services/s3/api/object_head.h"
#include "services/s3/api/show_object.h"
#include "services/s3/api/uploads.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/keys.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::AbortMultipartUploadOutput;
using api::s3::AbortMultipartUploadRequest;
using api::s3::ChecksumType;
using api::s3::CreateMultipartUploadOutput;
using api::s3::CreateMultipartUploadRequest;

constexpr int kDrawnIdDigits = 48;

Error wrong_type(std::string_view type, std::string_view algorithm) {
    return invalid_request(fmt::format(
        "The {} checksum type cannot be used with the {} checksum algorithm.",
        type,
        lower_case(algorithm)
    ));
}

/// The checksum that the object is to have. Source: S3 User Guide, "Checking object integrity",
/// "Full object and composite checksum types".
Result<void> read_checksum(const CreateMultipartUploadRequest& input, UploadRow& row) {
    if (!input.checksum_algorithm) {
        if (!input.checksum_type) return {};
        return invalid_request(
            "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm "
            "header."
        );
    }
    const std::string algorithm(reflect::to_text(*input.checksum_algorithm));
    const bool only_whole = algorithm == kDefaultChecksum;
    const bool only_composite = algorithm.starts_with("SHA");
    if (only_whole && input.checksum_type == ChecksumType::Composite) {
        return wrong_type("COMPOSITE", algorithm);
    }
    if (only_composite && input.checksum_type == ChecksumType::FullObject) {
        return wrong_type("FULL_OBJECT", algorithm);
    }
    row.checksum_algorithm = algorithm;
    row.composite_checksum = !only_whole && input.checksum_type != ChecksumType::FullObject;
    return {};
}

}  // namespace

Result<CreateMultipartUploadOutput> create_multipart_upload(
    Call& call, const CreateMultipartUploadRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    auto head = read_head(call, **bucket, input);
    if (!head) return head.error();
    UploadRow row{
        .bucket = (*bucket)->name,
        .key = input.key.value_or(""),
        // In order of their times, as they are listed.
        .id = fmt::format("{:016x}", epoch_ms(call.now)) + call.ids.hex(kDrawnIdDigits),
        .initiated = call.now,
        .initiator = call.principal,
        .head = *std::move(head),
    };
    if (auto good = read_checksum(input, row); !good) return good.error();
    CreateMultipartUploadOutput out{.bucket = row.bucket, .key = row.key, .upload_id = row.id};
    show_upload_checksum(out, row);
    show_encryption(out, row.head);
    const std::string key = upload_row_key(row.bucket, row.key, row.id);
    call.tx.put(call.tables.uploads, key, std::move(row));
    return out;
}

Result<AbortMultipartUploadOutput> abort_multipart_upload(
    Call& call, const AbortMultipartUploadRequest& input
) {
    const auto upload = upload_of(call, input);
    if (!upload) return upload.error();
    const auto seconds = [](SysTime time) {
        return std::chrono::floor<std::chrono::seconds>(time);
    };
    const auto& initiated = input.if_match_initiated_time;
    if (initiated && seconds(*initiated) != seconds(upload->row->initiated)) {
        return precondition_failed();
    }
    erase_upload(call, *upload);
    return AbortMultipartUploadOutput{};
}

}  // namespace gantry::s3
