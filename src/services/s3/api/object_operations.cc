#include "services/s3/api/object_operations.h"

#include <algorithm>
#include <array>

#include "services/s3/api/about.h"
#include "services/s3/api/buckets.h"
#include "services/s3/api/lists.h"
#include "services/s3/api/locks.h"
#include "services/s3/api/object_tags.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/uploads.h"

namespace gantry::s3 {
namespace {

using namespace about;
using service::for_everybody;
using service::operation;

// clang-format off
constexpr std::array kOperations{
    operation<"AbortMultipartUpload", &abort_multipart_upload, kOfObject<"s3:AbortMultipartUpload">>(),
    operation<"CompleteMultipartUpload", &complete_multipart_upload, kOfCompletion>(),
    operation<"CopyObject", &copy_object, &of_copy>(),
    operation<"CreateBucket", &create_bucket, &of_create_bucket>(),
    operation<"CreateMultipartUpload", &create_multipart_upload, &of_create_upload>(),
    operation<"DeleteBucket", &delete_bucket, kOfBucket<>>(),
    operation<"DeleteObject", &delete_object, &of_delete>(),
    operation<"DeleteObjectTagging", &delete_object_tagging, kOfObject<"s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging">>(),
    for_everybody(operation<"DeleteObjects", &delete_objects>()),
    operation<"GetBucketLocation", &get_bucket_location, kOfBucket<>>(),
    operation<"GetObject", &get_object, kOfRead>(),
    operation<"GetObjectAttributes", &get_object_attributes, kOfAttributes>(),
    operation<"GetObjectLegalHold", &get_object_legal_hold, kOfObject<"s3:GetObjectLegalHold">>(),
    operation<"GetObjectRetention", &get_object_retention, kOfObject<"s3:GetObjectRetention">>(),
    operation<"GetObjectTagging", &get_object_tagging, kOfObject<"s3:GetObjectTagging", "s3:GetObjectVersionTagging">>(),
    operation<"HeadBucket", &head_bucket, kOfBucket<"s3:ListBucket">>(),
    operation<"HeadObject", &head_object, kOfRead>(),
    operation<"ListBuckets", &list_buckets, &of_bucket_list>(),
    operation<"ListMultipartUploads", &list_multipart_uploads, kOfListing<"s3:ListBucketMultipartUploads">>(),
    operation<"ListObjectVersions", &list_object_versions, kOfListing<"s3:ListBucketVersions">>(),
    operation<"ListObjects", &list_objects, kOfListing<"s3:ListBucket">>(),
    operation<"ListObjectsV2", &list_objects_v2, kOfListing<"s3:ListBucket">>(),
    operation<"ListParts", &list_parts, kOfObject<"s3:ListMultipartUploadParts">>(),
    operation<"PutObject", &put_object, &of_put>(),
    operation<"PutObjectLegalHold", &put_object_legal_hold, kOfLegalHold>(),
    operation<"PutObjectRetention", &put_object_retention, &of_retention>(),
    operation<"PutObjectTagging", &put_object_tagging, kOfPutTagging>(),
    operation<"UploadPart", &upload_part, kOfObject<"s3:PutObject">>(),
    operation<"UploadPartCopy", &upload_part_copy, &of_part_copy>(),
};
// clang-format on
static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> object_operations() {
    return kOperations;
}

}  // namespace gantry::s3
