#pragma once

#include "api/s3/abort_multipart_upload_output.h"
#include "api/s3/abort_multipart_upload_request.h"
#include "api/s3/complete_multipart_upload_output.h"
#include "api/s3/complete_multipart_upload_request.h"
#include "api/s3/create_multipart_upload_output.h"
#include "api/s3/create_multipart_upload_request.h"
#include "api/s3/list_multipart_uploads_output.h"
#include "api/s3/list_multipart_uploads_request.h"
#include "api/s3/list_parts_output.h"
#include "api/s3/list_parts_request.h"
#include "api/s3/upload_part_copy_output.h"
#include "api/s3/upload_part_copy_request.h"
#include "api/s3/upload_part_output.h"
#include "api/s3/upload_part_request.h"
#include "services/s3/model/call.h"

/// Objects that are uploaded in parts. All have the errors of bucket_of (find.h), and those on one
/// upload NoSuchUpload.
/// Source: S3 API Reference; S3 User Guide, "Uploading and copying objects using multipart upload".
namespace gantry::s3 {

inline constexpr std::int32_t kMostParts = 10'000;
/// Of all parts but the last.
inline constexpr std::int64_t kSmallestPart = std::int64_t{5} << 20U;
/// Of files that an object is made of; a row names them all.
inline constexpr std::size_t kMostPieces = 50'000;

/// Errors: those of read_head (object_head.h); InvalidRequest for a type of checksum that there is
/// not.
Result<api::s3::CreateMultipartUploadOutput>
create_multipart_upload(Call&, const api::s3::CreateMultipartUploadRequest&);

/// A part that comes again takes the place of the one before.
/// Errors: InvalidArgument for its number; those of receive (checksums.h); InvalidRequest without
/// the upload's checksum.
Result<api::s3::UploadPartOutput> upload_part(Call&, const api::s3::UploadPartRequest&);

/// The part shares the files of its source. Its entity tag is the source's where it is all of it,
/// and else one of its own: the bytes are not read.
/// Errors: those of find_source (copy_source.h), InvalidArgument, InvalidRange; NotImplemented
/// where the upload has a checksum that the source has not.
Result<api::s3::UploadPartCopyOutput>
upload_part_copy(Call&, const api::s3::UploadPartCopyRequest&);

/// Errors: InvalidPart, InvalidPartOrder, EntityTooSmall, InvalidRequest, BadDigest, MalformedXML;
/// NotImplemented for more than kMostPieces; those of check_write (conditions.h).
Result<api::s3::CompleteMultipartUploadOutput>
complete_multipart_upload(Call&, const api::s3::CompleteMultipartUploadRequest&);

/// Errors: PreconditionFailed where it was begun at another time than is said.
Result<api::s3::AbortMultipartUploadOutput>
abort_multipart_upload(Call&, const api::s3::AbortMultipartUploadRequest&);

/// Errors: InvalidArgument.
Result<api::s3::ListPartsOutput> list_parts(Call&, const api::s3::ListPartsRequest&);

/// In order of key, and the oldest first. Errors: InvalidArgument.
Result<api::s3::ListMultipartUploadsOutput>
list_multipart_uploads(Call&, const api::s3::ListMultipartUploadsRequest&);

}  // namespace gantry::s3
